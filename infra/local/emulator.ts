// Starts and ends the emulator of AWS: one process group, gone with everything it started when the starter stops it or dies.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { localRegion, withoutAws } from './local-environment.ts';
import { localFolder, projectFolder } from './local-folder.ts';
import { messagingEnvironment, startMessaging } from './messaging.ts';

export type Emulator = {
  readonly endpoint: string;
  /** Where the stand-in for AWS End User Messaging answers. */
  readonly messaging: string;
  readonly pid: number;
  /** Ends the emulator and the functions it runs. May be called twice. */
  readonly stop: () => Promise<void>;
};

type Options = {
  /** The Python of `preparePythonEnvironment`. */
  readonly python: string;
  /** 0, or left out: any free port. */
  readonly port?: number;
  readonly log?: string;
  /** Functions that run at the same time, over all; see docs/local.md for what happens beyond. */
  readonly concurrency?: number;
};

const host = '127.0.0.1';
const startMs = 30_000;
const graceMs = 2_000;

/** Answers when the emulator does. Throws with the remedy when the port is taken or it does not come up. */
export const startEmulator = async ({
  python,
  port = 0,
  log = join(localFolder, 'emulator.log'),
  concurrency = 16,
}: Options): Promise<Emulator> => {
  // First: it takes a free port, which could be the one that was just found free for the emulator.
  const messaging = await startMessaging();
  const ownPort = await claimPort(port).catch(async (error) => {
    await messaging.stop();
    throw error;
  });
  const endpoint = `http://${host}:${ownPort}`;
  mkdirSync(dirname(log), { recursive: true });
  // Outside the checkout, so that a function finds no module but those in its own bundle.
  const folder = mkdtempSync(join(tmpdir(), 'recaudo-local-'));
  const output = openSync(log, 'w');
  const child = spawn(python, [join(import.meta.dirname, 'launch.py')], {
    cwd: folder,
    // The open standard input is how launch.py knows that this process lives.
    stdio: ['pipe', output, output],
    detached: true,
    env: {
      ...withoutAws(process.env),
      PATH: [join(projectFolder, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
      GATEWAY_PORT: String(ownPort),
      BIND_HOST: host,
      MINISTACK_HOST: host,
      MINISTACK_REGION: localRegion,
      TMPDIR: folder,
      STATE_DIR: join(folder, 'state'),
      S3_DATA_DIR: join(folder, 's3'),
      LOG_LEVEL: 'WARNING',
      LAMBDA_ACCOUNT_CONCURRENCY: String(concurrency),
      // Functions read no settings of the person who runs this.
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      // Functions get them from the emulator, whose clients know none of these services.
      ...messagingEnvironment(messaging.endpoint),
      // Listeners on fixed ports that nothing here needs.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
    },
  });
  const clean = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const endNow = (): void => {
    killGroup(child, 'SIGKILL');
    clean();
  };
  process.once('exit', endNow);
  const stop = async (): Promise<void> => {
    await Promise.all([end(child), messaging.stop()]);
    process.off('exit', endNow);
    clean();
  };
  try {
    await untilReady(endpoint, child, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, messaging: messaging.endpoint, pid: child.pid ?? 0, stop };
};

/** Answers the port, or a free one for 0. */
const claimPort = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause) => {
      reject(
        new Error(
          `port ${port} of ${host} cannot be used (${cause.message}): an earlier start may still run; end it, or choose another port with --port`,
          { cause },
        ),
      );
    });
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });

const untilReady = async (endpoint: string, child: ChildProcess, log: string): Promise<void> => {
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`));
  });
  const deadline = Date.now() + startMs;
  while (Date.now() < deadline) {
    const end = await Promise.race([ended, isReady(endpoint)]);
    if (end === true) return;
    if (typeof end === 'string') throw new Error(`the local AWS did not start: ${end}${lastLines(log)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the local AWS did not answer at ${endpoint} within ${startMs / 1000} s${lastLines(log)}`);
};

const isReady = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

const lastLines = (log: string): string => {
  const text = readFileSync(log, 'utf8').trim().split('\n').slice(-8).join('\n');
  return `. The end of ${log}:\n${text || '(empty)'}`;
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    killGroup(child, 'SIGTERM');
    const grace = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
    await ended;
    clearTimeout(grace);
  }
  // Functions that outlived the emulator.
  killGroup(child, 'SIGKILL');
};

const killGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone.
  }
};
