// What one event changes about a debtor itself.
import type { IsoInstant } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { Debtor } from '../facts.ts';
import { remember } from '../history.ts';
import { creditOn, type DebtorEntry } from '../money/debtor-ledger.ts';
import { parseAmount, toDecimalText } from '../money/money.ts';
import { changeConsent, changeDebtor } from './change-debtor.ts';
import type { ChangedAt } from './changed-at.ts';
import type { DebtorChange, DebtorEvent } from './debtor-event.ts';
import { holdOf, placeHold, promiseHold, releaseHold } from './holds.ts';

/**
 * Applies an event that names the debtor itself, whose own ledger is `entries`; `changedAt` as for invoices. Throws BadInput when
 * more is to be refunded than there is.
 */
export const applyToDebtor = (
  event: DebtorEvent,
  debtor: Debtor,
  entries: readonly DebtorEntry[],
  changedAt: ChangedAt = {},
  now: IsoInstant,
): DebtorChange => {
  switch (event.type) {
    case 'Debtor Changed':
      return changeDebtor(event.detail, debtor, changedAt, now);
    case 'Consent Changed':
      return changeConsent(event.detail, debtor, changedAt, now);
    case 'Payment Received':
    case 'Payment Reversed':
    case 'Credit Note Issued':
    case 'Credit Added':
    case 'Credit Refunded':
      return postCredit(event, debtor, entries, now);
    case 'Payment Allocated':
      return { debtor: withCash(debtor, event.detail.currency, 0) };
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

type CreditEvent = Extract<
  DebtorEvent,
  { type: 'Payment Received' | 'Payment Reversed' | 'Credit Note Issued' | 'Credit Added' | 'Credit Refunded' }
>;

/** Cash is the part of the credit that came as a payment and is to be allocated to invoices; below zero it is to be taken back. */
const postCredit = (
  event: CreditEvent,
  debtor: Debtor,
  entries: readonly DebtorEntry[],
  now: IsoInstant,
): DebtorChange => {
  const entry = entryOf(event, debtor, entries, now);
  const before = creditOn(entries);
  const after = creditOn([...entries, entry]);
  const { currency } = entry;
  const gained = (after[currency] ?? 0) - (before[currency] ?? 0);
  if (gained === 0) return { debtor, entry };
  const credit = { ...debtor.credit, [currency]: (debtor.credit[currency] ?? 0) + gained };
  const isCash = event.type === 'Payment Received' || event.type === 'Payment Reversed';
  const changed = { ...debtor, credit };
  return { debtor: isCash ? withCash(changed, currency, (debtor.cash?.[currency] ?? 0) + gained) : changed, entry };
};

/** Absent when there is none, so that a debtor without cash looks as it always did. */
export const withCash = ({ cash, ...debtor }: Debtor, currency: string, amount: number): Debtor => {
  const { [currency]: _, ...others } = cash ?? {};
  const left = amount === 0 ? others : { ...others, [currency]: amount };
  return Object.keys(left).length === 0 ? debtor : { ...debtor, cash: left };
};

const kindOf = {
  'Payment Received': 'payment',
  'Credit Note Issued': 'credit-note',
  'Credit Added': 'credit',
  'Credit Refunded': 'refund',
} as const;

const entryOf = (
  { type, detail }: CreditEvent,
  debtor: Debtor,
  entries: readonly DebtorEntry[],
  now: IsoInstant,
): DebtorEntry => {
  const entry = {
    id: detail.id,
    effective: detail.effective ?? now.slice(0, 10),
    recordedAt: now,
    source: detail.id,
    ...(detail.by === undefined ? {} : { author: detail.by }),
  };
  if (type === 'Payment Reversed') {
    const currency = entries.find(({ id }) => id === detail.payment)?.currency ?? '';
    return { ...entry, kind: 'reversal', amount: 0, currency, of: detail.payment };
  }
  const { amount, currency } = parseAmount(detail.amount, detail.currency);
  const there = debtor.credit[currency] ?? 0;
  if (type === 'Credit Refunded' && amount > there)
    throw new BadInput(
      'more-than-credit',
      `debtor ${debtor.debtor} has a credit of ${toDecimalText({ amount: Math.max(0, there), currency })} ${currency}, less than the ${detail.amount} to refund`,
    );
  const wanted =
    type === 'Payment Received' && detail.allocate !== undefined
      ? {
          wanted: detail.allocate.map((each) => ({
            invoice: each.invoice,
            amount: parseAmount(each.amount, currency).amount,
          })),
        }
      : {};
  return { ...entry, kind: kindOf[type], amount, currency, ...wanted };
};
