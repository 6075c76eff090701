// Statements that a made-up bank writes in two formats: what is read of them is what the bank had booked, to the last unit.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsOf } from '#domain/money/money.ts';
import type { ParsedFile } from '#intake/formats/parsed-file.ts';
import { totalsOf } from '#intake/formats/totals.ts';
import { camtOf, mt940Of, type Statement, statement, written } from './bank.ts';
import { isSound, readText } from './read.ts';

/** What is the creditor's business: payments, and what was taken back below zero. */
const expected = ({ currency, movements }: Statement) =>
  movements.flatMap(({ kind, amounts, day, payer, text }) =>
    kind === 'paid' || kind === 'taken-back'
      ? amounts.map((amount) => ({
          date: day,
          amount: `${kind === 'paid' ? '' : '-'}${written(amount, currency)}`,
          currency,
          payer,
          reference: text,
        }))
      : [],
  );
const totalOf = (of: Statement): bigint =>
  of.movements.reduce((total, { kind, amounts }) => {
    const sum = amounts.reduce((all, each) => all + BigInt(each), 0n);
    return kind === 'paid' ? total + sum : kind === 'taken-back' ? total - sum : total;
  }, 0n);

const told = ({ payments }: ParsedFile) =>
  payments.map(({ date, amount, currency, payer, reference }) => ({ date, amount, currency, payer, reference }));
const minorTotal = (read: ParsedFile, currency: string): bigint =>
  BigInt((totalsOf(read)[currency] ?? '0').replace('.', ''));

const check = (of: Statement, text: string): ParsedFile => {
  const read = readText(text);
  expect(isSound(read)).toBe(true);
  expect(read.errors).toEqual([]);
  expect(told(read)).toEqual(expected(of));
  expect(minorTotal(read, of.currency)).toBe(totalOf(of));
  const ids = read.payments.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  return read;
};

describe('a random statement', () => {
  it('of camt.053, any version, is read as it was booked', () => {
    fc.assert(
      fc.property(statement, fc.constantFrom(2, 4, 8), (of, version) => {
        check(of, camtOf(of, version));
      }),
    );
  });

  it('of MT940, in one page or several, is read as it was booked, and adds up', () => {
    fc.assert(
      fc.property(statement, fc.integer({ min: 1, max: 3 }), (of, pages) => {
        const { warnings } = check(of, mt940Of(of, pages));
        expect(warnings.filter((each) => /balance/.test(each))).toEqual([]);
      }),
    );
  });

  it('of MT940 from which an entry was lost does not add up', () => {
    fc.assert(
      fc.property(
        statement.filter(({ movements }) => movements[0]?.kind !== 'pending'),
        (of) => {
          const cut = mt940Of(of).replace(/:61:[\s\S]*?(?=:61:|:62F:)/, '');
          expect(readText(cut).warnings.join()).toContain('do not add up to its closing balance');
        },
      ),
    );
  });

  it('has as many decimals as its currency', () => {
    for (const currency of ['EUR', 'CLP', 'KWD'] as const)
      expect(written(1, currency)).toBe((10 ** -decimalsOf(currency)).toFixed(decimalsOf(currency)));
  });
});
