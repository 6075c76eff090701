// Both sides of every date and band on which a charge changes, and the conventions behind them.
import { describe, expect, it } from 'vitest';
import { aCharge } from './builders.ts';

const mexican = { jurisdiction: 'MX', debtorType: 'consumer', currency: 'MXN' };
/** 36.5 % of 1,000.00 is 1.00 a day by actual/365. */
const daily = (interest = {}) => ({ interest: { annualRatePct: '36.5', dayCount: 'actual/365', ...interest } });
const linesOf = (answer: ReturnType<typeof aCharge>, kind = 'interest') =>
  answer.lines
    .filter((line) => line.kind === kind)
    .map(({ from, to, days, ratePct, amount }) => [from, to, days, ratePct, amount]);

describe('days', () => {
  it.each([
    ['2026-03-01', '0.00', '0.00', '1000.00'],
    ['2026-03-02', '0.32', '70.00', '1070.32'],
    ['2026-03-03', '0.64', '70.00', '1070.64'],
  ])('count from the day after 1 March: on %s interest %s, compensation %s', (asOf, interest, compensation, total) => {
    expect(aCharge({ dueDate: '2026-03-01', asOf })).toMatchObject({
      interest,
      compensation,
      total,
      collectionCosts: '0.00',
    });
  });

  it('there is no line on the due date', () => {
    expect(aCharge({ dueDate: '2026-03-01', asOf: '2026-03-01' }).lines).toEqual([]);
  });

  it.each([
    ['2026-02-20', '6.00', '600.00'],
    ['2026-03-01', '6.00', '600.00'],
    ['2026-03-02', '6.40', '600.00'],
    ['2026-03-06', '8.00', '600.00'],
    ['2026-03-11', '10.00', '600.00'],
    ['2026-03-12', '10.00', '1000.00'],
  ])('a payment of 400 on %s: ten days bear %s, %s remain', (date, interest, principal) => {
    const movements = [{ date, kind: 'payment', amount: '400.00' }];
    const answer = aCharge({ ...mexican, dueDate: '2026-03-01', asOf: '2026-03-11', movements, terms: daily() });
    expect(answer).toMatchObject({ interest, principal });
  });

  it.each([
    ['simple', '2026-02-28', '2026-03-01', 'actual/360', 1, '1.01'],
    ['simple', '2026-02-27', '2026-03-01', '30/360', 4, '4.06'],
    ['simple', '2026-01-30', '2026-01-31', '30/360', 0, '0.00'],
    ['simple', '2026-01-29', '2026-01-31', '30/360', 1, '1.01'],
    ['simple', '2026-01-31', '2026-02-28', '30/360', 28, '28.39'],
    ['simple', '2026-01-31', '2026-03-01', '30/360', 31, '31.43'],
    ['simple', '2024-01-31', '2024-02-29', '30/360', 29, '29.40'],
    ['monthlySimple', '2026-01-31', '2026-02-27', 'actual/365', 27, '27.38'],
    ['monthlySimple', '2026-01-31', '2026-02-28', 'actual/365', 28, '30.42'],
    ['monthlySimple', '2026-02-28', '2026-03-28', 'actual/365', 28, '30.42'],
    ['monthlySimple', '2026-02-15', '2026-03-14', 'actual/365', 27, '27.38'],
    ['monthlySimple', '2026-02-15', '2026-03-15', 'actual/365', 28, '30.42'],
    ['monthlySimple', '2026-03-15', '2026-04-14', 'actual/365', 30, '30.42'],
    ['monthlySimple', '2026-03-15', '2026-04-15', 'actual/365', 31, '30.42'],
    ['monthlySimple', '2026-12-15', '2027-01-25', 'actual/365', 41, '40.56'],
  ])('%s from %s to %s by %s: %i days, %s', (method, dueDate, asOf, dayCount, days, interest) => {
    const answer = aCharge({ ...mexican, dueDate, asOf, terms: daily({ method, dayCount }) });
    expect(answer).toMatchObject({ interest, lines: [{ days }] });
  });

  it('actual/actual goes by the length of each year, and breaks at its end', () => {
    const terms = daily({ annualRatePct: '36.6', dayCount: 'actual/actual' });
    const answer = aCharge({ ...mexican, dueDate: '2023-12-30', asOf: '2024-01-02', terms });
    expect(linesOf(answer)).toEqual([
      ['2023-12-31', '2023-12-31', 1, '36.6', '1.00'],
      ['2024-01-01', '2024-01-02', 2, '36.6', '2.00'],
    ]);
  });

  it('lines are not broken by a movement of nothing, by a reading of the same rate, or by the end of another year', () => {
    const rates = {
      ECB_MRO: [
        { from: '2025-07-01', pct: '2.15' },
        { from: '2026-01-01', pct: '2.15' },
      ],
    };
    const movements = [{ date: '2026-01-10', kind: 'payment', amount: '0' }];
    const spain = { jurisdiction: 'ES', currency: 'EUR', dueDate: '2025-12-01', asOf: '2026-01-31' };
    expect(linesOf(aCharge({ ...spain, rates, movements }))).toEqual([
      ['2025-12-02', '2026-01-31', 61, '10.15', '16.96'],
    ]);
  });
});

describe('rounding', () => {
  it('happens once, half-up, on what has come together', () => {
    // 1.00 at 36.5 % bears a tenth of a cent a day.
    const on = (asOf: string) =>
      aCharge({ ...mexican, principal: '1.00', dueDate: '2026-03-01', asOf, terms: daily() });
    expect(on('2026-03-05').interest).toBe('0.00');
    expect(on('2026-03-06').interest).toBe('0.01');
    const movements = ['2026-03-05', '2026-03-06', '2026-03-09'].map((date) => ({
      date,
      kind: 'payment',
      amount: '0.10',
    }));
    const { lines } = aCharge({
      ...mexican,
      principal: '1.00',
      dueDate: '2026-03-01',
      asOf: '2026-03-15',
      movements,
      terms: daily(),
    });
    expect(lines.map(({ amount }) => amount)).toEqual(['0.00', '0.00', '0.01', '0.00']);
  });

  it('has as many decimals as the currency', () => {
    const on = (currency: string, principal: string) =>
      aCharge({ ...mexican, currency, principal, dueDate: '2026-03-01', asOf: '2026-03-11', terms: daily() }).interest;
    expect([on('KWD', '10.000'), on('EUR', '10.00'), on('CLP', '1050')]).toEqual(['0.100', '0.10', '11']);
  });
});

describe('movements', () => {
  const asked = (movements: readonly object[], given = {}) =>
    aCharge({ ...mexican, dueDate: '2026-03-01', asOf: '2026-03-11', movements, terms: daily(), ...given });
  const paid = { date: '2026-03-06', kind: 'payment', amount: '400.00' };

  it('a credit note does what a payment does', () => {
    expect(asked([{ ...paid, kind: 'credit-note' }])).toEqual(asked([paid]));
  });

  it.each([
    ['2026-03-10', '10.00', '1000.00'],
    ['2026-03-11', '10.00', '1000.00'],
    ['2026-03-12', '8.00', '600.00'],
  ])('reversed on %s, on the 11th: %s, %s', (date, interest, principal) => {
    expect(asked([paid, { date, kind: 'reversal', of: 0 }])).toMatchObject({ interest, principal });
  });

  it('a reversal names its movement by index and leaves the others', () => {
    const other = { ...paid, date: '2026-03-04', amount: '100.00' };
    expect(asked([other, paid, { date: '2026-03-07', kind: 'reversal', of: 1, amount: '400' }])).toEqual(
      asked([other]),
    );
  });

  it.each([
    ['1000.00', '0.00', 0],
    ['1000.01', '0.00', 1],
    ['999.99', '0.01', 0],
  ])('%s paid of 1,000.00 leave %s, with %i warnings', (amount, principal, warnings) => {
    const answer = asked([{ ...paid, amount }]);
    expect(answer).toMatchObject({ principal });
    expect(answer.warnings.filter((warning) => warning.startsWith('more was paid'))).toHaveLength(warnings);
  });

  it('what is paid on or before the due date leaves no debt to compensate for', () => {
    const on = (date: string) =>
      aCharge({ dueDate: '2026-03-01', asOf: '2026-03-11', movements: [{ date, kind: 'payment', amount: '1000.00' }] });
    expect(on('2026-03-01')).toMatchObject({ interest: '0.00', compensation: '0.00', total: '0.00', lines: [] });
    expect(on('2026-03-02')).toMatchObject({ interest: '0.32', compensation: '70.00', total: '70.32' });
  });

  it('compensation goes by the principal on the day after the due date', () => {
    const on = (date: string, terms = {}) =>
      aCharge({
        dueDate: '2026-03-01',
        asOf: '2026-03-11',
        movements: [{ date, kind: 'payment', amount: '0.01' }],
        terms,
      }).compensation;
    expect([on('2026-03-01'), on('2026-03-02')]).toEqual(['40.00', '70.00']);
    expect(on('2026-03-02', { costs: { mode: 'single', bands: [{ from: '0' }], base: 'atAsOf' } })).toBe('40.00');
  });
});

describe('grace', () => {
  const on = (asOf: string, mode: string, given = {}) =>
    aCharge({ dueDate: '2026-03-01', asOf, terms: { ...daily({ grace: { days: 5, mode } }) }, ...given });

  it.each([
    ['forgive', '2026-03-06', '0.00', '0.00'],
    ['forgive', '2026-03-07', '1.00', '70.00'],
    ['forgive', '2026-03-08', '2.00', '70.00'],
    ['delay', '2026-03-06', '0.00', '0.00'],
    ['delay', '2026-03-07', '6.00', '70.00'],
    ['delay', '2026-03-08', '7.00', '70.00'],
  ])('%s five days, on %s: interest %s, compensation %s', (mode, asOf, interest, compensation) => {
    expect(on(asOf, mode)).toMatchObject({ interest, compensation });
  });

  it('of no days is none', () => {
    const { interest } = daily({ grace: { days: 0, mode: 'forgive' } });
    expect(aCharge({ dueDate: '2026-03-01', asOf: '2026-03-02', terms: { interest } }).interest).toBe('1.00');
  });

  it('whoever pays while days are forgiven is charged nothing', () => {
    const movements = [{ date: '2026-03-06', kind: 'payment', amount: '1000.00' }];
    expect(on('2026-03-31', 'forgive', { movements })).toMatchObject({ interest: '0.00', compensation: '0.00' });
    const later = [{ date: '2026-03-07', kind: 'payment', amount: '1000.00' }];
    expect(on('2026-03-31', 'forgive', { movements: later })).toMatchObject({
      interest: '1.00',
      compensation: '70.00',
    });
  });

  it('compensation arises on the first day on which interest is charged', () => {
    expect(linesOf(on('2026-03-09', 'delay'), 'compensation')).toEqual([
      ['2026-03-07', '2026-03-07', 0, null, '70.00'],
    ]);
  });

  it('moves the start by which a rate is fixed', () => {
    const rates = {
      BOE_BANK_RATE: [
        { from: '2026-01-01', pct: '3.75' },
        { from: '2026-07-01', pct: '3.5' },
      ],
    };
    const rate = (days: number, mode = 'forgive') =>
      aCharge({ dueDate: '2026-06-25', asOf: '2026-08-01', rates, terms: { interest: { grace: { days, mode } } } })
        .lines[0]?.ratePct;
    expect([rate(4), rate(5), rate(5, 'delay')]).toEqual(['11.75', '11.5', '11.75']);
  });
});

describe('rates', () => {
  it.each([
    ['2025-12-30', '12.25'],
    ['2025-12-31', '11.75'],
    ['2026-06-29', '11.75'],
  ])('in Britain that of the half-year in which interest starts stays: due on %s, %s %%', (dueDate, ratePct) => {
    const { lines } = aCharge({ dueDate, asOf: '2027-03-31' });
    expect(lines.filter(({ kind }) => kind === 'interest')).toMatchObject([{ ratePct, to: '2027-03-31' }]);
  });

  const spain = { jurisdiction: 'ES', currency: 'EUR', principal: '36500.00' };

  it('a half-yearly one is read on 1 January and 1 July only', () => {
    const rates = {
      ECB_MRO: [
        { from: '2026-01-01', pct: '2' },
        { from: '2026-03-15', pct: '5' },
        { from: '2026-07-01', pct: '3' },
        { from: '2026-07-02', pct: '9' },
      ],
    };
    expect(linesOf(aCharge({ ...spain, dueDate: '2026-06-28', asOf: '2026-07-03', rates }))).toEqual([
      ['2026-06-29', '2026-06-30', 2, '10', '20.00'],
      ['2026-07-01', '2026-07-03', 3, '11', '33.00'],
    ]);
  });

  it('where a series begins within the half-year, it is read as interest starts', () => {
    const rates = { ECB_MRO: [{ from: '2026-03-02', pct: '2' }] };
    expect(aCharge({ ...spain, dueDate: '2026-03-01', asOf: '2026-03-11', rates }).interest).toBe('100.00');
    expect(() => aCharge({ ...spain, dueDate: '2026-02-28', asOf: '2026-03-11', rates })).toThrow(
      'ES-business.interest needs the rate of ECB_MRO for 2026-03-01 to 2026-03-11, which is not known',
    );
  });

  it('a value that is brought stands until the next, one of a pack ends with its last day', () => {
    const rates = { ECB_MRO: [{ from: '2025-07-01', pct: '2' }] };
    expect(aCharge({ ...spain, dueDate: '2029-12-31', asOf: '2030-01-10', rates }).interest).toBe('100.00');
    expect(() => aCharge({ ...spain, dueDate: '2026-12-20', asOf: '2027-01-10' })).toThrow(
      'ECB_MRO for 2027-01-01 to 2027-01-10',
    );
    expect(() => aCharge({ ...spain, dueDate: '2025-06-20', asOf: '2025-07-10' })).toThrow(
      'ECB_MRO for 2025-06-21 to 2025-06-30',
    );
  });

  it('a series that is brought replaces the whole of the pack’s', () => {
    const rates = { ECB_MRO: [{ from: '2026-07-01', pct: '2' }] };
    expect(() => aCharge({ ...spain, dueDate: '2026-02-28', asOf: '2026-03-11', rates })).toThrow(
      'ECB_MRO for 2026-03-01 to 2026-03-11',
    );
  });

  it('no rate is needed for days on which nothing is owed, nor on the due date', () => {
    const movements = [{ date: '2026-12-31', kind: 'payment', amount: '36500.00' }];
    expect(aCharge({ ...spain, dueDate: '2026-12-30', asOf: '2027-01-10', movements }).principal).toBe('0.00');
    expect(aCharge({ ...spain, dueDate: '2030-01-01', asOf: '2030-01-01' }).total).toBe('36500.00');
  });

  it('Spain adds 7 points to 23 February 2013 and 8 from the 24th', () => {
    const rates = { ECB_MRO: [{ from: '2013-01-01', pct: '1' }] };
    expect(linesOf(aCharge({ ...spain, dueDate: '2013-02-21', asOf: '2013-02-26', rates }))).toEqual([
      ['2013-02-22', '2013-02-23', 2, '8', '16.00'],
      ['2013-02-24', '2013-02-26', 3, '9', '27.00'],
    ]);
  });

  it.each([
    ['2014-07-28', 'business', '7.12'],
    ['2014-07-29', 'business', '8.12'],
    ['2014-07-28', 'consumer', '4.12'],
  ])('Germany, a claim that fell due on %s, %s: %s %%', (dueDate, debtorType, ratePct) => {
    const rates = { DE_BASIS: [{ from: '2014-07-01', pct: '-0.88' }] };
    const { lines, warnings } = aCharge({
      jurisdiction: 'DE',
      debtorType,
      currency: 'EUR',
      dueDate,
      asOf: '2014-08-31',
      rates,
    });
    expect(lines[0]).toMatchObject({ ratePct });
    expect(warnings.some((warning) => warning.includes('8 points for claims up to 2014-07-28'))).toBe(
      ratePct === '7.12',
    );
  });

  it('is never below zero', () => {
    const rates = { DE_BASIS: [{ from: '2014-07-01', pct: '-9.88' }] };
    const germany = { jurisdiction: 'DE', debtorType: 'consumer', currency: 'EUR', rates };
    expect(aCharge({ ...germany, dueDate: '2014-08-01', asOf: '2014-08-31' })).toMatchObject({ interest: '0.00' });
  });

  it('Colombia: 1.5 times the IBC, half-up to two decimals, read on the first of each month', () => {
    const rates = {
      CO_IBC_CONSUMO: [
        { from: '2025-09-01', pct: '16.67' },
        { from: '2025-09-20', pct: '20' },
        { from: '2025-10-01', pct: '16.23' },
      ],
    };
    const answer = aCharge({ jurisdiction: 'CO', currency: 'COP', dueDate: '2025-09-28', asOf: '2025-10-02', rates });
    expect(linesOf(answer).map(([from, , , ratePct]) => [from, ratePct])).toEqual([
      ['2025-09-29', '25.01'],
      ['2025-10-01', '24.35'],
    ]);
  });
});

describe('a cap', () => {
  const colombia = {
    jurisdiction: 'CO',
    debtorType: 'consumer',
    currency: 'COP',
    principal: '1000000',
    dueDate: '2025-10-10',
    asOf: '2025-10-20',
  };
  const agreed = (interest: object, given = {}) => aCharge({ ...colombia, ...given, terms: { interest } });

  it.each([
    ['24.36', '5974.67', '24.36', false],
    ['24.37', '5974.67', '24.36', true],
    ['24.35', '5972.47', '24.35', false],
  ])('of 24.36 %% on an agreed %s %%: %s', (annualRatePct, interest, ratePct, isCapped) => {
    const answer = agreed({ annualRatePct });
    expect(answer).toMatchObject({ interest, lines: [{ ratePct }] });
    expect(answer.warnings.some((warning) => warning.includes('above the cap'))).toBe(isCapped);
  });

  it('is charged by the law’s own method against whatever way was agreed', () => {
    // 22 % of simple interest is 0.000603 a day, more than the 0.000597 of the cap; 21.8 % is less.
    expect(agreed({ annualRatePct: '22', method: 'simple' })).toMatchObject({
      interest: '5974.67',
      lines: [{ ratePct: '24.36' }],
    });
    expect(agreed({ annualRatePct: '21.8', method: 'simple' })).toMatchObject({
      interest: '5972.60',
      lines: [{ ratePct: '21.8' }],
    });
  });

  it('that is not known for some days is a warning for those', () => {
    const answer = agreed({ annualRatePct: '30' }, { dueDate: '2025-11-28', asOf: '2025-12-02' });
    expect(linesOf(answer).map(([from, to, , ratePct]) => [from, to, ratePct])).toEqual([
      ['2025-11-29', '2025-11-30', '24.99'],
      ['2025-12-01', '2025-12-02', '30'],
    ]);
    expect(answer.warnings).toEqual([
      expect.stringContaining('2025-11-29 to 2025-11-30: what was agreed is above the cap'),
      expect.stringContaining('2025-12-01 to 2025-12-02: the cap of CO-consumer.interest is not known'),
    ]);
  });

  it.each([
    ['US', 'business', 'USD', 'not known (contract, within the usury law of the state)'],
    ['EC', 'consumer', 'USD', 'EC_MAXIMA_CONSUMO is missing'],
    ['CR', 'consumer', 'CRC', 'CR_BCCR_MAXIMA is missing'],
    ['CL', 'consumer', 'CLP', 'CL_MAXIMA_CONVENCIONAL is missing'],
  ])('of %s %s is unknown: a warning, not a refusal', (jurisdiction, debtorType, currency, message) => {
    const answer = aCharge({
      jurisdiction,
      debtorType,
      currency,
      principal: '1000',
      dueDate: '2026-03-01',
      asOf: '2026-03-11',
      terms: daily(),
    });
    expect(answer.lines[0]?.ratePct).toBe('36.5');
    expect(answer.warnings.join()).toContain(message);
  });

  it('of Peru has a value without a date, and says so', () => {
    const peru = {
      jurisdiction: 'PE',
      debtorType: 'consumer',
      currency: 'PEN',
      dueDate: '2026-03-01',
      asOf: '2026-03-11',
    };
    const answer = aCharge({ ...peru, terms: { interest: { annualRatePct: '150' } } });
    expect(answer.lines[0]?.ratePct).toBe('109.83');
    expect(answer.warnings.join()).toContain('PE_MAX_NONFIN_PEN 109.83 % has no date');
  });

  it('of Canada holds from 2025 on', () => {
    const canada = { jurisdiction: 'CA', currency: 'CAD', dueDate: '2024-12-30', asOf: '2025-01-02', terms: daily() };
    expect(linesOf(aCharge(canada)).map(([from, , , ratePct]) => [from, ratePct])).toEqual([
      ['2024-12-31', '36.5'],
      ['2025-01-01', '35'],
    ]);
  });
});

describe('bands', () => {
  const costs = (principal: string, mode: string, bands: readonly object[], given = {}) =>
    aCharge({
      ...mexican,
      principal,
      dueDate: '2026-03-01',
      asOf: '2026-03-31',
      terms: { interest: { annualRatePct: '0' }, costs: { mode, bands, ...given } },
    }).collectionCosts;
  const two = [
    { from: '100', fixed: '5', pct: '10' },
    { from: '200', fixed: '7', pct: '1' },
  ];

  it.each([
    ['single', '99.99', '0.00'],
    ['single', '100', '15.00'],
    ['single', '199.99', '25.00'],
    ['single', '200', '9.00'],
    ['slices', '100', '0.00'],
    ['slices', '100.01', '5.00'],
    ['slices', '200', '15.00'],
    ['slices', '200.01', '22.00'],
    ['slices', '300', '23.00'],
  ])('%s on %s: %s', (mode, principal, expected) => {
    expect(costs(principal, mode, two)).toBe(expected);
  });

  it('bound each band by itself', () => {
    const bounded = [
      { from: '0', pct: '10', max: '8' },
      { from: '100', pct: '1', min: '3' },
    ];
    expect([costs('90', 'slices', bounded), costs('150', 'slices', bounded)]).toEqual(['8.00', '11.00']);
    expect([costs('90', 'single', bounded), costs('150', 'single', bounded)]).toEqual(['8.00', '3.00']);
  });

  it.each([
    [2, '0.00'],
    [3, '20.00'],
  ])('only when more than 2 days late: on day %i %s', (day, expected) => {
    const terms = {
      interest: { annualRatePct: '0' },
      costs: { mode: 'single', bands: [{ from: '0', fixed: '20' }], afterDays: 2 },
    };
    expect(aCharge({ ...mexican, dueDate: '2026-03-01', asOf: `2026-03-0${day + 1}`, terms }).collectionCosts).toBe(
      expected,
    );
  });

  it('once, or for each notice; after a useful one, or without', () => {
    const asked = (given: object, facts: object) =>
      aCharge({
        ...mexican,
        dueDate: '2026-03-01',
        asOf: '2026-03-31',
        facts,
        terms: {
          interest: { annualRatePct: '0' },
          costs: { mode: 'single', bands: [{ from: '0', fixed: '20' }], ...given },
        },
      }).collectionCosts;
    expect(asked({}, { notices: 3 })).toBe('20.00');
    expect(asked({ per: 'notice' }, { notices: 3 })).toBe('60.00');
    expect(asked({ per: 'notice' }, { notices: 0 })).toBe('0.00');
    expect(asked({ afterUsefulNotice: true }, {})).toBe('0.00');
    expect(asked({ afterUsefulNotice: true }, { usefulNotice: true })).toBe('20.00');
  });
});

describe('Chile, consumers', () => {
  const unit = { code: 'UF', value: '10000' };
  const asked = (principal: string, day: number, usefulNotice = true, given = {}) =>
    aCharge({
      jurisdiction: 'CL',
      debtorType: 'consumer',
      currency: 'CLP',
      principal,
      dueDate: '2026-03-01',
      asOf: `2026-03-${day + 1}`,
      facts: { usefulNotice, unit },
      ...given,
    });

  it.each([
    [20, '0'],
    [21, '900'],
  ])('on day %i: %s', (day, expected) => {
    expect(asked('10000', day).collectionCosts).toBe(expected);
  });

  it.each([
    ['100000', '9000'],
    ['100100', '9006'],
    ['500000', '33000'],
    ['500100', '33003'],
  ])('the slices of 10 and 50 UF on %s: %s', (principal, expected) => {
    expect(asked(principal, 21).collectionCosts).toBe(expected);
  });

  it.each([
    ['22222', '0'],
    ['22223', '0'],
    ['22300', '7'],
    ['10000', '0'],
  ])('0.2 UF less without a useful notice, never below zero: on %s %s', (principal, expected) => {
    expect(asked(principal, 21, false).collectionCosts).toBe(expected);
  });

  it('an absent notice is none', () => {
    expect(asked('100000', 21, true, { facts: { unit } }).collectionCosts).toBe('7000');
  });

  it('paid by the twentieth day, nothing is charged', () => {
    const movements = [{ date: '2026-03-21', kind: 'payment', amount: '100000' }];
    expect(asked('100000', 30, true, { movements }).collectionCosts).toBe('0');
    expect(asked('100000', 30, true, { movements: [{ ...movements[0], date: '2026-03-22' }] }).collectionCosts).toBe(
      '9000',
    );
  });

  it('what was agreed is held to the scale', () => {
    const terms = (pct: string) => ({ costs: { mode: 'single', bands: [{ from: '0', pct }] } });
    expect(asked('100000', 21, true, { terms: terms('9') }).warnings.join()).not.toContain('above what');
    expect(asked('100000', 21, true, { terms: terms('5') }).collectionCosts).toBe('5000');
    const above = asked('100000', 21, true, { terms: terms('10') });
    expect(above.collectionCosts).toBe('9000');
    expect(above.warnings.join()).toContain('above what CL-consumer.collectionCosts allows');
    expect(asked('100000', 20, true, { terms: terms('5') }).collectionCosts).toBe('0');
    const unchecked = asked('100000', 21, true, { terms: terms('10'), facts: {} });
    expect(unchecked.collectionCosts).toBe('10000');
    expect(unchecked.warnings.join()).toContain('not checked against CL-consumer.collectionCosts');
  });

  it('needs the value of the UF once it charges', () => {
    expect(asked('100000', 20, true, { facts: {} }).collectionCosts).toBe('0');
    expect(() => asked('100000', 21, true, { facts: {} })).toThrow('CL-consumer.collectionCosts is in UF');
    expect(() => asked('100000', 21, true, { facts: { unit: { code: 'UVT', value: '1' } } })).toThrow('is in UF');
  });

  const facts = { usefulNotice: true };
  const values = [
    { from: '2026-03-01', pct: '5000' },
    { from: '2026-03-02', pct: '10000' },
    { from: '2026-03-03', pct: '20000' },
    { from: '2026-03-23', pct: '2000' },
  ];
  const uf = (...indices: readonly number[]) => ({ CL_UF: values.filter((_, index) => indices.includes(index)) });

  it.each([
    // 20, 10 and 5 UF on the day after the due date.
    ['2026-02-28', '7500'],
    ['2026-03-01', '9000'],
    ['2026-03-02', '9000'],
  ])('takes the value of the day after %s from its series: %s', (dueDate, expected) => {
    const given = { facts, dueDate, rates: uf(0, 1, 2, 3) };
    expect(asked('100000', 25, true, given).collectionCosts).toBe(expected);
  });

  it.each([
    [21, '9000'],
    [22, '6600'],
    [23, '6600'],
  ])('or of the day asked for, where agreed costs are on what remains: on day %i %s', (day, expected) => {
    const costs = { mode: 'single', bands: [{ from: '0', pct: '50' }], base: 'atAsOf' };
    const given = { facts, terms: { costs }, rates: uf(0, 1, 2, 3) };
    expect(asked('100000', day, true, given).collectionCosts).toBe(expected);
  });

  it('of a case a value stands until the next, as of other series', () => {
    expect(asked('100000', 21, true, { facts, rates: uf(0, 3) }).collectionCosts).toBe('7500');
  });

  it('the value of the case itself wins', () => {
    expect(asked('100000', 21, true, { rates: uf(0, 3) }).collectionCosts).toBe('9000');
  });

  it('is refused without either, with both remedies', () => {
    const refused = () => asked('100000', 21, true, { facts, rates: uf(2, 3) });
    expect(refused).toThrow('needs the value of CL_UF on 2026-03-02, which is not known');
    expect(refused).toThrow('in "rates" of the case; or state it as facts.unit of the case');
  });

  it('names the value in the source of each line', () => {
    const answer = asked('100000', 21, false, { facts: {}, rates: uf(1) });
    const ends = '; CL_UF 10000 CLP from 2026-03-02: given with the case';
    expect(answer.lines.map(({ source, amount }) => [source.endsWith(ends), amount])).toEqual([
      [true, '9000'],
      [true, '-2000'],
    ]);
  });
});

describe('compensation', () => {
  const euros = (given: object) =>
    aCharge({ jurisdiction: 'ES', currency: 'EUR', dueDate: '2026-03-01', asOf: '2026-03-02', ...given });

  it('that was agreed takes the place of the law’s', () => {
    expect(euros({ terms: { compensation: '55.50' } })).toMatchObject({
      compensation: '55.50',
      lines: [{}, { rule: 'agreed: 55.50' }],
    });
    expect(euros({ terms: { compensation: '0' } }).compensation).toBe('0.00');
  });

  it('I14: of 40 EUR on an invoice in another currency goes by what a euro is worth in it', () => {
    const dollars = (facts: object) => euros({ currency: 'USD', facts });
    expect(dollars({ unit: { code: 'EUR', value: '1.53' } }).compensation).toBe('61.20');
    const without = dollars({});
    expect(without.compensation).toBe('0.00');
    expect(without.warnings.join()).toContain('ES-business.compensation is in EUR: none is charged in USD');
  });

  it.each([
    ['DE', 'consumer', '0.00'],
    ['DE', 'business', '40.00'],
  ])('in %s for a %s: %s', (jurisdiction, debtorType, compensation) => {
    expect(euros({ jurisdiction, debtorType }).compensation).toBe(compensation);
  });
});

describe('what is doubtful', () => {
  it.each([
    ['GB', 'business', 'GBP', '2025-07-15', 'BOE_BANK_RATE 4.25 % from 2025-07-01 is from memory (M)'],
    ['ES', 'business', 'EUR', '2026-03-01', 'ES-business.dayCount is from memory (M)'],
    ['DE', 'business', 'EUR', '2026-03-01', 'DE-business.dayCount is from memory (M)'],
    ['IT', 'business', 'EUR', '2026-03-01', 'IT-business.compensation is from memory (M)'],
    ['PT', 'business', 'EUR', '2026-03-01', 'PT-business.interest is from memory (M)'],
    ['ES', 'consumer', 'EUR', '2026-03-01', 'ES-consumer.interest is from memory (M)'],
    ['CO', 'business', 'COP', '2025-10-05', 'CO-business.interest is from memory (M)'],
    ['MX', 'consumer', 'MXN', '2026-03-01', 'MX-consumer.dayCount is marked U'],
    ['EU', 'business', 'EUR', '2026-03-01', 'EU-business.dayCount is marked U'],
  ])('%s %s in %s, due on %s: %s', (jurisdiction, debtorType, currency, dueDate, warning) => {
    const asOf = `${dueDate.slice(0, 8)}28`;
    expect(aCharge({ jurisdiction, debtorType, currency, dueDate, asOf }).warnings.join('\n')).toContain(warning);
  });

  it('is not named where something else was agreed in its place', () => {
    expect(aCharge({ dueDate: '2026-03-01', asOf: '2026-03-28' }).warnings).toEqual([]);
    const terms = { interest: { annualRatePct: '12', dayCount: 'actual/365' }, compensation: '40' };
    for (const jurisdiction of ['ES', 'DE', 'IT', 'EU'])
      expect(
        aCharge({ jurisdiction, currency: 'EUR', dueDate: '2026-03-01', asOf: '2026-03-28', terms }).warnings,
      ).toEqual([]);
  });

  it.each([
    ['US', 'business', 'US-business.interest is marked U'],
    ['US', 'consumer', 'US-consumer-3p.interest is marked U'],
    ['EC', 'consumer', 'EC-consumer.interest is marked U'],
    ['CR', 'consumer', 'CR-consumer.interest is marked U'],
    ['GB', 'consumer', 'GB-consumer.interest is marked U (there is no such pack)'],
    ['ZZ', 'consumer', 'no pack of "ZZ" is known; there are packs for AR, BR'],
    ['CL', 'business', 'CL-business.interest needs the rate of CL_CORRIENTE for 2026-03-02 to 2026-03-28'],
    ['BR', 'consumer', 'needs the rate of BR_TAXA_LEGAL'],
    ['AR', 'consumer', 'needs the rate of AR_BCRA'],
    ['PE', 'consumer', 'needs the rate of PE_LEGAL'],
  ])('%s %s without a rate that was agreed is refused: %s', (jurisdiction, debtorType, message) => {
    expect(() => aCharge({ jurisdiction, debtorType, dueDate: '2026-03-01', asOf: '2026-03-28' })).toThrow(message);
  });

  it('without a pack of that debtor, what was agreed is all there is', () => {
    const answer = aCharge({ debtorType: 'consumer', dueDate: '2026-03-01', asOf: '2026-03-11', terms: daily() });
    expect(answer).toMatchObject({ interest: '10.00', compensation: '0.00' });
    expect(answer.warnings).toEqual([expect.stringContaining('there is no pack GB-consumer')]);
  });

  it('a consumer of Chile without an agreement owes no interest', () => {
    const chile = {
      jurisdiction: 'CL',
      debtorType: 'consumer',
      currency: 'CLP',
      principal: '1000',
      dueDate: '2026-03-01',
      asOf: '2026-03-11',
    };
    const answer = aCharge(chile);
    expect(answer.interest).toBe('0');
    expect(answer.warnings).toEqual([expect.stringContaining('no interest is charged')]);
  });

  it('Ecuador’s table holds for the first half of 2017', () => {
    const on = (dueDate: string, asOf: string) =>
      aCharge({
        jurisdiction: 'EC',
        debtorType: 'consumer',
        currency: 'USD',
        principal: '50',
        dueDate,
        asOf,
        terms: { interest: { annualRatePct: '0' } },
      });
    expect(on('2016-12-31', '2017-01-01').collectionCosts).toBe('9.00');
    expect(on('2017-06-29', '2018-01-01').collectionCosts).toBe('9.00');
    const later = on('2017-06-30', '2018-01-01');
    expect(later.collectionCosts).toBe('0.00');
    expect(later.warnings.join()).toContain(
      'EC-consumer.collectionCosts is known for debts late from 2017-01-01 to 2017-06-30 only',
    );
  });
});
