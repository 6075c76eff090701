// Stripe's events as ours, by one table: what each says about an invoice, a payment or a debtor. Pure; docs/erp.md shows it.
import { dateIn, type IsoDate, type IsoInstant, toInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { hostOf, toldDocument } from '#domain/invoice-document.ts';
import { stripeAmount } from './stripe-amount.ts';
import { changedDebtor, debtorOf } from './stripe-debtor.ts';
import {
  readObject,
  type StripeEvent,
  type StripeInvoice,
  stripeCreditNote,
  stripeCustomer,
  stripeDispute,
  stripeEvent,
  stripeInvoice,
  stripeInvoicePayment,
} from './stripe-objects.ts';

/** An invoice as later events call it: a number for people, and Stripe's own id. */
export type PartnerLink = { readonly invoice: string; readonly source: string };

export type MappedEvents = {
  readonly events: readonly { readonly type: string; readonly detail: Readonly<Record<string, unknown>> }[];
  /** Names by which later events will speak of the invoice. */
  readonly remember?: { readonly names: readonly string[]; readonly link: PartnerLink };
  /** Why there is no event: for the log. */
  readonly because?: string;
};

export type StripeContext = {
  readonly creditor: string;
  /** Days are days there. */
  readonly zone: string;
  /** Hosts to which links to documents may lead, by policy. */
  readonly documentHosts: readonly string[];
  /** The first invoice known by one of these names of Stripe's. */
  readonly linkOf: (names: readonly string[]) => PartnerLink | undefined;
};

type Row = {
  /** Names of Stripe's that have to be looked up. */
  readonly asks?: (object: unknown) => readonly string[];
  readonly map: (event: StripeEvent, context: StripeContext) => MappedEvents;
};

/** Throws BadInput for what is no event of Stripe's. */
export const readStripeEvent = (detail: unknown): StripeEvent => readObject(stripeEvent, detail, 'the event');

export const isMapped = (type: string): type is StripeType => Object.hasOwn(stripeTable, type);

export const namesAsked = ({ type, data }: StripeEvent): readonly string[] =>
  isMapped(type) ? (rowOf(type).asks?.(data.object) ?? []) : [];

/** Throws BadInput for what can never be mapped, with the reason in words. */
export const mapStripe = (event: StripeEvent, context: StripeContext): MappedEvents =>
  isMapped(event.type) ? rowOf(event.type).map(event, context) : none(`events of type ${event.type} say nothing to us`);

const rowOf = (type: StripeType): Row => stripeTable[type];

const none = (because: string): MappedEvents => ({ events: [], because });
const numberOf = ({ number, id }: StripeInvoice): string => number ?? id;
const paymentOf = (source: string): string => `stripe:${source}:paid`;
const at = (seconds: number): IsoInstant => toInstant(seconds * 1000);
const dayOf = (seconds: number, zone: string): IsoDate => dateIn(zone, at(seconds));
const commonOf = ({ id, created }: StripeEvent, { creditor }: StripeContext) => ({
  ...{ id: `stripe:${id}`, creditor, at: at(created), by: 'stripe' },
});
const invoiceIn = (event: StripeEvent): StripeInvoice =>
  readObject(stripeInvoice, event.data.object, `the invoice of ${event.id}`);

const finalized: Row['map'] = (event, context) => {
  const invoice = invoiceIn(event);
  const { id, currency, amount_remaining: amount, due_date, created, effective_at, status_transitions } = invoice;
  const remember = { names: [id], link: { invoice: numberOf(invoice), source: id } };
  if (amount <= 0) return { ...none('nothing is owed of it'), remember };
  const issued = effective_at ?? status_transitions?.finalized_at ?? created;
  return {
    events: [
      {
        type: 'Invoice Issued',
        detail: {
          ...commonOf(event, context),
          id: `stripe:${id}:issued`,
          invoice: numberOf(invoice),
          debtor: debtorOf(invoice),
          ...{ amount: stripeAmount(amount, currency), currency: currency.toUpperCase() },
          issued: dayOf(issued, context.zone),
          // Only invoices that Stripe charges by itself have none: they are payable at once.
          due: dayOf(due_date ?? issued, context.zone),
          ...documentOf(invoice, context),
        },
      },
    ],
    remember,
  };
};

/** Its page, where the policy lets debtors be led there; else the file behind a link. */
const documentOf = ({ hosted_invoice_url, invoice_pdf }: StripeInvoice, { documentHosts }: StripeContext) => {
  const document = [hosted_invoice_url, invoice_pdf].find(
    (link) => link !== undefined && toldDocument.safeParse(link).success && documentHosts.includes(hostOf(link)),
  );
  return document === undefined ? {} : { document };
};

/** Stripe tells of one payment by two events: the id is of the invoice, so that both count once. */
const paid: Row['map'] = (event, context) => {
  const invoice = invoiceIn(event);
  const { id, status, amount_paid, currency, status_transitions, charge, payment_intent } = invoice;
  const link = { invoice: numberOf(invoice), source: id };
  const names = [id, charge, payment_intent].filter((name) => name !== undefined);
  if (status !== 'paid') return { events: [partPayment(event, context, invoice)], remember: { names, link } };
  if (amount_paid <= 0) return { ...none('nothing was paid for it'), remember: { names, link } };
  return {
    events: [
      {
        type: 'Payment Received',
        detail: {
          ...commonOf(event, context),
          id: paymentOf(id),
          invoice: link.invoice,
          ...{ amount: stripeAmount(amount_paid, currency), currency: currency.toUpperCase() },
          effective: dayOf(status_transitions?.paid_at ?? event.created, context.zone),
        },
      },
    ],
    remember: { names, link },
  };
};

/** Sums so far would count twice: until all is paid, nobody is asked for an amount that is no longer right. */
const partPayment = (event: StripeEvent, context: StripeContext, invoice: StripeInvoice) => ({
  type: 'Hold Placed',
  detail: {
    ...commonOf(event, context),
    id: `stripe:${invoice.id}:part`,
    invoice: numberOf(invoice),
    hold: 'stripe-part-payment',
    reason: 'payment-in-flight',
  },
});

const voided: Row['map'] = (event, context) => {
  const invoice = invoiceIn(event);
  const detail = { ...commonOf(event, context), id: `stripe:${invoice.id}:voided`, invoice: numberOf(invoice) };
  return { events: [{ type: 'Invoice Changed', detail: { ...detail, cancelled: true } }] };
};

const uncollectible: Row['map'] = (event, context) => {
  const invoice = invoiceIn(event);
  const detail = { ...commonOf(event, context), id: `stripe:${invoice.id}:uncollectible`, invoice: numberOf(invoice) };
  return {
    events: [{ type: 'Debt Written Off', detail: { ...detail, reason: 'marked as uncollectible in Stripe' } }],
  };
};

const credited: Row['map'] = (event, context) => {
  const note = readObject(stripeCreditNote, event.data.object, `the credit note of ${event.id}`);
  const { id, invoice, type, amount, currency, pre_payment_amount, created, effective_at } = note;
  const lowered = pre_payment_amount ?? (type === 'post_payment' ? 0 : amount);
  if (lowered <= 0) return none('what it credits was paid already: the invoice owes no less for it');
  return {
    events: [
      {
        type: 'Credit Note Issued',
        detail: {
          ...commonOf(event, context),
          id: `stripe:${id}`,
          invoice: known(context, [invoice]).invoice,
          ...{ amount: stripeAmount(lowered, currency), currency: currency.toUpperCase() },
          effective: dayOf(effective_at ?? created, context.zone),
        },
      },
    ],
  };
};

const linked: Row['map'] = (event, context) => ({
  ...none('it only says which payment was for which invoice'),
  remember: { names: paymentNames(event.data.object), link: known(context, invoiceNames(event.data.object)) },
});

const disputed: Row['map'] = (event, context) => {
  const { id, amount, currency, reason } = disputeIn(event.data.object);
  return {
    events: [
      {
        type: 'Dispute Opened',
        detail: {
          ...commonOf(event, context),
          invoice: known(context, disputeNames(event.data.object)).invoice,
          dispute: id,
          ...(reason === undefined ? {} : { reason: `Stripe: ${reason}` }),
          ...{ amount: stripeAmount(amount, currency), currency: currency.toUpperCase() },
        },
      },
    ],
  };
};

/** Lost: the money is gone again, and the invoice stays paused until a person has looked at it. */
const disputeClosed: Row['map'] = (event, context) => {
  const { id, status } = disputeIn(event.data.object);
  const { invoice, source } = known(context, disputeNames(event.data.object));
  const common = commonOf(event, context);
  const isLost = status === 'lost';
  const resolved = { ...common, id: `${common.id}:resolved`, invoice, dispute: id };
  const reversed = { ...common, invoice, payment: paymentOf(source), effective: dayOf(event.created, context.zone) };
  return {
    events: [
      { type: 'Dispute Resolved', detail: { ...resolved, outcome: isLost ? 'upheld' : 'rejected' } },
      ...(isLost ? [{ type: 'Payment Reversed', detail: reversed }] : []),
    ],
  };
};

const customerChanged: Row['map'] = (event, context) => {
  const customer = readObject(stripeCustomer, event.data.object, `the customer of ${event.id}`);
  const changes = changedDebtor(customer, event.data.previous_attributes);
  if (Object.keys(changes).length === 0) return none('nothing changed that we keep of a debtor');
  return {
    events: [{ type: 'Debtor Changed', detail: { ...commonOf(event, context), debtor: customer.id, ...changes } }],
  };
};

const disputeIn = (object: unknown) => readObject(stripeDispute, object, 'the dispute');
const disputeNames = (object: unknown): readonly string[] => {
  const { charge, payment_intent } = disputeIn(object);
  return [payment_intent, charge].filter((name) => name !== undefined);
};
const invoicePaymentIn = (object: unknown) => readObject(stripeInvoicePayment, object, 'the invoice payment');
const invoiceNames = (object: unknown): readonly string[] => [invoicePaymentIn(object).invoice];
const paymentNames = (object: unknown): readonly string[] => {
  const { charge, payment_intent } = invoicePaymentIn(object).payment;
  return [payment_intent, charge].filter((name) => name !== undefined);
};
const creditedNames = (object: unknown): readonly string[] => [
  readObject(stripeCreditNote, object, 'the credit note').invoice,
];

const known = ({ linkOf }: StripeContext, names: readonly string[]): PartnerLink => {
  const link = linkOf(names);
  if (link) return link;
  throw new BadInput(
    'unknown-stripe-invoice',
    `no invoice is known by Stripe's ${names.join(' or ') || 'event, which names none'}: where its event has come since, retry this one; else send an event that names the invoice`,
  );
};

/** By Stripe's type. infra lists the same types in the rule, and a test compares. */
const stripeTable = {
  'invoice.finalized': { map: finalized },
  'invoice.paid': { map: paid },
  'invoice.payment_succeeded': { map: paid },
  'invoice_payment.paid': { asks: invoiceNames, map: linked },
  'invoice.payment_failed': { map: () => none('an attempt to charge failed: what is owed is the same') },
  'invoice.voided': { map: voided },
  'invoice.marked_uncollectible': { map: uncollectible },
  'credit_note.created': { asks: creditedNames, map: credited },
  // At Stripe the invoice stays paid: who gives money back of their own will asks nobody to pay it again.
  'charge.refunded': { map: () => none('money was given back: the invoice stays paid') },
  'charge.dispute.created': { asks: disputeNames, map: disputed },
  'charge.dispute.closed': { asks: disputeNames, map: disputeClosed },
  'customer.updated': { map: customerChanged },
} as const satisfies Readonly<Record<string, Row>>;
type StripeType = keyof typeof stripeTable;
export const stripeTypes: readonly string[] = Object.keys(stripeTable);
