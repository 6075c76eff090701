// Charges on random invoices: what an independent count of every day says, and what must hold of each.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '#domain/calendar.ts';
import type { ChargeQuestion } from '#domain/money/charges/charge.ts';
import { chargesOf } from '#domain/money/charges/charges-of.ts';
import { isInGrace } from '#domain/money/charges/grace.ts';
import { newCharges, nothingClaimed } from '#domain/money/charges/new-charges.ts';
import { aCharge } from './builders.ts';
import { compareInterest, compareScale } from './compare-with-referee.ts';
import { methods, questionOf, randomScale, randomWorld, scaleOf } from './random-charges.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const someMethod = fc.constantFrom(...methods);

describe('the referee agrees', () => {
  it.each(methods)('on interest by the method %s', (method) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { engine, referee, lines } = compareInterest(seed, method);
        expect(engine).toBe(referee);
        if (engine !== 'missing') expect(lines).toBe(engine);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['single', 'slices'] as const)('on bands, %s', (mode) => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { engine, referee } = compareScale(seed, mode);
        expect(engine).toBe(referee);
      }),
      { numRuns: 300 },
    );
  });
});

/** With costs and compensation, and rates that are known on every day. */
const questions = fc.tuple(seeds, someMethod).map(([seed, method]): ChargeQuestion => {
  const world = randomWorld(seed, method);
  const { bands } = randomScale(seed);
  const bare = questionOf({ ...world, rate: { fixed: '18.25' } });
  return {
    ...bare,
    terms: {
      ...bare.terms,
      compensation: scaleOf('single', bands),
      costs: { scale: scaleOf('slices', bands), afterDays: seed % 20, per: 'once', onlyAfterUsefulNotice: false },
    },
  };
});

describe('always', () => {
  it('nothing is negative, the lines of each kind sum to it, and all of it to the total', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { principal, total, lines, ...sums } = chargesOf(question);
        for (const kind of ['interest', 'compensation', 'collectionCosts'] as const) {
          expect(sums[kind]).toBeGreaterThanOrEqual(0);
          const sum = lines.reduce((rest, line) => (line.kind === kind ? rest + line.amount : rest), 0);
          expect(sum).toBe(sums[kind]);
        }
        expect(total).toBe(principal + sums.interest + sums.compensation + sums.collectionCosts);
      }),
      { numRuns: 300 },
    );
  });

  it('charges never fall as days pass', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const today = chargesOf(question);
        const tomorrow = chargesOf({ ...question, asOf: addDays(question.asOf, 1) });
        for (const kind of ['interest', 'compensation', 'collectionCosts'] as const)
          expect(tomorrow[kind]).toBeGreaterThanOrEqual(today[kind]);
      }),
      { numRuns: 300 },
    );
  });

  it('splitting the period anywhere gives the same total, and the parts are what was charged up to the split', () => {
    fc.assert(
      fc.property(questions, fc.array(fc.nat(400), { maxLength: 4 }), (question, splits) => {
        const breaks = splits.map((days) => addDays(question.due, days));
        const split = chargesOf({ ...question, breaks });
        expect(split.interest).toBe(chargesOf(question).interest);
        for (const day of breaks.filter(
          (each) => each <= question.asOf && !isInGrace(question.terms.grace, question.due, each),
        )) {
          const before = split.lines.filter(({ kind, to }) => kind === 'interest' && to <= day);
          expect(before.reduce((sum, { amount }) => sum + amount, 0)).toBe(
            chargesOf({ ...question, asOf: day }).interest,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('documents that each claim what is new have claimed the whole, whenever they are written', () => {
    fc.assert(
      fc.property(questions, fc.array(fc.nat(400), { maxLength: 4 }), (question, moments) => {
        const end = daysBetween(question.due, question.asOf);
        const days = [...new Set([...moments.filter((day) => day < end), end])].toSorted((one, other) => one - other);
        let claimed = nothingClaimed(question.due);
        for (const day of days) {
          const upTo = addDays(question.due, day);
          const { lines, corrections, ...sums } = newCharges({ ...question, asOf: upTo }, claimed);
          expect(corrections).toEqual({ interest: 0, compensation: 0, collectionCosts: 0 });
          const inLines = lines.reduce((sum, { amount }) => sum + amount, 0);
          expect(inLines).toBe(sums.interest + sums.compensation + sums.collectionCosts);
          claimed = {
            upTo,
            interest: claimed.interest + sums.interest,
            compensation: claimed.compensation + sums.compensation,
            collectionCosts: claimed.collectionCosts + sums.collectionCosts,
          };
        }
        expect(chargesOf(question)).toMatchObject({
          interest: claimed.interest,
          compensation: claimed.compensation,
          collectionCosts: claimed.collectionCosts,
        });
      }),
      { numRuns: 200 },
    );
  });

  it('the order in which movements are told does not matter', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const told = chargesOf({ ...question, movements: question.movements.toReversed() });
        expect(told).toEqual(chargesOf(question));
      }),
    );
  });

  it('a reversed payment is one never made, from the day of its reversal on', () => {
    const movements = fc.array(
      fc.record({ day: fc.integer({ min: -20, max: 80 }), amount: fc.integer({ min: 1, max: 90_000 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(
        movements,
        fc.nat(80),
        fc.nat(80),
        fc.constantFrom('atDelay', 'atAsOf'),
        (paid, days, after, base) => {
          const due = '2026-02-10';
          const payments = paid.map(({ day, amount }) => ({
            ...{
              date: addDays(due, day),
              kind: 'payment',
              amount: `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, '0')}`,
            },
          }));
          const reversal = { date: addDays(payments[0]?.date ?? due, after), kind: 'reversal', of: 0 };
          const asOf = addDays(due, days);
          const terms = { costs: { mode: 'slices', base, bands: [{ from: '0', fixed: '5', pct: '1' }] } };
          const reversed = aCharge({ dueDate: due, asOf, terms, movements: [...payments, reversal] });
          const expected = reversal.date <= asOf ? payments.slice(1) : payments;
          expect(reversed).toEqual(aCharge({ dueDate: due, asOf, terms, movements: expected }));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a payment that arrives late', () => {
  it('takes back from what was claimed, in a correction of its own', () => {
    const question = questionOf({
      ...{ principal: 100_000, due: '2026-03-01', asOf: '2026-03-31', movements: [] },
      ...{ method: 'simple', dayCount: 'actual/365', rate: { fixed: '36.5' } },
    });
    const first = newCharges(question, nothingClaimed('2026-03-01'));
    expect(first).toMatchObject({ interest: 3000, lines: [{ from: '2026-03-02', to: '2026-03-31' }] });
    const claimed = { upTo: '2026-03-31', interest: 3000, compensation: 0, collectionCosts: 0 };
    const later = { ...question, asOf: '2026-04-10', movements: [{ date: '2026-03-21', amount: 50_000 }] };
    expect(newCharges(later, claimed)).toMatchObject({
      interest: 0,
      lines: [{ from: '2026-04-01', to: '2026-04-10', base: 50_000, amount: 500 }],
      corrections: { interest: -500 },
    });
  });
});
