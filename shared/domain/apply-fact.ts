// What one event changes about an invoice or a debtor: pure, so that order, repeats and lateness can be tested exhaustively.
import { addDays, type IsoInstant } from './calendar.ts';
import { BadInput } from './errors.ts';
import type { DomainEvent } from './events.ts';
import type { Debtor, Hold, Invoice } from './facts.ts';
import { type Memory, remember } from './history.ts';
import { type LedgerEntry, netBalance } from './ledger.ts';
import { parseAmount } from './money.ts';

/** By field, the instant of the newest change applied to it: an older one that arrives late leaves that field alone. */
export type ChangedAt = Readonly<Record<string, IsoInstant>>;

/** Credit is what the debtor gains (or loses) by currency, in minor units. */
export type InvoiceChange = {
  readonly invoice: Invoice;
  readonly entry?: LedgerEntry;
  readonly credit: number;
  readonly changedAt?: ChangedAt;
  /** What the debtor's history keeps of it. */
  readonly memory?: Memory;
};

/** Events about one invoice. */
export type InvoiceEvent = Extract<
  DomainEvent,
  {
    type:
      | 'Payment Received'
      | 'Credit Note Issued'
      | 'Payment Reversed'
      | 'Invoice Changed'
      | 'Dispute Opened'
      | 'Dispute Resolved'
      | 'Hold Placed'
      | 'Hold Released'
      | 'Promise Made';
  }
>;

/**
 * Applies an event to its invoice, whose fields were last changed at `changedAt`. Throws BadInput when the event cannot belong to this invoice.
 */
export const applyToInvoice = (
  event: InvoiceEvent,
  invoice: Invoice,
  entries: readonly LedgerEntry[],
  changedAt: ChangedAt = {},
  now: IsoInstant,
): InvoiceChange => {
  switch (event.type) {
    case 'Payment Received':
    case 'Credit Note Issued': {
      const { detail } = event;
      sameCurrency(invoice, detail.currency);
      const { amount } = parseAmount(detail.amount, detail.currency);
      const kind = event.type === 'Payment Received' ? 'payment' : 'credit-note';
      const change = post(invoice, entries, {
        id: detail.id,
        kind,
        amount,
        currency: detail.currency,
        effective: detail.effective,
        recordedAt: now,
        source: detail.id,
      });
      if (kind === 'credit-note') return change;
      return { ...change, memory: { kind: 'paid', invoice: change.invoice, on: detail.effective } };
    }
    case 'Payment Reversed': {
      const { detail } = event;
      const effective = detail.effective ?? now.slice(0, 10);
      const change = post(invoice, entries, {
        id: detail.id,
        kind: 'reversal',
        amount: 0,
        currency: invoice.currency,
        effective,
        recordedAt: now,
        source: detail.id,
        of: detail.payment,
      });
      return change.invoice.balance > 0 ? { ...change, memory: { kind: 'unpaid', invoice: invoice.invoice } } : change;
    }
    case 'Invoice Changed':
      return changeInvoice(event.detail, invoice, entries, changedAt, now);
    case 'Dispute Opened': {
      const { dispute, amount, currency } = event.detail;
      const part = amount === undefined ? {} : { amount: parseAmount(amount, sameCurrency(invoice, currency)).amount };
      return {
        invoice: { ...invoice, holds: placeHold(invoice.holds, dispute, { reason: 'dispute', ...part }) },
        credit: 0,
      };
    }
    case 'Dispute Resolved': {
      if (event.detail.outcome === 'upheld') return { invoice, credit: 0 };
      return { invoice: { ...invoice, holds: releaseHold(invoice.holds, event.detail.dispute, 'dispute') }, credit: 0 };
    }
    case 'Hold Placed':
      return {
        invoice: { ...invoice, holds: placeHold(invoice.holds, event.detail.hold, holdOf(event.detail)) },
        credit: 0,
      };
    case 'Hold Released':
      return {
        invoice: { ...invoice, holds: releaseHold(invoice.holds, event.detail.hold, 'manual') },
        credit: 0,
        memory: { kind: 'released', promise: event.detail.hold },
      };
    case 'Promise Made': {
      const { promise = event.detail.id, date, amount, currency } = event.detail;
      const promised =
        amount === undefined ? invoice.balance : parseAmount(amount, sameCurrency(invoice, currency)).amount;
      const leaves = Math.max(0, invoice.balance - promised);
      return {
        invoice: { ...invoice, holds: placeHold(invoice.holds, promise, promiseHold(date)) },
        credit: 0,
        memory: { kind: 'promised', promise: { promise, invoice: invoice.invoice, date, leaves } },
      };
    }
  }
};

/** Chasing waits until the promised day has passed. */
const promiseHold = (date: string): Hold => ({ reason: 'promise', until: addDays(date, 1) });

const changeInvoice = (
  detail: Extract<InvoiceEvent, { type: 'Invoice Changed' }>['detail'],
  invoice: Invoice,
  entries: readonly LedgerEntry[],
  changedAt: ChangedAt,
  now: IsoInstant,
): InvoiceChange => {
  const at = detail.at === undefined ? now : new Date(detail.at).toISOString();
  const mayChange = (field: string) => changedAt[field] === undefined || at >= changedAt[field];
  const wished = detail.cancelled ? '0' : detail.amount;
  const amount = wished === undefined || !mayChange('amount') ? undefined : wished;
  const due = detail.due === undefined || !mayChange('due') ? undefined : detail.due;
  if (due !== undefined && due < invoice.issued) {
    throw new BadInput(
      'due-before-issue',
      `invoice ${invoice.invoice}: due ${due} is before its issue date ${invoice.issued}`,
    );
  }
  const moved = due === undefined ? invoice : { ...invoice, due };
  const newest = {
    ...changedAt,
    ...(amount === undefined ? {} : { amount: at }),
    ...(due === undefined ? {} : { due: at }),
  };
  if (amount === undefined) return { invoice: moved, credit: 0, changedAt: newest };
  if (!detail.cancelled) sameCurrency(invoice, detail.currency);
  const target = parseAmount(amount, invoice.currency).amount;
  if (target === invoice.amount) return { invoice: moved, credit: 0, changedAt: newest };
  const entry: LedgerEntry = {
    id: detail.id,
    kind: 'principal',
    amount: target - invoice.amount,
    currency: invoice.currency,
    effective: invoice.issued,
    recordedAt: now,
    source: detail.id,
  };
  return { ...post({ ...moved, amount: target }, entries, entry), changedAt: newest };
};

/** Events about a debtor itself. */
export type DebtorEvent = Extract<
  DomainEvent,
  {
    type:
      | 'Debtor Changed'
      | 'Consent Changed'
      | 'Payment Received'
      | 'Credit Note Issued'
      | 'Credit Added'
      | 'Hold Placed'
      | 'Hold Released'
      | 'Promise Made';
  }
>;

/** Applies an event that names the debtor itself; `changedAt` as for invoices. */
export const applyToDebtor = (
  event: DebtorEvent,
  debtor: Debtor,
  changedAt: ChangedAt = {},
  now: IsoInstant,
): { readonly debtor: Debtor; readonly changedAt?: ChangedAt } => {
  switch (event.type) {
    case 'Debtor Changed':
      return changeDebtor(event.detail, debtor, changedAt, now);
    case 'Consent Changed':
      return changeConsent(event.detail, debtor, changedAt, now);
    case 'Payment Received':
    case 'Credit Note Issued':
    case 'Credit Added': {
      const { amount, currency } = parseAmount(event.detail.amount, event.detail.currency);
      return {
        debtor: { ...debtor, credit: { ...debtor.credit, [currency]: (debtor.credit[currency] ?? 0) + amount } },
      };
    }
    case 'Hold Placed':
      return { debtor: { ...debtor, holds: placeHold(debtor.holds, event.detail.hold, holdOf(event.detail)) } };
    case 'Hold Released': {
      const { hold } = event.detail;
      const history = remember(debtor.history, { kind: 'released', promise: hold });
      return { debtor: { ...debtor, holds: releaseHold(debtor.holds, hold, 'manual'), history } };
    }
    case 'Promise Made': {
      const { promise = event.detail.id, date } = event.detail;
      const history = remember(debtor.history, { kind: 'promised', promise: { promise, date } });
      return { debtor: { ...debtor, holds: placeHold(debtor.holds, promise, promiseHold(date)), history } };
    }
  }
};

const changeConsent = (
  { channel, given, at: stated }: Extract<DebtorEvent, { type: 'Consent Changed' }>['detail'],
  debtor: Debtor,
  changedAt: ChangedAt,
  now: IsoInstant,
): { readonly debtor: Debtor; readonly changedAt: ChangedAt } => {
  const at = stated === undefined ? now : new Date(stated).toISOString();
  const field = `consent-${channel}`;
  if (changedAt[field] !== undefined && at < changedAt[field]) return { debtor, changedAt };
  const without = (list: Debtor['optOut']) => list.filter((each) => each !== channel);
  return {
    debtor: {
      ...debtor,
      consent: given ? [...without(debtor.consent), channel] : without(debtor.consent),
      optOut: given ? without(debtor.optOut) : [...without(debtor.optOut), channel],
    },
    changedAt: { ...changedAt, [field]: at },
  };
};

const debtorFields = [
  'name',
  'email',
  'phone',
  'language',
  'timeZone',
  'optOut',
  'jurisdiction',
  'region',
  'preferred',
  'situation',
  'capacity',
  'cause',
  'tags',
] as const;

const changeDebtor = (
  detail: Extract<DebtorEvent, { type: 'Debtor Changed' }>['detail'],
  debtor: Debtor,
  changedAt: ChangedAt,
  now: IsoInstant,
): { readonly debtor: Debtor; readonly changedAt: ChangedAt } => {
  const at = detail.at === undefined ? now : new Date(detail.at).toISOString();
  const changed = new Set(
    debtorFields.filter(
      (field) => detail[field] !== undefined && (changedAt[field] === undefined || at >= changedAt[field]),
    ),
  );
  const { email: oldEmail, phone: oldPhone, region: oldRegion, preferred: oldPreferred, ...rest } = debtor;
  /** null takes a value away; what was not named stays. */
  const field = <Value>(name: (typeof debtorFields)[number], given: Value | null | undefined, old: Value) =>
    changed.has(name) ? (given ?? undefined) : old;
  const email = field('email', detail.email, oldEmail);
  const phone = field('phone', detail.phone, oldPhone);
  const preferred = field('preferred', detail.preferred, oldPreferred);
  const { circumstances } = debtor;
  return {
    debtor: {
      ...rest,
      ...(changed.has('name') && detail.name !== undefined ? { name: detail.name } : {}),
      ...(changed.has('language') && detail.language !== undefined ? { language: detail.language } : {}),
      ...(changed.has('timeZone') && detail.timeZone !== undefined ? { timeZone: detail.timeZone } : {}),
      ...(changed.has('optOut') && detail.optOut !== undefined ? { optOut: detail.optOut } : {}),
      ...(changed.has('jurisdiction') && detail.jurisdiction !== undefined
        ? { jurisdiction: detail.jurisdiction }
        : {}),
      ...present('region', field('region', detail.region, oldRegion)),
      ...(preferred === undefined
        ? {}
        : { preferred: { ...present('time', preferred.time), ...present('day', preferred.day) } }),
      circumstances: {
        ...present('situation', field('situation', detail.situation, circumstances.situation)),
        ...present('capacity', field('capacity', detail.capacity, circumstances.capacity)),
        ...present('cause', field('cause', detail.cause, circumstances.cause)),
        tags: field('tags', detail.tags, circumstances.tags) ?? [],
      },
      // A new address deserves a new try.
      undeliverable: debtor.undeliverable.filter((channel) =>
        channel === 'email' ? email === oldEmail : phone === oldPhone,
      ),
      ...present('email', email),
      ...present('phone', phone),
    },
    changedAt: { ...changedAt, ...Object.fromEntries([...changed].map((name) => [name, at])) },
  };
};

const present = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } | Record<never, never> => (value === undefined ? {} : { [name]: value });

const sameCurrency = (invoice: Invoice, currency: string | undefined): string => {
  if (currency !== invoice.currency) {
    throw new BadInput(
      'currency-mismatch',
      `invoice ${invoice.invoice} is in ${invoice.currency}, not in ${currency}; send the amount in ${invoice.currency}`,
    );
  }
  return currency;
};

const post = (invoice: Invoice, entries: readonly LedgerEntry[], entry: LedgerEntry): InvoiceChange => {
  const before = netBalance(entries);
  const after = netBalance([...entries, entry]);
  return {
    invoice: { ...invoice, balance: Math.max(0, after) },
    entry,
    credit: Math.max(0, -after) - Math.max(0, -before),
  };
};

const holdOf = ({ reason, until }: { reason: Hold['reason']; until?: string | undefined }): Hold =>
  until === undefined ? { reason } : { reason, until };

// A release that arrives before its hold leaves a mark, so that the hold, when it comes, does not stand.
const placeHold = (holds: Invoice['holds'], id: string, hold: Hold): Invoice['holds'] =>
  holds[id]?.released ? holds : { ...holds, [id]: hold };
const releaseHold = (holds: Invoice['holds'], id: string, reason: Hold['reason']): Invoice['holds'] => ({
  ...holds,
  [id]: { ...(holdNamed(holds, id) ?? { reason }), released: true },
});
// A hold may be called `constructor`.
const holdNamed = (holds: Invoice['holds'], id: string): Hold | undefined =>
  Object.hasOwn(holds, id) ? holds[id] : undefined;
