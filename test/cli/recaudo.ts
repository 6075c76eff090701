// The command as people and programs use it: each run is a process of its own, and finds no stack.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export const recaudo = (args: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'cli/recaudo.js'), ...args], {
    cwd: root,
    input,
    encoding: 'utf8',
    env: { ...process.env, RECAUDO_RUNNING: join(root, '.local/no-such-stack.json') },
  });
  return { code: status, out: stdout, err: stderr };
};
