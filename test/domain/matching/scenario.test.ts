// Two thousand payments over a known portfolio, told in quirky ways: whatever is called certain is right.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { indexCandidates } from '#domain/matching/candidate-index.ts';
import type { MatchResult, OpenInvoice } from '#domain/matching/match.ts';
import { matchPayment } from '#domain/matching/match-payment.ts';
import { isMod97 } from '#domain/matching/structured-reference.ts';
import { parseAmount } from '#domain/money/money.ts';
import { madeUpName, type Quirky, quirkyPayments } from './quirky-payments.ts';

const american = z.string().transform((text) => {
  const [month = '', day = '', year = ''] = text.split('/');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
});
const rows = z
  .array(
    z.object({
      customerID: z.string(),
      InvoiceDate: american,
      DueDate: american,
      SettledDate: american,
      InvoiceAmount: z.string(),
    }),
  )
  .parse(parse(readFileSync('samples/ibm-late-payments.csv', 'utf8'), { columns: true }));
const customers = [...new Set(rows.map(({ customerID }) => customerID))].toSorted();

/** Numbers in three series, one of them of four digits at first. */
const numberOf = (at: number): string =>
  [`FV-${String(900 + at).padStart(6, '0')}`, `2026/${String(at).padStart(5, '0')}`, `${1_000 + at * 7}`][at % 3] ?? '';

const referenceOf = (at: number): string => {
  const own = String(4_711_000_000 + at * 13);
  const digits = Array.from({ length: 99 }, (_, check) => `RF${String(check).padStart(2, '0')}${own}`);
  return digits.find(isMod97) ?? '';
};
const portfolio = rows.map(
  ({ customerID, InvoiceDate, DueDate, InvoiceAmount }, at): OpenInvoice => ({
    invoice: numberOf(at),
    debtor: customerID,
    debtorName: madeUpName(customers.indexOf(customerID)),
    currency: 'EUR',
    balance: parseAmount(InvoiceAmount, 'EUR').amount,
    issued: InvoiceDate,
    due: DueDate,
    otherNames: [referenceOf(at)],
  }),
);
const openOn = (day: string) =>
  portfolio.filter((_, at) => (rows[at]?.InvoiceDate ?? '') <= day && (rows[at]?.SettledDate ?? '') > day);

const isRight = (result: MatchResult, { truth }: Quirky): boolean => {
  if (result.kind === 'certain')
    return (
      result.debtor === truth?.debtor && result.allocations.every(({ invoice }) => truth.invoices.includes(invoice))
    );
  if (result.kind === 'debtor-only') return result.debtor === truth?.debtor;
  if (result.kind === 'doubtful') return result.candidates.some(({ debtor }) => debtor === truth?.debtor);
  return truth === undefined;
};

describe.each([
  ['all at once', portfolio, 1],
  ['as open on a day', openOn('2013-02-15'), 2],
])('two thousand payments over invoices %s', (name, open, seed) => {
  const index = indexCandidates(open);
  const matched = quirkyPayments(open, 2_000, seed).map((quirky) => ({
    quirky,
    result: matchPayment(quirky.payment, index, { tolerance: 30 }),
  }));

  it('are never certain of the wrong invoice, nor of the wrong debtor', () => {
    const wrong = matched.filter(
      ({ quirky, result }) => (result.kind === 'certain' || result.kind === 'debtor-only') && !isRight(result, quirky),
    );
    expect(wrong).toEqual([]);
  });

  it('are certain for the most part, where they say enough', () => {
    const told = (kind: MatchResult['kind']) => matched.filter(({ result }) => result.kind === kind);
    const shares = ['certain', 'debtor-only', 'doubtful', 'unknown'] as const;
    const line = shares.map((kind) => {
      const all = told(kind);
      const right = all.filter(({ quirky, result }) => isRight(result, quirky));
      return `${kind} ${percent(all.length, matched.length)} (right ${percent(right.length, all.length)})`;
    });
    console.log(`${open.length} invoices ${name}, ${matched.length} payments: ${line.join(', ')}`);
    expect(told('certain').length).toBeGreaterThan(matched.length / 2);
  });
});

it('ten thousand invoices are looked up, not read one by one', () => {
  let reads = 0;
  const many = Array.from({ length: 10_000 }, (_, at): OpenInvoice => {
    const [invoice, debtorName] = [`FV-${100_000 + at}`, at === 8 ? 'Quetzal Obelisco' : madeUpName(at)];
    const told = { ...openAt(at), invoice, debtor: `d${at % 5_000}`, debtorName, otherNames: [] };
    return {
      ...told,
      get balance() {
        reads += 1;
        return told.balance;
      },
    };
  });
  const index = indexCandidates(many);
  reads = 0;
  const payment = {
    currency: 'EUR',
    date: '2026-01-20',
    amount: 1_234_567,
    reference: 'FV-100007 FV-105007',
    payer: '',
  };
  expect(matchPayment(payment, index)).toMatchObject({ kind: 'certain', debtor: 'd7' });
  expect(matchPayment({ ...payment, reference: '', payer: 'OBELISCO QUETZAL' }, index)).toMatchObject({
    kind: 'debtor-only',
    debtor: 'd8',
  });
  expect(reads).toBeGreaterThan(0);
  expect(reads).toBeLessThan(100);

  const payments = quirkyPayments(many, 2_000, 3);
  const began = performance.now();
  for (const { payment } of payments) matchPayment(payment, index);
  console.log(`10000 invoices: ${((performance.now() - began) / payments.length).toFixed(2)} ms a payment`);
});

const openAt = (at: number): OpenInvoice => {
  const invoice = portfolio[at % portfolio.length];
  if (!invoice) throw new Error('the portfolio is empty');
  return invoice;
};

const percent = (part: number, whole: number): string =>
  `${whole === 0 ? 0 : Math.round((part * 1000) / whole) / 10} %`;
