// Why an invoice is left alone, and until when. Days are counted from the due date.
import { describe, expect, it } from 'vitest';
import { claimable, isChased, longestHold, pauseOf } from '#domain/decisions/pause-of.ts';
import type { Debtor, Facts, Hold, Invoice } from '#domain/facts.ts';
import { aDebtor, anInvoice, aPerson, aPolicy, someFacts } from '#test/fixtures.ts';
import { dateOf, on, type PolicyInput } from './builders.ts';

const policyOf = (given: Partial<PolicyInput> = {}) => aPolicy({ promise: {}, minimumBalance: {}, ...given }).content;
const pauseOn = (day: number, given: Partial<Facts>, policy: Partial<PolicyInput> = {}) =>
  pauseOf(someFacts(given), policyOf(policy), dateOf(day));
const held = (holds: Readonly<Record<string, Hold>>, given: Partial<Invoice> = {}) => anInvoice({ holds, ...given });

describe('nobody is chased', () => {
  it.each(['deceased', 'bankrupt'] as const)('who is %s, whatever else there is', (stop) => {
    const invoice = held({ d: { reason: 'dispute', until: dateOf(20) } });
    expect(pauseOn(10, { invoice, person: aPerson({ stop }) })).toEqual({ because: stop, until: null, bound: [] });
  });

  it('else everybody is', () => {
    expect(pauseOn(10, {})).toBe(undefined);
  });
});

describe('a hold', () => {
  it.each(['dispute', 'promise', 'plan', 'payment-in-flight', 'bankruptcy', 'offer', 'manual'] as const)(
    'for %s pauses until it is released',
    (reason) => {
      expect(pauseOn(10, { invoice: held({ h: { reason } }) })).toEqual({ because: reason, until: null, bound: [] });
      expect(pauseOn(10, { invoice: held({ h: { reason, released: true } }) })).toBe(undefined);
    },
  );

  it.each([
    [9, on(10, '00:00')],
    [10, undefined],
    [11, undefined],
  ])('until day 10: on day %i it ends at %s', (day, until) => {
    expect(pauseOn(day, { invoice: held({ h: { reason: 'manual', until: dateOf(10) } }) })?.until).toBe(until);
  });

  it('ends with the day of the debtor', () => {
    const debtor = aDebtor({ timeZone: 'America/Lima' });
    expect(pauseOn(9, { debtor, invoice: held({ h: { reason: 'manual', until: dateOf(10) } }) })?.until).toBe(
      on(10, '05:00'),
    );
  });

  it('that was released stands no longer, though its day has not come', () => {
    expect(pauseOn(9, { invoice: held({ h: { reason: 'manual', until: dateOf(10), released: true } }) })).toBe(
      undefined,
    );
  });

  it('of the debtor pauses every invoice of it', () => {
    const debtor = aDebtor({ holds: { h: { reason: 'plan' } } });
    expect(pauseOn(10, { debtor })).toEqual({ because: 'plan', until: null, bound: [] });
  });

  it('of the debtor pauses by whatever amount', () => {
    const debtor = aDebtor({ holds: { h: { reason: 'plan', amount: 1 } } });
    expect(pauseOn(10, { debtor })?.because).toBe('plan');
  });
});

describe('a promise', () => {
  const promised = held({ p: { reason: 'promise', until: dateOf(10) } });

  it.each([
    [0, 9, on(10, '00:00')],
    [0, 10, undefined],
    [1, 10, on(11, '00:00')],
    [1, 11, undefined],
    [5, 14, on(15, '00:00')],
    [5, 15, undefined],
  ])('with %i days of tolerance: on day %i it ends at %s', (toleranceDays, day, until) => {
    expect(pauseOn(day, { invoice: promised }, { promise: { toleranceDays } })?.until).toBe(until);
  });

  it('names the tolerance where there is one', () => {
    expect(pauseOn(9, { invoice: promised }, { promise: { toleranceDays: 1 } })?.bound).toEqual([
      { by: 'policy', field: 'promise.toleranceDays' },
    ]);
    expect(pauseOn(9, { invoice: promised })?.bound).toEqual([]);
  });

  it('without a day has no end, and tolerance gives it none', () => {
    const open = held({ p: { reason: 'promise' } });
    expect(pauseOn(9, { invoice: open }, { promise: { toleranceDays: 1 } })?.until).toBe(null);
  });

  it('alone is given tolerance', () => {
    const disputed = held({ d: { reason: 'dispute', until: dateOf(10) } });
    expect(pauseOn(9, { invoice: disputed }, { promise: { toleranceDays: 3 } })).toEqual({
      because: 'dispute',
      until: on(10, '00:00'),
      bound: [],
    });
    expect(pauseOn(10, { invoice: disputed }, { promise: { toleranceDays: 3 } })).toBe(undefined);
  });
});

describe('of several holds', () => {
  const longest = (own: Readonly<Record<string, Hold>>, ofDebtor: Readonly<Record<string, Hold>> = {}) =>
    longestHold(held(own), aDebtor({ holds: ofDebtor }), policyOf(), dateOf(5));
  const until = (day: number, reason: Hold['reason'] = 'manual'): Hold => ({ reason, until: dateOf(day) });

  it('none is none', () => {
    expect(longest({})).toBe(undefined);
    expect(longest({ a: until(5), b: { reason: 'dispute', released: true } })).toBe(undefined);
  });

  it('the one that stands longest is named, in whatever order they were placed', () => {
    expect(longest({ a: until(9), b: until(8, 'plan') })).toEqual({ id: 'a', reason: 'manual', until: dateOf(9) });
    expect(longest({ a: until(8), b: until(9, 'plan') })).toEqual({ id: 'b', reason: 'plan', until: dateOf(9) });
  });

  it('of two that end together the first is named', () => {
    expect(longest({ a: until(9), b: until(9, 'plan') })?.id).toBe('a');
  });

  it('one without end stands longest, and the first of two of those', () => {
    expect(longest({ a: until(9), b: { reason: 'plan' } })).toEqual({ id: 'b', reason: 'plan', until: undefined });
    expect(longest({ a: { reason: 'plan' }, b: until(900) })?.id).toBe('a');
    expect(longest({ a: { reason: 'plan' }, b: { reason: 'dispute' } })?.id).toBe('a');
  });

  it('that of the debtor counts as well as the own', () => {
    expect(longest({ a: until(9) }, { d: until(10, 'plan') })?.id).toBe('d');
    expect(longest({ a: until(10) }, { d: until(9, 'plan') })?.id).toBe('a');
  });

  it('one that is over does not hide one that stands', () => {
    expect(longest({ a: until(4), b: until(6) })?.id).toBe('b');
  });
});

describe('a part that is held', () => {
  const part = (amount: number, given: Partial<Hold> = {}): Hold => ({ reason: 'dispute', amount, ...given });

  it.each([
    [[], 100_000],
    [[part(40_000)], 60_000],
    [[part(40_000), part(10_000)], 50_000],
    [[part(40_000, { released: true }), part(10_000)], 90_000],
    [[part(40_000, { until: dateOf(5) })], 100_000],
    [[part(40_000, { until: dateOf(6) })], 60_000],
    [[part(100_000)], 0],
    [[part(140_000)], 0],
    [[{ reason: 'manual' }], 100_000],
    [[part(0)], 100_000],
  ] as const)('%j of 1,000.00 leaves %i cents to ask for', (holds, left) => {
    const invoice = held(Object.fromEntries(holds.map((hold, index) => [`h${index}`, hold])), { amount: 100_000 });
    expect(claimable(invoice, policyOf(), dateOf(5))).toBe(left);
  });

  it('leaves the rest to be chased', () => {
    expect(pauseOn(5, { invoice: held({ d: part(99_999) }) })).toBe(undefined);
  });

  it('pauses the invoice when it is all of it', () => {
    expect(pauseOn(5, { invoice: held({ d: part(100_000, { until: dateOf(20) }) }) })).toEqual({
      because: 'dispute',
      until: on(20, '00:00'),
      bound: [],
    });
  });

  it('pauses the invoice with the other parts', () => {
    expect(pauseOn(5, { invoice: held({ a: part(60_000), b: part(40_000, { reason: 'plan' }) }) })?.because).toBe(
      'dispute',
    );
  });
});

describe('a small balance', () => {
  const minimum = { minimumBalance: { EUR: '5.00' } };
  const of = (balance: number, given: Partial<Invoice> = {}) => anInvoice({ amount: 100_000, balance, ...given });

  it.each([
    [1, true],
    [499, true],
    [500, false],
    [501, false],
  ])('of %i cents, where 5.00 are the least: is left alone %s', (balance, isLeft) => {
    expect(pauseOn(5, { invoice: of(balance) }, minimum)).toEqual(
      isLeft
        ? { because: 'small-balance', until: null, bound: [{ by: 'policy', field: 'minimumBalance' }] }
        : undefined,
    );
  });

  it.each([
    [4_999, true],
    [5_000, false],
  ])('of %i cents, where a twentieth is the least: is left alone %s', (balance, isLeft) => {
    expect(pauseOn(5, { invoice: of(balance) }, { minimumBalancePercent: '5' })).toEqual(
      isLeft
        ? { because: 'small-balance', until: null, bound: [{ by: 'policy', field: 'minimumBalancePercent' }] }
        : undefined,
    );
  });

  it('is one of its own currency', () => {
    const both = { minimumBalance: { EUR: '5.00', CLP: '1000' } };
    expect(pauseOn(5, { invoice: of(499, { currency: 'USD' }) }, both)).toBe(undefined);
    expect(pauseOn(5, { invoice: of(999, { currency: 'CLP' }) }, both)?.because).toBe('small-balance');
    expect(pauseOn(5, { invoice: of(1_000, { currency: 'CLP' }) }, both)).toBe(undefined);
  });

  it('is told by one policy for each currency, again and again', () => {
    const policy = policyOf({ minimumBalance: { EUR: '5.00', CLP: '1000' } });
    const isSmall = (balance: number, currency: string) =>
      pauseOf(someFacts({ invoice: of(balance, { currency }) }), policy, dateOf(5)) !== undefined;
    for (let round = 0; round < 2; round += 1) {
      expect([isSmall(499, 'EUR'), isSmall(500, 'EUR')]).toEqual([true, false]);
      expect([isSmall(999, 'CLP'), isSmall(1_000, 'CLP')]).toEqual([true, false]);
      expect(isSmall(1, 'USD')).toBe(false);
    }
  });

  it('is what is left to ask for, and ends with the first part that is held no more', () => {
    const invoice = of(1_000, {
      holds: {
        a: { reason: 'dispute', amount: 300, until: dateOf(9) },
        b: { reason: 'dispute', amount: 300, until: dateOf(8) },
        over: { reason: 'dispute', amount: 300, until: dateOf(4) },
        never: { reason: 'dispute', amount: 100 },
      },
    });
    expect(pauseOn(5, { invoice }, minimum)).toMatchObject({ because: 'small-balance', until: on(8, '00:00') });
    const debtor = aDebtor({ timeZone: 'America/Lima' });
    expect(pauseOn(5, { invoice, debtor }, minimum)?.until).toBe(on(8, '05:00'));
  });

  it('has no end where the part that is held has none', () => {
    const invoice = of(1_000, { holds: { d: { reason: 'dispute', amount: 600 } } });
    expect(pauseOn(5, { invoice }, minimum)).toMatchObject({ because: 'small-balance', until: null });
  });

  it('ends with a promise for a part only after its tolerance', () => {
    const invoice = of(1_000, { holds: { p: { reason: 'promise', amount: 600, until: dateOf(8) } } });
    expect(pauseOn(5, { invoice }, { ...minimum, promise: { toleranceDays: 2 } })?.until).toBe(on(10, '00:00'));
  });
});

describe('money that no invoice has used', () => {
  const other = anInvoice({ invoice: 'F-2', amount: 50_000 });
  const own = anInvoice();
  const with_ = (given: Partial<Debtor>, open: readonly Invoice[] = [own, other], policy: Partial<PolicyInput> = {}) =>
    pauseOn(5, { invoice: own, open, debtor: aDebtor(given) }, policy);

  it.each([
    [149_999, undefined],
    [150_000, 'credit-covers'],
    [150_001, 'credit-covers'],
  ])('%i cents, where 1,500.00 are open: %s', (credit, because) => {
    expect(with_({ credit: { EUR: credit } })?.because).toBe(because);
  });

  it('that covers all that is open leaves all of it alone until a fact changes it', () => {
    expect(with_({ credit: { EUR: 150_000 } })).toEqual({ because: 'credit-covers', until: null, bound: [] });
  });

  it('counts what is open in its own currency only', () => {
    const foreign = { ...other, currency: 'USD' };
    expect(with_({ credit: { EUR: 100_000 } }, [own, foreign])?.because).toBe('credit-covers');
    expect(with_({ credit: { USD: 500_000 } }, [own, foreign])).toBe(undefined);
  });

  it.each([
    [1, 'credit-unapplied'],
    [0, undefined],
    [-1, undefined],
  ])('of %i cents, where any stops chasing: %s', (credit, because) => {
    const policy = { payments: { unapplied: 'pause' } } as const;
    expect(with_({ credit: { EUR: credit } }, [own, other], policy)?.because).toBe(because);
  });

  it('of which there is none stops nothing where any does', () => {
    const policy = { payments: { unapplied: 'pause' } } as const;
    expect(with_({ credit: {} }, [own, other], policy)).toBe(undefined);
    expect(with_({ credit: { USD: 5 } }, [own, other], policy)).toBe(undefined);
  });

  it('where any stops chasing names that rule', () => {
    const policy = { payments: { unapplied: 'pause' } } as const;
    expect(with_({ credit: { EUR: 1 } }, [own], policy)).toEqual({
      because: 'credit-unapplied',
      until: null,
      bound: [{ by: 'policy', field: 'payments.unapplied' }],
    });
  });

  it('that is nothing, or less, covers nothing, though nothing is listed as open', () => {
    expect(with_({ credit: { EUR: 0 } }, [])).toBe(undefined);
    expect(with_({ credit: { EUR: -1 } }, [])).toBe(undefined);
    expect(with_({ credit: {} }, [])).toBe(undefined);
    expect(with_({ credit: { EUR: 1 } }, [])?.because).toBe('credit-covers');
  });

  it('that is being put to invoices leaves those of its currency alone', () => {
    expect(with_({ allocating: ['EUR'] })).toEqual({ because: 'payment-allocating', until: null, bound: [] });
    expect(with_({ allocating: ['EUR', 'USD'], credit: { EUR: 10 } })?.because).toBe('payment-allocating');
    expect(with_({ allocating: ['USD'] })).toBe(undefined);
  });
});

describe('which reason is given', () => {
  it('a hold before a small balance, a small balance before money', () => {
    const debtor = aDebtor({ credit: { EUR: 900_000 } });
    const policy = { minimumBalance: { EUR: '5.00' } };
    const small = anInvoice({ amount: 100 });
    expect(pauseOn(5, { invoice: { ...small, holds: { h: { reason: 'manual' } } }, debtor }, policy)?.because).toBe(
      'manual',
    );
    expect(pauseOn(5, { invoice: small, debtor }, policy)?.because).toBe('small-balance');
    expect(pauseOn(5, { debtor }, policy)?.because).toBe('credit-covers');
  });
});

describe('an invoice counts among those that are chased', () => {
  const counts = (invoice: Invoice, debtor = aDebtor(), policy: Partial<PolicyInput> = {}) =>
    isChased(invoice, debtor, policyOf(policy), dateOf(5));

  it.each([
    [1, true],
    [0, false],
    [-1, false],
  ])('while something is open: %i cents, %s', (balance, isCounted) => {
    expect(counts(anInvoice({ balance }))).toBe(isCounted);
  });

  it('unless it is held, or its debtor is', () => {
    expect(counts(held({ h: { reason: 'manual' } }))).toBe(false);
    expect(counts(anInvoice(), aDebtor({ holds: { h: { reason: 'manual' } } }))).toBe(false);
  });

  it('unless it is too small', () => {
    const policy = { minimumBalance: { EUR: '5.00' } };
    expect(counts(anInvoice({ amount: 499 }), aDebtor(), policy)).toBe(false);
    expect(counts(anInvoice({ amount: 500 }), aDebtor(), policy)).toBe(true);
  });

  it('whatever money its debtor has', () => {
    expect(counts(anInvoice(), aDebtor({ credit: { EUR: 900_000 } }))).toBe(true);
  });
});
