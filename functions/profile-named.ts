// The profile by which an upload is read: one that comes along.
import { BadInput } from '#domain/errors.ts';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { builtInProfile, builtInProfiles } from '#intake/profiles/built-in-profiles.ts';

/** Throws BadInput `unknown-profile` with the known names. */
export const profileNamed = async (name: string): Promise<FileProfile> => {
  const builtIn = builtInProfile(name);
  if (builtIn !== undefined) return builtIn;
  throw new BadInput('unknown-profile', `there is no profile "${name}"; known are ${builtInProfiles.join(', ')}`);
};
