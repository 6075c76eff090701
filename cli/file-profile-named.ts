// The profile that a person named: one that comes along, or a YAML file of their own.
import { existsSync } from 'node:fs';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { builtInProfile, builtInProfiles } from '#intake/profiles/built-in-profiles.ts';
import { CommandFailed, exitCodes } from './exit.ts';
import { readInput } from './read-input.ts';

/** Throws CommandFailed with the known names, or BadInput with every problem of the file. */
export const findFileProfile = (named: string): FileProfile => {
  const known = builtInProfile(named);
  if (known !== undefined) return known;
  if (/[./\\]/.test(named) || existsSync(named)) {
    return readProfile(Buffer.from(readInput(named)).toString('utf8'), named);
  }
  throw new CommandFailed(
    exitCodes.badInput,
    `there is no profile "${named}"; use ${builtInProfiles.join(', ')}, or the path of a YAML file`,
  );
};
