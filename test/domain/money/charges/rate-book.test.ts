// Published rates by series and day: the packs' own with what is doubtful of them, and those that were brought instead.
import { describe, expect, it } from 'vitest';
import { epochDay } from '#domain/calendar.ts';
import type { ReferenceRate } from '#domain/law-terms.ts';
import { daysInWords, rateBookOf, valueOn } from '#domain/money/charges/rate-book.ts';
import { referenceRates } from '#rules/reference-rates.ts';

describe('published rates', () => {
  const on = (day: string, brought = {}) =>
    valueOn(rateBookOf(referenceRates, brought).get('ECB_MRO') ?? [], epochDay(day))?.percent;

  it.each([
    ['2025-06-30', undefined],
    ['2025-07-01', '2.15'],
    ['2026-06-30', '2.15'],
    ['2026-07-01', '2.40'],
    ['2026-12-31', '2.40'],
    ['2027-01-01', undefined],
  ])('of the packs on %s: %s', (day, percent) => {
    expect(on(day)).toBe(percent);
  });

  it('that are brought stand until the next, in whatever order they come', () => {
    const brought = {
      ECB_MRO: [
        { from: '2027-01-01', percent: '3', source: 'x' },
        { from: '2026-01-01', percent: '2', source: 'x' },
      ],
    };
    expect(
      ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01', '2040-01-01'].map((day) => on(day, brought)),
    ).toEqual([undefined, '2', '2', '3', '3']);
  });
});

describe('a published value', () => {
  const published = (given: Partial<ReferenceRate>): ReferenceRate => ({
    ...{ series: 'ECB_MRO', percent: '2.15', source: 'https://example.com', confidence: 'S1' },
    ...given,
  });
  const [from, to] = ['2026-01-01', '2026-06-30'];

  it('has its days, its source with the day from which it counts, and no doubt', () => {
    expect(rateBookOf([published({ from, to })]).get('ECB_MRO')).toStrictEqual([
      {
        ...{ from: epochDay(from), to: epochDay(to), percent: '2.15' },
        source: 'ECB_MRO 2.15 % from 2026-01-01: https://example.com',
      },
    ]);
  });

  it('without days is open on both sides', () => {
    expect(rateBookOf([published({})]).get('ECB_MRO')).toStrictEqual([
      {
        ...{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, percent: '2.15' },
        ...{ source: 'ECB_MRO 2.15 %: https://example.com', doubt: 'ECB_MRO 2.15 % has no date: verify it' },
      },
    ]);
  });

  it.each([
    [{ from, confidence: 'M' }, 'ECB_MRO 2.15 % from 2026-01-01 is from memory (M): verify it'],
    [{ confidence: 'M' }, 'ECB_MRO 2.15 % from an unknown day is from memory (M): verify it'],
    [{ remark: 'read in a newspaper' }, 'ECB_MRO 2.15 % has no date: read in a newspaper'],
    [{ from, remark: 'read in a newspaper' }, undefined],
    [{ from, confidence: 'S2' }, undefined],
  ] as const)('with %j is doubtful: %s', (given, doubt) => {
    expect(rateBookOf([published(given)]).get('ECB_MRO')?.[0]?.doubt).toBe(doubt);
  });

  it('of a unit of account is an amount', () => {
    const [value] = rateBookOf([published({ series: 'CL_UF', percent: '39000.12', from })]).get('CL_UF') ?? [];
    expect(value?.source).toBe('CL_UF 39000.12 CLP from 2026-01-01: https://example.com');
  });

  it('stands among those of its own series, in the order of days, in whatever order they are told', () => {
    const told = [
      published({ from: '2026-07-01', percent: '2.4' }),
      published({ from: '2025-07-01', percent: '2' }),
      published({ series: 'DE_BASIS', from: '2026-01-01', percent: '1.27' }),
      published({ from: '2026-01-01', percent: '2.15' }),
    ];
    const book = rateBookOf(told);
    expect(book.get('ECB_MRO')?.map(({ percent }) => percent)).toEqual(['2', '2.15', '2.4']);
    expect(book.get('DE_BASIS')?.map(({ percent }) => percent)).toEqual(['1.27']);
  });
});

describe('values that were brought', () => {
  const source = 'given with the case';

  it('stand until the day before the next one, the last for good, and replace the whole series', () => {
    const published: ReferenceRate = {
      ...{ series: 'ECB_MRO', from: '2020-01-01', percent: '9', source, confidence: 'S1' },
    };
    const book = rateBookOf([published, { ...published, series: 'DE_BASIS' }], {
      ECB_MRO: [
        { from: '2026-07-01', percent: '3', source },
        { from: '2026-01-01', percent: '2', source },
      ],
    });
    expect(book.get('ECB_MRO')).toStrictEqual([
      { from: epochDay('2026-01-01'), to: epochDay('2026-06-30'), percent: '2', source },
      { from: epochDay('2026-07-01'), to: Number.POSITIVE_INFINITY, percent: '3', source },
    ]);
    expect(book.get('DE_BASIS')).toHaveLength(1);
  });
});

it.each([
  ['2026-01-01', '2026-01-01', '2026-01-01'],
  ['2026-01-01', '2026-02-03', '2026-01-01 to 2026-02-03'],
])('days from %s to %s are told as %s', (from, to, words) => {
  expect(daysInWords(epochDay(from), epochDay(to))).toBe(words);
});
