// Opens a table that is held in memory: how its dates and amounts are written is found over all rows first, then held.
import { BadInput } from '#domain/errors.ts';
import type { Headed } from './bind-columns.ts';
import { conventionsOf } from './conventions.ts';
import type { FileProfile } from './file-profile.ts';
import type { OpenedFile } from './opened-file.ts';
import type { ReadRow } from './parsed-row.ts';
import { isEmpty, type RawRow, type RawTable } from './raw-table.ts';
import { noEntries, tableReader } from './table-reader.ts';

/** Throws BadInput when there are no rows below the header. */
export const openTable = (table: RawTable, profile: FileProfile, { columns, rows }: Headed): OpenedFile => {
  const filled = table.keepsEmpty ? rows : rows.filter(({ cells }) => cells.some((cell) => !isEmpty(cell)));
  const isNone = noEntries(profile, columns);
  const entries = filled.filter((row) => !isNone(row));
  if (entries.length === 0) throw noRows();
  const reader = tableReader(table, profile, columns, conventionsOf(entries, profile, columns));
  return {
    format: table.format,
    profile: profile.name,
    rows: readEach(filled, reader.read),
    warnings: () => [...table.warnings, ...reader.warnings()],
    control: reader.control,
  };
};

export const noRows = (): BadInput =>
  new BadInput('no-rows', 'the file names its columns but has no rows; add one row per invoice or payment');

function* readEach(rows: readonly RawRow[], read: (row: RawRow) => ReadRow | undefined): Generator<ReadRow> {
  for (const row of rows) {
    const answer = read(row);
    if (answer !== undefined) yield answer;
  }
}
