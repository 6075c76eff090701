// Words in every language, read from the YAML files that people edit, one a language, each checked once and kept.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import type { Language } from '#domain/vocabulary.ts';
import { checkText } from './liquid.ts';

/** A text with Liquid in it, without the blanks around it. */
export const text = z
  .string()
  .trim()
  .superRefine((value, context) => {
    try {
      if (value === '') throw new BadInput('bad-texts', 'is empty');
      checkText(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });

/** A text for each of these names, and no others. */
export const named = <Name extends string>(names: readonly Name[]) => eachOf(names, text);
export const eachOf = <Name extends string, Content extends z.ZodType>(names: readonly Name[], content: Content) =>
  z.record(z.enum(names), content);

/** What reads the words of a language from the file `LANGUAGE.yaml`, or the one that `fileOf` names, beside the module at `here`. */
export const wordsFiles = <Words extends z.ZodType>(
  schema: Words,
  here: string,
  fileOf = (language: Language): string => `${language}.yaml`,
) => {
  const loaded = new Map<Language, z.output<Words>>();
  return (language: Language): z.output<Words> => {
    const known = loaded.get(language);
    if (known) return known;
    const file = fileOf(language);
    const words = parseWords(schema, readFileSync(new URL(`./${file}`, here), 'utf8'), file);
    loaded.set(language, words);
    return words;
  };
};

/** Reads the content of such a file. Throws BadInput naming every place that is missing, unknown or not valid Liquid. */
export const parseWords = <Words extends z.ZodType>(schema: Words, content: string, file: string): z.output<Words> => {
  const result = schema.safeParse(readYaml(content, file));
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${file}: ${path.join('.') || 'top'}: ${message}`);
  throw new BadInput('bad-texts', problems.join('\n'));
};

const readYaml = (content: string, file: string): unknown => {
  try {
    return parse(content);
  } catch (cause) {
    throw new BadInput('bad-texts', `${file}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
};
