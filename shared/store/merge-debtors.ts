// A merge of two debtors, or its end: both debtors and the event record in one transaction. The INSERT of that record fans out, and page
// by page the invoices follow.

import { creditEventTypes } from '#domain/apply-fact/debtor-event.ts';
import { dateIn, type IsoInstant } from '#domain/calendar.ts';
import { BadInput, Conflict, TemporaryFailure } from '#domain/errors.ts';
import type { DomainEvent } from '#domain/events.ts';
import type { DebtorKey } from '#domain/facts.ts';
import { beginSeparation, type MergeGround, mergeDebtors } from '#domain/merge-debtors.ts';
import { standingMoney } from '#domain/money/debtor-ledger.ts';
import { chargesInDoubt } from './claims-in-doubt.ts';
import { completeCovers } from './complete-covers.ts';
import { invoicesOfDebtor } from './invoices-of-debtor.ts';
import { readInvoice, type StoredDebtor } from './items.ts';
import { debtorEventItem, debtorPk, invoiceItem } from './keys.ts';
import { loadDebtorEntries } from './load-entries.ts';
import { findDebtor } from './load-facts.ts';
import { putDebtor, putDebtorEvent } from './record-of-debtor.ts';
import { beforeNext, getItem, getItems, queryPrefix, transact } from './table.ts';

export type MergeEvent = Extract<DomainEvent, { type: 'Debtors Merged' | 'Debtors Separated' }>;

export const isOfMerge = (event: DomainEvent): event is MergeEvent =>
  event.type === 'Debtors Merged' || event.type === 'Debtors Separated';

/** Throws BadInput where it cannot be, TemporaryFailure while a message to one of the two is on its way. */
export const recordMerge = async (
  fact: MergeEvent,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' }> => {
  const { id, creditor, debtor } = fact.detail;
  const key: DebtorKey = { creditor, debtor };
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await getItem(debtorEventItem(key, id))) return { kind: 'repeated' };
    const from = await settled(key);
    const other = fact.type === 'Debtors Merged' ? fact.detail.into : from.debtor.merged?.into;
    if (other === undefined) throw new BadInput('not-merged', `debtor ${debtor} is not merged into another one`);
    // Refused before anything is written about itself twice.
    const into = other === debtor ? from : await settled({ creditor, debtor: other });
    const after =
      fact.type === 'Debtors Merged'
        ? mergeDebtors(await groundOfMerge(from, into), id, dateIn(from.debtor.timeZone, now))
        : await separationOf(from, into, id);
    const refused = await transact([
      putDebtorEvent(fact, key, now),
      putDebtorEvent(fact, { creditor, debtor: other }, now),
      putDebtor(from, { debtor: after.from }),
      putDebtor(into, { debtor: after.into }),
    ]);
    if (refused.length === 0) return { kind: 'recorded' };
    await beforeNext(attempt);
  }
  throw new Conflict(`${fact.type} ${id} met another change of debtor ${debtor} eight times`);
};

/** With no message on its way: whom that one speaks for must be written before its invoices move. */
const settled = async (key: DebtorKey): Promise<StoredDebtor> => {
  const pending = (await findDebtor(key))?.pendingCover;
  if (pending !== undefined) await completeCovers(key, pending);
  const stored = await findDebtor(key);
  if (!stored)
    throw new BadInput('unknown-debtor', `there is no debtor ${key.debtor} of creditor ${key.creditor}; check its id`);
  if (stored.pendingCover !== undefined)
    throw new TemporaryFailure(`a message to debtor ${key.debtor} is on its way: what it speaks for is not known yet`);
  return stored;
};

export const groundOfMerge = async (from: StoredDebtor, into: StoredDebtor): Promise<MergeGround> => {
  const money = await queryPrefix(debtorPk(from.debtor), 'LEDGER#', 1);
  const items = await getItems((await invoicesOfDebtor(from.debtor)).map(invoiceItem));
  return {
    from: from.debtor,
    into: into.debtor,
    hasMoney: money.length > 0,
    isInDoubt: (await chargesInDoubt(from.debtor)).size > 0,
    invoices: items.map((item) => readInvoice(item).invoice),
  };
};

/** Both as the separation begins. Throws BadInput where money that was told under its id since lies on the ledger of the other one. */
export const separationOf = async (from: StoredDebtor, into: StoredDebtor, separation: string) => {
  const standing = new Set(
    standingMoney(await loadDebtorEntries(into.debtor)).flatMap(({ kind, id }) => (kind === 'transfer' ? [] : [id])),
  );
  const events = await queryPrefix(debtorPk(into.debtor), 'EVENT#');
  const told = events.find(
    ({ type, event, detail }) =>
      creditEventTypes.some((each) => each === type) && standing.has(String(event)) && isOf(detail, from.debtor.debtor),
  );
  if ((await chargesInDoubt(into.debtor)).size > 0)
    throw new BadInput(
      'in-doubt',
      `a notice to debtor ${into.debtor.debtor} claims charges, and nobody knows whether it left; settle that contact first`,
    );
  if (told)
    throw new BadInput(
      'has-money',
      `${String(told.type)} ${String(told.event)} was told of debtor ${from.debtor.debtor}, and is money of debtor ${into.debtor.debtor} since they were merged; reverse it, separate them, and send it again under a new id`,
    );
  return beginSeparation(from.debtor, into.debtor, separation);
};

const isOf = (detail: unknown, debtor: string): boolean =>
  typeof detail === 'object' && detail !== null && 'debtor' in detail && detail.debtor === debtor;
