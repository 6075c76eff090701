import { describe, expect, it } from 'vitest';
import { type BrakeLimits, brakesOf, type Weighed } from '#intake/batch/brakes.ts';

const limits: BrakeLimits = { leastRows: 20, rejectedPercent: 20, contactsTimes: 5, settledPercent: 20 };
const fine: Weighed = {
  rows: 100,
  rejected: 0,
  totals: { EUR: '1234.50', CLP: '900' },
  contacts: 10,
  before: [],
  isProposed: false,
};
const creditor = { creditor: 'default', open: 100, missing: 0 };
const codes = (weighed: Partial<Weighed>, ...others: readonly BrakeLimits[]) =>
  brakesOf({ ...fine, ...weighed }, [limits, ...others]).map(({ code }) => code);

describe('brakes', () => {
  it.each<readonly [string, Partial<Weighed>, readonly string[]]>([
    ['nothing odd', {}, []],
    ['as many rejects as may be', { rejected: 20 }, []],
    ['one more', { rejected: 21 }, ['rejected-share']],
    ['the least rows, one reject too many', { rows: 20, rejected: 5 }, ['rejected-share']],
    ['too few rows to tell', { rows: 19, rejected: 19 }, []],
    ['no rows at all', { rows: 0, rejected: 0 }, []],
    ['the rows that were told', { control: { rows: 100 } }, []],
    ['one row less', { control: { rows: 101 } }, ['control-rows']],
    ['the totals that were told', { control: { totals: { EUR: '1234.5', CLP: '900' } } }, []],
    ['totals with decimals that say nothing', { control: { totals: { EUR: '1234.500', CLP: '900.00' } } }, []],
    ['a cent less', { control: { totals: { EUR: '1234.49', CLP: '900' } } }, ['control-totals']],
    ['a part of a cent', { control: { totals: { EUR: '1234.501', CLP: '900' } } }, ['control-totals']],
    ['the other sign', { control: { totals: { EUR: '-1234.50', CLP: '900' } } }, ['control-totals']],
    ['a currency that was not told', { control: { totals: { EUR: '1234.50' } } }, ['control-totals']],
    [
      'a currency that is not there',
      { control: { totals: { EUR: '1234.50', CLP: '900', USD: '1' } } },
      ['control-totals'],
    ],
    [
      'a currency that is not there, with nothing',
      { control: { totals: { EUR: '1234.50', CLP: '900', USD: '0.00' } } },
      [],
    ],
    ['no number', { control: { totals: { EUR: 'about 1234', CLP: '900' } } }, ['control-totals']],
    ['too few batches to know the usual', { contacts: 1000, before: [1, 1] }, []],
    ['as many contacts as may be', { contacts: 50, before: [10, 10, 10] }, []],
    ['one more contact', { contacts: 51, before: [10, 10, 10] }, ['contacts']],
    ['one batch far above the others does not make it usual', { contacts: 51, before: [10, 900, 10] }, ['contacts']],
    ['nobody was contacted before', { contacts: 5, before: [0, 0, 0] }, []],
    ['nobody was contacted before, and many would be', { contacts: 6, before: [0, 0, 0] }, ['contacts']],
    ['no open invoice missing', { fullList: { unreadable: 0, creditors: [{ ...creditor, missing: 0 }] } }, []],
    ['as many missing as may be', { fullList: { unreadable: 0, creditors: [{ ...creditor, missing: 20 }] } }, []],
    ['one more missing', { fullList: { unreadable: 0, creditors: [{ ...creditor, missing: 21 }] } }, ['settled-share']],
    ['nothing open at all', { fullList: { unreadable: 0, creditors: [{ ...creditor, open: 0, missing: 0 }] } }, []],
    [
      'too many of one of two creditors',
      {
        fullList: {
          unreadable: 0,
          creditors: [
            { ...creditor, missing: 0 },
            { creditor: 'acme', open: 2, missing: 1 },
          ],
        },
      },
      ['settled-share'],
    ],
    ['a row that cannot be told', { fullList: { unreadable: 1, creditors: [] } }, ['unreadable-rows']],
    ['a profile that was guessed', { isProposed: true }, ['proposed-profile']],
  ])('%s', (_, weighed, expected) => expect(codes(weighed)).toEqual(expected));

  it('tells all that is wrong', () =>
    expect(codes({ rejected: 50, control: { rows: 1, totals: {} }, isProposed: true })).toEqual([
      ...['rejected-share', 'control-rows', 'control-totals', 'control-totals', 'proposed-profile'],
    ]));

  it('holds to the strictest of several creditors', () =>
    expect(codes({ rejected: 11 }, { ...limits, rejectedPercent: 10 })).toEqual(['rejected-share']));

  it('holds a full list to the strictest of several creditors, and names the creditor', () =>
    expect(
      brakesOf(
        {
          ...fine,
          fullList: {
            unreadable: 0,
            creditors: [
              { ...creditor, missing: 11 },
              { ...creditor, creditor: 'acme' },
            ],
          },
        },
        [limits, { ...limits, settledPercent: 10 }],
      ),
    ).toEqual([
      {
        code: 'settled-share',
        reason: '11 of 100 open invoices of default are missing from the list, more than 10 in a hundred',
      },
    ]));

  it('says it in numbers', () =>
    expect(brakesOf({ ...fine, rejected: 21, control: { totals: { EUR: '1', CLP: '900' } } }, [limits])).toEqual([
      { code: 'rejected-share', reason: '21 of 100 rows were rejected, more than 20 in a hundred' },
      { code: 'control-totals', reason: 'the accepted rows come to 1234.50 EUR, the control total says 1 EUR' },
    ]));

  it('compares totals that no number holds', () => {
    const totals = { EUR: '90071992547409910000000000.01' };
    expect(codes({ totals, control: { totals } })).toEqual([]);
    expect(codes({ totals, control: { totals: { EUR: '90071992547409910000000000.02' } } })).toEqual([
      'control-totals',
    ]);
  });
});
