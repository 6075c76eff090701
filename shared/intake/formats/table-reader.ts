// Reads the rows below a header by a profile, one by one.

import { repeatedNames } from './bind-columns.ts';
import { controlRows } from './control-rows.ts';
import { debtorReader } from './debtor-reader.ts';
import type { FileProfile } from './file-profile.ts';
import { invoiceReader } from './invoice-reader.ts';
import { absentColumns } from './missing-columns.ts';
import type { ControlTotals } from './parsed-file.ts';
import type { Problem, ReadRow } from './parsed-row.ts';
import { paymentReader } from './payment-reader.ts';
import { isEmpty, type RawRow, type RawTable, textOf } from './raw-table.ts';
import { type RowInHand, startHand, takeRow } from './row-in-hand.ts';
import type { Conventions, RowReader } from './row-reader.ts';
import { rowsWith } from './rows-with.ts';

export type TableReader = {
  /** Undefined for a row that the profile passes over, and for one of control totals. */
  readonly read: (row: RawRow) => ReadRow | undefined;
  /** What is to be said once all rows were read. */
  readonly warnings: () => readonly string[];
  /** What rows of control totals say, once all rows were read. Throws BadInput where that is not clear. */
  readonly control: () => ControlTotals | undefined;
};

export const tableReader = (
  { isCounted }: Pick<RawTable, 'isCounted'>,
  profile: FileProfile,
  columns: readonly string[],
  conventions: Conventions,
): TableReader => {
  const hand = startHand();
  const reader = readerOf(hand, profile, columns, conventions);
  const isSkipped = rowsWith(profile.skip, columns);
  const control = controlRows(profile, columns, conventions);
  const currencies = new Set<string>();
  const names = distinct(columns);
  let skipped = 0;
  return {
    read: (row) => {
      if (isSkipped(row)) {
        skipped += 1;
        return undefined;
      }
      if (control.isOne(row)) {
        control.take(row);
        return undefined;
      }
      control.pass(row);
      takeRow(hand, row);
      if (isCounted && row.cells.length !== columns.length) checkCount(hand, columns);
      const read = reader.read();
      if (read !== undefined && hand.problems.length === 0) {
        if (profile.control !== undefined && !('debtor' in read))
          currencies.add('invoice' in read ? read.invoice.currency : read.payment.currency);
        return read;
      }
      const raw = Object.fromEntries(names.map((name, index) => [name, textOf(row.cells[index])]));
      const number = hand.number === undefined ? {} : { number: hand.number };
      return { line: row.line, rejected: inOneSentence(row, hand.problems), raw, ...number };
    },
    control: () => control.told(currencies),
    warnings: () => [
      ...(skipped === 0
        ? []
        : [`${skipped} ${skipped === 1 ? 'row was' : 'rows were'} passed over, as the profile says under skip`]),
      ...absentColumns(columns, profile),
      ...repeatedNames(columns),
      ...reader.notes(),
    ],
  };
};

/** Rows that are no entries: those that the profile passes over, and those of control totals. */
export const noEntries = ({ skip, control }: FileProfile, columns: readonly string[]): ((row: RawRow) => boolean) =>
  rowsWith([...skip, ...(control === undefined ? [] : [control])], columns);
const readerOf = (
  hand: RowInHand,
  profile: FileProfile,
  columns: readonly string[],
  conventions: Conventions,
): RowReader => {
  switch (profile.kind) {
    case 'invoices':
      return invoiceReader(hand, profile, columns, conventions);
    case 'payments':
      return paymentReader(hand, profile, columns, conventions);
    case 'debtors':
      return debtorReader(hand, profile, columns, conventions);
    default:
      return profile satisfies never;
  }
};

/** One name for each column, none twice. */
const distinct = (columns: readonly string[]): readonly string[] => {
  const taken = new Set<string>();
  return columns.map((column, index) => {
    const name = column.trim();
    const free = name === '' || taken.has(name) ? `${name} (column ${index + 1})`.trim() : name;
    taken.add(free);
    return free;
  });
};

/** Empty cells beyond the last column are no cells. */
const checkCount = ({ row: { cells }, refuse }: RowInHand, columns: readonly string[]): void => {
  const extra = cells.slice(columns.length).filter((cell) => !isEmpty(cell));
  if (extra.length === 0 && cells.length >= columns.length) return;
  const reason = `has ${cells.length} cells, the header ${columns.length}`;
  const remedy =
    extra.length > 0 ? 'put cells that contain the separator in double quotes' : 'fill in or add the missing cells';
  refuse('row', { reason, remedy }, extra.map(textOf).join(','));
};

/** An entry without fields, or a sum below a list: one thing to say instead of many. */
const inOneSentence = ({ cells }: RawRow, problems: readonly Problem[]): readonly Problem[] => {
  const filled = cells.filter((cell) => !isEmpty(cell));
  const only = (reason: string, remedy: string): readonly Problem[] => [
    { field: 'row', reason, remedy, value: textOf(filled[0]).slice(0, 200) },
  ];
  if (filled.length === 0) return only('has no fields', 'write it as one object, or leave it out');
  if (filled.length === 1 && cells.length > 2) return only('has one cell only, as headings do', passOver);
  const first = textOf(filled[0]).trim();
  const isTotal =
    filled.length < cells.length && /^(grand |sub)?-?(total|totales|totais|suma|soma|saldo total)\b/i.test(first);
  return isTotal ? only('looks like the total of other rows', passOver) : problems;
};

const passOver = 'remove the row, or name its words under skip: in the profile';
