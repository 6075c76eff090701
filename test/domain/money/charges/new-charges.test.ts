// What the next document claims: what has grown since the last one, kind by kind, and what was claimed too much.
import { describe, expect, it } from 'vitest';
import type { ChargeQuestion } from '#domain/money/charges/charge.ts';
import type { Grace } from '#domain/money/charges/charge-terms.ts';
import { newCharges, nothingClaimed } from '#domain/money/charges/new-charges.ts';
import { questionOf, scaleOf } from './random-charges.ts';

/** 1,000.00 at 36.5 %, which is 1.00 a day; 40.00 of compensation, and 25.00 of costs when more than ten days late. */
const asked = (asOf: string, given: Partial<ChargeQuestion> & { readonly grace?: Grace } = {}): ChargeQuestion => {
  const { grace, ...rest } = given;
  const question = questionOf({
    ...{ principal: 100_000, due: '2026-03-01', asOf, movements: [] },
    ...{ method: 'simple', dayCount: 'actual/365', rate: { fixed: '36.5' } },
  });
  const terms = {
    ...question.terms,
    compensation: scaleOf('single', [{ from: 0, fixed: 4_000, pct: '0' }]),
    costs: {
      ...{ scale: scaleOf('single', [{ from: 0, fixed: 2_500, pct: '0' }]), afterDays: 10 },
      ...({ per: 'once', onlyAfterUsefulNotice: false } as const),
    },
    ...(grace === undefined ? {} : { grace }),
  };
  return { ...question, terms, ...rest };
};
const lineOf = (given: object) => expect.objectContaining(given);
const noCorrections = { interest: 0, compensation: 0, collectionCosts: 0 };

describe('the first document', () => {
  it('has nothing before it', () => {
    expect(nothingClaimed('2026-03-01')).toEqual({
      upTo: '2026-03-01',
      interest: 0,
      compensation: 0,
      collectionCosts: 0,
    });
  });

  it('claims all of it, in lines that sum to each kind', () => {
    expect(newCharges(asked('2026-03-31'), nothingClaimed('2026-03-01'))).toEqual({
      ...{ interest: 3_000, compensation: 4_000, collectionCosts: 2_500 },
      lines: [
        lineOf({ kind: 'interest', from: '2026-03-02', to: '2026-03-31', amount: 3_000 }),
        lineOf({ kind: 'compensation', from: '2026-03-02', amount: 4_000 }),
        lineOf({ kind: 'collectionCosts', from: '2026-03-12', amount: 2_500 }),
      ],
      corrections: noCorrections,
    });
  });
});

describe('the next document', () => {
  const claimed = { upTo: '2026-03-11', interest: 1_000, compensation: 4_000, collectionCosts: 0 };

  it('claims the days since, and what has arisen since: costs of the day after the last document', () => {
    expect(newCharges(asked('2026-03-31'), claimed)).toEqual({
      ...{ interest: 2_000, compensation: 0, collectionCosts: 2_500 },
      lines: [
        lineOf({ kind: 'interest', from: '2026-03-12', to: '2026-03-31', amount: 2_000 }),
        lineOf({ kind: 'collectionCosts', from: '2026-03-12', amount: 2_500 }),
      ],
      corrections: noCorrections,
    });
  });

  it('does not claim again what arose on the very day of the last one', () => {
    const after = { upTo: '2026-03-12', interest: 1_100, compensation: 4_000, collectionCosts: 2_500 };
    expect(newCharges(asked('2026-03-13'), after)).toMatchObject({
      ...{ interest: 100, compensation: 0, collectionCosts: 0 },
      lines: [{ kind: 'interest', from: '2026-03-13', to: '2026-03-13', amount: 100 }],
      corrections: noCorrections,
    });
  });

  it.each([
    ['interest', { interest: 1_250 }, { interest: -250, compensation: 0, collectionCosts: 0 }],
    ['compensation', { compensation: 7_000 }, { interest: 0, compensation: -3_000, collectionCosts: 0 }],
    ['costs', { collectionCosts: 100 }, { interest: 0, compensation: 0, collectionCosts: -100 }],
    ['too little interest', { interest: 900 }, { interest: 100, compensation: 0, collectionCosts: 0 }],
  ])('corrects %s claimed amiss by %j', (_, wrong, corrections) => {
    const answer = newCharges(asked('2026-03-31'), { ...claimed, ...wrong });
    expect(answer.corrections).toEqual(corrections);
    expect(answer).toMatchObject({
      interest: 2_000 + corrections.interest,
      compensation: corrections.compensation,
      collectionCosts: 2_500 + corrections.collectionCosts,
    });
  });

  it('keeps the days on which still earlier ones ended', () => {
    const { lines } = newCharges(asked('2026-03-31', { breaks: ['2026-03-05', '2026-03-21'] }), claimed);
    expect(lines.filter(({ kind }) => kind === 'interest').map(({ from, to }) => [from, to])).toEqual([
      ['2026-03-12', '2026-03-21'],
      ['2026-03-22', '2026-03-31'],
    ]);
  });
});

describe('a document written while grace lasts', () => {
  const grace = { days: 5, mode: 'delay' } as const;

  it.each([
    // On the fifth day nothing was charged, so that the next document claims from the first day on.
    ['2026-03-06', 0, 0, '2026-03-02', 1_000, 4_000],
    ['2026-03-07', 600, 4_000, '2026-03-08', 400, 0],
  ])('up to %s', (upTo, interest, compensation, from, grown, arisen) => {
    const answer = newCharges(asked('2026-03-11', { grace }), { upTo, interest, compensation, collectionCosts: 0 });
    expect(answer).toMatchObject({ interest: grown, compensation: arisen, corrections: noCorrections });
    expect(answer.lines[0]).toMatchObject({ kind: 'interest', from, to: '2026-03-11', amount: grown });
  });

  it('claims no more than before', () => {
    expect(newCharges(asked('2026-03-06', { grace }), nothingClaimed('2026-03-01'))).toEqual({
      ...{ interest: 0, compensation: 0, collectionCosts: 0, lines: [], corrections: noCorrections },
    });
  });
});

it.each([
  // Of 5.00 half a cent a day: 0.5, 1, 1.5 cents after one, two, three days, rounded once.
  ['2026-03-02', '2026-03-01', 0, 1],
  ['2026-03-03', '2026-03-02', 1, 0],
  ['2026-03-04', '2026-03-03', 1, 1],
  ['2026-03-04', '2026-03-01', 0, 2],
])('half a cent a day, up to %s after a document of %s that claimed %i: %i', (asOf, upTo, claimed, expected) => {
  const question = { ...asked(asOf), principal: 500 };
  const { interest } = newCharges(question, { upTo, interest: claimed, compensation: 0, collectionCosts: 0 });
  expect(interest).toBe(expected);
});
