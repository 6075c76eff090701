// The words by which an answer is understood, in every language, from one YAML file.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Language } from '#domain/vocabulary.ts';

const phrases = z.array(z.string().min(2)).min(1);
const meaning = z.strictObject({ phrases, words: phrases.optional() });
const dates = z.strictObject({
  months: z.array(z.string()).length(12),
  short: z.array(z.string()).length(12),
  weekdays: z.array(z.string()).length(7),
  today: phrases,
  tomorrow: phrases,
  afterTomorrow: phrases,
  endOfMonth: phrases,
  inDays: phrases,
  inWeeks: phrases,
  dayOfMonth: phrases,
  monthDay: phrases,
  numbers: z.record(z.string(), z.int().positive()),
});
const wordList = z.strictObject({
  negations: phrases,
  ...{ stop: meaning, 'wrong-person': meaning, disputes: meaning },
  ...{ 'has-paid': meaning, 'cannot-pay': meaning, 'will-pay': meaning },
  dates,
  automatic: phrases,
  quoted: phrases,
});
export type WordList = z.output<typeof wordList>;
export type DateWords = z.output<typeof dates>;

const schema = z.strictObject({ es: wordList, en: wordList, pt: wordList } satisfies Record<Language, z.ZodType>);

export const wordLists: Readonly<Record<Language, WordList>> = schema.parse(
  parse(readFileSync(new URL('./meanings.yaml', import.meta.url), 'utf8')),
);

/** As phrases are compared: small letters without accents, words one blank apart. Apostrophes go, figures and their dots stay. */
export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}./-]+|(?<!\d)[./-]|[./-](?!\d)/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
