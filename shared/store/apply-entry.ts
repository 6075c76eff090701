// Records what one row of a batch says: an invoice, a credit note or a debtor. The same row again changes nothing.
import type { IsoInstant } from '#domain/calendar.ts';
import { defaultCreditor } from '#domain/events.ts';
import { toDecimalText } from '#domain/money/money.ts';
import type { CreditNoteEntry, InvoiceEntry, PaymentEntry, RowEntry } from '#intake/batch/batch-entry.ts';
import { applyDebtor } from './apply-debtor.ts';
import { sourceOfRow } from './entry-source.ts';
import { debtorEventItem, invoiceEventItem } from './keys.ts';
import { lookUpDocument } from './look-up-document.ts';
import { recordFact } from './record-fact.ts';
import { registerInvoice } from './register-invoice.ts';
import { getItem } from './table.ts';

type Batch = { readonly source: string; readonly receivedAt: IsoInstant };
export type AppliedAs = 'new' | 'changed' | 'unchanged';

/** Payments are put to invoices after all else, by `applyPayment`. Of two files about the same invoice, the one whose work began later decides. Throws BadInput when the row cannot be. */
export const applyEntry = async (
  entry: Exclude<RowEntry, PaymentEntry>,
  batch: Batch,
  now: IsoInstant,
): Promise<AppliedAs> => {
  const source = sourceOfRow(batch.source, entry.line);
  switch (entry.kind) {
    case 'invoice':
      return applyInvoice(entry, source, batch.receivedAt, now);
    case 'credit-note':
      return applyCreditNote(entry, source, now);
    case 'debtor':
      return applyDebtor(entry, source, batch.receivedAt, now);
    default:
      return entry satisfies never;
  }
};

const applyInvoice = async (
  { kind: _, line: __, settled: ___, creditor = defaultCreditor, document: told, ...row }: InvoiceEntry,
  source: string,
  at: IsoInstant,
  now: IsoInstant,
): Promise<AppliedAs> => {
  const document = told === undefined ? undefined : await lookUpDocument({ creditor, invoice: row.invoice }, told);
  const registered = await registerInvoice(
    { ...row, debtor: { ...row.debtor, saidBy: 'list' }, creditor, document },
    source,
    now,
    at,
  );
  if (registered !== 'unchanged') return registered;
  // Interrupted and begun again: what the record says is what this batch did.
  const record = await getItem(invoiceEventItem({ creditor, invoice: row.invoice }, source));
  if (record) return record.type === 'Invoice Issued' ? 'new' : 'changed';
  const ofDebtor = await getItem(debtorEventItem({ creditor, debtor: row.debtor.id }, `${source}-debtor`));
  return ofDebtor ? 'changed' : 'unchanged';
};

const applyCreditNote = async (
  { creditor = defaultCreditor, of, debtor, amount, currency, issued }: CreditNoteEntry,
  id: string,
  now: IsoInstant,
): Promise<AppliedAs> => {
  const money = { amount: toDecimalText({ amount, currency }), currency, effective: issued };
  const whose = of === undefined ? { debtor } : { invoice: of };
  await recordFact({ type: 'Credit Note Issued', detail: { id, creditor, ...whose, ...money } }, now);
  return 'new';
};
