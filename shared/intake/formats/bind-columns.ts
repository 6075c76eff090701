// Finds the row that names the columns, and in it the columns that a profile asks for.
import { BadInput } from '#domain/errors.ts';
import type { ColumnName, FileProfile } from './file-profile.ts';
import { foldedOf, indexOf, sameName } from './find-column.ts';
import { groupsOver } from './merged-cells.ts';
import { missingColumns } from './missing-columns.ts';
import { allColumns, neededColumns } from './profile-columns.ts';
import { isEmpty, mostColumns, type RawRow, type RawTable, textOf } from './raw-table.ts';

/** The columns of a table as the file names them, and the rows below. */
export type Headed = { readonly columns: readonly string[]; readonly rows: readonly RawRow[] };

/** How far below the top a header may stand: titles and dates of reports come first. */
export const lookedAt = 40;

export const headingsOf = (table: RawTable): readonly Headed[] =>
  table.columns !== undefined
    ? [{ columns: table.columns, rows: table.rows }]
    : headersOf(table, table.rows.slice(0, lookedAt));

/** Each row as a header; after them, where cells are merged, each with names from the row above where it has none itself. */
const headersOf = (table: RawTable, rows: readonly RawRow[]): readonly Headed[] => {
  const at = (row: RawRow, index: number, columns: readonly string[]): Headed => ({
    columns: withGroups(columns, row, table.rows[index - 1], table),
    rows: table.rows.slice(index + 1),
  });
  const alone = rows.map((row, index) => at(row, index, namesOf(row)));
  if (!table.merged?.length) return alone;
  const names = rows.map(namesOf);
  const both = rows.flatMap((row, index) => {
    const [own = [], above = []] = [names[index], names[index - 1]];
    const length = Math.max(own.length, above.length);
    const columns = Array.from({ length }, (_, column) => own[column] || above[column] || '');
    return index === 0 ? [] : [at(row, index, columns)];
  });
  return [...alone, ...both];
};

/** Names that stand twice under titles that differ are told apart by these: "Customer / Id", "Invoice / Id". */
const withGroups = (columns: readonly string[], row: RawRow, above: RawRow | undefined, table: RawTable) => {
  const groupOf = groupsOver(row, above, table.merged ?? []);
  if (groupOf === undefined) return columns;
  const counts = countsOf(columns.map(sameName));
  const full = columns.map((name, column) => {
    const group = groupOf(column).slice(0, longestName);
    const isAgain = name !== '' && (counts.get(sameName(name)) ?? 0) > 1;
    return isAgain && group !== '' && group !== name ? `${group} / ${name}` : name;
  });
  const fullCounts = countsOf(full.map(sameName));
  return columns.map((name, column) =>
    fullCounts.get(sameName(full[column] ?? '')) === 1 ? (full[column] ?? '') : name,
  );
};

const countsOf = (names: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** More of a name, or more names, nobody reads. */
const namesOf = ({ cells }: RawRow): string[] =>
  cells
    .slice(0, Math.min(mostColumns, cells.findLastIndex((cell) => !isEmpty(cell)) + 1))
    .map((cell) => textOf(cell).trim().slice(0, longestName));
const longestName = 200;

/** Throws BadInput `missing-columns` or `repeated-column`. */
export const findHeader = (table: RawTable, profile: FileProfile): Headed => {
  const wanted = neededColumns(profile);
  const headings =
    profile.header === undefined || table.columns !== undefined
      ? headingsOf(table)
      : statedHeading(table, profile.header);
  let best: { readonly headed: Headed; readonly missing: readonly ColumnName[] } | undefined;
  for (const headed of headings) {
    const missing = wanted.filter((column) => indexOf(headed.columns, column) === undefined);
    if (missing.length === 0) {
      refuseRepeatedIn(headed.columns, profile);
      return headed;
    }
    if (best === undefined || missing.length < best.missing.length) best = { headed, missing };
  }
  throw missingColumns(best?.missing ?? wanted, best?.headed.columns ?? [], profile);
};

const statedHeading = (table: RawTable, header: number): readonly Headed[] => {
  const at = table.rows.findIndex(({ line }) => line === header);
  const row = table.rows[at];
  if (row !== undefined) {
    return [{ columns: withGroups(namesOf(row), row, table.rows[at - 1], table), rows: table.rows.slice(at + 1) }];
  }
  throw new BadInput('no-header', `row ${header}, which the profile calls the header, is empty; correct header:`);
};

/** Throws BadInput `repeated-column` for two columns of one name that the profile reads. */
export const refuseRepeatedIn = (columns: readonly string[], profile: FileProfile): void => {
  for (const column of allColumns(profile)) refuseRepeated(columns, column);
};

/** Names that stand twice, of columns that are not read: they do no harm, but may not be what was meant. */
export const repeatedNames = (columns: readonly string[]): readonly string[] => {
  const folded = foldedOf(columns);
  const again = columns.filter((name, index) => name !== '' && folded.indexOf(folded[index] ?? '') < index);
  return [...new Set(again)].map((name) => `several columns are called "${name}"; none of them is read`);
};

const refuseRepeated = (columns: readonly string[], wanted: ColumnName): void => {
  const index = indexOf(columns, wanted);
  if (index === undefined) return;
  const folded = foldedOf(columns);
  const again = folded.indexOf(folded[index] ?? '', index + 1);
  if (again === -1) return;
  throw new BadInput(
    'repeated-column',
    `columns ${index + 1} and ${again + 1} are both "${columns[index]}"; remove or rename one of them`,
  );
};
