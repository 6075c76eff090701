// What one event changes about a debtor itself.
import type { IsoInstant } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { Debtor } from '../facts.ts';
import { type Memory, remember } from '../history.ts';
import { creditOn, type DebtorEntry, standingMoney } from '../money/debtor-ledger.ts';
import { parseAmount } from '../money/money.ts';
import { changeConsent, changeDebtor } from './change-debtor.ts';
import { type ChangedAt, mayChange, statedAt } from './changed-at.ts';
import { beginAllocating, endAllocating, withCredit } from './credit.ts';
import { type CreditEvent, type DebtorChange, type DebtorEvent, isOfCredit, isPayment } from './debtor-event.ts';
import { holdOf, placeHold, promiseHold, releaseHold } from './holds.ts';
import { refuseMoreThanCredit } from './transfer-of.ts';

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
  if (isOfCredit(event)) return postCredit(event, debtor, entries, now);
  switch (event.type) {
    case 'Debtor Changed':
      return changeDebtor(event.detail, debtor, changedAt, now);
    case 'Consent Changed':
      return changeConsent(event.detail, debtor, changedAt, now);
    case 'Contact Engaged': {
      const { channel, act } = event.detail;
      const at = earlierOf(statedAt(event.detail, now), now);
      // It was erased since.
      if (!mayChange(changedAt, 'engaged', at)) return { debtor };
      return { debtor: { ...debtor, history: remember(debtor.history, { kind: 'engaged', at, channel, act }) } };
    }
    case 'Payment Allocated':
      return { debtor: endAllocating(debtor, event.detail.currency) };
    case 'Hold Placed':
      return { debtor: { ...debtor, holds: placeHold(debtor.holds, event.detail.hold, holdOf(event.detail)) } };
    case 'Hold Released': {
      const { hold } = event.detail;
      const history = remember(debtor.history, { kind: 'released', promise: hold });
      return { debtor: { ...debtor, holds: releaseHold(debtor.holds, hold, 'manual'), history } };
    }
    case 'Promise Made': {
      const { promise = event.detail.id, date, conversation } = event.detail;
      const history = remember(debtor.history, {
        kind: 'promised',
        promise: {
          ...{ promise, date, at: now, ...promisedIn(event.detail) },
          ...(conversation === undefined ? {} : { conversation }),
        },
      });
      return { debtor: { ...debtor, holds: placeHold(debtor.holds, promise, promiseHold(date)), history } };
    }
  }
};

const promisedIn = ({
  amount,
  currency,
}: {
  readonly amount?: string | undefined;
  readonly currency?: string | undefined;
}) => (amount === undefined || currency === undefined ? {} : parseAmount(amount, currency));

/** Nobody looks at anything in the future. */
const earlierOf = (one: IsoInstant, other: IsoInstant): IsoInstant => (one < other ? one : other);

const postCredit = (
  event: CreditEvent,
  debtor: Debtor,
  entries: readonly DebtorEntry[],
  now: IsoInstant,
): DebtorChange => {
  const entry = entryOf(event, debtor, entries, now);
  const { currency } = entry;
  const gained = (creditOn([...entries, entry])[currency] ?? 0) - (creditOn(entries)[currency] ?? 0);
  if (gained === 0) return { debtor, entry };
  const changed = withCredit(debtor, currency, gained);
  if (!isPayment(event)) return { debtor: changed, entry };
  const history = remember(changed.history, moneyIn(entry));
  return { debtor: beginAllocating({ ...changed, history }, currency), entry };
};

const moneyIn = ({ id, kind, amount, currency, effective: on, recordedAt: at, of = '' }: DebtorEntry): Memory =>
  kind === 'reversal'
    ? { kind: 'unpaid', entry: of }
    : { kind: 'received', payment: { payment: id, at, on, amount, currency, invoices: [] } };

/** Undefined where it has not come yet, or was undone before. Throws BadInput for what is no credit, or was put to use. */
const creditToUndo = (id: string, debtor: Debtor, entries: readonly DebtorEntry[]): DebtorEntry | undefined => {
  const undone = standingMoney(entries).find((each) => each.id === id);
  if (undone === undefined) return undefined;
  if (undone.kind !== 'credit-note' && undone.kind !== 'credit')
    throw new BadInput(
      'not-a-credit',
      `entry ${id} of debtor ${debtor.debtor} is a ${undone.kind}; a payment is taken back by Payment Reversed`,
    );
  refuseMoreThanCredit(undone.amount, undone.currency, debtor);
  return undone;
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
  if (type === 'Entry Reversed') {
    const undone = creditToUndo(detail.entry, debtor, entries);
    return { ...entry, kind: 'reversal', amount: 0, currency: undone?.currency ?? '', of: detail.entry };
  }
  if (type === 'Payment Reversed') {
    const currency = entries.find(({ id }) => id === detail.payment)?.currency ?? '';
    return { ...entry, kind: 'reversal', amount: 0, currency, of: detail.payment };
  }
  const { amount, currency } = parseAmount(detail.amount, detail.currency);
  if (type === 'Credit Refunded') refuseMoreThanCredit(amount, currency, debtor);
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
