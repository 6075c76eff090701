// What a chunk of a batch holds: invoices, credit notes, payments and debtors, checked and with exact amounts; and what a full list misses.
import * as z from 'zod';
import { isDate } from '#domain/calendar.ts';
import { isCurrency } from '#domain/money/money.ts';
import { channels } from '#domain/vocabulary.ts';
import { debtorId, identifierPattern, intakeRow, longestWord, regionPattern, timePattern } from '../intake-row.ts';

const identifier = z.string().regex(identifierPattern);
const date = z.string().refine(isDate);
const currency = z.string().refine(isCurrency);
const told = {
  line: z.int().positive(),
  creditor: identifier.exactOptional(),
};

export const invoiceEntry = z.strictObject({ kind: z.literal('invoice'), ...intakeRow.shape });
export const creditNoteEntry = z.strictObject({
  kind: z.literal('credit-note'),
  ...told,
  number: z.string().min(1),
  debtor: debtorId,
  /** Minor units of what it gives. */
  amount: z.int().positive(),
  currency,
  issued: date,
  /** The invoice that it is for. */
  of: z.string().exactOptional(),
});
export const paymentEntry = z.strictObject({
  kind: z.literal('payment'),
  ...told,
  date,
  /** Minor units; below zero where the bank took it back. */
  amount: z.int(),
  currency,
  reference: z.string(),
  payer: z.string(),
  invoices: z.array(z.string()).exactOptional(),
  id: z.string().exactOptional(),
});

const row = intakeRow.shape.debtor.shape;
const word = z.string().min(1).max(longestWord).exactOptional();
export const debtorEntry = z.strictObject({
  kind: z.literal('debtor'),
  ...told,
  debtor: z.strictObject({
    ...row,
    type: row.type.exactOptional(),
    name: row.name.exactOptional(),
    jurisdiction: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .exactOptional(),
    region: z.string().regex(regionPattern).exactOptional(),
    preferred: z
      .strictObject({
        time: z.string().regex(timePattern).exactOptional(),
        day: z.int().min(1).max(7).exactOptional(),
      })
      .exactOptional(),
    preferredChannel: z.enum(channels).exactOptional(),
    situation: word,
    capacity: word,
    cause: word,
    tags: intakeRow.shape.tags.exactOptional(),
  }),
  consent: z.partialRecord(z.enum(channels), z.boolean()).exactOptional(),
  consentDate: date.exactOptional(),
});

/** Open, and not in the full list any more: perhaps settled. */
export const missingEntry = z.strictObject({
  kind: z.literal('missing'),
  /** It is on none. */
  line: z.literal(0),
  creditor: identifier,
  invoice: identifier,
  debtor: debtorId,
  /** Minor units of what was open when the list came. */
  amount: z.int().positive(),
  currency,
  due: date,
});

export const batchEntry = z.discriminatedUnion('kind', [
  invoiceEntry,
  creditNoteEntry,
  paymentEntry,
  debtorEntry,
  missingEntry,
]);
export type InvoiceEntry = z.output<typeof invoiceEntry>;
export type CreditNoteEntry = z.output<typeof creditNoteEntry>;
export type PaymentEntry = z.output<typeof paymentEntry>;
export type DebtorEntry = z.output<typeof debtorEntry>;
export type MissingEntry = z.output<typeof missingEntry>;
/** What a row of a file is. */
export type RowEntry = InvoiceEntry | CreditNoteEntry | PaymentEntry | DebtorEntry;
export type BatchEntry = z.output<typeof batchEntry>;

/** Rows of one debtor follow each other; payments stand alone. */
export const debtorOfEntry = (entry: BatchEntry): string => {
  if (entry.kind === 'payment') return `payment ${entry.line}`;
  return `${entry.creditor ?? ''}#${typeof entry.debtor === 'string' ? entry.debtor : entry.debtor.id}`;
};
