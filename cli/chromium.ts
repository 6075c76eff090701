// Pictures of mails as a browser shows them: talks to Chromium over its DevTools protocol, with nothing but what Node has.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { CommandFailed, exitCodes } from './exit.ts';

export type Shot = {
  readonly png: Uint8Array;
  readonly height: number /** Wider than the screen: one has to scroll sideways. */;
  readonly overflows: boolean;
};
export type Screen = { readonly width: number; readonly isDark: boolean };
export type Browser = { readonly shoot: (html: string, screen: Screen) => Promise<Shot> };

/** CHROME_PATH, or the npm package @sparticuz/chromium where somebody installed it. Throws CommandFailed when there is neither. */
export const findChromium = async (): Promise<string> => {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && existsSync(named)) return named;
  const path = await fromPackage();
  if (path !== undefined) return path;
  const said = named === undefined ? 'CHROME_PATH is not set' : `CHROME_PATH is ${named}, where nothing lies`;
  throw new CommandFailed(
    exitCodes.badInput,
    `pictures need Chromium: ${said}; name a Chrome or Chromium by CHROME_PATH, or run npm install --no-save @sparticuz/chromium`,
  );
};

/** It is no dependency of the product, so its name is no import that must be there. */
const packageName = '@sparticuz/chromium';
const fromPackage = async (): Promise<string | undefined> => {
  let loaded: unknown;
  try {
    loaded = await import(packageName);
  } catch {
    return undefined;
  }
  return executableOf(loaded);
};

/** Where the package has unpacked its browser. It exports a class, whose function is its own. */
export const executableOf = (loaded: unknown): Promise<string> => packageShape.parse(loaded).default.executablePath();

type Unpacks = { readonly executablePath: () => Promise<string> };
const packageShape = z.object({
  default: z.custom<Unpacks>(
    (value) =>
      (typeof value === 'function' || (typeof value === 'object' && value !== null)) &&
      'executablePath' in value &&
      typeof value.executablePath === 'function',
    `${packageName} has no executablePath(): install the latest one`,
  ),
});

/** The browser ends with `work`. */
export const withChromium = async <T>(path: string, work: (browser: Browser) => Promise<T>): Promise<T> => {
  const profile = mkdtempSync(join(tmpdir(), 'recaudo-chromium-'));
  const child = spawn(path, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const connection = await connect(await addressOf(child));
    try {
      return await work({ shoot: (html, screen) => shoot(connection, html, screen) });
    } finally {
      connection.close();
    }
  } finally {
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      if (!child.kill('SIGKILL')) resolve();
    });
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};

// What it shows are our own pages, without scripts; the sandbox is left out because containers have none.
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-debugging-port=0',
];

const addressOf = async (child: ReturnType<typeof spawn>): Promise<string> => {
  const failed = new Promise<never>((_, reject) => {
    const fail = (reason: string) => reject(new CommandFailed(exitCodes.failed, `Chromium did not start: ${reason}`));
    child.once('error', ({ message }) => fail(message));
    child.once('exit', (code) => fail(`it ended with ${code}`));
    setTimeout(() => fail('it said nothing for 60 seconds'), 60_000).unref();
  });
  const said = async (): Promise<string> => {
    if (child.stderr)
      for await (const line of createInterface({ input: child.stderr })) {
        const [, address] = /DevTools listening on (ws:\/\/\S+)/.exec(line) ?? [];
        if (address !== undefined) return address;
      }
    return failed;
  };
  const address = await Promise.race([said(), failed]);
  child.stderr?.resume();
  failed.catch(() => {});
  return address;
};

type Connection = {
  readonly ask: (method: string, parameters?: object, session?: string) => Promise<unknown>;
  readonly close: () => void;
};

const answer = z.object({
  id: z.int().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

const connect = async (address: string): Promise<Connection> => {
  const socket = new WebSocket(address);
  const waiting = new Map<
    number,
    { readonly done: (result: unknown) => void; readonly fail: (error: Error) => void }
  >();
  let serial = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = answer.parse(JSON.parse(String(data)));
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || !asked) return;
    waiting.delete(id);
    if (error) asked.fail(new CommandFailed(exitCodes.failed, `Chromium refused: ${error.message}`));
    else asked.done(result);
  });
  socket.addEventListener('close', () => {
    for (const { fail } of waiting.values()) fail(new CommandFailed(exitCodes.failed, 'Chromium ended too early'));
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new CommandFailed(exitCodes.failed, 'Chromium does not answer')));
  });
  return {
    ask: (method, params = {}, sessionId) =>
      new Promise((done, fail) => {
        serial += 1;
        waiting.set(serial, { done, fail });
        socket.send(JSON.stringify({ id: serial, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
      }),
    close: () => socket.close(),
  };
};

const shoot = async ({ ask }: Connection, html: string, { width, isDark }: Screen): Promise<Shot> => {
  const { targetId } = z
    .object({ targetId: z.string() })
    .parse(await ask('Target.createTarget', { url: 'about:blank' }));
  const { sessionId } = z
    .object({ sessionId: z.string() })
    .parse(await ask('Target.attachToTarget', { targetId, flatten: true }));
  const page = (method: string, parameters: object = {}) => ask(method, parameters, sessionId);
  await page('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: false });
  await page('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' }],
  });
  const { frameTree } = z
    .object({ frameTree: z.object({ frame: z.object({ id: z.string() }) }) })
    .parse(await page('Page.getFrameTree'));
  await page('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
  const { cssContentSize: size } = z
    .object({ cssContentSize: z.object({ width: z.number(), height: z.number() }) })
    .parse(await page('Page.getLayoutMetrics'));
  const { data } = z.object({ data: z.string() }).parse(
    await page('Page.captureScreenshot', {
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width: Math.max(width, size.width), height: Math.min(size.height, mostPixels), scale: 1 },
    }),
  );
  await ask('Target.closeTarget', { targetId });
  return { png: Buffer.from(data, 'base64'), height: size.height, overflows: size.width > width };
};

/** What Chromium draws in one picture. */
const mostPixels = 16_000;
