// Reads the rows of a table by a profile: how its dates and amounts are written is found over all rows first, then held.
import { BadInput } from '#domain/errors.ts';
import { bindAmount } from './amount-columns.ts';
import { findMark } from './amount-text.ts';
import { absentColumns, type Headed, indexOf, repeatedNames } from './bind-columns.ts';
import { findOrder } from './date-text.ts';
import type { FileProfile } from './file-profile.ts';
import { invoiceReader } from './invoice-reader.ts';
import type { ParsedFile, ParsedInvoice, ParsedPayment, ParseProblem } from './parsed-file.ts';
import { paymentReader } from './payment-reader.ts';
import { type Cell, isEmpty, type RawRow, type RawTable, textOf } from './raw-table.ts';
import { bind, cellOf, statedOrder } from './read-cells.ts';
import type { Conventions, Refuse } from './row-reader.ts';

/** Throws BadInput when there are no rows below the header. */
export const readTable = (table: RawTable, profile: FileProfile, { columns, rows }: Headed): ParsedFile => {
  const filled = table.keepsEmpty ? rows : rows.filter(({ cells }) => cells.some((cell) => !isEmpty(cell)));
  const isSkipped = skipping(profile, columns);
  const entries = filled.filter((row) => !isSkipped(row));
  if (entries.length === 0) {
    throw new BadInput('no-rows', 'the file names its columns but has no rows; add one row per invoice or payment');
  }
  const conventions = conventionsOf(entries, profile, columns);
  const reader =
    profile.kind === 'invoices'
      ? invoiceReader(profile, columns, conventions)
      : paymentReader(profile, columns, conventions);

  const invoices: ParsedInvoice[] = [];
  const payments: ParsedPayment[] = [];
  const errors: ParseProblem[] = [];
  for (const row of entries) {
    const problems: ParseProblem[] = [];
    const refuse: Refuse = (field, { reason, remedy }) => {
      if (problems.some((each) => each.field === field && each.reason === reason)) return;
      problems.push({ line: row.line, field, reason, remedy });
    };
    if (table.isCounted) checkCount(row, columns, refuse);
    const read = reader.read(row, refuse);
    if (problems.length > 0 || read === undefined) errors.push(...inOneSentence(row, problems));
    else if ('invoice' in read) invoices.push(read.invoice);
    else payments.push(read.payment);
  }
  const accepted = invoices.length + payments.length;
  const skipped = filled.length - entries.length;
  return {
    format: table.format,
    profile: profile.name,
    rows: entries.length,
    accepted,
    rejected: entries.length - accepted,
    invoices,
    payments,
    errors,
    warnings: [
      ...table.warnings,
      ...(skipped === 0
        ? []
        : [`${skipped} ${skipped === 1 ? 'row was' : 'rows were'} passed over, as the profile says under skip`]),
      ...absentColumns(columns, profile),
      ...repeatedNames(columns),
      ...reader.notes(),
    ],
  };
};

const skipping = (profile: FileProfile, columns: readonly string[]): ((row: RawRow) => boolean) => {
  const rules = profile.skip.flatMap(({ column, words }) => {
    const index = indexOf(columns, column);
    return index === undefined ? [] : [{ index, words: words.map((word) => word.toLowerCase()) }];
  });
  return ({ cells }) =>
    rules.some(({ index, words }) => {
      const text = textOf(cells[index]).trim().toLowerCase();
      return words.some((word) => (word.endsWith('*') ? text.startsWith(word.slice(0, -1)) : text === word));
    });
};

/** How dates and amounts are written, as the profile states it or as all rows together show it. */
export const conventionsOf = (
  rows: readonly RawRow[],
  profile: FileProfile,
  columns: readonly string[],
): Conventions => {
  const { fields } = profile;
  const amount = bindAmount(fields.amount, columns, 'debit');
  const amounts = () => rows.flatMap((row) => amount.cells(row));
  const sources = profile.kind === 'payments' ? [profile.fields.date] : [profile.fields.issued, profile.fields.due];
  const dates = sources.flatMap((source) => ('from' in source ? [] : [bind('date', source, columns)]));
  const textsOf = function* (cells: Iterable<Cell>) {
    for (const cell of cells) if (typeof cell === 'string') yield cell;
  };
  return {
    amounts,
    marks: profile.decimals === undefined ? findMark(textsOf(amounts())) : { kind: 'settled', mark: profile.decimals },
    order:
      profile.dates === undefined
        ? findOrder(textsOf(dates.flatMap((date) => rows.map((row) => cellOf(row, date)))))
        : statedOrder(profile.dates),
  };
};

/** Empty cells beyond the last column are no cells. */
const checkCount = ({ cells }: RawRow, columns: readonly string[], refuse: Refuse): void => {
  const filled = cells.findLastIndex((cell) => !isEmpty(cell)) + 1;
  if (filled <= columns.length && cells.length >= columns.length) return;
  refuse('row', {
    reason: `has ${cells.length} cells, the header ${columns.length}`,
    remedy:
      filled > columns.length
        ? 'put cells that contain the separator in double quotes'
        : 'fill in or add the missing cells',
  });
};

/** An entry without fields, or a sum below a list: one thing to say instead of many. */
const inOneSentence = ({ cells, line }: RawRow, problems: readonly ParseProblem[]): readonly ParseProblem[] => {
  const filled = cells.filter((cell) => !isEmpty(cell));
  if (filled.length === 0) {
    return [{ line, field: 'row', reason: 'has no fields', remedy: 'write it as one object, or leave it out' }];
  }
  if (filled.length === 1 && cells.length > 2) {
    return [{ line, field: 'row', reason: 'has one cell only, as headings do', remedy: passOver }];
  }
  const first = textOf(filled[0]).trim();
  const isTotal =
    filled.length < cells.length && /^(grand |sub)?-?(total|totales|totais|suma|soma|saldo total)\b/i.test(first);
  if (!isTotal) return problems;
  return [{ line, field: 'row', reason: 'looks like the total of other rows', remedy: passOver }];
};

const passOver = 'remove the row, or name its words under skip: in the profile';
