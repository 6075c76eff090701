// Invoices, payments and debtors of a posted document as our events. Ids follow from what they say, so that a document posted again says the same.
import { createHash } from 'node:crypto';
import type { IsoInstant } from '#domain/calendar.ts';
import { saidAt } from '#domain/news-of-debtor.ts';
import { channels } from '#domain/vocabulary.ts';
import type { ParsedDebtor, ParsedFile, ParsedInvoice, ParsedPayment } from '../formats/parsed-file.ts';

export type PostedEvent = { readonly type: string; readonly detail: Readonly<Record<string, unknown>> };
export type PostedReason = {
  /** Line, document or entry of the body, from 1; 0 is all of it. */
  readonly entry: number;
  readonly field?: string;
  readonly reason: string;
  readonly remedy?: string;
};
type Context = { readonly creditor: string; readonly profile: string; readonly signedAt: IsoInstant };
type Mapped = { readonly entry: number } & ({ readonly event: PostedEvent } | { readonly reason: PostedReason });

export const mappedEvents = ({ invoices, payments, debtors }: ParsedFile, context: Context): readonly Mapped[] => [
  ...invoices.map((invoice) => ofAnother(invoice, context) ?? mapInvoice(invoice, context)),
  ...payments.map((payment, index) => ofAnother(payment, context) ?? mapPayment(payment, context, index)),
  ...debtors.flatMap((debtor) => ofAnother(debtor, context) ?? mapDebtor(debtor, context)),
];

const ofAnother = (
  { line, creditor }: { readonly line: number; readonly creditor?: string },
  context: Context,
): Mapped | undefined =>
  creditor === undefined || creditor === context.creditor
    ? undefined
    : no(line, 'creditor', `is of ${creditor}, and posted as ${context.creditor}`, 'post it to its own creditor');

const no = (entry: number, field: string, reason: string, remedy: string): Mapped => ({
  entry,
  reason: { entry, field, reason, remedy },
});

const mapInvoice = (invoice: ParsedInvoice, context: Context): Mapped => {
  const { line, kind, number, debtor, of, amount, currency, issued } = invoice;
  const common = { creditor: context.creditor, at: context.signedAt, by: `webhook ${context.profile}` };
  if (kind === 'credit-note') {
    const owed = of === undefined ? { debtor } : { invoice: of };
    const detail = { ...common, id: `credit-note:${number}`, ...owed, amount, currency, effective: issued };
    return { entry: line, event: { type: 'Credit Note Issued', detail } };
  }
  const { due, tags, earlyPayment, document, uuid } = invoice;
  // Of the moment too: values that come back to what they were are news.
  const id = `invoice:${shortHash([number, context.signedAt, invoice])}`;
  const detail = {
    ...{ ...common, id, invoice: number, debtor: debtorOf(invoice), amount, currency, issued, due },
    ...(tags === undefined ? {} : { tags }),
    ...(earlyPayment === undefined ? {} : { earlyPayment }),
    ...(document === undefined ? {} : { document }),
    ...(uuid === undefined ? {} : { uuid }),
  };
  return { entry: line, event: { type: 'Invoice Issued', detail } };
};

const debtorOf = (invoice: ParsedInvoice): Readonly<Record<string, unknown>> => {
  const { debtor, debtorName, debtorType, person, email, phone, postalAddress, language, timeZone, country } = invoice;
  const optional = { type: debtorType, person, email, phone, postalAddress, language, timeZone, jurisdiction: country };
  return { id: debtor, name: debtorName.trim() || debtor, ...present(optional) };
};

const present = (told: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));

/** Registered, or compared where it is known; then what only a change can tell, and what was agreed to. */
const mapDebtor = (told: ParsedDebtor, context: Context): readonly Mapped[] => {
  const { line, debtor, debtorName, debtorType, person, email, phone, language, timeZone, jurisdiction } = told;
  const { postalAddress, region, preferred, preferredChannel, situation, capacity, cause, tags, consent, consentDate } =
    told;
  const name = shortHash([context.signedAt, told]);
  const common = { creditor: context.creditor, at: context.signedAt, by: `webhook ${context.profile}` };
  const mapped = (type: string, detail: Readonly<Record<string, unknown>>): Mapped => ({
    entry: line,
    event: { type, detail: { ...common, ...detail } },
  });
  const details = { type: debtorType, person, email, phone, postalAddress, language, timeZone, jurisdiction, region };
  const found = present({ preferred, preferredChannel, situation, capacity, cause, tags });
  return [
    mapped('Debtor Registered', {
      id: `debtor:${name}`,
      debtor: { id: debtor, name: debtorName ?? debtor, ...present(details) },
    }),
    ...(Object.keys(found).length === 0
      ? []
      : [mapped('Debtor Changed', { id: `debtor:${name}-debtor`, debtor, ...found })]),
    ...channels.flatMap((channel) => {
      const given = consent?.[channel];
      if (given === undefined) return [];
      const at = saidAt(given, consentDate, context.signedAt);
      return [mapped('Consent Changed', { id: `debtor:${name}-consent-${channel}`, debtor, channel, given, at })];
    }),
  ];
};

const mapPayment = (payment: ParsedPayment, context: Context, index: number): Mapped => {
  const { line, date, amount, currency, invoices = [], id } = payment;
  const [invoice, another] = invoices;
  if (invoice === undefined || another !== undefined)
    return no(line, 'invoices', 'does not name one invoice', 'upload it as a file, where payments are matched');
  if (amount.startsWith('-'))
    return no(line, 'amount', 'is below zero', 'send a Payment Reversed that names the payment');
  const { line: _, ...said } = payment;
  const detail = {
    ...{ creditor: context.creditor, at: context.signedAt, by: `webhook ${context.profile}` },
    // Two alike in one document are two payments; the same document again is the same two.
    id: `payment:${id ?? shortHash([said, index])}`.slice(0, 128),
    ...{ invoice, amount, currency, effective: date },
  };
  return { entry: line, event: { type: 'Payment Received', detail } };
};

const shortHash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
