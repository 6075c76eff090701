// Payments and the invoices that they are for: what is certain, what only says who, and what a person decides.
import { describe, expect, it } from 'vitest';
import { indexCandidates } from '#domain/matching/candidate-index.ts';
import type { DebtorNames, IncomingPayment, MatchResult, OpenInvoice } from '#domain/matching/match.ts';
import { matchPayment } from '#domain/matching/match-payment.ts';
import { anOpenInvoice, aPayment } from './candidates.ts';

const rojas = (invoice: string, balance: number, told: Partial<OpenInvoice> = {}) =>
  anOpenInvoice({ invoice, balance, ...told });
const lucia = (invoice: string, balance: number, told: Partial<OpenInvoice> = {}) =>
  anOpenInvoice({ invoice, balance, debtor: 'lucia', debtorName: 'Lucía Fernández Ortega', ...told });
const other = (debtor: string, debtorName: string, balance: number, told: Partial<OpenInvoice> = {}) =>
  anOpenInvoice({ debtor, debtorName, balance, invoice: `X-${debtor}`, ...told });

const open = [
  rojas('F-1001', 420_00),
  rojas('F-1002', 99_95, { issued: '2026-01-05', due: '2026-02-04' }),
  lucia('F-2001', 310_07, { otherNames: ['RF814711000815', '471100081569'] }),
  lucia('F-2002', 45_10, { issued: '2026-01-05', due: '2026-02-04' }),
  lucia('777', 12_00, { issued: '2026-01-06', due: '2026-02-05' }),
];
const match = (
  told: Partial<IncomingPayment>,
  more: readonly OpenInvoice[] = [],
  tolerance = 0,
  debtors: readonly DebtorNames[] = [],
): MatchResult => matchPayment(aPayment(told), indexCandidates([...open, ...more], debtors), { tolerance });

/** "certain rojas 100: F-1001 420.00, left 5", "debtor-only rojas 50", "doubtful rivals: rojas 95, lucia 95". */
const said = (result: MatchResult): string => {
  switch (result.kind) {
    case 'certain': {
      const parts = result.allocations.map(({ invoice, amount }) => `${invoice} ${amount}`).join(', ');
      return `certain ${result.debtor} ${result.score}: ${parts}; left ${result.left}`;
    }
    case 'debtor-only':
      return `debtor-only ${result.debtor} ${result.score}: ${result.unapplied}`;
    case 'doubtful':
      return `doubtful ${result.because}: ${result.candidates.map(({ debtor, score }) => `${debtor} ${score}`).join(', ')}`;
    case 'unknown':
      return 'unknown';
  }
};

describe('certain is', () => {
  it.each([
    ['a number with its amount', { reference: 'PAGO F1001' }, 'certain rojas 100: F-1001 42000; left 0'],
    [
      'several with their sum',
      { reference: 'F1001 Y F-1002', amount: 519_95 },
      'certain rojas 100: F-1001 42000, F-1002 9995; left 0',
    ],
    [
      'several with less, oldest first',
      { reference: 'F1002 F1001', amount: 430_00 },
      'certain rojas 80: F-1001 42000, F-1002 1000; left 0',
    ],
    [
      'several with more',
      { reference: 'F1002 F1001', amount: 520_00 },
      'certain rojas 80: F-1001 42000, F-1002 9995; left 5',
    ],
    ['a part of one', { reference: 'F1001', amount: 1 }, 'certain rojas 80: F-1001 1; left 0'],
    ['what the payer names', { invoices: ['f1001'], amount: 7 }, 'certain rojas 80: F-1001 7; left 0'],
    [
      'a number told beside one that is not open, with its amount',
      { invoices: ['F1001', 'F1009'] },
      'certain rojas 95: F-1001 42000; left 0',
    ],
    ['a structured reference', { reference: 'RF81 4711 0008 15', amount: 9 }, 'certain lucia 95: F-2001 9; left 0'],
    ['one in a text', { reference: 'PAGO RF81 4711 0008 15 GRACIAS', amount: 9 }, 'certain lucia 95: F-2001 9; left 0'],
    ['a Belgian one', { reference: '+++471/1000/81569+++', amount: 9 }, 'certain lucia 95: F-2001 9; left 0'],
    [
      'one among what the payer names',
      { invoices: ['RF814711000815'], amount: 9 },
      'certain lucia 95: F-2001 9; left 0',
    ],
    [
      'a reference, whoever pays',
      { reference: 'RF814711000815', payer: 'TALLER MECANICO ROJAS', amount: 9 },
      'certain lucia 95: F-2001 9; left 0',
    ],
    ['a name with an amount', { payer: 'TALLER MECANICO ROJAS' }, 'certain rojas 95: F-1001 42000; left 0'],
    ['part of a name with an amount', { payer: 'TALLER ROJAS SAS' }, 'certain rojas 87: F-1001 42000; left 0'],
    [
      'a name with all that is owed',
      { payer: 'Rojas Taller Mecanico', amount: 519_95 },
      'certain rojas 95: F-1001 42000, F-1002 9995; left 0',
    ],
    [
      'a name with the one sum of a few',
      { payer: 'LUCIA FERNANDEZ ORTEGA', amount: 322_07 },
      'certain lucia 95: F-2001 31007, 777 1200; left 0',
    ],
    [
      'a name in the text where nobody is told',
      { reference: 'TRANSF DE LUCIA FERNANDEZ ORTEGA', amount: 310_07 },
      'certain lucia 87: F-2001 31007; left 0',
    ],
    [
      'a number with its amount, whoever pays',
      { reference: 'F1001', payer: 'LUCIA FERNANDEZ ORTEGA' },
      'certain rojas 100: F-1001 42000; left 0',
    ],
  ])('%s', (_, told, expected) => {
    expect(said(match(told))).toBe(expected);
  });

  const four = [other('acme', 'Acme Norte SL', 500_00, { invoice: '4711' })];
  const twin = [other('twin', 'Taller Mecánico Rojas Ltda', 71_30)];
  it.each([
    ['four digits with an amount', { reference: '4711', amount: 500_00 }, four, 'certain acme 95: 4711 50000; left 0'],
    [
      'four digits with a name',
      { reference: '4711', payer: 'ACME NORTE', amount: 5 },
      four,
      'certain acme 100: 4711 5; left 0',
    ],
    [
      'a name shared by two with the amount of one',
      { payer: 'TALLER MECANICO ROJAS' },
      twin,
      'certain rojas 95: F-1001 42000; left 0',
    ],
    [
      'a number of two debtors with the amount of one',
      { reference: 'F1001' },
      [other('acme', 'Acme Norte', 1, { invoice: 'F1001' })],
      'certain rojas 95: F-1001 42000; left 0',
    ],
    [
      'a name and one of equal balances told by its last digits',
      { payer: 'TALLER MECANICO ROJAS', reference: 'FACTURA 1003' },
      [rojas('F-1003', 420_00)],
      'certain rojas 100: F-1003 42000; left 0',
    ],
    [
      'a name with an amount that another owes too',
      { payer: 'TALLER MECANICO ROJAS' },
      [other('acme', 'Acme', 420_00)],
      'certain rojas 95: F-1001 42000; left 0',
    ],
    [
      'a name within with an amount that another owes too',
      { payer: 'TALLER ROJAS' },
      [other('acme', 'Acme', 420_00)],
      'certain rojas 87: F-1001 42000; left 0',
    ],
    [
      'a debtor-wide reference with the amount of one',
      { reference: 'RF45AB12', amount: 33_30 },
      ['A-1', 'A-2'].map((invoice, at) => other('acme', 'Acme', 33_30 + at, { invoice, otherNames: ['RF45AB12'] })),
      'certain acme 100: A-1 3330; left 0',
    ],
    [
      'a number that no other has in this currency',
      { reference: 'F1001' },
      [other('acme', 'Acme', 420_00, { invoice: 'F-1001', currency: 'USD' })],
      'certain rojas 100: F-1001 42000; left 0',
    ],
  ])('%s', (_, told, more, expected) => {
    expect(said(match(told, more))).toBe(expected);
  });

  it('told with its reasons', () => {
    expect(match({ reference: 'F1001', payer: 'Taller Mecánico Rojas' })).toEqual({
      kind: 'certain',
      debtor: 'rojas',
      score: 100,
      reasons: ['invoice-number', 'name-equal', 'amount-exact'],
      allocations: [{ invoice: 'F-1001', amount: 420_00 }],
      left: 0,
    });
  });
});

describe('only the debtor is known', () => {
  it.each([
    ['by name alone', { payer: 'TALLER MECANICO ROJAS', amount: 5 }, [], 'debtor-only rojas 50: 5'],
    [
      'by name, where another only owes the amount',
      { payer: 'TALLER MECANICO ROJAS', amount: 5 },
      [other('acme', 'Acme', 5)],
      'debtor-only rojas 50: 5',
    ],
    [
      'by name, where two invoices owe the amount',
      { payer: 'TALLER MECANICO ROJAS' },
      [rojas('F-1003', 420_00)],
      'debtor-only rojas 80: 42000',
    ],
    [
      'by name, where round amounts make the sum by chance',
      { payer: 'ACME NORTE', amount: 300_00 },
      [100_00, 200_00, 400_00].map((balance) => other('acme', 'Acme Norte', balance, { invoice: `A-${balance}` })),
      'debtor-only acme 50: 30000',
    ],
    [
      'by a number, where another of its invoices owes just the amount',
      { reference: 'F1001', amount: 99_95 },
      [],
      'debtor-only rojas 80: 9995',
    ],
    [
      'by name and a number, beside one that is not open',
      { reference: 'F1001 F1009', payer: 'TALLER ROJAS', amount: 500_00 },
      [],
      'debtor-only rojas 92: 50000',
    ],
    [
      'by a number that two of its invoices have',
      { reference: 'F 1001', amount: 5 },
      [rojas('F1001', 7)],
      'debtor-only rojas 80: 5',
    ],
  ])('%s', (_, told, more, expected) => {
    expect(said(match(told, more))).toBe(expected);
  });

  it('by a name of one that owes nothing, in any currency', () => {
    const told = { payer: 'NUEVA LUZ', currency: 'CHF', amount: 5 };
    expect(said(match(told, [], 0, [{ debtor: 'luz', names: ['Luz Ltd', 'Nueva Luz GmbH'] }]))).toBe(
      'debtor-only luz 50: 5',
    );
  });

  it('by name, where the bank kept a fee', () => {
    const told = { payer: 'TALLER MECANICO ROJAS', amount: 419_50 };
    expect(said(match(told, [], 50))).toBe('debtor-only rojas 52: 41950');
    expect(said(match(told, [], 49))).toBe('debtor-only rojas 50: 41950');
  });
});

describe('a person decides', () => {
  const four = [other('acme', 'Acme Norte SL', 500_00, { invoice: '4711' })];
  const twins = ['one', 'two'].map((debtor) => other(debtor, 'Ana Ruiz Mora', 61_30));
  it.each([
    [
      'two with the same name and amount',
      { payer: 'ANA RUIZ MORA', amount: 61_30 },
      twins,
      'doubtful rivals: one 95, two 95',
    ],
    ['two with the same name', { payer: 'ANA RUIZ MORA', amount: 5 }, twins, 'doubtful too-little: one 50, two 50'],
    ['numbers of two', { reference: 'F1001 F2001', amount: 730_07 }, [], 'doubtful rivals: lucia 80, rojas 80'],
    [
      'a number against a name',
      { reference: 'F2001', payer: 'TALLER MECANICO ROJAS', amount: 5 },
      [],
      'doubtful rivals: lucia 80, rojas 50',
    ],
    [
      'a number against part of a name',
      { reference: 'F2001', payer: 'TALLER ROJAS', amount: 5 },
      [],
      'doubtful rivals: lucia 80, rojas 42',
    ],
    ['a number against the amount of another', { reference: 'F2001' }, [], 'doubtful rivals: lucia 80, rojas 45'],
    [
      'a reference against a name with its amount',
      { reference: 'RF814711000815', payer: 'TALLER MECANICO ROJAS' },
      [],
      'doubtful rivals: lucia 95, rojas 95',
    ],
    [
      'part of a name with an amount against an equal name',
      { payer: 'TALLER ROJAS' },
      [other('acme', 'Taller Rojas', 9)],
      'doubtful rivals: rojas 87, acme 50',
    ],
    [
      'a number beside one that is not open, and no amount',
      { reference: 'F1001 F1009', amount: 5 },
      [],
      'doubtful too-little: rojas 50',
    ],
    [
      'a number against a name alike',
      { reference: 'F2001', payer: 'T ROJAS', amount: 5 },
      [],
      'doubtful rivals: lucia 80, rojas 20',
    ],
    [
      'a number told beside one that is not open',
      { invoices: ['F1001', 'F1009'], amount: 5 },
      [],
      'doubtful too-little: rojas 50',
    ],
    ['four digits alone', { reference: '4711', amount: 5 }, four, 'doubtful too-little: acme 50'],
    ['an amount alone', {}, [], 'doubtful too-little: rojas 45'],
    ['the last digits of a number with its amount', { reference: 'FACTURA 1001' }, [], 'doubtful too-little: rojas 55'],
    ['a short number with its amount', { reference: '777', amount: 12_00 }, [], 'doubtful too-little: lucia 55'],
    ['part of a name alone', { payer: 'TALLER ROJAS', amount: 5 }, [], 'doubtful too-little: rojas 42'],
    ['a name alike with its amount', { payer: 'T ROJAS' }, [], 'doubtful too-little: rojas 65'],
  ])('between %s', (_, told, more, expected) => {
    expect(said(match(told, more))).toBe(expected);
  });

  it('with what to confirm, and whose chasing pauses meanwhile', () => {
    expect(match({ reference: 'F2001' })).toEqual({
      kind: 'doubtful',
      because: 'rivals',
      candidates: [
        {
          debtor: 'lucia',
          score: 80,
          reasons: ['invoice-number'],
          allocations: [{ invoice: 'F-2001', amount: 310_07 }],
        },
        { debtor: 'rojas', score: 45, reasons: ['amount-exact'], allocations: [{ invoice: 'F-1001', amount: 420_00 }] },
      ],
      pause: ['lucia', 'rojas'],
    });
  });

  it('and nobody pauses for an amount that more than three owe, of whom ten are listed', () => {
    const owing = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        other(`d${String(at).padStart(2, '0')}`, `Word${at} Debtor${at}`, 50_00),
      );
    const paused = (count: number) => {
      const result = match({ amount: 50_00 }, owing(count));
      return result.kind === 'doubtful' ? [result.candidates.length, result.pause.length] : [];
    };
    expect([3, 4, 10, 11].map(paused)).toEqual([
      [3, 3],
      [4, 0],
      [10, 0],
      [10, 0],
    ]);
  });
});

describe('nobody fits', () => {
  it.each([
    ['without a clue', { payer: 'SOMEBODY ELSE', reference: 'PAGO', amount: 5 }],
    ['with a short number', { reference: 'FACT 777', amount: 5 }],
    ['in a currency in which nobody owes', { reference: 'F1001', payer: 'TALLER MECANICO ROJAS', currency: 'USD' }],
    ['with a reference whose check digits are off', { reference: 'RF824711000815', amount: 5 }],
  ])('%s', (_, told) => {
    expect(match(told)).toEqual({ kind: 'unknown' });
  });

  it('to what owes nothing', () => {
    expect(matchPayment(aPayment({ reference: 'F1001' }), indexCandidates([rojas('F-1001', 0)]))).toEqual({
      kind: 'unknown',
    });
  });

  it.each([0, -1, 1.5, Number.NaN])('to %s', (amount) => {
    expect(() => match({ amount })).toThrow('give minor units above zero');
  });
});
