// The profile that an address names, kept for a minute so that not every request reads it.
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { ownDocuments, ownEvents } from '#intake/webhook/read-posted.ts';
import { profileNamed } from './profile-named.ts';

/** Undefined where the body says itself what it is. Throws BadInput for a profile that there is not, or that cannot be read. */
export const postedProfile = async (name: string): Promise<FileProfile | undefined> => {
  if (name === ownEvents || name === ownDocuments) return undefined;
  const known = kept.get(name);
  if (known !== undefined && Date.now() - known.at < keptMs) return known.profile;
  const profile = await profileNamed(name);
  kept.set(name, { profile, at: Date.now() });
  return profile;
};

const kept = new Map<string, { readonly profile: FileProfile; readonly at: number }>();
const keptMs = 60_000;
