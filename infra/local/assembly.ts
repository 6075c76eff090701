// The synthesized template of a stage, kept from one start to the next: it is made anew when anything that goes into it changed.
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { cdk } from './cdk.ts';
import { localFolder, projectFolder } from './local-folder.ts';
import type { Report } from './python-environment.ts';

type Options = { readonly endpoint: string; readonly report: Report; readonly stage: string };

/** Answers the folder of the product's assembly. */
export const prepareAssembly = async (options: Options): Promise<string> => {
  const parent = join(localFolder, 'assemblies');
  const folder = join(parent, `${options.stage}-${digestOf(projectFolder)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(parent, { recursive: true });
  removeOld(parent);
  const draft = `${folder}.${process.pid}`;
  try {
    await synthesize('node infra/app.ts', draft, options);
    renameSync(draft, folder);
  } catch (error) {
    // Another start may have been quicker by a moment.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
};

/** Runs the command that makes an assembly. */
export const synthesize = async (app: string, folder: string, { endpoint, report, stage }: Options): Promise<void> => {
  report('synthesizing the template');
  const options = ['--quiet', '--app', app, '--output', folder, '--context', `stage=${stage}`];
  await cdk({ endpoint, report, does: 'synthesizing', limitSeconds: 180 }, ['synth', ...options]);
  leaveOutOrigins(folder);
};

/** How each resource came about fills most of a file that the command line reads again at every event of a deployment, for names alone. */
const leaveOutOrigins = (folder: string): void => {
  for (const name of globSync('*.metadata.json', { cwd: folder })) {
    const file = join(folder, name);
    const all = Object.entries(metadata.parse(JSON.parse(readFileSync(file, 'utf8'))));
    const kept = all.map(([path, entries]) => [path, entries.filter(({ type }) => !origins.test(type))] as const);
    writeFileSync(file, JSON.stringify(Object.fromEntries(kept.filter(([, entries]) => entries.length > 0))));
  }
};

const metadata = z.record(z.string(), z.array(z.looseObject({ type: z.string() })));
const origins = /^aws:cdk:(analytics:|creationStack$|acknowledged-rules$)/;

// Everything that synthesis reads; versions of libraries are in the lock file.
const sources = [
  'cdk.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '{functions,infra,shared,workflows}/**',
];

const digestOf = (project: string): string => {
  const hash = createHash('sha256');
  const files = globSync(sources, { cwd: project, exclude: ['infra/local/**'], withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(file)).update('\n');
  return hash.digest('hex').slice(0, 24);
};

const hourMs = 3_600_000;

// Not the newer ones: another start may be deploying one.
const removeOld = (parent: string): void => {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > hourMs) rmSync(folder, { recursive: true, force: true });
  }
};
