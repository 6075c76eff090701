// What reading a row needs to know of its file, and what it answers.
import type { MarkFound } from './amount-text.ts';
import type { OrderFound } from './date-text.ts';
import type { DebtorRow, InvoiceRow, PaymentRow } from './parsed-row.ts';

/** What is known of the file as a whole when its rows are read. */
export type Conventions = {
  readonly marks: MarkFound;
  readonly order: OrderFound;
  /** The one currency that stands beside the amounts. */
  readonly beside: string | undefined;
};

/** Reads the row in hand; undefined where something is missing, which it has told. */
export type RowReader = {
  readonly read: () => InvoiceRow | PaymentRow | DebtorRow | undefined;
  /** What is to be said once all rows were read. */
  readonly notes: () => readonly string[];
};
