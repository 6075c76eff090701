// One row of a file when it has been read: what it says, or everything that is wrong with it and the cells as they came.
import type { Refusal } from '../cell-rules.ts';
import type { ParsedDebtor, ParsedInvoice, ParsedPayment } from './parsed-file.ts';

/** `field` is the column as the file calls it; `value` is cut to 200 characters. */
export type Problem = Refusal & { readonly field: string; readonly value: string };

export type InvoiceRow = { readonly line: number; readonly invoice: ParsedInvoice };
export type PaymentRow = { readonly line: number; readonly payment: ParsedPayment };
export type DebtorRow = { readonly line: number; readonly debtor: ParsedDebtor };
/** `raw` holds the cells by column, in the file's order; cells beyond the last column are left out. A document has none. */
export type RejectedRow = {
  readonly line: number;
  readonly rejected: readonly Problem[];
  readonly raw: Readonly<Record<string, string>>;
  /** Of the invoice that it is about, where that can be read. */
  readonly number?: string;
};
export type ReadRow = InvoiceRow | PaymentRow | DebtorRow | RejectedRow;
