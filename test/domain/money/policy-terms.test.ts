// What a policy charges besides the principal: costs, compensation and the law's own figures, both sides of every boundary.
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import type { Debtor, Invoice, StepTaken } from '#domain/facts.ts';
import { chargeFactsOf } from '#domain/money/charge-facts-of.ts';
import type { RateBook } from '#domain/money/charges/rate-book.ts';
import { type ChargesDue, chargesDueIfKnown } from '#domain/money/charges-due.ts';
import type { LedgerEntry, LedgerKind } from '#domain/money/ledger.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { publishedRates, rateBookWith } from '#rules/known-rates.ts';
import { termsUnder } from '#rules/terms-under.ts';
import { aDebtor, anInvoice, aPolicy, aTaking } from '#test/fixtures.ts';

type Charging = Partial<Pick<PolicyContent, 'interest' | 'costs' | 'compensation' | 'acknowledge' | 'jurisdiction'>>;
type Given = {
  readonly policy: Charging;
  readonly debtor?: Partial<Debtor>;
  readonly invoice?: Partial<Invoice>;
  readonly entries?: readonly LedgerEntry[];
  readonly asOf?: string;
  readonly rates?: RateBook;
  readonly coming?: number;
};

const due = '2026-03-02';
const entry = (kind: LedgerKind, amount: number, effective: string, currency = 'EUR'): LedgerEntry => ({
  ...{ id: `${kind}-${effective}`, kind, amount, currency, effective, source: 'x' },
  recordedAt: `${effective}T12:00:00.000Z`,
});
const charged = ({
  policy,
  debtor,
  invoice: given,
  entries = [],
  asOf = '2026-04-02',
  coming = 0,
  rates = publishedRates,
}: Given): ChargesDue => {
  const { interest: _, ...standard } = aPolicy().content;
  const content = { ...standard, ...policy };
  const invoice = anInvoice({ due, ...given });
  const who = aDebtor(debtor);
  const { amount, currency, issued } = invoice;
  const ledger = [entry('principal', amount, issued, currency), ...entries];
  return chargesDueIfKnown({ entries: ledger, invoice, asOf, rates }, () => {
    const terms = termsUnder(content, who, invoice, { asOf, rates });
    return { terms, facts: chargeFactsOf(invoice, who.timeZone, terms, coming) };
  });
};
type Costs = NonNullable<PolicyContent['costs']>;
const costsOf = (costs: Partial<Costs>, given: Omit<Given, 'policy'> = {}): number =>
  charged({ ...given, policy: { costs: { ...plain, ...costs } } }).collectionCosts.amount;
const plain: Costs = {
  bands: {
    EUR: [
      { from: '0', fixed: '5.00' },
      { from: '500.00', pct: '1', max: '40.00' },
    ],
  },
  ...{ mode: 'single', base: 'atDelay', per: 'once', afterDays: 0, afterUsefulNotice: false },
};
const noticeAt = (day: number, given: Partial<StepTaken> = {}) =>
  aTaking(`${addDays(due, day)}T10:00:00.000Z`, { stage: 'extrajudicial', notice: true, ...given });

describe('costs of collecting', () => {
  it.each([
    [49_999, 500],
    [50_000, 500],
    [60_000, 600],
    [400_000, 4000],
    [400_100, 4000],
  ])('of one band: on %i they are %i', (amount, expected) => {
    expect(costsOf({}, { invoice: { amount } })).toBe(expected);
  });

  it.each([
    [50_000, 500],
    [50_100, 501],
    [60_000, 600],
  ])('by slices: on %i they are %i', (amount, expected) => {
    expect(costsOf({ mode: 'slices' }, { invoice: { amount } })).toBe(expected);
  });

  it('are none in a currency that the policy does not name, nor for the other kind of debtor', () => {
    expect(costsOf({}, { invoice: { currency: 'USD' } })).toBe(0);
    expect(costsOf({ debtorType: 'consumer' })).toBe(0);
    expect(costsOf({ debtorType: 'consumer' }, { debtor: { type: 'consumer' } })).toBe(1000);
  });

  it.each([
    [29, 0],
    [30, 0],
    [31, 1000],
  ])('after 30 days: on day %i they are %i', (day, expected) => {
    expect(costsOf({ afterDays: 30 }, { asOf: addDays(due, day) })).toBe(expected);
  });

  it('for each notice count those that were taken in writing in the extrajudicial stage, and the one being written', () => {
    const steps = {
      one: noticeAt(31),
      two: noticeAt(45, { outcome: 'delivered' }),
      call: noticeAt(46, { channel: 'call', outcome: 'task' }),
      bounced: noticeAt(50, { outcome: 'failed' }),
      early: aTaking('2026-03-09T10:00:00.000Z', { stage: 'administrative' }),
    };
    expect(costsOf({ per: 'notice' })).toBe(0);
    expect(costsOf({ per: 'notice' }, { coming: 1 })).toBe(1000);
    expect(costsOf({ per: 'notice' }, { coming: 1, invoice: { steps } })).toBe(3000);
    expect(costsOf({ per: 'once' }, { coming: 1, invoice: { steps } })).toBe(1000);
  });

  it.each([
    [-1, {}, 0],
    [0, {}, 0],
    [1, {}, 1000],
    [29, {}, 1000],
    [10, { outcome: 'failed' }, 0],
    [10, { channel: 'call', outcome: 'task' }, 0],
  ] as const)('after a useful notice: one on day %i with %j gives %i', (day, given, expected) => {
    const steps = { notice: noticeAt(day, { stage: 'administrative', ...given }) };
    expect(costsOf({ afterUsefulNotice: true }, { invoice: { steps } })).toBe(expected);
  });

  it('the day of a notice is that of the debtor', () => {
    const steps = { notice: aTaking('2026-03-03T02:00:00.000Z', { stage: 'administrative' }) };
    expect(costsOf({ afterUsefulNotice: true }, { invoice: { steps } })).toBe(1000);
    const bogota = { timeZone: 'America/Bogota' };
    expect(costsOf({ afterUsefulNotice: true }, { debtor: bogota, invoice: { steps } })).toBe(0);
  });

  it('are on what was overdue, or on what remains', () => {
    const entries = [entry('payment', 80_000, '2026-03-20')];
    expect(costsOf({}, { entries })).toBe(1000);
    expect(costsOf({ base: 'atAsOf' }, { entries })).toBe(500);
    expect(costsOf({}, { entries: [entry('payment', 80_000, '2026-03-02')] })).toBe(500);
  });
});

describe('held to the law', () => {
  const ecuador = { jurisdiction: 'EC', type: 'consumer' } as const;
  const dollars = { currency: 'USD', issued: '2017-01-02', due: '2017-03-01', amount: 6000 };
  const inEcuador = (fixed: string) =>
    charged({
      policy: { costs: { ...plain, bands: { USD: [{ from: '0', fixed }] } } },
      ...{ debtor: ecuador, invoice: dollars, asOf: '2017-03-31' },
    });

  it.each([
    ['11.99', 1199],
    ['12.00', 1200],
    ['12.01', 1200],
  ])('costs of %s where the law allows 12.00 are %i', (fixed, expected) => {
    const { collectionCosts, warnings } = inEcuador(fixed);
    expect(collectionCosts.amount).toBe(expected);
    expect(warnings.some((said) => said.includes('above what EC-consumer.collectionCosts allows'))).toBe(
      fixed > '12.00',
    );
  });

  const compensationOf = (
    amount: NonNullable<PolicyContent['compensation']>['amount'],
    given: Omit<Given, 'policy'>,
  ): number => charged({ ...given, policy: { compensation: { amount } } }).compensation.amount;
  const pounds = (amount: number) => ({
    debtor: { jurisdiction: 'GB' },
    invoice: { currency: 'GBP', amount },
  });

  it.each([
    [99_999, '39.99', 3999],
    [99_999, '40.01', 4000],
    [100_000, '40.01', 4001],
    [100_000, '70.01', 7000],
    [1_000_000, '100.01', 10_000],
  ])('a compensation on %i of %s in Britain is %i', (amount, stated, expected) => {
    expect(compensationOf({ GBP: stated }, pounds(amount))).toBe(expected);
  });

  it.each([
    [99_999, 4000],
    [100_000, 7000],
    [999_999, 7000],
    [1_000_000, 10_000],
  ])('by law on %i in Britain it is %i', (amount, expected) => {
    expect(compensationOf('law', pounds(amount))).toBe(expected);
  });

  it('by law it is a share in Chile, in Spain for businesses alone, and nothing where no law is known', () => {
    const pesos = { currency: 'CLP', amount: 1_000_000 };
    expect(compensationOf('law', { debtor: { jurisdiction: 'CL' }, invoice: pesos })).toBe(10_000);
    expect(compensationOf('law', { debtor: { jurisdiction: 'ES' } })).toBe(4000);
    expect(compensationOf('law', { debtor: { jurisdiction: 'ES', type: 'consumer' } })).toBe(0);
    expect(compensationOf('law', {})).toBe(0);
  });

  it('from memory it counts once the policy acknowledges it', () => {
    const policy = { compensation: { amount: 'law' } } as const;
    const debtor = { jurisdiction: 'IT' };
    const doubted = charged({ policy, debtor });
    expect(doubted.compensation.amount).toBe(0);
    expect(doubted.unknown).toContain('IT-business.compensation is from memory (M)');
    const accepted = charged({ policy: { ...policy, acknowledge: ['IT-business.compensation'] }, debtor });
    expect([accepted.compensation.amount, accepted.unknown]).toEqual([4000, undefined]);
  });
});

describe('costs by law', () => {
  const chilean = { jurisdiction: 'CL', type: 'consumer', timeZone: 'America/Santiago' } as const;
  const pesos = { currency: 'CLP', amount: 1_632_307 };
  const byLaw = { ...plain, bands: 'law' } satisfies Costs;
  const unit = { code: 'UF', value: '27205.11' };
  const on = (day: number, given: Partial<Invoice> = {}, costs: PolicyContent['costs'] = { ...byLaw, unit }) =>
    charged({ policy: { costs }, debtor: chilean, invoice: { ...pesos, ...given }, asOf: addDays(due, day) });

  it.each([
    [20, 0],
    [21, 92_497],
  ])('in Chile on day %i without a useful notice are %i', (day, expected) => {
    expect(on(day).collectionCosts.amount).toBe(expected);
  });

  it.each([
    [15, 97_938],
    [16, 92_497],
  ])('with a notice on day %i are %i', (day, expected) => {
    const steps = { notice: noticeAt(day, { stage: 'administrative' }) };
    expect(on(21, { steps }).collectionCosts.amount).toBe(expected);
  });

  it('without the value of its unit nothing is claimed, and it is told', () => {
    const { collectionCosts, unknown } = on(21, {}, byLaw);
    expect(collectionCosts.amount).toBe(0);
    expect(unknown).toContain('CL-consumer.collectionCosts is in UF: tell its value');
    expect(on(20, {}, byLaw).unknown).toBeUndefined();
  });
});

describe('costs in a unit of which the policy states no value', () => {
  const chilean = { jurisdiction: 'CL', type: 'consumer', timeZone: 'America/Santiago' } as const;
  const pesos = { currency: 'CLP', amount: 100_000 };
  const unit = { code: 'UF' };
  const usefulNotice = { steps: { notice: noticeAt(3, { stage: 'administrative' }) } };
  // 100,000 pesos are 10, 20 and 5 UF: 9 % of the first 10, and 6 % of the rest.
  const uf = (...values: readonly (readonly [string, string])[]) =>
    rateBookWith(values.map(([from, percent]) => ({ series: 'CL_UF', from, percent, source: 'Banco Central' })));
  const lateOn = '2026-03-03';
  const days = [
    ['2026-03-02', '5000'],
    [lateOn, '10000'],
    ['2026-03-04', '20000'],
    ['2026-03-23', '5000'],
    ['2026-03-24', '2000'],
  ] as const;
  const on = (asOf: string, costs: Partial<Costs>, rates: RateBook, invoice: Partial<Invoice> = {}) =>
    charged({
      ...{ policy: { costs: { ...plain, bands: 'law', unit, ...costs } }, debtor: chilean, asOf, rates },
      invoice: { ...pesos, ...usefulNotice, ...invoice },
    });

  it.each([
    ['2026-03-22', 0],
    ['2026-03-23', 9000],
    ['2026-03-24', 9000],
    ['2027-03-24', 9000],
  ])('go by the first day on which it is late, also on %s: %i', (asOf, expected) => {
    const { collectionCosts, unknown } = on(asOf, {}, uf(...days));
    expect([collectionCosts.amount, unknown]).toEqual([expected, undefined]);
  });

  it.each([
    ['2026-03-01', 7500],
    ['2026-03-02', 9000],
    ['2026-03-03', 9000],
  ])('of an invoice that is due on %s are %i', (dueDate, expected) => {
    expect(on('2026-04-02', {}, uf(...days), { due: dueDate }).collectionCosts.amount).toBe(expected);
  });

  it.each([
    // 20, then 50 UF: 9 % of 10 and 6 % of the rest.
    ['2026-03-23', 7500],
    ['2026-03-24', 6600],
    ['2026-03-25', 0],
  ])('go by the day asked for where they are on what remains: on %s %i', (asOf, expected) => {
    const { collectionCosts, unknown } = on(asOf, { base: 'atAsOf' }, uf(...days));
    expect(collectionCosts.amount).toBe(expected);
    expect(unknown?.includes(`needs the value of CL_UF on ${asOf}`)).toBe(expected === 0 ? true : undefined);
  });

  it('are not claimed without the value of that day, and it is told which', () => {
    const [before, , after] = days;
    const { collectionCosts, unknown } = on('2026-03-23', {}, uf(before, after));
    expect(collectionCosts.amount).toBe(0);
    expect(unknown).toBe(
      'CL-consumer.collectionCosts is in UF and needs the value of CL_UF on 2026-03-03, which is not known; bring it with `recaudo rates import`, or in "rates" of the case; or state it as facts.unit of the case or costs.unit of the policy, such as { "code": "UF", "value": "…" }',
    );
    // Before they arise nothing is missing.
    expect(on('2026-03-22', {}, uf()).unknown).toBeUndefined();
  });

  it('go by the value that the policy states, where it states one', () => {
    const stated = { unit: { code: 'UF', value: '5000' } };
    expect(on('2026-03-23', stated, uf(...days)).collectionCosts.amount).toBe(7500);
    expect(on('2026-03-23', stated, uf()).collectionCosts.amount).toBe(7500);
  });

  it.each([
    ['another unit', { code: 'UVT' }, 'CLP'],
    ['another currency', unit, 'USD'],
  ])('are not claimed by the series of %s', (_, named, currency) => {
    const { collectionCosts, unknown } = on('2026-03-23', { unit: named }, uf(...days), { currency });
    expect([collectionCosts.amount, unknown]).toEqual([0, expect.stringContaining('is in UF: tell its value')]);
  });

  it('name the value in the source of each line', () => {
    const sources = on('2026-03-23', {}, uf(...days)).lines.map(({ ground }) => ground.source);
    expect(sources).toEqual([expect.stringMatching(/SERNAC .*; CL_UF 10000 CLP from 2026-03-03: Banco Central$/)]);
  });

  it('that were agreed are held to the scale of that day', () => {
    const agreed = { bands: { CLP: [{ from: '0', pct: '10' }] } };
    const held = on('2026-03-23', agreed, uf(...days));
    expect([held.collectionCosts.amount, held.warnings.join()]).toEqual([9000, expect.stringContaining('above what')]);
    const unchecked = on('2026-03-23', agreed, uf());
    expect(unchecked.collectionCosts.amount).toBe(10_000);
    expect(unchecked.warnings.join()).toContain('the value of CL_UF on 2026-03-03 is missing');
  });
});

describe('interest by law', () => {
  const byLaw = { annualRatePercent: 'law' };
  const spanish = { jurisdiction: 'ES' };
  const acknowledge = ['ES-business.dayCount'];

  it('takes the rate of each half-year with the margin of the law', () => {
    const { interest, lines } = charged({
      ...{ policy: { interest: byLaw, acknowledge }, debtor: spanish, asOf: '2026-07-10' },
    });
    expect(lines.map(({ from, to, ratePct }) => [from, to, ratePct])).toEqual([
      ['2026-03-03', '2026-06-30', '10.15'],
      ['2026-07-01', '2026-07-10', '10.4'],
    ]);
    // 1000.00 × (10.15 % × 120 + 10.40 % × 10) ÷ 365.
    expect(interest.amount).toBe(3622);
  });

  it.each([
    ['2026-12-31', undefined],
    ['2027-01-01', 'ES-business.interest needs the rate of ECB_MRO for 2027-01-01, which is not known'],
  ])('on %s: %s', (asOf, unknown) => {
    const {
      interest,
      unknown: told,
      lines,
    } = charged({
      ...{ policy: { interest: byLaw, acknowledge }, debtor: spanish, asOf },
      entries: [entry('interest', 1234, '2026-04-10')],
    });
    if (unknown === undefined) expect([told, interest.amount > 1234]).toEqual([undefined, true]);
    else {
      expect(told).toContain(unknown);
      // Nothing new, and what was claimed stays.
      expect([lines, interest]).toEqual([[], { amount: 1234, claimed: 1234, unpaid: 1234 }]);
    }
  });

  it('needs a way of counting that somebody has verified or acknowledged', () => {
    expect(charged({ policy: { interest: byLaw }, debtor: spanish }).unknown).toContain(
      'ES-business.dayCount is from memory',
    );
  });

  it('goes by the country of the policy for debtors that name none, and by that of the debtor otherwise', () => {
    const policy = { interest: byLaw, acknowledge, jurisdiction: 'ES' };
    expect(charged({ policy }).lines[0]?.ratePct).toBe('10.15');
    expect(charged({ policy, debtor: { jurisdiction: 'GB' } }).lines[0]?.ratePct).toBe('11.75');
    expect(charged({ policy: { interest: byLaw } }).unknown).toContain('none.interest is marked U');
  });
});

describe('what notices have claimed', () => {
  const compensation = { amount: { EUR: '40.00' } } as const;
  const claimed = [entry('compensation', 4000, '2026-04-01'), entry('collection-cost', 700, '2026-04-01')];

  it('is counted against what is due, kind by kind', () => {
    const {
      compensation: one,
      collectionCosts,
      interest,
    } = charged({
      policy: { compensation, costs: plain },
      entries: claimed,
    });
    expect(one).toEqual({ amount: 4000, claimed: 4000, unpaid: 4000 });
    expect(collectionCosts).toEqual({ amount: 1000, claimed: 700, unpaid: 1000 });
    expect(interest).toEqual({ amount: 0, claimed: 0, unpaid: 0 });
  });

  it('stays where the policy charges that kind no more', () => {
    const { compensation: one, collectionCosts } = charged({ policy: { compensation }, entries: claimed });
    expect([one.amount - one.claimed, collectionCosts.amount - collectionCosts.claimed]).toEqual([0, 0]);
    expect(collectionCosts.unpaid).toBe(700);
  });

  it('counts what a notice in doubt has claimed as claimed, and not as owed', () => {
    const invoice = anInvoice({ due });
    const principal = entry('principal', invoice.amount, invoice.issued);
    const known = { asOf: '2026-04-02', rates: publishedRates };
    const on = (policy: Charging) =>
      chargesDueIfKnown(
        {
          ...{ entries: [principal], invoice, ...known },
          inDoubt: { compensation: 4000, 'collection-cost': 300 },
        },
        () => ({
          terms: termsUnder({ ...aPolicy().content, ...policy }, aDebtor(), invoice, known),
          facts: { usefulNotice: false, notices: 0 },
        }),
      );
    expect(on({ compensation, costs: plain })).toMatchObject({
      compensation: { amount: 4000, claimed: 4000, unpaid: 4000 },
      collectionCosts: { amount: 1000, claimed: 300, unpaid: 1000 },
    });
    // Nothing is given back of a kind that the policy does not charge.
    expect(on({ compensation }).collectionCosts).toEqual({ amount: 300, claimed: 300, unpaid: 0 });
  });

  it('waits for grace to pass', () => {
    const interest = { annualRatePercent: '12', grace: { days: 31, mode: 'delay' } } as const;
    const on = (asOf: string) => charged({ policy: { interest, compensation }, asOf }).compensation.amount;
    expect([on('2026-04-02'), on('2026-04-03')]).toEqual([0, 4000]);
  });
});
