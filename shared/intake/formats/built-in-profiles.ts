// The profiles that come along: YAML files beside the reader, and the two by which files are imported.
import { readdirSync, readFileSync } from 'node:fs';
import { type Field, type FieldSource, type Profile, profiles } from '../profiles.ts';
import { type FileProfile, fileProfile } from './file-profile.ts';
import { readProfile } from './read-profile.ts';

const folder = new URL('../profiles/', import.meta.url);

const names = (): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();

export const builtInProfiles = (): readonly string[] => [...profiles.map(({ name }) => name), ...names()];

/** Undefined when there is none of that name. */
export const builtInProfile = (name: string): FileProfile | undefined => {
  const imported = profiles.find((profile) => profile.name === name);
  if (imported) return asFileProfile(imported);
  return names().includes(name)
    ? readProfile(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'), `${name}.yaml`)
    : undefined;
};

/** The same columns; what only an import reads (types, tags, discounts) is left out. */
const asFileProfile = ({ name, dates, fields }: Profile): FileProfile =>
  fileProfile.parse({
    name,
    delimiter: ',',
    decimals: '.',
    dates,
    kind: 'invoices',
    fields: Object.fromEntries(
      Object.entries(imports).flatMap(([field, imported]) => {
        const source = fields[imported];
        return source === undefined ? [] : [[field, asSource(source)]];
      }),
    ),
  });

const imports: Readonly<Record<string, Field>> = {
  number: 'invoice',
  debtor: 'debtor_id',
  debtorName: 'debtor_name',
  amount: 'amount',
  currency: 'currency',
  issued: 'issued',
  due: 'due',
  email: 'email',
  phone: 'phone',
  country: 'country',
};

const asSource = ({ column, format, otherwise }: FieldSource): object => {
  if (column === undefined) return { constant: otherwise };
  const [before = '', after = ''] = (format ?? '{}').split('{}');
  return {
    column,
    ...(otherwise === undefined ? {} : { otherwise }),
    transforms: [...(before === '' ? [] : [{ prefix: before }]), ...(after === '' ? [] : [{ suffix: after }])],
  };
};
