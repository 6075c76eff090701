// Runs the CDK command line against the local AWS: with a time limit, its progress reported, and the end of its output when it fails.
import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { localEnvironment, withoutAws } from './local-environment.ts';
import { localFolder, projectFolder } from './local-folder.ts';
import type { Report } from './python-environment.ts';

type Run = {
  readonly endpoint: string;
  readonly report: Report;
  /** What it does, for progress and errors. */
  readonly does: string;
  readonly limitSeconds: number;
  readonly cwd?: string;
};

export const cdk = async (run: Run, argumentList: readonly string[]): Promise<void> => {
  const { endpoint, report, does, limitSeconds, cwd = projectFolder } = run;
  const command = join(projectFolder, 'node_modules/aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [command, ...argumentList, '--ci', '--no-notices', '--no-color'], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: {
      ...withoutAws(process.env),
      ...localEnvironment(endpoint),
      // The app's own `node` must be one that runs TypeScript.
      PATH: [join(projectFolder, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
      // Not the person's own: it caches accounts by access key.
      CDK_HOME: join(localFolder, 'cdk'),
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CDK_DISABLE_VERSION_CHECK: '1',
    },
  });
  const lines = collect(child, (counts) => report(`${does}: ${counts}`));
  const { code, isLate } = await endOf(child, limitSeconds);
  if (code === 0) return;
  const how = isLate ? `did not end within ${limitSeconds} s` : `failed with ${code}`;
  throw new Error(`${does} ${how}. The end of the output:\n${lines.slice(-25).join('\n')}\n${isLate ? late : failed}`);
};

const late =
  'The machine may be busy: start again. If it stays so, the resource named last is the one that does not end; .local/emulator.log has the reason.';
const failed = 'Correct what the output names and start again; .local/emulator.log has the other side of it.';

const endOf = async (
  child: ChildProcess,
  limitSeconds: number,
): Promise<{ readonly code: number | null; readonly isLate: boolean }> => {
  let isLate = false;
  const kill = (): void => killGroup(child);
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, limitSeconds * 1000);
  process.once('exit', kill);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { code, isLate };
  } finally {
    clearTimeout(timer);
    process.off('exit', kill);
  }
};

const killGroup = ({ pid }: ChildProcess): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
};

/** Lines of standard output and error as they come; the counts of a deployment are reported once a second. */
const collect = (child: ChildProcess, reportCounts: (counts: string) => void): readonly string[] => {
  const lines: string[] = [];
  let lastReport = 0;
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split(/\r?\n/);
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        const [, done, all] = /\|\s*(\d+)\/(\d+)\s*\|/.exec(line) ?? [];
        if (all === undefined || Date.now() - lastReport < 1000) continue;
        lastReport = Date.now();
        reportCounts(`${done} of ${all} resources`);
      }
    });
    stream?.on('end', () => rest && lines.push(rest));
  }
  return lines;
};
