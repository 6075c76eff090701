// An invoice whose amount or due date its issuer has changed, or that was cancelled.
import type { IsoInstant } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { Invoice } from '../facts.ts';
import type { InvoiceDocument } from '../invoice-document.ts';
import type { LedgerEntry } from '../money/ledger.ts';
import { parseAmount } from '../money/money.ts';
import { mayChange, statedAt } from './changed-at.ts';
import type { InvoiceChange, InvoiceEvent, KnownInvoice } from './invoice-event.ts';
import { post, sameCurrency } from './post-money.ts';

export const changeInvoice = (
  detail: Extract<InvoiceEvent, { type: 'Invoice Changed' }>['detail'],
  { invoice, entries, changedAt = {} }: KnownInvoice,
  now: IsoInstant,
): InvoiceChange => {
  const at = statedAt(detail, now);
  const wished = detail.cancelled ? '0' : detail.amount;
  const amount = wished === undefined || !mayChange(changedAt, 'amount', at) ? undefined : wished;
  const due = detail.due === undefined || !mayChange(changedAt, 'due', at) ? undefined : detail.due;
  if (due !== undefined && due < invoice.issued) {
    throw new BadInput(
      'due-before-issue',
      `invoice ${invoice.invoice}: due ${due} is before its issue date ${invoice.issued}`,
    );
  }
  const moved = due === undefined ? invoice : { ...invoice, due };
  // One that was not looked up says nothing: whoever records facts has looked it up before.
  const { document } = detail;
  const isUnknown = document === undefined || typeof document === 'string' || !mayChange(changedAt, 'document', at);
  const told = isUnknown ? undefined : document;
  const changed = told === undefined ? moved : withDocument(moved, told);
  const newest = {
    ...changedAt,
    ...(amount === undefined ? {} : { amount: at }),
    ...(due === undefined ? {} : { due: at }),
    ...(told === undefined ? {} : { document: at }),
  };
  if (amount === undefined) return { invoice: changed, credit: 0, changedAt: newest };
  if (!detail.cancelled) sameCurrency(invoice, detail.currency);
  const target = parseAmount(amount, invoice.currency).amount;
  if (target === invoice.amount) return { invoice: changed, credit: 0, changedAt: newest };
  const entry: LedgerEntry = {
    id: detail.id,
    kind: 'principal',
    amount: target - invoice.amount,
    currency: invoice.currency,
    effective: invoice.issued,
    recordedAt: now,
    source: detail.id,
  };
  return { ...post({ ...changed, amount: target }, entries, entry), changedAt: newest };
};

const withDocument = ({ document: _, ...invoice }: Invoice, document: InvoiceDocument | null): Invoice =>
  document === null ? invoice : { ...invoice, document };
