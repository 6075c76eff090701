// A creditor's own texts on top of those that come with Recaudo: a file holds only what it says otherwise.
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { type Language, tones } from '#domain/vocabulary.ts';
import { type Texts, textsOf, textsSchema } from './texts.ts';

/** Throws BadInput where what was put in force once does not fit the texts of this release any more. */
export const withOwnTexts = (language: Language, own: unknown): Texts => {
  const read = textsSchema.safeParse(mergeTexts(textsOf(language), own));
  if (read.success) return read.data;
  throw new BadInput('bad-texts', `own texts in ${language} do not fit this release: ${z.prettifyError(read.error)}`);
};

/** Fields merge by name, lists replace whole; what one side has by tone, the other is taken for every tone. */
export const mergeTexts = (base: unknown, own: unknown): unknown => {
  if (!hasFields(base) || !hasFields(own)) return inEveryTone(base, own);
  if (hasTonesAlone(base) !== hasTonesAlone(own)) return mergeTexts(spread(base), spread(own));
  const names = new Set([...Object.keys(base), ...Object.keys(own)]);
  return Object.fromEntries(
    [...names].map((name) => {
      if (!Object.hasOwn(own, name)) return [name, base[name]];
      return [name, Object.hasOwn(base, name) ? mergeTexts(base[name], own[name]) : own[name]];
    }),
  );
};

type Fields = Readonly<Record<string, unknown>>;
const hasFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One text where the creditor changes it for a tone alone: the other tones keep it. */
const inEveryTone = (base: unknown, own: unknown): unknown =>
  typeof base === 'string' && hasFields(own) && hasTonesAlone(own) ? { ...spread(base), ...own } : own;

const hasTonesAlone = (fields: Fields): boolean => {
  const names = Object.keys(fields);
  return names.length > 0 && names.every((name) => tones.some((tone) => tone === name));
};

const spread = (value: unknown): Fields =>
  hasFields(value) && hasTonesAlone(value) ? value : Object.fromEntries(tones.map((tone) => [tone, value]));
