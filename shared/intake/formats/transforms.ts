// What may be done to the text of a cell before it is read: a short list, in the order that a profile states.
import * as z from 'zod';

const text = z.string('write text in quotes').min(1, 'write at least one letter').max(60, 'use at most 60 letters');

export const transform = z.union(
  [
    z.enum(['trim', 'upper', 'lower', 'digits', 'first-word', 'last-word', 'negate', 'id']),
    z.strictObject({ prefix: text }),
    z.strictObject({ suffix: text }),
    z.strictObject({ 'strip-prefix': text }),
    z.strictObject({ remove: text }),
    z.strictObject({ words: z.record(z.string(), z.string()) }),
  ],
  'use trim, upper, lower, digits, first-word, last-word, negate, id, prefix: …, suffix: …, strip-prefix: …, remove: … or words: { … }',
);
export type Transform = z.output<typeof transform>;

/** Empty text stays empty: nothing is made of nothing. */
export const applyTransforms = (cell: string, transforms: readonly Transform[]): string => {
  let value = cell;
  for (const each of transforms) if (value !== '') value = applyOne(value, each);
  return value;
};

const applyOne = (value: string, step: Transform): string => {
  if (typeof step === 'object') {
    if ('prefix' in step) return step.prefix + value;
    if ('suffix' in step) return value + step.suffix;
    if ('strip-prefix' in step) return withoutPrefix(value, step['strip-prefix']);
    if ('remove' in step) return value.replaceAll(step.remove, '').trim();
    return wordFor(value, step.words);
  }
  switch (step) {
    case 'trim':
      return value.trim();
    case 'upper':
      return value.toUpperCase();
    case 'lower':
      return value.toLowerCase();
    case 'digits':
      return value.replace(/\D/g, '');
    case 'first-word':
      return value.trim().split(/\s+/)[0] ?? '';
    case 'last-word':
      return value.trim().split(/\s+/).at(-1) ?? '';
    case 'negate':
      return negated(value.trim());
    case 'id':
      return toId(value);
    default:
      return step satisfies never;
  }
};

const withoutPrefix = (value: string, prefix: string): string =>
  value.toLowerCase().startsWith(prefix.toLowerCase()) ? value.slice(prefix.length).trim() : value;

/** Words that are not listed stay as they are. */
const wordFor = (value: string, words: Readonly<Record<string, string>>): string => {
  const wanted = value.trim().toLowerCase();
  return Object.entries(words).find(([word]) => word.toLowerCase() === wanted)?.[1] ?? value;
};

const negated = (value: string): string => {
  const inside = /^\((.*)\)$/.exec(value)?.[1];
  if (inside !== undefined) return inside;
  if (/^[-\u2212]/.test(value)) return value.slice(1);
  return /[-\u2212]$/.test(value) ? value.slice(0, -1) : `-${value}`;
};

/** An identifier made of a name: "Peña e Hijos, S.L." is "pena-e-hijos-s-l". */
const toId = (value: string): string =>
  value
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 64);
