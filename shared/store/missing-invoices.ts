// An open invoice that a full list does not name any more: chasing pauses while a person is asked, what the person says is recorded, and an
// undo takes both back. Each of them again changes nothing.
import type { IsoDate, IsoInstant } from '#domain/calendar.ts';
import { BadInput, Conflict, TemporaryFailure } from '#domain/errors.ts';
import type { Invoice, InvoiceKey } from '#domain/facts.ts';
import { leastToSettle } from '#domain/money/least-to-settle.ts';
import { toDecimalText } from '#domain/money/money.ts';
import type { MissingEntry } from '#intake/batch/batch-entry.ts';
import {
  answeredEvent,
  askedEvent,
  holdAskedIn,
  listedEvent,
  type MissingAnswer,
  missingHold,
  pausedUntil,
  saysSettled,
  settledEvent,
  undoneEvent,
} from '#intake/batch/full-list.ts';
import { loadQuestions, wasAsked } from './find-missing.ts';
import { debtorOf } from './items.ts';
import { invoiceEventItem } from './keys.ts';
import { loadEntries } from './load-entries.ts';
import { findInvoice, loadDebtor, loadInvoice } from './load-facts.ts';
import { recordFact } from './record-fact.ts';
import { recordOfInvoice } from './record-of-invoice.ts';
import { ringRecord } from './ring-record.ts';
import { settleCash } from './settle-cash.ts';
import { isInCollection } from './stage-pages.ts';
import { getItem, transact } from './table.ts';

type List = { readonly batch: string; readonly receivedAt: IsoInstant };

/** Answers whether a person is to be asked: not where it is not open any more, or another list asked before. */
export const askIfSettled = async (entry: MissingEntry, list: List, now: IsoInstant): Promise<boolean> => {
  const key = keyOf(entry);
  const hold = missingHold(list);
  if (await wasRecorded(key, askedEvent(hold))) return true;
  const invoice = (await findInvoice(key))?.invoice;
  if (!invoice || invoice.balance <= 0 || (await wasAsked(invoice, now.slice(0, 10), hold))) return false;
  const id = askedEvent(hold);
  if (isInCollection(invoice.stage)) {
    const until = pausedUntil(now);
    await recordFact({ type: 'Hold Placed', detail: { id, ...key, hold, reason: 'payment-in-flight', until } }, now);
  } else {
    // Nobody here chases it, and a hold would call it back from the agency.
    await transact([ringRecord(key, { id, type: 'Perhaps Settled', at: now })]);
  }
  return true;
};

/** A list has it: whatever lists before asked about it is answered. */
export const noteListed = async (key: InvoiceKey, list: List, now: IsoInstant): Promise<void> => {
  const own = missingHold(list);
  const events = new Set((await loadQuestions(key)).map(({ id }) => id));
  const asked = [...events].flatMap((id) => holdAskedIn(id) ?? []);
  const unlisted = asked.filter((hold) => hold < own && !events.has(listedEvent(hold)));
  for (const hold of unlisted) await release(key, hold, listedEvent(hold), now);
};

/** A newer list was taken meanwhile, and says what is missing. */
export const stopAsking = (entry: MissingEntry, list: List, now: IsoInstant): Promise<void> =>
  release(keyOf(entry), missingHold(list), listedEvent(missingHold(list)), now);

export type MissingSettled = { readonly settled: boolean; readonly reason?: string };

/** By a payment of all that is open at that moment, of the list's day. Undefined where nobody was asked about it. */
export const settleMissing = async (
  entry: MissingEntry,
  list: List & { readonly day: IsoDate },
  answer: MissingAnswer & { readonly by: string },
  now: IsoInstant,
): Promise<MissingSettled | undefined> => {
  const key = keyOf(entry);
  const hold = missingHold(list);
  if (!(await wasRecorded(key, askedEvent(hold)))) return undefined;
  const settled = await settle(key, hold, list.day, answer, now);
  await release(key, hold, answeredEvent(hold), now);
  return settled;
};

const settle = async (
  key: InvoiceKey,
  hold: string,
  day: IsoDate,
  answer: MissingAnswer & { readonly by: string },
  now: IsoInstant,
): Promise<MissingSettled> => {
  if (await wasRecorded(key, settledEvent(hold))) return { settled: true };
  if (!saysSettled(answer, key.invoice)) return { settled: false };
  if (await wasRecorded(key, listedEvent(hold))) return { settled: false, reason: 'a later list has it again' };
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const { invoice: known } = await loadInvoice(key);
    if ((await settleCash(debtorOf(known), now)) === 'more')
      throw new TemporaryFailure(`a payment of debtor ${known.debtor} is being put to its invoices`);
    // Read before the invoice: whatever changes what is open raises it, and then the payment is worked out again.
    const { debtor } = await loadDebtor(debtorOf(known));
    const { invoice } = await loadInvoice(key);
    if (invoice.balance <= 0) {
      // Perhaps by this very answer, which is being recorded a second time beside this one.
      if (await wasRecorded(key, settledEvent(hold))) return { settled: true };
      return { settled: false, reason: 'is not open any more' };
    }
    try {
      const fact = paymentOf(invoice, settledEvent(hold), day, answer.by);
      if ((await recordOfInvoice(fact, key, now, debtor.counter)).kind !== 'moved') return { settled: true };
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      return { settled: false, reason: error.message };
    }
  }
  throw new Conflict(`invoice ${key.invoice} changed eight times while it was to be settled`);
};

const paymentOf = (invoice: Invoice, id: string, day: IsoDate, by: string) => {
  const { creditor, invoice: number, currency } = invoice;
  // No more than settles it: what an offer lets go of was not paid.
  const amount = toDecimalText({ amount: leastToSettle(invoice, day), currency });
  return {
    type: 'Payment Received' as const,
    detail: { id, creditor, invoice: number, amount, currency, effective: day, by },
  };
};

/** Answers how many facts took something back. */
export const undoMissing = async (entry: MissingEntry, list: List, by: string, now: IsoInstant): Promise<number> => {
  const key = keyOf(entry);
  const hold = missingHold(list);
  const payment = settledEvent(hold);
  const id = `${payment}-undone`;
  const isPaid = await wasRecorded(key, payment);
  const reversed = isPaid && (await loadEntries(key)).find(({ kind, of }) => kind === 'reversal' && of === payment);
  if (isPaid && !reversed) {
    await recordFact({ type: 'Payment Reversed', detail: { id, ...key, payment, by } }, now);
  }
  const isAsked = await wasRecorded(key, askedEvent(hold));
  if (isAsked) await release(key, hold, undoneEvent(hold), now);
  return (isPaid && (!reversed || reversed.id === id) ? 1 : 0) + (isAsked ? 1 : 0);
};

const keyOf = ({ creditor, invoice }: MissingEntry): InvoiceKey => ({ creditor, invoice });

const wasRecorded = async (key: InvoiceKey, id: string): Promise<boolean> =>
  (await getItem(invoiceEventItem(key, id))) !== undefined;

/** Where it has no such hold, or one that is released, the record alone is left. */
const release = async (key: InvoiceKey, hold: string, id: string, now: IsoInstant): Promise<void> => {
  const invoice = (await findInvoice(key))?.invoice;
  const standing = invoice && Object.hasOwn(invoice.holds, hold) ? invoice.holds[hold] : undefined;
  if (standing && !standing.released) {
    await recordFact({ type: 'Hold Released', detail: { id, ...key, hold } }, now);
    return;
  }
  await transact([ringRecord(key, { id, type: 'Question Ended', at: now })]);
};
