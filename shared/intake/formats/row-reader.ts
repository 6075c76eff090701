// What reading a row needs to know of its file, and what it answers.
import type { Refusal } from '../cell-rules.ts';
import type { MarkFound } from './amount-text.ts';
import type { OrderFound } from './date-text.ts';
import type { ParsedInvoice, ParsedPayment } from './parsed-file.ts';
import type { Cell, RawRow } from './raw-table.ts';

/** What is known of the file as a whole when its rows are read. */
export type Conventions = {
  readonly marks: MarkFound;
  readonly order: OrderFound;
  /** Amount cells of all rows, to find the one currency that stands beside them. */
  readonly amounts: () => Iterable<Cell>;
};

/** May be told several things of one row; a row with any is rejected. */
export type Refuse = (field: string, refusal: Refusal) => undefined;
export type RowRead = { readonly invoice: ParsedInvoice } | { readonly payment: ParsedPayment } | undefined;
export type RowReader = {
  readonly read: (row: RawRow, refuse: Refuse) => RowRead;
  /** What is to be said once all rows were read. */
  readonly notes: () => readonly string[];
};
