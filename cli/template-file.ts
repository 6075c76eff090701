// Reads a creditor's texts file that a person named, and under which policy it is to speak.
import { basename } from 'node:path';
import type { PolicyContent } from '#domain/policy.ts';
import { type Language, languages } from '#domain/vocabulary.ts';
import { CommandFailed, exitCodes } from './exit.ts';
import { readPolicyFile } from './policy-file.ts';
import { readText } from './read-input.ts';

export type TextsFile = { readonly file: string; readonly language: Language; readonly content: string };

/** Throws CommandFailed, bad input, when neither its name nor --language says the language. */
export const readTextsFile = (file: string, language: Language | undefined): TextsFile => {
  const named = languages.find((each) => basename(file).replace(/\.ya?ml$/, '') === each);
  const known = language ?? named;
  if (known !== undefined) return { file, language: known, content: readText(file) };
  throw new CommandFailed(
    exitCodes.badInput,
    `${file} does not say its language: name it ${languages.map((each) => `${each}.yaml`).join(', ')}, or say --language`,
  );
};

/** The texts that come with Recaudo, as files of their own. */
export const ownTextsFiles = (): readonly TextsFile[] =>
  languages.map((language) => {
    const file = `shared/templates/${language}.yaml`;
    return { file, language, content: readText(new URL(`../${file}`, import.meta.url).pathname) };
  });

/** Undefined where none is named: texts are then tried with the data of a sample. */
export const policyNamed = (file: string | undefined): PolicyContent | undefined =>
  file === undefined ? undefined : readPolicyFile(file);
