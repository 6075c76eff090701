// What must hold of every life, whatever happens in it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Invoice } from '#domain/facts.ts';
import { aDebtor, anInvoice, aPerson, aPolicy, aTaking, someFacts } from '#test/fixtures.ts';
import { live, pays, type World } from '#test/live.ts';

const policy = aPolicy();
const instants = fc
  .integer({ min: 0, max: 240 * 24 * 4 })
  .map((quarter) => new Date(Date.UTC(2026, 0, 1) + quarter * 900_000).toISOString());
const invoices = fc.record({
  due: fc.integer({ min: -60, max: 120 }).map((day) => addDays('2026-03-01', day)),
  amount: fc.integer({ min: 500, max: 10_000_000 }),
});

describe('every life', () => {
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
        if (one.wakeAt !== null) expect(one.wakeAt > now).toBe(true);
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
          if (first.wakeAt === null) return;
          const between = new Date(
            Date.parse(now) + Math.floor((Date.parse(first.wakeAt) - Date.parse(now)) * share),
          ).toISOString();
          const then = decide(facts, policy, between);
          expect({ ...then, because: first.because, bound: first.bound }).toEqual(first);
        },
      ),
      { numRuns: 500 },
    );
  });
});
