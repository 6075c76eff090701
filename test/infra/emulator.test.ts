import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { cdk } from '#infra/local/cdk.ts';
import { deployLocal } from '#infra/local/deploy-local.ts';
import { type Emulator, startEmulator } from '#infra/local/emulator.ts';
import { localEnvironment } from '#infra/local/local-environment.ts';
import { projectFolder } from '#infra/local/local-folder.ts';
import { preparePythonEnvironment } from '#infra/local/python-environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'recaudo-test-'));
const log = join(folder, 'emulator.log');
const silent = (): void => {};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const eventually = async (isSo: () => boolean): Promise<boolean> => {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  return isSo();
};

describe('the private Python environment', () => {
  const home = join(folder, 'python');
  const requirements = join(folder, 'requirements.txt');
  const prepare = async (content: string): Promise<readonly string[]> => {
    const lines: string[] = [];
    writeFileSync(requirements, content);
    await preparePythonEnvironment((line) => lines.push(line), { folder: home, requirements });
    return lines;
  };

  test('is made once, and anew when its requirements change or it is half-made', { timeout: 240_000 }, async () => {
    expect(await prepare('# none\n')).not.toEqual([]);
    const made = statSync(join(home, 'stamp')).mtimeMs;
    expect(await prepare('# none\n')).toEqual([]);
    expect(statSync(join(home, 'stamp')).mtimeMs).toBe(made);
    expect(await prepare('# none, but other\n')).not.toEqual([]);
    rmSync(join(home, 'stamp'));
    expect(await prepare('# none, but other\n')).not.toEqual([]);
    expect(await prepare('# none, but other\n')).toEqual([]);
  });

  test('stays unstamped when a requirement has no hash', { timeout: 120_000 }, async () => {
    await expect(prepare('six==1.17.0\n')).rejects.toThrow(/hash/i);
    expect(await prepare('# none, but other\n')).toEqual([]);
  });

  test('asks for Python when there is none, or only an old one', async () => {
    const none = preparePythonEnvironment(silent, { folder: home, path: folder });
    await expect(none).rejects.toThrow(/install Python 3\.10 or later/);
    writeFileSync(join(folder, 'python3'), '#!/bin/sh\necho 3.8.10\n');
    chmodSync(join(folder, 'python3'), 0o755);
    const old = preparePythonEnvironment(silent, { folder: home, path: folder });
    await expect(old).rejects.toThrow(/python3 is 3\.8\.10/);
  });
});

describe('the emulator', () => {
  let python: string;
  let emulator: Emulator;
  let outputs: Readonly<Record<string, string>>;
  const deliveries = join(folder, 'deliveries');

  beforeAll(async () => {
    process.env.AWS_PROFILE = 'somebody';
    process.env.TINY_DELIVERIES = deliveries;
    writeFileSync(deliveries, '');
    python = await preparePythonEnvironment(silent);
    emulator = await startEmulator({ python, log, concurrency: 2 });
    outputs = await deployLocal({ endpoint: emulator.endpoint, report: silent, app: 'node test/infra/tiny-app.ts' });
  }, 240_000);
  afterAll(() => emulator?.stop());

  const answer = z.object({ pid: z.int(), version: z.string(), endpoint: z.string(), profile: z.string() });
  const invoke = async (ms: number): Promise<z.output<typeof answer>> => {
    const url = `${emulator.endpoint}/2015-03-31/functions/${outputs.Function}/invocations`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ ms }) });
    return answer.parse(await response.json());
  };

  test('runs functions on Node 24, with its own endpoint and no setting of the person who started it', async () => {
    const { version, endpoint, profile } = await invoke(0);
    expect(version).toMatch(/^v24\./);
    expect({ endpoint, profile }).toEqual({ endpoint: emulator.endpoint, profile: 'none' });
  });

  test('lets functions beyond its width wait, and refuses none', async () => {
    const pids = (await Promise.all(Array.from({ length: 12 }, () => invoke(50)))).map(({ pid }) => pid);
    expect(pids).toHaveLength(12);
    expect(new Set(pids).size).toBeLessThanOrEqual(2);
  });

  test('delivers the records of a stream again that their reader reports as failed', async () => {
    Object.assign(process.env, localEnvironment(emulator.endpoint));
    const client = new DynamoDBClient({});
    await client.send(new PutItemCommand({ TableName: outputs.TableName, Item: { pk: { S: 'one' } } }));
    const delivered = (): readonly string[] => readFileSync(deliveries, 'utf8').trim().split('\n');
    expect(await eventually(() => delivered().length >= 2)).toBe(true);
    expect(delivered().slice(0, 2)).toEqual(['one', 'one']);
  });

  test('deploys again without preparing the account again', { timeout: 120_000 }, async () => {
    const lines: string[] = [];
    const report = (line: string): void => void lines.push(line);
    const again = await deployLocal({ endpoint: emulator.endpoint, report, app: 'node test/infra/tiny-app.ts' });
    expect(again).toEqual(outputs);
    expect(lines.filter((line) => line.includes('account'))).toEqual([]);
  });

  test('names the fault of an app that does not synthesize', { timeout: 120_000 }, async () => {
    const app = `node -e "console.error('no such stage'); process.exit(3)"`;
    const failing = deployLocal({ endpoint: emulator.endpoint, report: silent, app });
    await expect(failing).rejects.toThrow(/synthesizing failed[\s\S]*no such stage[\s\S]*start again/);
  });

  test('ends a command that takes too long, and says so', async () => {
    const run = { endpoint: emulator.endpoint, report: silent, does: 'dawdling', limitSeconds: 2 };
    const app = 'node -e "setTimeout(() => {}, 600000)"';
    await expect(cdk(run, ['synth', '--app', app, '--output', join(folder, 'out')])).rejects.toThrow(
      /dawdling did not end within 2 s/,
    );
  });

  test('says how to go on when its port is taken', async () => {
    const port = Number(new URL(emulator.endpoint).port);
    await expect(startEmulator({ python, port, log: join(folder, 'second.log') })).rejects.toThrow(
      new RegExp(`port ${port} .*--port`),
    );
  });

  test('shows the end of its log when it cannot start', async () => {
    // Given launch.py, cat prints it and ends.
    const broken = startEmulator({ python: '/bin/cat', log: join(folder, 'broken.log') });
    await expect(broken).rejects.toThrow(/did not start: it ended with 0[\s\S]*broken\.log:[\s\S]*app\.main\(\)/);
  });

  test('stops with every function that it runs, and may be told so twice', async () => {
    const { pid } = await invoke(0);
    expect(isAlive(pid)).toBe(true);
    await emulator.stop();
    expect(isAlive(emulator.pid)).toBe(false);
    expect(await eventually(() => !isAlive(pid))).toBe(true);
    await emulator.stop();
  });

  test('ends when the process that started it is killed', { timeout: 60_000 }, async () => {
    const tmp = mkdtempSync(join(folder, 'tmp-'));
    const script = `
      const { startEmulator } = await import('#infra/local/emulator.ts');
      const { pid } = await startEmulator({ python: ${JSON.stringify(python)}, log: ${JSON.stringify(log)} });
      console.log(pid);
      setInterval(() => {}, 1000);`;
    const starter = execFile(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: projectFolder,
      env: { ...process.env, TMPDIR: tmp },
    });
    onTestFinished(() => void starter.kill('SIGKILL'));
    const pid = await new Promise<number>((resolve) => starter.stdout?.once('data', (text) => resolve(Number(text))));
    expect(isAlive(pid)).toBe(true);
    expect(readdirSync(tmp)).toHaveLength(1);
    starter.kill('SIGKILL');
    expect(await eventually(() => !isAlive(pid))).toBe(true);
    expect(readdirSync(tmp)).toEqual([]);
  });
});
