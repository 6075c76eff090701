// The profile by which an upload is read: one that comes along, or a YAML file of one's own below profiles/ in the bucket.
import { BadInput } from '#domain/errors.ts';
import { profileKey } from '#intake/batch/batch-files.ts';
import { type FileProfile, isProfileName } from '#intake/formats/file-profile.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { builtInProfile, builtInProfiles } from '#intake/profiles/built-in-profiles.ts';
import { findText } from '#store/objects.ts';

/** Throws BadInput `unknown-profile` with the known names, or `bad-profile` for a file that is none. */
export const profileNamed = async (name: string): Promise<FileProfile> => {
  const builtIn = builtInProfile(name);
  if (builtIn !== undefined) return builtIn;
  if (!isProfileName(name)) throw unknownProfile(name);
  const key = profileKey(name);
  const profile = readProfile(await readOwn(name, key), key);
  if (profile.name === name) return profile;
  throw new BadInput(
    'bad-profile',
    `${key} says name: ${profile.name}, but is named for "${name}"; rename one of the two`,
  );
};

const readOwn = async (name: string, key: string): Promise<string> => {
  const text = await findText(key);
  if (text === undefined) throw unknownProfile(name);
  return text;
};

const unknownProfile = (name: string): BadInput =>
  new BadInput(
    'unknown-profile',
    `there is no profile ${JSON.stringify(name.slice(0, 60))}; known are ${builtInProfiles.join(', ')}, and those of your own in the bucket as profiles/<name>.yaml: recaudo import FILE --profile <name>.yaml puts one there`,
  );
