// The private Python environment that holds the emulator: made when first needed, and again when its requirements change.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { localFolder } from './local-folder.ts';

export type Report = (line: string) => void;

type Options = { readonly folder?: string; readonly requirements?: string; readonly path?: string };

/** Answers the environment's Python; does nothing when it is there already. Throws with the remedy when it cannot be made. */
export const preparePythonEnvironment = async (
  report: Report,
  {
    folder = join(localFolder, 'python'),
    requirements = join(import.meta.dirname, 'requirements.txt'),
    path = process.env.PATH ?? '',
  }: Options = {},
): Promise<string> => {
  const python = await findPython(path);
  const make = async (draft: string): Promise<void> => {
    report(`preparing the local AWS with Python ${python.version}: done once`);
    const installer = await prepareInstaller(python);
    await makeEnvironment(python, draft, '--without-pip');
    report('installing the local AWS, every file checked by its hash');
    await install(interpreterOf(draft), installer, requirements);
  };
  await prepareFolder(folder, stampOf(python, requirements), make);
  return interpreterOf(folder);
};

/**
 * Answers the folder of pip's modules. They lie apart, in an environment of their own, because putting them into one takes longer than all
 * that they do there.
 */
const prepareInstaller = async (python: Python): Promise<string> => {
  const folder = join(localFolder, 'pip');
  await prepareFolder(folder, `${python.version}\n`, (draft) => makeEnvironment(python, draft));
  const [modules] = globSync('lib/*/site-packages', { cwd: folder });
  if (modules === undefined) throw new Error(`${folder} holds no Python modules: delete it, then start again`);
  return join(folder, modules);
};

/** Makes a folder whole or not at all, when none with this stamp is there. */
const prepareFolder = async (folder: string, stamp: string, make: (draft: string) => Promise<void>): Promise<void> => {
  if (isStamped(folder, stamp)) return;
  removeAbandoned(folder);
  const draft = mkdtempSync(`${folder}.${process.pid}.`);
  try {
    await make(draft);
    // Last: what has no stamp is half-made.
    writeFileSync(join(draft, 'stamp'), stamp);
    putInPlace(draft, folder, stamp);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
};

type Python = { readonly command: string; readonly version: string };

const run = promisify(execFile);
const oldest = [3, 10] as const;
const remedy =
  'install Python 3.10 or later (Debian and Ubuntu: apt install python3 python3-venv; macOS: brew install python)';

const findPython = async (path: string): Promise<Python> => {
  const seen: string[] = [];
  for (const command of candidates(path)) {
    const version = await versionOf(command);
    if (version === undefined) continue;
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major === oldest[0] && minor >= oldest[1]) return { command, version };
    seen.push(`${command} is ${version}`);
  }
  const found = seen.length > 0 ? ` (${seen.join(', ')})` : '';
  throw new Error(`no Python of at least ${oldest.join('.')} on PATH${found}: ${remedy}`);
};

// python3 first, because it is what the person chose; then any that carries its version in its name.
const candidates = (path: string): readonly string[] => {
  const folders = path.split(delimiter).filter(Boolean);
  const named = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
  return named.flatMap((name) => folders.map((folder) => join(folder, name))).filter(existsSync);
};

const versionOf = async (command: string): Promise<string | undefined> => {
  try {
    const script = 'import platform; print(platform.python_version())';
    const { stdout } = await run(command, ['-c', script], { timeout: 20_000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
};

const stampOf = ({ version }: Python, requirements: string): string =>
  `${createHash('sha256').update(readFileSync(requirements)).digest('hex')} ${version}\n`;

const interpreterOf = (folder: string): string => join(folder, 'bin', 'python');

const isStamped = (folder: string, stamp: string): boolean => {
  const file = join(folder, 'stamp');
  return existsSync(interpreterOf(folder)) && existsSync(file) && readFileSync(file, 'utf8') === stamp;
};

// Python finds its packages beside itself, so a finished environment may move.
const putInPlace = (draft: string, folder: string, stamp: string): void => {
  try {
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } catch (error) {
    // Another start was quicker by a moment.
    if (!isStamped(folder, stamp)) throw error;
  }
};

/** Drafts of starts that were ended in the middle. */
const removeAbandoned = (folder: string): void => {
  mkdirSync(dirname(folder), { recursive: true });
  for (const name of readdirSync(dirname(folder))) {
    const [prefix, pid] = name.split('.');
    if (prefix === basename(folder) && pid && !isAlive(Number(pid)))
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const makeEnvironment = async (
  { command, version }: Python,
  folder: string,
  ...options: readonly string[]
): Promise<void> => {
  try {
    await run(command, ['-m', 'venv', ...options, folder], { timeout: 120_000 });
  } catch (cause) {
    throw new Error(
      `${command} (${version}) cannot make a virtual environment in ${folder}: ${lastLines(cause)}\n${remedy}`,
      { cause },
    );
  }
};

const install = async (interpreter: string, installer: string, requirements: string): Promise<void> => {
  const options = [
    '--require-hashes',
    '--ignore-installed',
    '--no-input',
    '--disable-pip-version-check',
    '--quiet',
    '--only-binary=:all:',
  ];
  try {
    await run(interpreter, ['-m', 'pip', 'install', ...options, '-r', requirements], {
      env: { ...process.env, PYTHONPATH: installer },
      timeout: 600_000,
      maxBuffer: 16 * 1024 * 1024,
    });
  } catch (cause) {
    throw new Error(
      `the local AWS could not be installed from ${requirements}: ${lastLines(cause)}\nCheck the connection to the Python package index (behind a proxy, set HTTPS_PROXY or PIP_INDEX_URL), then start again`,
      { cause },
    );
  }
};

const failedRun = z.object({ stdout: z.string(), stderr: z.string() });

const lastLines = (cause: unknown): string => {
  const { data } = failedRun.safeParse(cause);
  const text = data ? `${data.stdout}\n${data.stderr}` : String(cause);
  return `\n${text.trim().split('\n').slice(-8).join('\n')}`;
};
