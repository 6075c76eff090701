// A payment that a bank told of: put to whom it surely is of, or left to a person while chasing of its likely debtors pauses. Each step
// may be repeated: the item says what was decided, and what follows from it is named by it.
import { addDays, type IsoInstant } from '#domain/calendar.ts';
import { BadInput, Conflict } from '#domain/errors.ts';
import { type DomainEvent, defaultCreditor } from '#domain/events.ts';
import type { CandidateIndex } from '#domain/matching/candidate-index.ts';
import type { Allocation, MatchResult } from '#domain/matching/match.ts';
import { matchPayment } from '#domain/matching/match-payment.ts';
import { parseAmount, toDecimalText } from '#domain/money/money.ts';
import type { PaymentEntry } from '#intake/batch/batch-entry.ts';
import { namedBy, withNumbers } from './entry-source.ts';
import type { OwedToCreditor } from './load-candidates.ts';
import { findDebtor } from './load-facts.ts';
import { numbersOf } from './partner-links.ts';
import { paymentTask } from './payment-task.ts';
import { findPayment, paymentIdOf, putPayment, type StoredPayment } from './payments.ts';
import { recordFact } from './record-fact.ts';
import { settleCash } from './settle-cash.ts';
import { completeTask, openTask } from './tasks.ts';

/** What matching says of it; money that went back is always for a person. */
export const matchOf = (
  { amount, currency, date, reference, payer, invoices }: PaymentEntry,
  index: CandidateIndex,
): MatchResult =>
  amount <= 0
    ? { kind: 'unknown' }
    : matchPayment(
        { amount, currency, date, reference, payer, ...(invoices === undefined ? {} : { invoices }) },
        index,
      );

/**
 * Answers false when it was told of before, by this file or another. `owed` is what the creditor is owed; the payment comes off it, so that the next
 * one of the file is matched to what is left. One at a time of a creditor.
 */
export const applyPayment = async (
  entry: PaymentEntry,
  source: string,
  owed: () => Promise<OwedToCreditor>,
  now: IsoInstant,
): Promise<boolean> => {
  const creditor = entry.creditor ?? defaultCreditor;
  const payment = paymentIdOf(entry, source);
  const found = await findPayment(creditor, payment);
  if (found && found.status !== 'undone') {
    if (found.source !== source) return false;
    await putTo(found, owed, now);
    return true;
  }
  const numbers = await numbersOf(creditor, namedBy(entry));
  const result = matchOf(withNumbers(entry, numbers), (await owed()).index);
  const { date, amount, currency, reference, payer } = entry;
  const decided: StoredPayment = {
    ...{ payment, creditor, source, date, amount, currency, reference, payer },
    ...decisionOf(result, found?.matches ?? 0),
    receivedAt: now,
    version: 1,
  };
  if (!(await putPayment(decided, found))) return applyPayment(entry, source, owed, now);
  await putTo(decided, owed, now);
  return true;
};

const putTo = async (payment: StoredPayment, owed: () => Promise<OwedToCreditor>, now: IsoInstant): Promise<void> => {
  await followUp(payment, now);
  if (!payment.match) return;
  const { debtor } = payment.match;
  // Now, and not when the debtor's queue comes to it: the next payment is matched to what this one has left.
  while ((await settleCash({ creditor: payment.creditor, debtor }, now)) === 'more');
  await (await owed()).lookAgain(debtor);
};

const decisionOf = (
  result: MatchResult,
  before: number,
): Pick<StoredPayment, 'status' | 'matches' | 'match' | 'candidates' | 'paused'> => {
  switch (result.kind) {
    case 'certain':
    case 'debtor-only': {
      const { kind, debtor, score, reasons } = result;
      const allocations = kind === 'certain' ? [...result.allocations] : [];
      const match = { kind, debtor, score, reasons: [...reasons], allocations };
      return { status: 'matched', matches: before + 1, match, candidates: [], paused: [] };
    }
    case 'doubtful': {
      const candidates = result.candidates.map(({ debtor, score, reasons, allocations }) => ({
        ...{ debtor, score },
        reasons: [...reasons],
        allocations: [...allocations],
      }));
      return { status: 'open', matches: before, candidates, paused: [...result.pause] };
    }
    case 'unknown':
      return { status: 'open', matches: before, candidates: [], paused: [] };
    default:
      return result satisfies never;
  }
};

/** How long a payment that nobody has looked at keeps a debtor from being asked. */
const pauseDays = 14;

const followUp = async (payment: StoredPayment, now: IsoInstant): Promise<void> => {
  if (payment.status === 'matched') return receive(payment, now);
  const { creditor } = payment;
  for (const debtor of payment.paused) {
    const hold = {
      id: `${eventOf(payment)}-pause`,
      hold: `payment-${payment.payment}`,
      reason: 'payment-in-flight' as const,
    };
    const until = addDays(now.slice(0, 10), pauseDays);
    await recordFact({ type: 'Hold Placed', detail: { ...hold, creditor, debtor, until } }, now);
  }
  await openTask(paymentTask(payment, now));
};

/** Each time that it is matched, it is another payment of its debtor. */
const eventOf = ({ payment, matches }: StoredPayment): string => `bank-${payment}-${matches}`;

const receive = async (payment: StoredPayment, now: IsoInstant): Promise<void> => {
  const { creditor, amount, currency, date, match } = payment;
  if (!match) throw new Conflict(`payment ${payment.payment} is matched, and to nobody`);
  const money = { amount: toDecimalText({ amount, currency }), currency, effective: date };
  const allocate = match.allocations.map((each) => ({
    invoice: each.invoice,
    amount: toDecimalText({ amount: each.amount, currency }),
  }));
  const detail = {
    ...{ id: eventOf(payment), creditor, debtor: match.debtor, ...money },
    ...(allocate.length === 0 ? {} : { allocate }),
    ...(match.by === undefined ? {} : { by: match.by }),
  };
  await recordFact({ type: 'Payment Received', detail }, now);
  await settle(payment, match.kind, now);
};

/** Nothing waits for it any more. */
const settle = async (payment: StoredPayment, outcome: string, now: IsoInstant): Promise<void> => {
  const { creditor } = payment;
  for (const debtor of payment.paused) {
    const id = `${eventOf(payment)}-resume`;
    await recordFact(
      { type: 'Hold Released', detail: { id, creditor, debtor, hold: `payment-${payment.payment}` } },
      now,
    );
  }
  const task = paymentTask(payment, now);
  await completeTask(task, task.task, outcome, undefined, now);
};

export type PaymentSaid = Extract<DomainEvent, { type: 'Payment Matched' | 'Payment Unmatched' }>;
export const isOfPayment = (event: DomainEvent): event is PaymentSaid =>
  event.type === 'Payment Matched' || event.type === 'Payment Unmatched';

/** What a person says of a payment. Throws BadInput when it cannot be so. */
export const recordOfPayment = async (
  event: PaymentSaid,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' }> => {
  const { creditor, payment, id } = event.detail;
  const found = await findPayment(creditor, payment);
  if (!found) throw new BadInput('unknown-payment', `there is no payment ${payment} of creditor ${creditor}`);
  if (found.said === id) {
    await followUp(found, now);
    return { kind: 'repeated' };
  }
  const said = event.type === 'Payment Matched' ? await matched(event, found) : await unmatched(event, found, now);
  if (!(await putPayment({ ...said, said: id }, found))) return recordOfPayment(event, now);
  await followUp(said, now);
  return { kind: 'recorded' };
};

const matched = async (
  { detail: { debtor, allocate = [], by, note } }: Extract<PaymentSaid, { type: 'Payment Matched' }>,
  found: StoredPayment,
): Promise<StoredPayment> => {
  const { payment, creditor, amount, currency } = found;
  if (found.status !== 'open')
    throw new BadInput('payment-not-open', `payment ${payment} is ${found.status}; unmatch it first`);
  if (amount <= 0)
    throw new BadInput(
      'money-went-back',
      `payment ${payment} went back to the bank; reverse the payment that it undoes`,
    );
  if (!(await findDebtor({ creditor, debtor })))
    throw new BadInput('unknown-debtor', `there is no debtor ${debtor} of creditor ${creditor}`);
  const allocations = allocate.map(
    (each): Allocation => ({
      invoice: each.invoice,
      amount: parseAmount(each.amount, currency).amount,
    }),
  );
  if (allocations.reduce((sum, each) => sum + each.amount, 0) > amount)
    throw new BadInput('more-than-payment', `what is allocated is more than payment ${payment}`);
  return {
    ...found,
    status: 'matched',
    matches: found.matches + 1,
    match: {
      ...{ kind: 'person', debtor, reasons: [], allocations },
      ...(by === undefined ? {} : { by }),
      ...(note === undefined ? {} : { note }),
    },
  };
};

const unmatched = async (
  { detail: { by } }: Extract<PaymentSaid, { type: 'Payment Unmatched' }>,
  found: StoredPayment,
  now: IsoInstant,
): Promise<StoredPayment> => {
  await takeBack(found, by, now);
  const { match: _, ...left } = found;
  return { ...left, status: 'open', paused: [] };
};

/** What a matched payment was put to is taken back. Throws BadInput when it is not matched. */
const takeBack = async (payment: StoredPayment, by: string | undefined, now: IsoInstant): Promise<void> => {
  const { creditor, match, status } = payment;
  if (status !== 'matched' || !match)
    throw new BadInput('payment-not-matched', `payment ${payment.payment} is ${status}: there is nothing to take back`);
  const reversal = { id: `${eventOf(payment)}-back`, creditor, debtor: match.debtor, payment: eventOf(payment) };
  await recordFact({ type: 'Payment Reversed', detail: { ...reversal, ...(by === undefined ? {} : { by }) } }, now);
};

/** Takes back what a row of a batch told of, if it was that row. Answers whether there was anything. */
export const undoPayment = async (
  entry: PaymentEntry,
  source: string,
  by: string,
  now: IsoInstant,
): Promise<boolean> => {
  const found = await findPayment(entry.creditor ?? defaultCreditor, paymentIdOf(entry, source));
  if (!found || found.source !== source) return false;
  if (found.status === 'undone') return true;
  if (found.status === 'matched') await takeBack(found, by, now);
  else await settle(found, 'not-needed', now);
  if (!(await putPayment({ ...found, status: 'undone' }, found))) return undoPayment(entry, source, by, now);
  return true;
};
