// Tomorrow's outbox: every message, call and visit between now and the end of the debtor's next day if no fact arrives.
import { addDays, dateIn, type IsoInstant, plusMs, startOfDay } from '../calendar.ts';
import type { Cover } from '../decision.ts';
import { asksForMoney } from '../facts.ts';
import type { Account } from '../lives/account.ts';
import { type Entry, live } from '../lives/live.ts';
import type { Policy } from '../policy.ts';
import type { Channel, StageName } from '../vocabulary.ts';

/** One message, or one call or visit that people are asked to make. */
export type Outgoing = {
  readonly at: IsoInstant;
  /** The same instant, as the debtor's calendar has it. */
  readonly date: string;
  readonly kind: 'contact' | 'task';
  readonly debtor: string;
  /** The invoice that speaks, and all that it speaks for, itself first. */
  readonly invoice: string;
  readonly covers: readonly string[];
  readonly stage: StageName;
  readonly step: string;
  readonly channel: Channel;
  readonly asks: readonly Pick<Cover, 'balance' | 'currency'>[];
};

/** Exclusive: the first instant of the day after the debtor's next. */
export const endOfTomorrow = (zone: string, now: IsoInstant): IsoInstant =>
  startOfDay(zone, addDays(dateIn(zone, now), 2));

/** Of accounts of one person, whose budget they share. Delivery is a fact: what is sent counts as accepted, no more. */
export const outboxOf = (accounts: readonly Account[], policy: Policy, now: IsoInstant): readonly Outgoing[] => {
  const [only] = accounts;
  if (!only) return [];
  if (accounts.length === 1) return sentBy(only, liveOn(only, policy, now, endOf(only, now)).diary);
  return togetherFrom(accounts, policy, now);
};

const endOf = ({ debtor }: Account, now: IsoInstant): IsoInstant => endOfTomorrow(debtor.timeZone, now);

const liveOn = (account: Account, policy: Policy, from: IsoInstant, to: IsoInstant) =>
  live(account, policy, { from, to, delivers: 'by-days' });

/** Nobody makes more contacts in two days. */
const mostContacts = 500;

/** Whoever speaks first is heard by all: then they go on from there. Where two would speak in the same instant, the first listed does. */
const togetherFrom = (beginning: readonly Account[], policy: Policy, now: IsoInstant): readonly Outgoing[] => {
  const outbox: Outgoing[] = [];
  let accounts = beginning;
  let from = now;
  for (let turn = 0; turn < mostContacts; turn += 1) {
    const firsts = accounts.map((account) => firstContact(account, policy, from, endOf(account, now)));
    const speaks = firsts.reduce<number | undefined>((best, at, index) => {
      if (at === undefined) return best;
      const known = best === undefined ? undefined : firsts[best];
      return known === undefined || at < known ? index : best;
    }, undefined);
    const at = speaks === undefined ? undefined : firsts[speaks];
    if (at === undefined) return outbox;
    const lives = accounts.map((account, index) =>
      liveOn(account, policy, from, index === speaks ? plusMs(at, 1) : at),
    );
    const spoken = lives[speaks ?? 0];
    if (!spoken) return outbox;
    outbox.push(...sentBy(spoken.account, spoken.diary));
    const { person } = spoken.account;
    accounts = lives.map(({ account }) => ({ ...account, person }));
    from = at;
  }
  return outbox;
};

const firstContact = (account: Account, policy: Policy, from: IsoInstant, to: IsoInstant): IsoInstant | undefined =>
  from < to ? liveOn(account, policy, from, to).diary.find(({ taking }) => taking)?.at : undefined;

const sentBy = ({ debtor }: Account, diary: readonly Entry[]): readonly Outgoing[] =>
  diary.flatMap(({ at, invoice, covers, taking }) =>
    taking
      ? [
          {
            at,
            date: dateIn(debtor.timeZone, at),
            kind: taking.kind,
            debtor: debtor.debtor,
            invoice,
            covers,
            stage: taking.stage,
            step: taking.step,
            channel: taking.channel,
            asks: asksForMoney(taking.step)
              ? taking.covers.map(({ balance, currency }) => ({ balance, currency }))
              : [],
          },
        ]
      : [],
  );
