// Bundles the handlers with esbuild, in this process, all of a stage at once: one self-contained ES module for each function.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { type BuildOptions, buildSync } from 'esbuild';
import { isAsMade, noteMade } from './made-from.ts';
import type { Stage } from './stages.ts';

export const root = join(import.meta.dirname, '..');
/** A larger bundle loads too slowly: the build fails. */
export const maxBundleBytes = 1_500_000;

/** Names of the files in functions/ that export a handler. */
export const handlerNames = (): readonly string[] =>
  readdirSync(join(root, 'functions'))
    .filter((file) => file.endsWith('.ts') && /^export const handler\b/m.test(readFunction(file)))
    .map((file) => file.slice(0, -'.ts'.length));

/** The folder that holds a function's bundle, freshly built. Throws when functions/ has no such handler. */
export const bundleOf = (stage: Stage, name: string): string => {
  const folder = built(stage).get(name);
  if (folder) return folder;
  throw new Error(`functions/${name}.ts does not exist or exports no handler; add "export const handler" to it`);
};

const readFunction = (file: string): string => readFileSync(join(root, 'functions', file), 'utf8');

const builds = new Map<string, ReadonlyMap<string, string>>();

const built = (stage: Stage): ReadonlyMap<string, string> => {
  const known = builds.get(stage.name);
  if (known) return known;
  const folders = build(stage);
  builds.set(stage.name, folders);
  return folders;
};

const build = (stage: Stage): ReadonlyMap<string, string> => {
  const names = handlerNames();
  const clock = join(root, 'shared/clock', stage.timeTravel ? 'movable.ts' : 'system.ts');
  if (!existsSync(clock))
    throw new Error(`${relative(root, clock)} is missing: stage "${stage.name}" bundles it as its clock`);
  const target = join(root, '.build', stage.name);
  const folders = new Map(names.map((name) => [name, join(target, name)]));
  const given = { names, clock: relative(root, clock), companions: readers.flatMap(companionsOf) };
  if (isAsMade(root, recordOf(stage), given)) return folders;
  const begun = Date.now();
  const { outputFiles, metafile } = buildSync({
    ...modules,
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
    outdir: target,
    metafile: true,
    alias: {
      '#clock': clock,
      ...Object.fromEntries(besides.map(({ name, beside }) => [name, beside])),
      ...credentials,
    },
    external: [...besides.map(({ beside }) => beside), mimeTypes.beside],
  });
  const parts = besides.map((part) => ({ ...part, ...bundleBeside(part.source) }));
  for (const { path, contents } of outputFiles) writeChanged(path, contents);
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (!output.entryPoint) continue;
    if (output.bytes > maxBundleBytes) {
      throw new Error(
        `${output.entryPoint} bundles to ${output.bytes} bytes, over ${maxBundleBytes}: import less, or split the function`,
      );
    }
    placeBeside(dirname(join(root, path)), Object.keys(output.inputs), parts);
  }
  const inputs = [
    ...decisive,
    ...given.companions,
    ...[metafile, ...parts]
      .flatMap(({ inputs }) => Object.keys(inputs))
      .filter((input) => !input.startsWith('(disabled)')),
    ...besides.flatMap(({ files }) => files.map((file) => `node_modules/${file}`)),
  ];
  const outputs = [...folders.values()].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => !isDraft(file))
      .map((file) => relative(root, join(folder, file))),
  );
  noteMade(root, recordOf(stage), { inputs, outputs, given, begun });
  return folders;
};

/** Where it is noted what the bundles of a stage were made from; without it they are built anew. */
export const recordOf = ({ name }: Stage): string => join(root, '.build', `${name}.json`);

/** How the bundles are built, and what their imports lead to. */
const decisive = ['infra/bundle.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];

const modules = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  mainFields: ['module', 'main'],
  // Some dependencies are CommonJS and ask for Node's own modules with require.
  banner: { js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);" },
  legalComments: 'none',
  logLevel: 'error',
} satisfies BuildOptions;

const credentials = { '@aws-sdk/credential-provider-node': join(root, 'infra/lambda-credentials.ts') };

type Beside = {
  readonly name: string;
  readonly source: string;
  /** Who imports it: bundles that hold it have the file. */
  readonly reader: string;
  readonly beside: string;
  readonly files: readonly string[];
};

/** As large as much of a bundle and needed for few files or messages: files of their own, loaded when a PDF comes, or is to be made. */
const besides: readonly Beside[] = [
  {
    name: '#intake/formats/pdf-attachments.ts',
    source: 'shared/intake/formats/pdf-attachments.ts',
    reader: 'shared/intake/formats/invoice-in-pdf.ts',
    beside: './pdf-attachments.mjs',
    files: [],
  },
  {
    name: '#statements/render-pdf.ts',
    source: 'shared/statements/render-pdf.ts',
    reader: 'shared/channels/letter/letter.ts',
    beside: './render-pdf.mjs',
    files: [
      ...['Regular', 'Medium', 'Italic', 'MediumItalic'].map((each) => `pdfmake/fonts/Roboto/Roboto-${each}.ttf`),
      ...[400, 700].map((each) => `@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-${each}-normal.woff`),
    ],
  },
];

/**
 * Nodemailer's table of types by their extensions is half of what composes mails, and nothing asks it: whatever is attached says its type. A
 * file that knows none lies beside instead, with what tells Node that it is a module.
 */
const mimeTypes = {
  reader: 'nodemailer/dist/esm/mime-funcs/index.js',
  beside: './mime-types.js',
  files: [
    {
      name: 'mime-types.js',
      content: Buffer.from(
        "export const detectExtension=()=>'bin';export const detectMimeType=()=>'application/octet-stream';\n",
      ),
    },
    { name: 'package.json', content: Buffer.from('{"type":"module"}\n') },
  ],
} as const;

const bundleBeside = (source: string): { readonly content: Uint8Array; readonly inputs: object } => {
  const { outputFiles, metafile } = buildSync({
    ...modules,
    metafile: true,
    entryPoints: [source],
    outdir: root,
    sourcemap: false,
    alias: { '#statements/font-files.ts': join(root, 'infra/lambda-fonts.ts') },
    // pdfmake asks where it lies.
    banner: { js: `${modules.banner.js}const __dirname=import.meta.dirname;` },
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`${source} bundles to nothing`);
  if (file.contents.length > maxBundleBytes) throw new Error(`${source} bundles to ${file.contents.length} bytes`);
  return { content: file.contents, inputs: metafile.inputs };
};

// Texts, profiles and the default policy are read at run time from beside the bundle, by the modules that lie beside them here.
const readers = [
  { folder: 'shared/policies', files: /\.yaml$/ },
  { folder: 'shared/intake/profiles', files: /\.yaml$/ },
  { folder: 'shared/replies', files: /\.yaml$/ },
  { folder: 'shared/templates', files: /\.yaml$|\.generated\.html$/ },
  // Scripts are for people at a command line; what a function writes are recaps.
  { folder: 'shared/scripts', files: /^recap-.*\.yaml$/ },
] as const;

const companionsOf = ({ folder, files }: (typeof readers)[number]): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((file) => files.test(file))
    .map((file) => `${folder}/${file}`);

const placeBeside = (
  folder: string,
  inputs: readonly string[],
  parts: readonly (Beside & { readonly content: Uint8Array })[],
): void => {
  const others = [
    ...parts
      .filter(({ reader }) => inputs.includes(reader))
      .flatMap(({ beside, content, files }) => [
        { name: basename(beside), content },
        ...files.map((file) => ({
          name: basename(file),
          content: readFileSync(join(root, 'node_modules', file)),
        })),
      ]),
    ...(inputs.some((input) => input.endsWith(mimeTypes.reader)) ? mimeTypes.files : []),
  ];
  const companions = readers
    .filter((reader) => inputs.some((input) => dirname(input) === reader.folder))
    .flatMap(companionsOf)
    .map((file) => join(root, file));
  const expected = new Set([
    'index.mjs',
    'index.mjs.map',
    ...others.map(({ name }) => name),
    ...companions.map((path) => basename(path)),
  ]);
  for (const stale of readdirSync(folder).filter((file) => !expected.has(file) && !isDraft(file)))
    rmSync(join(folder, stale), { force: true });
  for (const path of companions) writeChanged(join(folder, basename(path)), readFileSync(path));
  for (const { name, content } of others) writeChanged(join(folder, name), content);
};

// Unchanged files stay untouched and changed ones appear whole, because several builds may run at once.
const writeChanged = (path: string, contents: Uint8Array): void => {
  if (existsSync(path) && readFileSync(path).equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
};

const isDraft = (file: string): boolean => /\.\d+$/.test(file);
