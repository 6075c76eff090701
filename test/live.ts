// Lives a debtor's invoices through days with decide() alone, as shared/domain/lives does, with changes of facts written in short.
import { dateIn, type IsoInstant, plusMs } from '#domain/calendar.ts';
import type { Debtor, Invoice, Person } from '#domain/facts.ts';
import { type Law, noLaw } from '#domain/law.ts';
import { type Account, anAccount, putInvoice } from '#domain/lives/account.ts';
import type { Happening } from '#domain/lives/happen.ts';
import { live as liveOn } from '#domain/lives/live.ts';
import type { Policy } from '#domain/policy.ts';

export type Entry = {
  readonly day: string;
  readonly at: IsoInstant;
  readonly invoice: string;
  readonly stage: string;
  readonly step: string;
  readonly channel: string;
  readonly covers: readonly string[];
};
export type World = { debtor: Debtor; person: Person; invoices: readonly Invoice[]; law?: Law };
export type Life = {
  readonly diary: readonly Entry[];
  readonly world: Account;
  readonly ends: Readonly<Record<string, { readonly day: string; readonly how: string }>>;
};

/** Runs from `from` to `to`; happenings change the world at their instant; nothing runs inside an outage. */
export const live = (
  start: World,
  policy: Policy,
  from: IsoInstant,
  to: IsoInstant,
  happenings: readonly Happening[] = [],
  outages: readonly { readonly from: IsoInstant; readonly to: IsoInstant }[] = [],
): Life => {
  const account = { ...anAccount(start.debtor, start.invoices, start.law ?? noLaw), person: start.person };
  const life = liveOn(account, policy, { from, to: plusMs(to, 1), happenings, outages, delivers: 'by-days' });
  const dayOf = (at: IsoInstant): string => dateIn(start.debtor.timeZone, at);
  return {
    diary: life.diary.flatMap(({ at, kind, invoice, stage, step, channel, covers }) =>
      (kind === 'contact' || kind === 'task') && step !== null && channel !== null
        ? [{ day: dayOf(at), at, invoice, stage, step, channel, covers }]
        : [],
    ),
    world: life.account,
    ends: Object.fromEntries(
      life.diary.flatMap(({ at, kind, invoice, because }) =>
        kind === 'close' || kind === 'hand-off'
          ? [[invoice, { day: dayOf(at), how: kind === 'close' ? because : 'handoff' }]]
          : [],
      ),
    ),
  };
};

export const change = (at: IsoInstant, invoice: string, update: (invoice: Invoice) => Partial<Invoice>): Happening => ({
  at,
  change: (account) => {
    const found = account.invoices.find((each) => each.invoice === invoice);
    return found
      ? putInvoice(
          { ...account, debtor: { ...account.debtor, counter: account.debtor.counter + 1 } },
          { ...found, ...update(found), version: found.version + 1 },
        )
      : account;
  },
});

export const pays = (at: IsoInstant, invoice: string, amount = Number.MAX_SAFE_INTEGER): Happening =>
  change(at, invoice, ({ balance }) => ({ balance: Math.max(0, balance - amount) }));

export const later = plusMs;
