// What must hold of every life, whatever happens in it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateIn, daysBetween, instantAt, weekday } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Invoice } from '#domain/facts.ts';
import { aDebtor, anInvoice, aPerson, aPolicy, aTaking, someFacts } from '#test/fixtures.ts';
import { change, type Happening, live, pays, type World } from '#test/live.ts';

const policy = aPolicy();
const zones = ['UTC', 'America/Bogota', 'America/Santiago', 'Europe/Madrid', 'Asia/Tokyo'];
const instants = fc
  .integer({ min: 0, max: 240 * 24 * 4 })
  .map((quarter) => new Date(Date.UTC(2026, 0, 1) + quarter * 900_000).toISOString());
const invoices = fc.record({
  due: fc.integer({ min: -60, max: 120 }).map((day) => addDays('2026-03-01', day)),
  amount: fc.integer({ min: 500, max: 10_000_000 }),
});

const happenings = fc.array(
  fc.oneof(
    fc
      .tuple(instants, fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 10_000_000 }))
      .map(([at, which, amount]): Happening => pays(at, `F-${which}`, amount)),
    fc
      .tuple(instants, fc.integer({ min: 0, max: 2 }))
      .map(([at, which]): Happening => change(at, `F-${which}`, () => ({ holds: { d: { reason: 'dispute' } } }))),
    fc
      .tuple(instants, fc.integer({ min: 0, max: 2 }))
      .map(
        ([at, which]): Happening =>
          change(at, `F-${which}`, () => ({ holds: { d: { reason: 'dispute', released: true } } })),
      ),
    fc
      .tuple(instants, fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 40 }))
      .map(([at, which, days]): Happening => change(at, `F-${which}`, ({ due }) => ({ due: addDays(due, days) }))),
  ),
  { maxLength: 8 },
);
const outages = fc.array(
  fc
    .tuple(instants, fc.integer({ min: 1, max: 20 }))
    .map(([from, days]) => ({ from, to: new Date(Date.parse(from) + days * 86_400_000).toISOString() })),
  { maxLength: 2 },
);
const lives = fc
  .record({
    zone: fc.constantFrom(...zones),
    portfolio: fc.array(invoices, { minLength: 1, maxLength: 3 }),
    happenings,
    outages,
  })
  .map(({ zone, portfolio, ...rest }) => {
    const world: World = {
      debtor: aDebtor({ timeZone: zone }),
      person: aPerson(),
      invoices: portfolio.map((each, index) => anInvoice({ ...each, invoice: `F-${index}` })),
    };
    return {
      zone,
      ...rest,
      life: live(world, policy, '2026-01-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z', rest.happenings, rest.outages),
    };
  });

describe('every life', () => {
  it('keeps hours, days, spacing and one contact a day; is silent in outages; repeats no step; skips no notice', () => {
    fc.assert(
      fc.property(lives, ({ zone, life: { diary, world }, outages: silent }) => {
        diary.forEach((entry, index) => {
          const date = dateIn(zone, entry.at);
          expect(weekday(date)).toBeLessThanOrEqual(5);
          expect(entry.at >= instantAt(zone, date, '09:00') && entry.at < instantAt(zone, date, '18:00')).toBe(true);
          const previous = diary[index - 1];
          if (previous)
            expect(daysBetween(dateIn(zone, previous.at), date)).toBeGreaterThanOrEqual(policy.content.minDaysBetween);
          for (const outage of silent) expect(outage.from <= entry.at && entry.at < outage.to).toBe(false);
          if (entry.stage === 'extrajudicial') {
            const notice = diary.find((each) => each.stage === 'administrative' && each.covers.includes(entry.invoice));
            expect(notice && Date.parse(entry.at) - Date.parse(notice.at)).toBeGreaterThanOrEqual(3 * 86_400_000);
          }
        });
        for (const { stage, steps } of world.invoices)
          if (stage === 'placed')
            expect(Object.keys(steps)).toEqual(expect.arrayContaining(['first-notice', 'formal-notice']));
      }),
      { numRuns: 300 },
    );
  });

  it('contacts nobody about an invoice once it is paid', () => {
    fc.assert(
      fc.property(fc.array(invoices, { minLength: 1, maxLength: 3 }), instants, (portfolio, at) => {
        const world: World = {
          debtor: aDebtor(),
          person: aPerson(),
          invoices: portfolio.map((each, index) => anInvoice({ ...each, invoice: `F-${index}` })),
        };
        const { diary } = live(world, policy, '2026-01-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z', [
          pays(at, 'F-0'),
        ]);
        expect(diary.filter((entry) => entry.at >= at && entry.covers.includes('F-0'))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same answer to the same question, whatever order the open invoices come in', () => {
    const taken = fc.dictionary(
      fc.constantFrom(...policy.content.steps.map(({ id }) => id)),
      fc
        .tuple(instants, fc.constantFrom('accepted', 'delivered', 'failed', 'unknown', 'claimed', 'task'))
        .map(([at, outcome]) => aTaking(at, { outcome: outcome as 'accepted' })),
    );
    const some = fc.record({ due: invoices.map(({ due }) => due), steps: taken }).map((given) => anInvoice(given));
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 4 }), instants, (drawn, now) => {
        const all: Invoice[] = drawn.map((each, index) => ({ ...each, invoice: `F-${index}` }));
        const [invoice = anInvoice()] = all;
        const one = decide(someFacts({ invoice, open: all }), policy, now);
        expect(decide(someFacts({ invoice, open: all }), policy, now)).toEqual(one);
        const other = decide(someFacts({ invoice, open: all.toReversed() }), policy, now);
        expect({ ...other, covers: undefined }).toEqual({ ...one, covers: undefined });
        if ('until' in one && one.until !== null) expect(one.until > now).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('answers nothing new before it said it would look again', () => {
    fc.assert(
      fc.property(
        invoices,
        instants,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (given, now, share) => {
          const invoice = anInvoice(given);
          const facts = someFacts({ invoice });
          const first = decide(facts, policy, now);
          if (!('until' in first) || first.until === null) return;
          const between = new Date(
            Date.parse(now) + Math.floor((Date.parse(first.until) - Date.parse(now)) * share),
          ).toISOString();
          const then = decide(facts, policy, between);
          expect(['wait', 'enter', 'needs-person']).toContain(then.kind);
          expect('until' in then && then.until).toBe(first.until);
        },
      ),
      { numRuns: 500 },
    );
  });
});
