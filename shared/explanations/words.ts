// The words of one language in which decisions are explained, read from the YAML file that people edit, checked once and kept.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { channels, type Language, stageNames } from '#domain/vocabulary.ts';
import { checkText } from '#templates/liquid.ts';
import { changeCodes } from './changes-of.ts';
import { allBecause, confidences, fieldNames, lawKinds, placedFields } from './codes.ts';

export const wordsOf = (language: Language): Words => {
  const known = loaded.get(language);
  if (known) return known;
  const words = parseWords(readFileSync(files[language], 'utf8'), `${language}.yaml`);
  loaded.set(language, words);
  return words;
};

/** Reads the content of a words file. Throws BadInput naming every place that is missing, unknown or not valid Liquid. */
export const parseWords = (content: string, file: string): Words => {
  const result = schema.safeParse(readYaml(content, file));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${file}: ${path.join('.') || 'top'}: ${message}`);
  throw new BadInput('bad-texts', problems.join('\n'));
};

const loaded = new Map<Language, Words>();
const files: Readonly<Record<Language, URL>> = {
  es: new URL('./es.yaml', import.meta.url),
  en: new URL('./en.yaml', import.meta.url),
  pt: new URL('./pt.yaml', import.meta.url),
};

const readYaml = (content: string, file: string): unknown => {
  try {
    return parse(content);
  } catch (cause) {
    throw new BadInput('bad-texts', `${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
};

const text = z.string().superRefine((value, context) => {
  try {
    if (value.trim() === '') throw new BadInput('bad-texts', 'is empty');
    checkText(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

const named = <Name extends string>(names: readonly Name[]) => z.record(z.enum(names), text);

const schema = z.strictObject({
  'as-of': named(['now', 'future', 'past']),
  kinds: named([
    'contact',
    'task',
    'wait',
    'enter',
    'scheduled',
    'needs-person',
    'hand-off',
    'close',
    'placed',
    'internal',
  ]),
  /** With an article, for sentences; and by themselves, for lists. */
  channels: named(channels),
  media: named(channels),
  stages: named(stageNames),
  because: named(allBecause),
  details: named([
    'hold-until',
    'hold-open',
    'last-contact',
    'small',
    'credit',
    'lead',
    'notice-given',
    'notice-missing',
    'too-small',
    'settled',
    'attempts',
  ]),
  reach: named(['opted-out', 'undeliverable', 'no-consent', 'barred', 'no-address']),
  counted: named(['due', 'issue', 'end-of-month', 'entry', 'business']),
  week: named(['pair', 'range', 'never']),
  fields: named([...placedFields, ...fieldNames]),
  laws: named(lawKinds),
  windows: named(['day', 'week', 'days']),
  confidence: named(confidences),
  segments: named(['default', 'rule', 'none', 'arm']),
  versions: named(['built-in', 'same', 'pin', 'next-stage']),
  changes: named(changeCodes),
  next: named(['contact', 'task', 'needs-person', 'hand-off', 'close', 'rest']),
  lines: named(['moment', 'why', 'until', 'until-fact', 'policy', 'law', 'changes', 'no-advice']),
});

export type Words = Readonly<z.output<typeof schema>>;
