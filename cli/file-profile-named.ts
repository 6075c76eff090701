// The profile that a person named: one that comes along, or a YAML file of their own.
import { existsSync } from 'node:fs';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { builtInProfile, builtInProfiles } from '#intake/profiles/built-in-profiles.ts';
import { CommandFailed, exitCodes } from './exit.ts';
import { readInput } from './read-input.ts';

/** A profile as it is uploaded. */
export type OwnProfile = { readonly name: string; readonly text: string };

/** The YAML file of one's own that is named by its path, checked; undefined for the name of a profile. Throws CommandFailed, or BadInput with every problem of the file. */
export const findOwnProfile = (named: string): OwnProfile | undefined => {
  if (!isPath(named)) return undefined;
  const text = Buffer.from(readInput(named)).toString('utf8');
  const { name } = readProfile(text, named);
  if (!builtInProfiles.includes(name)) return { name, text };
  throw new CommandFailed(
    exitCodes.badInput,
    `${named} says name: ${name}, as a profile that comes along is called; give yours a name of its own`,
  );
};

const isPath = (named: string): boolean => /[./\\]/.test(named);

/** Throws CommandFailed with the known names, or BadInput with every problem of the file. */
export const findFileProfile = (named: string): FileProfile => {
  const known = builtInProfile(named);
  if (known !== undefined) return known;
  if (isPath(named) || existsSync(named)) {
    return readProfile(Buffer.from(readInput(named)).toString('utf8'), named);
  }
  throw new CommandFailed(
    exitCodes.badInput,
    `there is no profile "${named}"; use ${builtInProfiles.join(', ')}, or the path of a YAML file`,
  );
};
