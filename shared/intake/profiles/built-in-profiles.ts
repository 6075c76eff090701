// The profiles that come along: YAML files beside this one, read when they are asked for.
import { readFileSync } from 'node:fs';
import { BadInput } from '#domain/errors.ts';
import type { FileProfile } from '../formats/file-profile.ts';
import { readProfile } from '../formats/read-profile.ts';

/** Those of portfolios that simulations and the local stack read. */
export const importProfiles = ['standard', 'ibm'] as const;
export const builtInProfiles: readonly string[] = [
  ...importProfiles,
  'alegra',
  'bank-payments',
  'debtors',
  'odoo',
  'quickbooks',
  'sap-fbl5n',
];

/** Undefined when there is none of that name. */
export const builtInProfile = (name: string): FileProfile | undefined =>
  builtInProfiles.includes(name)
    ? readProfile(readFileSync(new URL(`./${name}.yaml`, import.meta.url), 'utf8'), `${name}.yaml`)
    : undefined;

/** Throws BadInput with the known names. */
export const findImportProfile = (name: string): FileProfile => {
  const profile = importProfiles.some((known) => known === name) ? builtInProfile(name) : undefined;
  if (profile) return profile;
  throw new BadInput('unknown-profile', `there is no profile "${name}"; known are ${importProfiles.join(', ')}`);
};
