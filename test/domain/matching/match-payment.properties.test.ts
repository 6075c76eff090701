// Laws of matching, over small portfolios in which names, numbers and amounts collide all the time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexCandidates, keepCandidates } from '#domain/matching/candidate-index.ts';
import type { IncomingPayment, MatchResult, OpenInvoice } from '#domain/matching/match.ts';
import { matchPayment } from '#domain/matching/match-payment.ts';
import { anOpenInvoice, aPayment } from './candidates.ts';

const words = ['Taller', 'Rojas', 'Norte', 'Lucía', 'Ortega', 'Müller', 'Clínica'];
const aName = fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((some) => some.join(' '));
const aNumber = fc.constantFrom('F-1001', 'F1001', 'F-1002', '1001', '2026/0012', '4711', '17', 'A-20001', '20001');
const anAmount = fc.oneof(fc.constantFrom(100_00, 200_00, 300_00, 420_00), fc.integer({ min: 1, max: 500_00 }));
const aDay = fc.constantFrom('2026-01-01', '2026-01-02', '2026-02-01');
const references = ['RF814711000815', '471100081569', '47110812'];

const anInvoice = fc
  .record({
    invoice: aNumber,
    debtor: fc.constantFrom('d1', 'd2', 'd3', 'd4'),
    debtorName: aName,
    balance: anAmount,
    issued: aDay,
    due: aDay,
    otherNames: fc.uniqueArray(fc.constantFrom(...references), { maxLength: 1 }),
  })
  .map((told) => anOpenInvoice(told));
const aPortfolio = fc.uniqueArray(anInvoice, {
  maxLength: 8,
  selector: ({ debtor, invoice }) => `${debtor} ${invoice}`,
});
const referenceWords = fc.array(
  fc.constantFrom('PAGO', 'FACT', 'F1001', 'f-1002', '1001', '2026-0012', '4711', '17', '20001', 'Y', ...references),
  { maxLength: 5 },
);
const somePayment = fc.record({
  amount: anAmount,
  reference: referenceWords.map((some) => some.join(', ')),
  payer: fc.oneof(fc.constant(''), aName),
  tolerance: fc.constantFrom(0, 0, 500),
});
type Some = { readonly amount: number; readonly reference: string; readonly payer: string; readonly tolerance: number };

/** Half of the payments are made to fit: the number, the name and the amount of an invoice of the portfolio. */
const aCase = fc.tuple(aPortfolio, somePayment, fc.nat(7), fc.nat(7)).map(([portfolio, payment, fits, at]) => {
  const invoice = portfolio[at];
  const { amount, reference, payer } = payment;
  const fitting = invoice && {
    amount: fits & 1 ? invoice.balance : amount,
    reference: fits & 2 ? `${invoice.invoice}, ${reference}` : reference,
    payer: fits & 4 ? invoice.debtorName : payer,
  };
  return { portfolio, payment: { ...payment, ...fitting } };
});

const match = (portfolio: readonly OpenInvoice[], { tolerance, ...told }: Some): MatchResult => {
  const payment: IncomingPayment = aPayment(told);
  return matchPayment(payment, indexCandidates(portfolio), { tolerance });
};
const runs = { numRuns: 1500 };

describe('matching', () => {
  it('takes invoices and words in any order', () => {
    const shuffled = aCase.chain(({ portfolio, payment }) =>
      fc.record({
        portfolio: fc.constant(portfolio),
        payment: fc.constant(payment),
        reordered: fc.shuffledSubarray([...portfolio], { minLength: portfolio.length }),
        payer: wordsInAnyOrder(payment.payer, ' '),
        reference: wordsInAnyOrder(payment.reference, ', '),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ portfolio, payment, reordered, payer, reference }) => {
        expect(match(reordered, { ...payment, payer, reference })).toEqual(match(portfolio, payment));
      }),
      runs,
    );
  });

  it('finds in kept candidates, whatever debtors owe anew, what it finds in those laid out anew', () => {
    const changes = fc.array(fc.tuple(fc.constantFrom('d1', 'd2', 'd3', 'd4'), fc.array(anInvoice, { maxLength: 4 })), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(aCase, changes, ({ portfolio, payment: { tolerance, ...told } }, changed) => {
        const kept = keepCandidates(portfolio);
        let now = portfolio;
        for (const [debtor, owed] of changed) {
          const own = [...new Map(owed.map((each) => [each.invoice, { ...each, debtor }])).values()];
          kept.replace(debtor, own);
          now = [...now.filter((each) => each.debtor !== debtor), ...own];
        }
        const payment = aPayment(told);
        expect(matchPayment(payment, kept.index, { tolerance })).toEqual(
          matchPayment(payment, indexCandidates(now), { tolerance }),
        );
      }),
      runs,
    );
  });

  it('allocates no more than was paid, and no more to an invoice than it owes', () => {
    fc.assert(
      fc.property(aCase, ({ portfolio, payment }) => {
        const result = match(portfolio, payment);
        if (result.kind === 'certain') {
          const total = checkedTotal(portfolio, result.debtor, result.allocations);
          expect(result.left).toBeGreaterThanOrEqual(0);
          expect(total + result.left).toBe(payment.amount);
        }
        if (result.kind === 'doubtful') {
          for (const { debtor, allocations, score } of result.candidates) {
            expect(checkedTotal(portfolio, debtor, allocations)).toBeLessThanOrEqual(payment.amount);
            expect(score).toBeGreaterThanOrEqual(20);
            expect(score).toBeLessThanOrEqual(100);
          }
        }
      }),
      runs,
    );
  });

  it('does not see invoices of another currency', () => {
    fc.assert(
      fc.property(aCase, fc.array(anInvoice, { maxLength: 4 }), ({ portfolio, payment }, more) => {
        const foreign = more.map((invoice) => ({ ...invoice, currency: 'USD' }));
        expect(match([...foreign, ...portfolio], payment)).toEqual(match(portfolio, payment));
      }),
      runs,
    );
  });

  it('does not see the legal form of a name', () => {
    const forms = fc.constantFrom(
      ' S.L.',
      ' SL',
      ' S.A.',
      ', S. A.',
      ' SAS',
      ' S A S',
      ' Ltda',
      ' GmbH',
      ' Ltd',
      ' S.A. de C.V.',
    );
    fc.assert(
      fc.property(aCase, forms, forms, ({ portfolio, payment }, form, another) => {
        const renamed = portfolio.map((invoice) => ({ ...invoice, debtorName: `${invoice.debtorName}${form}` }));
        const payer = payment.payer === '' ? '' : `${payment.payer}${another}`;
        expect(match(renamed, { ...payment, payer })).toEqual(match(portfolio, payment));
      }),
      runs,
    );
  });

  it('stays certain when somebody unrelated owes too', () => {
    const unrelated = fc.integer({ min: 1, max: 9 }).map((digit) =>
      anOpenInvoice({
        invoice: `Z-88${digit}00`,
        debtor: 'stranger',
        debtorName: 'Somebody Else',
        balance: 1_000_000 + digit,
      }),
    );
    let certain = 0;
    fc.assert(
      fc.property(aCase, unrelated, ({ portfolio, payment }, invoice) => {
        const result = match(portfolio, payment);
        if (result.kind === 'certain') certain += 1;
        expect(match([...portfolio, invoice], payment)).toEqual(result);
      }),
      runs,
    );
    expect(certain).toBeGreaterThan(runs.numRuns / 20);
  });

  it('is never certain of one of two that have the same', () => {
    fc.assert(
      fc.property(aPortfolio, somePayment, fc.nat(7), (portfolio, payment, at) => {
        const twins = portfolio.flatMap((invoice) => [invoice, { ...invoice, debtor: `${invoice.debtor}-twin` }]);
        const told = { ...payment, amount: portfolio[at]?.balance ?? payment.amount };
        expect(['doubtful', 'unknown']).toContain(match(twins, told).kind);
      }),
      runs,
    );
  });
});

const wordsInAnyOrder = (text: string, between: string) => {
  const all = text.split(between);
  return fc.shuffledSubarray(all, { minLength: all.length }).map((some) => some.join(between));
};

type Allocations = readonly { readonly invoice: string; readonly amount: number }[];

const checkedTotal = (portfolio: readonly OpenInvoice[], debtor: string, allocations: Allocations): number => {
  for (const { invoice, amount } of allocations) {
    const owed = portfolio.find((each) => each.debtor === debtor && each.invoice === invoice);
    expect(amount).toBeGreaterThan(0);
    expect(amount).toBeLessThanOrEqual(owed?.balance ?? 0);
  }
  expect(new Set(allocations.map(({ invoice }) => invoice)).size).toBe(allocations.length);
  return allocations.reduce((sum, { amount }) => sum + amount, 0);
};
