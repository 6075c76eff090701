// docs/matching.md says what the code does: its weights, and each of its examples.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { indexCandidates } from '#domain/matching/candidate-index.ts';
import type { MatchResult } from '#domain/matching/match.ts';
import { matchPayment } from '#domain/matching/match-payment.ts';
import { weights } from '#domain/matching/weights.ts';
import { parseAmount, toDecimalText } from '#domain/money/money.ts';
import { anOpenInvoice, aPayment } from './candidates.ts';

const page = readFileSync('docs/matching.md', 'utf8');

const rowsIn = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
const between = (from: string, to: string) => page.split(`<!-- ${from} -->`)[1]?.split(`<!-- ${to} -->`)[0] ?? '';
const euros = (text: string): number => parseAmount(text, 'EUR').amount;
const written = (amount: number): string => toDecimalText({ amount, currency: 'EUR' });

describe('the page on matching', () => {
  it('gives each weight', () => {
    const rows = rowsIn(page.split('## Evidence')[1]?.split('| score')[0] ?? '');
    expect(Object.fromEntries(rows.map(([evidence, weight]) => [evidence, Number(weight)]))).toEqual(weights);
  });

  const index = indexCandidates(
    rowsIn(between('open', 'payments')).map(
      ([invoice = '', debtor = '', debtorName = '', owes = '', due = '', also = '']) =>
        anOpenInvoice({
          invoice,
          debtor,
          debtorName,
          balance: euros(owes),
          due,
          otherNames: also === '' ? [] : [also],
        }),
    ),
  );
  const payments = rowsIn(between('payments', 'end'));

  it('has examples', () => {
    expect(payments.length).toBeGreaterThan(10);
  });

  it.each(payments)('says of %s "%s" by "%s": %s', (amount = '', reference, payer, ...expected) => {
    expect(said(matchPayment(aPayment({ amount: euros(amount), reference, payer }), index))).toEqual(expected);
  });
});

const said = (result: MatchResult): readonly string[] => {
  if (result.kind === 'unknown') return [result.kind, '', '', ''];
  if (result.kind === 'doubtful')
    return [result.kind, result.candidates.map(({ debtor, score }) => `${debtor} ${score}`).join(', '), '', ''];
  const of = `${result.debtor} ${result.score}`;
  if (result.kind === 'debtor-only') return [result.kind, of, '', written(result.unapplied)];
  const paid = result.allocations.map(({ invoice, amount }) => `${invoice} ${written(amount)}`).join(', ');
  return [result.kind, of, paid, written(result.left)];
};
