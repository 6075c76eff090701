// Which of several tables of a file is read: the first that has the needed columns; others with rows are named.
import { BadInput } from '#domain/errors.ts';
import { findHeader, type Headed } from './bind-columns.ts';
import type { FileProfile } from './file-profile.ts';
import { type Proposal, proposeProfile } from './propose-profile.ts';
import type { RawTable } from './raw-table.ts';

export type Chosen = { readonly table: RawTable; readonly warnings: readonly string[] };

/** Throws BadInput: that of the first table when none will do. */
export const chooseTable = (
  tables: readonly RawTable[],
  profile: FileProfile,
): Chosen & { readonly headed: Headed } => {
  const stated = profile.sheet;
  const named =
    stated === undefined ? tables : tables.filter(({ format, name }) => format !== 'xlsx' || name === stated);
  if (named.length === 0) {
    const names = tables.map(({ name }) => name).join(', ');
    throw new BadInput('no-sheet', `there is no sheet "${stated}" in the file; it has ${names}`);
  }
  const { table, found } = firstThat(named, (each) => findHeader(each, profile));
  return { table, headed: found, warnings: stated === undefined ? othersThan(table, tables) : [] };
};

/** The same, with a profile that is proposed. */
export const proposeTable = (tables: readonly RawTable[]): Chosen & { readonly proposal: Proposal } => {
  const { table, found } = firstThat(tables, proposeProfile);
  return { table, proposal: found, warnings: othersThan(table, tables) };
};

const firstThat = <T>(tables: readonly RawTable[], find: (table: RawTable) => T): { table: RawTable; found: T } => {
  let first: BadInput | undefined;
  for (const table of tables) {
    try {
      return { table, found: find(table) };
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      first ??= error;
    }
  }
  throw first ?? new BadInput('no-rows', 'the file is empty; export it again');
};

const othersThan = (chosen: RawTable, tables: readonly RawTable[]): readonly string[] => {
  const others = tables.filter((table) => table !== chosen && table.rows.length > 1);
  if (others.length === 0) return [];
  const names = others.map(({ name }) => `"${name}"`).join(', ');
  return [`"${chosen.name}" was read; ${names}, which ${others.length === 1 ? 'has' : 'have'} rows too, not`];
};
