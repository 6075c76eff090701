// What the check says of a policy that leaves figures to the law, or states more than it allows.
import { describe, expect, it } from 'vitest';
import { type CheckedBy, checkPolicy, missingRatesOf } from '#policies/check-policy.ts';
import { defaultPolicyText } from '#policies/default-policy.ts';
import { publishedRates, rateBookWith } from '#rules/known-rates.ts';

const found = (lines: readonly string[], today = '2026-03-02', rates: CheckedBy['rates'] = publishedRates) => {
  const text = ['extends: default', ...lines].join('\n');
  const { ok, problems, lints } = checkPolicy(text, { today, rates, resolve: () => defaultPolicyText() });
  const said = [...problems, ...lints].filter(
    ({ code }) => !['unverified-law', 'looser-than-law', 'idle-acknowledgement'].includes(code),
  );
  return {
    ok,
    said: said.map(({ severity, code, field, reason, remedy }) => `${severity} ${code} ${field}: ${reason}. ${remedy}`),
  };
};
const spain = ['jurisdiction: ES', 'debtorType: business', 'acknowledge: [ES-business.dayCount]'];
const interestByLaw = 'interest: { annualRatePercent: law }';

describe('interest by law', () => {
  it.each(['2025-07-03', '2026-12-31'])('is fine on %s, when the rate is published', (today) => {
    expect(found([...spain, interestByLaw], today)).toEqual({ ok: true, said: [] });
  });

  it.each(['2025-06-30', '2027-01-01'])('is an error on %s: it names the series and the day', (today) => {
    const { ok, said } = found([...spain, interestByLaw], today);
    expect(ok).toBe(false);
    expect(said).toEqual([
      expect.stringContaining(
        `error missing-rate interest.annualRatePercent: ES-business.interest needs the rate of ECB_MRO for ${today}`,
      ),
    ]);
  });

  it('is an error where its own way of counting is from memory, until that is acknowledged', () => {
    const { ok, said } = found(['jurisdiction: ES', 'debtorType: business', interestByLaw]);
    expect([ok, said]).toEqual([false, [expect.stringContaining('error unverified-value interest.annualRatePercent')]]);
  });

  it.each([
    [['debtorType: business'], 'error no-law'],
    [['jurisdiction: ZZ', 'debtorType: business'], 'error no-law'],
    [['jurisdiction: CL', 'debtorType: consumer'], 'error no-rate-by-law'],
    [['jurisdiction: US', 'debtorType: business'], 'error unknown-value'],
    [['jurisdiction: FR'], 'error unknown-value interest.annualRatePercent: FR-consumer.interest'],
  ])('of %j: %s', (lines, expected) => {
    const { ok, said } = found([...lines, interestByLaw]);
    expect([ok, said]).toEqual([false, [expect.stringContaining(expected)]]);
  });

  it('an agreed rate is told to be above the cap from the first fraction on', () => {
    const colombia = ['jurisdiction: CO', 'debtorType: consumer'];
    const of = (rate: string) => found([...colombia, `interest: { annualRatePercent: "${rate}" }`], '2025-10-10');
    expect(of('24.36')).toEqual({ ok: true, said: [] });
    expect(of('24.361').said).toEqual([
      expect.stringContaining(
        'warning above-the-cap interest.annualRatePercent: on 2025-10-10: what was agreed is above the cap of CO-consumer.interest',
      ),
    ]);
  });
});

describe('amounts by law', () => {
  it.each([
    [[...spain, 'compensation: { amount: law }'], []],
    [['jurisdiction: ES', 'compensation: { amount: law }'], []],
    [['jurisdiction: CL', 'debtorType: business', 'compensation: { amount: law }'], []],
    [['jurisdiction: ES', 'compensation: { amount: law, debtorType: consumer }'], ['error no-compensation-by-law']],
    [['jurisdiction: IT', 'debtorType: business', 'compensation: { amount: law }'], ['error unverified-value']],
    [['compensation: { amount: law }'], ['error no-law']],
    [[...spain, 'costs: { bands: law }'], ['error no-costs-by-law']],
    [['jurisdiction: CL', 'debtorType: consumer', 'costs: { bands: law }'], ['error missing-unit']],
    [['jurisdiction: CL', 'debtorType: consumer', 'costs: { bands: law, unit: { code: UF, value: "39000" } }'], []],
    [
      ['jurisdiction: CL', 'debtorType: consumer', 'costs: { bands: law, unit: { code: UVT, value: "1" } }'],
      ['error missing-unit'],
    ],
  ])('%j: %j', (lines, expected) => {
    const { ok, said } = found(lines);
    expect([ok, said]).toEqual([expected.length === 0, expected.map((each) => expect.stringContaining(each))]);
  });
});

describe('a unit without a value', () => {
  const chile = (unit: string) => ['jurisdiction: CL', 'debtorType: consumer', `costs: { bands: law${unit} }`];
  const named = chile(', unit: { code: UF }');
  const uf = rateBookWith([{ series: 'CL_UF', from: '2026-03-02', percent: '39000.12', source: 'Banco Central' }]);

  it.each(['2026-03-01', '2026-03-03'])('is an error on %s: it names the series and the day', (today) => {
    const { ok, said } = found(named, today, uf);
    expect([ok, said]).toEqual([
      false,
      [
        expect.stringMatching(
          new RegExp(
            `error missing-unit costs.bands: CL-consumer.collectionCosts .* CL_UF on ${today}.* import it with recaudo rates import`,
          ),
        ),
      ],
    ]);
  });

  it('is fine on the day of which the value is known', () => {
    expect(found(named, '2026-03-02', uf)).toEqual({ ok: true, said: [] });
  });

  it('is not called missing where the rates of the stack are not at hand, and is when they are', () => {
    expect(found(named, '2026-03-02', 'later')).toEqual({ ok: true, said: [] });
    const { content } = checkPolicy(['extends: default', ...named].join('\n'), {
      ...{ today: '2026-03-02', resolve: () => defaultPolicyText() },
    });
    if (content === undefined) throw new Error('the policy does not hold');
    expect(missingRatesOf(content, '2026-03-02', uf)).toEqual([]);
    expect(missingRatesOf(content, '2026-03-03', uf)).toEqual([expect.stringContaining('CL_UF on 2026-03-03')]);
  });

  it.each([
    ['', 'later'],
    [', unit: { code: UVT }', uf],
    [', unit: { code: UVT, value: "1" }', uf],
  ] as const)('left out, or of another name, is no help: %j', (unit, rates) => {
    const { said } = found(chile(unit), '2026-03-02', rates);
    expect(said).toEqual([expect.stringContaining('or name it as unit: { code: UF } and import CL_UF')]);
  });

  it('is refused where no series says what it is worth', () => {
    expect(found(chile(', unit: { code: UTM }')).said).toEqual([
      'error value costs.unit.value: is missing, and no series says what such a unit is worth. state it as value: "…"',
    ]);
    expect(found(chile(', unit: { code: UTM, value: "1" }')).said).toEqual([expect.stringContaining('missing-unit')]);
  });
});

describe('amounts of the policy', () => {
  const costs = (...bands: readonly string[]) => `costs: { bands: { EUR: [${bands.join(', ')}] } }`;
  it.each([
    [costs('{ from: "0", fixed: "5.00" }', '{ from: "10", pct: "1" }'), []],
    [costs('{ from: "0.01", fixed: "5" }'), ['costs.bands.EUR.0.from: is the first band']],
    [costs('{ from: "0" }', '{ from: "10" }', '{ from: "10.00" }'), ['costs.bands.EUR.2.from: does not rise']],
    [costs('{ from: "0", min: "5.01", max: "5.00" }'), ['costs.bands.EUR.0.max: is less than min (5.01)']],
    [costs('{ from: "0", min: "5.00", max: "5.00" }'), []],
    [costs('{ from: "0", fixed: "5.001" }'), ['costs.bands.EUR.0.fixed']],
    [costs('{ from: "0", fixed: 5 }'), ['costs.bands.EUR.0.fixed: expected string']],
    [costs('{ from: "0", fxed: "5" }'), ['unknown-field costs.bands.EUR.0.fxed']],
    ['costs: { bands: { EURO: [{ from: "0" }] } }', ['costs.bands.EURO: is no currency']],
    ['costs: { bands: lawful }', ['costs.bands: "lawful" is not accepted. use law, or amounts by currency']],
    ['compensation: { amount: { EUR: "40.00" } }', []],
    ['compensation: { amount: { EUR: "40.001" } }', ['compensation.amount.EUR']],
    ['compensation: { amount: "40" }', ['compensation.amount: "40" is not accepted. use law, or amounts by currency']],
    ['interest: { annualRatePercent: lawful }', ['interest.annualRatePercent: "lawful" is not accepted']],
  ])('%s: %j', (line, expected) => {
    const { ok, said } = found([line]);
    expect(said).toEqual(expected.map((each) => expect.stringContaining(each)));
    expect(ok).toBe(expected.length === 0);
  });
});
