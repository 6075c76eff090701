// Makes the row that batches carry of an invoice that a file holds.
import { BrokenInvariant } from '#domain/errors.ts';
import { parseAmount } from '#domain/money/money.ts';
import type { ParsedInvoice } from './formats/parsed-file.ts';
import type { ReadRow, RejectedRow } from './formats/parsed-row.ts';
import type { IntakeRow } from './intake-row.ts';

/** A debtor of whom no type is said is a business. Throws BrokenInvariant for a credit note. */
export const rowOfInvoice = (invoice: ParsedInvoice): IntakeRow => {
  const { kind, line, number, currency, issued, due, creditor, earlyPayment, document, settled, tags, uuid } = invoice;
  if (kind !== 'invoice') throw new BrokenInvariant(`${number} is a ${kind}, not an invoice`);
  const { amount } = parseAmount(invoice.amount, currency);
  const row: IntakeRow = {
    line,
    invoice: number,
    debtor: debtorOf(invoice),
    currency,
    amount,
    issued,
    due,
    tags: tags === undefined ? [] : [...tags],
  };
  if (creditor !== undefined) row.creditor = creditor;
  if (earlyPayment !== undefined) row.earlyPayment = [...earlyPayment];
  if (document !== undefined) row.document = document;
  if (settled !== undefined) row.settled = settled;
  if (uuid !== undefined) row.uuid = uuid;
  return row;
};

const debtorOf = (invoice: ParsedInvoice): IntakeRow['debtor'] => {
  const { debtor: id, debtorType: type = 'business', debtorName: name, person, email, phone } = invoice;
  const { postalAddress, language, timeZone, country } = invoice;
  const debtor: IntakeRow['debtor'] = { id, type, name };
  if (person !== undefined) debtor.person = person;
  if (email !== undefined) debtor.email = email;
  if (phone !== undefined) debtor.phone = phone;
  if (postalAddress !== undefined) debtor.postalAddress = postalAddress;
  if (language !== undefined) debtor.language = language;
  if (timeZone !== undefined) debtor.timeZone = timeZone;
  if (country !== undefined) debtor.jurisdiction = country;
  return debtor;
};

export type AcceptedRow = { readonly line: number; readonly accepted: IntakeRow };

/** What an import takes of a file's row: invoices. Credit notes and payments come as events. */
export const takeInvoice = (row: ReadRow): AcceptedRow | RejectedRow => {
  if ('rejected' in row) return row;
  const { line } = row;
  if ('invoice' in row && row.invoice.kind === 'invoice') return { line, accepted: rowOfInvoice(row.invoice) };
  const reason = `is a ${'invoice' in row ? row.invoice.kind : 'payment' in row ? 'payment' : 'debtor'}`;
  const remedy = 'leave it out here, and send it as an event';
  return { line, rejected: [{ field: 'row', reason, remedy, value: '' }], raw: {} };
};
