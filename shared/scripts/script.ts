// The conversation of an agent: the tree of answers, one for all languages, and what to say at each node, one file a language.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { resultKinds } from '#domain/tasks/facts-of-result.ts';
import { type Language, languages, type StageName, stageNames } from '#domain/vocabulary.ts';
import { named, parseWords, text } from '#templates/words-file.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'use small letters, digits and -');
const answers = z.record(name, name);

export const treeSchema = z.strictObject({
  start: name,
  nodes: z.record(
    name,
    z.strictObject({
      answers: answers.optional(),
      outcome: z.enum(resultKinds).optional(),
      identifies: name.optional(),
      cause: name.optional(),
    }),
  ),
});

export const speechSchema = z.strictObject({
  never: z.array(text).min(1),
  /** The beginning of a word, and what is wrong with it. */
  forbidden: z.record(z.string().regex(/^\p{L}[\p{L} ]+$/u, 'write the beginning of a word, letters only'), text),
  nodes: z.record(
    name,
    z.strictObject({
      say: z.union([text, named(stageNames)]),
      hints: z.array(text).default([]),
      answers: z.record(name, text).default({}),
    }),
  ),
});

export type Tree = z.output<typeof treeSchema>;
export type TreeNode = Tree['nodes'][string];
export type Speech = z.output<typeof speechSchema>;
export type Script = { readonly tree: Tree; readonly speeches: Readonly<Record<Language, Speech>> };

const own = new URL('./', import.meta.url);

/** The tree and its texts from a folder, the shipped ones when left out. Throws BadInput naming every place that cannot be read. */
export const loadScript = (folder: URL = own): Script => {
  const read = <Schema extends z.ZodType>(schema: Schema, file: string): z.output<Schema> =>
    parseWords(schema, contentOf(folder, file), file);
  const speech = (language: Language): Speech => read(speechSchema, `script-${language}.yaml`);
  return {
    tree: read(treeSchema, 'tree.yaml'),
    speeches: { es: speech('es'), en: speech('en'), pt: speech('pt') } satisfies Record<Language, Speech>,
  };
};

const contentOf = (folder: URL, file: string): string => {
  try {
    return readFileSync(new URL(file, folder), 'utf8');
  } catch (cause) {
    throw new BadInput(
      'no-script',
      `${file} cannot be read in ${folder.pathname}; a script is tree.yaml and ${languages.map((each) => `script-${each}.yaml`).join(', ')}`,
      { cause },
    );
  }
};

/** What is said at a node in a stage, before its variables are filled in. */
export const sayingOf = ({ nodes }: Speech, node: string, stage: StageName): string => {
  const say = nodes[node]?.say ?? '';
  return typeof say === 'string' ? say : say[stage];
};

/** The nodes that can be reached from one, itself first, as one would come upon them; some answers may be left out. */
export const reachedFrom = (
  { nodes }: Tree,
  from: string,
  follows: (node: string, answer: string) => boolean = () => true,
): readonly string[] => {
  const found = [from];
  for (const node of found)
    for (const [answer, target] of Object.entries(nodes[node]?.answers ?? {}))
      if (follows(node, answer) && target in nodes && !found.includes(target)) found.push(target);
  return found;
};

export const causesOf = ({ nodes }: Tree): readonly string[] =>
  Object.values(nodes).flatMap(({ cause }) => (cause === undefined ? [] : [cause]));
