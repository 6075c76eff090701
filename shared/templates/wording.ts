// What texts must not say, and by which words they say what they must: per language, from wording.yaml.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Language, languages } from '#domain/vocabulary.ts';

const rule = z.strictObject({
  /** Regular expressions, matched on whole words. */
  words: z.array(z.string().min(2)).min(1),
  severity: z.enum(['error', 'warning']).default('error'),
  because: z.string(),
  instead: z.string(),
});
const wordingSchema = z.record(
  z.enum(languages),
  z.strictObject({
    avoid: z.array(rule).min(1),
    /** How a text says that there is a way for those who cannot pay. */
    cannotPay: z.array(z.string()).min(1),
    optOut: z.array(z.string()).min(1),
  }),
);

export type Avoided = { readonly word: string } & Omit<z.output<typeof rule>, 'words'>;

/** Every word of a text that it should not have, each once. */
export const avoidedIn = (text: string, language: Language): readonly Avoided[] => {
  const found = new Map<string, Avoided>();
  for (const { words, ...why } of wordingOf(language).avoid)
    for (const word of words)
      for (const [written] of text.matchAll(wholeWords(word, 'giu')))
        if (!found.has(written.toLowerCase())) found.set(written.toLowerCase(), { word: written, ...why });
  return [...found.values()];
};

export const saysCannotPay = (text: string, language: Language): boolean =>
  wordingOf(language).cannotPay.some((words) => wholeWords(words, 'iu').test(text));

/** In capitals, as it is to be written back. */
export const saysOptOut = (text: string, language: Language): boolean =>
  wordingOf(language).optOut.some((word) => wholeWords(word, 'u').test(text));

const wholeWords = (pattern: string, flags: string): RegExp => {
  const key = `${flags} ${pattern}`;
  const known = compiled.get(key) ?? new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, flags);
  compiled.set(key, known);
  return known;
};
const compiled = new Map<string, RegExp>();

let known: z.output<typeof wordingSchema> | undefined;

const wordingOf = (language: Language) => {
  known ??= wordingSchema.parse(parse(readFileSync(new URL('./wording.yaml', import.meta.url), 'utf8')));
  return known[language];
};
