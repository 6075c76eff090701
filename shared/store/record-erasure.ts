// A request to erase a debtor: refused while something is owed or the time of keeping goes on, else recorded in the register, and the
// debtor's own item emptied with it. The INSERT of the record fans out: erase-debtor.ts then goes through all the rest.
import { dateIn, type IsoInstant } from '#domain/calendar.ts';
import { BadInput, Conflict } from '#domain/errors.ts';
import type { DomainEvent } from '#domain/events.ts';
import type { Debtor } from '#domain/facts.ts';
import { type Erasable, mayErase, refusalOf } from '#domain/register/may-erase.ts';
import { scrubbedFields, scrubDebtor } from '#domain/register/scrub.ts';
import { debtorEventItem } from './keys.ts';
import { loadDebtorEntries } from './load-entries.ts';
import { findDebtor } from './load-facts.ts';
import { loadLedgers } from './load-ledgers.ts';
import { loadPolicy } from './policies.ts';
import { putDebtor, putRegisteredEvent } from './record-of-debtor.ts';
import { beforeNext, getItem, transact } from './table.ts';

type Erasure = Extract<DomainEvent, { type: 'Erasure Requested' }>;
export type Ground = Erasure['detail']['ground'];

/** Throws BadInput with the reason, and the day from which it may be. */
export const recordErasure = async (
  fact: Erasure,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' }> => {
  const { id, creditor, debtor: name, ground } = fact.detail;
  const key = { creditor, debtor: name };
  for (let attempt = 0; attempt < 8; attempt += 1) {
    if (await getItem(debtorEventItem(key, id))) return { kind: 'repeated' };
    const stored = await findDebtor(key);
    if (!stored) throw new BadInput('unknown-debtor', `there is no debtor ${name} of creditor ${creditor}`);
    // The counter vouches for what is read after it.
    const refusal = refusalOf(await erasableNow(stored.debtor, ground, now), name);
    if (refusal !== undefined) throw new BadInput('not-erased', refusal);
    const event = putRegisteredEvent(fact, key, now, stored.register);
    const fields = Object.fromEntries(scrubbedFields.map((field) => [field, now]));
    const refused = await transact([
      event.write,
      putDebtor(stored, {
        debtor: scrubDebtor(stored.debtor),
        changedAt: { ...stored.changedAt, ...fields },
        register: event.end,
      }),
    ]);
    if (refused.length === 0) return { kind: 'recorded' };
    await beforeNext(attempt);
  }
  throw new Conflict(`Erasure Requested ${id} met another change of debtor ${name} eight times`);
};

/** As the ledgers and the policy in force have it now. */
export const erasableNow = async (debtor: Debtor, ground: Ground, now: IsoInstant): Promise<Erasable> => {
  const [ledgers, entries, policy] = await Promise.all([
    loadLedgers(debtor),
    loadDebtorEntries(debtor),
    loadPolicy(debtor.creditor),
  ]);
  const recorded = [...ledgers.flatMap((each) => each.entries), ...entries].map(({ recordedAt }) => recordedAt);
  const lastMoved = dateIn(debtor.timeZone, recorded.toSorted().at(-1) ?? now);
  const invoices = ledgers.map(({ invoice }) => invoice);
  return mayErase({ debtor, invoices, lastMoved }, policy.content.retention, ground, dateIn(debtor.timeZone, now));
};
