// What must hold of every life under every policy and law, with facts in any order, repeated and late, and with outages.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateIn, daysBetween, instantAt, plusDays24h, plusMs, weekday } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import { type DomainEvent, readEvent } from '#domain/events.ts';
import type { Invoice } from '#domain/facts.ts';
import { type Account, anAccount, type Taking } from '#domain/lives/account.ts';
import { type Happening, happen } from '#domain/lives/happen.ts';
import { type Entry, live } from '#domain/lives/live.ts';
import type { Policy } from '#domain/policy.ts';
import { anInvoice } from '#test/fixtures.ts';
import { dates, debtors, due, instants, laws, policies } from './worlds.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 250);
const numbers = ['F-0', 'F-1', 'F-2'] as const;

const detail = fc.oneof(
  fc.record({ event: fc.constant('Payment Received'), amount: fc.integer({ min: 1, max: 120_000 }) }),
  fc.record({ event: fc.constant('Dispute Opened'), part: fc.boolean() }),
  fc.record({ event: fc.constant('Dispute Resolved'), which: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ event: fc.constant('Promise Made'), date: dates(0, 90) }),
  fc.record({ event: fc.constant('Invoice Changed'), due: dates(-5, 40), at: instants(-30, 100) }),
  fc.record({ event: fc.constant('Contact Failed'), permanent: fc.boolean() }),
  fc.record({ event: fc.constant('Conversation Held') }),
  fc.record({ event: fc.constant('Consent Changed'), given: fc.boolean(), at: instants(-30, 100) }),
  fc.record({ event: fc.constant('Credit Added'), amount: fc.integer({ min: 1, max: 400_000 }) }),
);
type Drawn = { readonly event: string; readonly [field: string]: unknown };
const money = (minor: unknown): string => (Number(minor) / 100).toFixed(2);

const eventOf = (drawn: Drawn, invoice: string, id: string, index: number, heard: string): DomainEvent => {
  // No two are of the same instant: of two that are, either may be the newer.
  const at = plusMs(String(drawn.at ?? heard), index);
  switch (drawn.event) {
    case 'Payment Received':
      return readEvent(drawn.event, { id, invoice, amount: money(drawn.amount), currency: 'EUR', effective: due });
    case 'Dispute Opened':
      return readEvent(drawn.event, {
        id,
        invoice,
        dispute: `d-${index}`,
        ...(drawn.part ? { amount: '300.00', currency: 'EUR' } : {}),
      });
    case 'Dispute Resolved':
      return readEvent(drawn.event, { id, invoice, dispute: `d-${drawn.which}`, outcome: 'rejected' });
    case 'Promise Made':
      return readEvent(drawn.event, { id, invoice, date: drawn.date });
    case 'Invoice Changed':
      return readEvent(drawn.event, { id, invoice, due: drawn.due, at });
    case 'Contact Failed':
      return readEvent(drawn.event, { id, invoice, permanent: drawn.permanent, at: heard });
    case 'Conversation Held':
      return readEvent(drawn.event, { id, debtor: 'D-1', channel: 'call' });
    case 'Consent Changed':
      return readEvent(drawn.event, { id, debtor: 'D-1', channel: 'email', given: drawn.given, at });
    default:
      return readEvent('Credit Added', { id, debtor: 'D-1', amount: money(drawn.amount), currency: 'EUR' });
  }
};

const happenings = fc
  .array(fc.tuple(instants(-20, 120), fc.constantFrom(...numbers), detail), { maxLength: 8 })
  .map((drawn) =>
    drawn.map(([at, invoice, what], index) => ({ at, event: eventOf(what, invoice, `e-${index}`, index, at) })),
  );
const outages = fc.array(
  fc
    .tuple(instants(-20, 100), fc.integer({ min: 1, max: 15 }))
    .map(([from, days]) => ({ from, to: plusDays24h(from, days) })),
  { maxLength: 2 },
);
const portfolios = fc
  .array(fc.record({ due: dates(-5, 25), amount: fc.integer({ min: 100, max: 200_000 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((drawn) => drawn.map((given, index) => anInvoice({ ...given, invoice: numbers[index] ?? 'F-9' })));

const worlds = fc.record({ policy: policies, debtor: debtors, law: laws, portfolio: portfolios, happenings, outages });
const from = '2026-01-15T00:00:00.000Z';
const to = '2026-08-15T00:00:00.000Z';

type Lived = {
  readonly policy: Policy;
  readonly start: Account;
  readonly contacts: readonly (Entry & { readonly taking: Taking })[];
  readonly outages: readonly { readonly from: string; readonly to: string }[];
  readonly happenings: readonly { readonly at: string; readonly event: DomainEvent }[];
  readonly end: Account;
};
const lives: fc.Arbitrary<Lived> = worlds.map(
  ({ policy, debtor, law, portfolio, happenings: facts, outages: silent }) => {
    const start = anAccount(debtor, portfolio, law);
    const { diary, account } = live(start, policy, {
      from,
      to,
      happenings: facts,
      outages: silent,
      delivers: 'by-days',
    });
    const contacts = diary.flatMap((entry) => (entry.taking ? [{ ...entry, taking: entry.taking }] : []));
    return { policy, start, contacts, outages: silent, happenings: facts, end: account };
  },
);

const hold = (property: (life: Lived) => void) => fc.assert(fc.property(lives, property), { numRuns: runs });
/** Those of a failed contact are given back, so they limit nothing. */
const failedAt = ({ happenings: facts }: Lived): boolean => facts.some(({ event }) => event.type === 'Contact Failed');

describe('every life', () => {
  it('takes each occurrence of a step once, and again only after a known failure', () => {
    hold((life) => {
      const taken = new Set<string>();
      for (const { taking } of life.contacts) {
        for (const { invoice, step, repetition, attempt = 1 } of taking.covers) {
          if (step === undefined) continue;
          const key = [invoice, step, repetition, attempt].join();
          expect(taken.has(key), key).toBe(false);
          taken.add(key);
          if (attempt > 1) expect(failedAt(life)).toBe(true);
        }
      }
    });
  });

  it('keeps the spacing and the budget of a person', () => {
    hold((life) => {
      if (failedAt(life)) return;
      const { minDaysBetween, budget } = life.policy.content;
      const zone = life.start.debtor.timeZone;
      const days = life.contacts.map(({ at }) => dateIn(zone, at));
      days.forEach((day, index) => {
        const before = days[index - 1];
        if (before) expect(daysBetween(before, day)).toBeGreaterThanOrEqual(Math.max(1, minDaysBetween));
        const monday = addDays(day, 1 - weekday(day));
        const inWeek = days.filter((each) => each >= monday && each <= day).length;
        if (budget.perWeek !== undefined) expect(inWeek).toBeLessThanOrEqual(budget.perWeek);
      });
    });
  });

  it('keeps the limits of the law', () => {
    hold((life) => {
      if (failedAt(life) || life.start.law.packs.length === 0) return;
      const zone = life.start.debtor.timeZone;
      const made = life.contacts.map(({ at, taking }) => ({ day: dateIn(zone, at), channel: taking.channel }));
      const weekOf = (day: string) => addDays(day, 1 - weekday(day));
      made.forEach(({ day, channel }, index) => {
        const earlier = made.slice(0, index);
        if (channel === 'call')
          expect(earlier.filter((each) => each.channel === 'call' && weekOf(each.day) === weekOf(day))).toEqual([]);
        if (channel === 'email' || channel === 'sms')
          for (const each of earlier)
            if (each.channel === 'email' || each.channel === 'sms')
              expect(daysBetween(each.day, day)).toBeGreaterThanOrEqual(2);
      });
    });
  });

  it('contacts nobody outside the hours of policy and law, nor on their closed days', () => {
    hold(({ policy, start, contacts }) => {
      const { hours } = policy.content;
      const zone = start.debtor.timeZone;
      for (const { at } of contacts) {
        const date = dateIn(zone, at);
        expect(hours.days).toContain(weekday(date));
        expect(at >= instantAt(zone, date, hours.from)).toBe(true);
        if (hours.to !== '23:59') expect(at < instantAt(zone, date, hours.to)).toBe(true);
        const isHoliday = start.law.holidays.dates.has(date);
        if (hours.holidays === 'avoid') expect(isHoliday).toBe(false);
        const lawful = start.law.packs[0]?.hours[0];
        if (!lawful) continue;
        const window = lawful.week[weekday(date) - 1];
        expect(isHoliday).toBe(false);
        expect(window && at >= instantAt(zone, date, window.from) && at < instantAt(zone, date, window.to)).toBe(true);
      }
    });
  });

  it('is silent in outages', () => {
    hold(({ contacts, outages: silent }) => {
      for (const { at } of contacts) for (const each of silent) expect(each.from <= at && at < each.to).toBe(false);
    });
  });

  it('asks for nothing that is paid, held, promised or covered by credit', () => {
    hold(({ start, happenings: facts, contacts }) => {
      for (const { at, taking } of contacts) {
        const known = afterAll(
          start,
          facts.filter((each) => each.at <= at),
        );
        for (const cover of taking.covers) {
          const invoice = known.invoices.find((each) => each.invoice === cover.invoice);
          expect(invoice?.balance, `${cover.invoice} at ${at}`).toBeGreaterThan(0);
          const today = dateIn(start.debtor.timeZone, at);
          for (const { amount, until, released } of Object.values(invoice?.holds ?? {}))
            if (amount === undefined && !released) expect(until !== undefined && until <= today).toBe(true);
        }
        const owed = known.invoices.reduce((sum, { balance }) => sum + balance, 0);
        expect(known.debtor.credit.EUR ?? 0).toBeLessThan(owed);
      }
    });
  });

  it('enters no stage before the notice that it requires has counted', () => {
    hold(({ policy, start, contacts }) => {
      const { stages, deliveredAfterDays } = policy.content;
      const given = new Map<string, string>();
      for (const { at, taking } of contacts) {
        for (const { invoice, stage, notice, due: dueThen } of taking.covers) {
          const position = stages.findIndex(({ name }) => name === stage);
          const previous = stages[position - 1];
          if (stage !== undefined && stages[position]?.requiresNotice && previous) {
            const counted = given.get(`${invoice} ${previous.name}`);
            expect(counted !== undefined && plusDays24h(counted, deliveredAfterDays) <= at, `${invoice} ${at}`).toBe(
              true,
            );
          }
          if (notice && dueThen) given.set(`${invoice} ${stage}`, at);
        }
      }
      expect(start.invoices.length).toBeGreaterThan(0);
    });
  });

  it('is the same whatever is heard twice', () => {
    fc.assert(
      fc.property(worlds, ({ policy, debtor, law, portfolio, happenings: facts, outages: silent }) => {
        const course = { from, to, outages: silent, delivers: 'by-days' } as const;
        const start = anAccount(debtor, portfolio, law);
        const once = live(start, policy, { ...course, happenings: facts });
        const again = facts.map(({ at, event }): Happening => ({ at: plusDays24h(at, 3), event }));
        const twice = live(start, policy, { ...course, happenings: [...facts, ...again] });
        const said = (diary: readonly Entry[]) => diary.map(({ at, kind, invoice, step }) => [at, kind, invoice, step]);
        expect(said(twice.diary)).toEqual(said(once.diary));
      }),
      { numRuns: runs },
    );
  });
});

describe('the same facts', () => {
  it('give the same decision, whatever order they arrived in', () => {
    fc.assert(
      fc.property(
        worlds.chain((world) =>
          fc
            .shuffledSubarray(world.happenings.slice(), {
              minLength: world.happenings.length,
              maxLength: world.happenings.length,
            })
            .map((shuffled) => ({ ...world, shuffled })),
        ),
        instants(-10, 100),
        ({ policy, debtor, law, portfolio, happenings: facts, shuffled }, now) => {
          const decided = (events: readonly { readonly event: DomainEvent }[]) => {
            const account = afterAll(
              anAccount(debtor, portfolio, law),
              events.map(({ event }) => ({ at: now, event })),
            );
            const open = account.invoices.filter(({ balance }) => balance > 0);
            return account.invoices.map((invoice) =>
              decide({ ...account, invoice: bare(invoice), open: open.map(bare) }, policy, now),
            );
          };
          // Of two conversations at one instant either may be noted first; what is decided from them is the same.
          expect(decided(shuffled)).toEqual(decided(facts));
        },
      ),
      { numRuns: runs },
    );
  });
});

const bare = (invoice: Invoice): Invoice => ({ ...invoice, version: 1 });

const afterAll = (start: Account, facts: readonly { readonly at: string; readonly event: DomainEvent }[]): Account => {
  const seen = new Set<string>();
  return facts
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .reduce((account, fact) => {
      const heard = happen(account, fact, [], seen);
      return 'account' in heard ? heard.account : account;
    }, start);
};
