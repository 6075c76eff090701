// The command on the local AWS as somebody at a terminal has it: each run is a process of its own, in a folder of its own files.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { withoutAws } from '#infra/local/local-environment.ts';
import { environment, outputs, stack } from '../stack.ts';

export const root = join(import.meta.dirname, '../..');

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** `command` are the words that every run begins with. */
export const commandLine = (...command: readonly string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'recaudo-test-'));
  const fileOf = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const running = { endpoint: stack.endpoint, environment, outputs };
  const runningFile = fileOf('running.json', JSON.stringify(running));
  const run = (...args: readonly string[]) =>
    new Promise<Ended>((resolve, reject) => {
      const child = spawn(process.execPath, [join(root, 'cli/recaudo.js'), ...command, ...args], {
        cwd: folder,
        env: { ...withoutAws(process.env), RECAUDO_RUNNING: runningFile },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [out, err]: [string[], string[]] = [[], []];
      child.stdout.on('data', (text: Buffer) => out.push(text.toString()));
      child.stderr.on('data', (text: Buffer) => err.push(text.toString()));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, out: out.join(''), err: err.join('') }));
    });
  /** What a run that succeeds prints. */
  const done = async (...args: readonly string[]): Promise<string> => {
    const { code, out, err } = await run(...args);
    expect({ code, err }).toMatchObject({ code: 0 });
    return out;
  };
  const leave = (): void => rmSync(folder, { recursive: true, force: true });
  return { fileOf, run, done, leave };
};
