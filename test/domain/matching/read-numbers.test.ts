// Invoice numbers in the texts of banks, and what looks like one and is none.
import { describe, expect, it } from 'vitest';
import { indexCandidates } from '#domain/matching/candidate-index.ts';
import { plainText } from '#domain/matching/plain-text.ts';
import { readNumbers, readTold } from '#domain/matching/read-numbers.ts';
import { withoutOtherNumbers } from '#domain/matching/without-other-numbers.ts';
import { anOpenInvoice } from './candidates.ts';

const open = (...numbers: readonly string[]) =>
  indexCandidates(numbers.map((invoice) => anOpenInvoice({ invoice })))('EUR');
const namedIn = (text: string, ...numbers: readonly string[]): string => {
  const clean = withoutOtherNumbers(plainText(text), { amount: 420_00, currency: 'EUR', date: '2026-02-10' });
  const { named } = readNumbers(clean, open(...numbers));
  return [...new Set(named.flatMap(({ invoices }) => invoices.map(({ invoice }) => invoice)))].toSorted().join(' ');
};

describe('a number is read', () => {
  it.each([
    ['PAGO FACT F1001 Y F-1002', ['F-1001', 'F-1002', 'F-1003'], 'F-1001 F-1002'],
    ['f 1001', ['F-1001'], 'F-1001'],
    ['F/001001', ['F-1001'], 'F-1001'],
    ['F.1001.', ['F-1001'], 'F-1001'],
    ['F1001,F1002;F1003', ['F-1001', 'F-1002', 'F-1003'], 'F-1001 F-1002 F-1003'],
    ['F1001/F1002', ['F-1001', 'F-1002'], 'F-1001 F-1002'],
    ['1001/1002', ['1001', '1002'], '1001 1002'],
    ['FACT1001', ['1001'], '1001'],
    ['Fra.1001-1002', ['1001', '1002'], '1001 1002'],
    ['Nº1001', ['1001'], '1001'],
    ['1001 EUR 12,50', ['1001'], '1001'],
    ['NºFV-001059', ['FV-001059'], 'FV-001059'],
    ['TEL 600 000 147 13803', ['13803'], '13803'],
    ['Nº: 1001', ['1001'], '1001'],
    ['fact#1001', ['1001'], '1001'],
    ['FV 2026 0012', ['FV-2026/0012'], 'FV-2026/0012'],
    ['Fra.2026 0012', ['2026/0012'], '2026/0012'],
    ['FV202600012', ['FV-2026-00012'], 'FV-2026-00012'],
    ['2026-0012', ['2026/0012'], '2026/0012'],
    ['20260012', ['2026/0012'], '2026/0012'],
    ['2026-001', ['2026001'], '2026001'],
    ['2026 001', ['2026001'], '2026001'],
    ['611365', ['0000611365'], '0000611365'],
    ['INV-1001', ['INV-1001', '1001'], 'INV-1001'],
    ['001-001-000123', ['001-001-000123'], '001-001-000123'],
    [
      'a1b2c3d4-0000-4000-8000-00000000abcd',
      ['A1B2C3D4-0000-4000-8000-00000000ABCD'],
      'A1B2C3D4-0000-4000-8000-00000000ABCD',
    ],
  ])('in "%s"', (text, numbers, expected) => {
    expect(namedIn(text, ...numbers)).toBe(expected);
  });

  it.each([
    ['a longer word', 'XF1001', 'F-1001'],
    ['more digits', 'F10012', 'F-1001'],
    ['digits before', '9F1001', 'F-1001'],
    ['letters after', 'F1001B', 'F-1001'],
    ['another series', 'B-1001', '1001'],
    ['another number of two', 'F1001F1002', 'F-1001'],
    ['under four digits', 'FACT 123', '123'],
    ['under four digits but zeros', 'FACT 0123', '0123'],
    ['a word and', 'F1001 Y 1002', 'Y-1002'],
    ['a year', 'CUOTAS 2026', '2026'],
    ['the first year', 'CUOTAS 1990', '1990'],
    ['the last year', 'CUOTAS 2049', '2049'],
    ['a month in words', 'ENERO 2026', 'ENERO-2026'],
    ['a day', '12/01/2026', '12/01/2026'],
    ['a day, short', '12.01.26', '12.01.26'],
    ['a day of an American', '01/13/2026', '01132026'],
    ['a day of a machine', '2026-01-12', '2026-01-12'],
    ['a month', '2026/01', '2026/01'],
    ['a month the other way', '01-2026', '01-2026'],
    ['a day in one', '20260112', '20260112'],
    ['a day in six', '120126', '120126'],
    ['an amount', '1.234,50', '1234.50'],
    ['an amount with its currency', 'EUR 1234', '1234'],
    ['an amount before its sign', '1234€', '1234'],
    ['just the amount paid', '420,00 4200', '42000'],
    ['an account', 'ES6499990001004711000815', 'ES6499990001004711000815'],
    ['a piece of an account', 'ES64 9999 0001 0047', '9999'],
    ['the end of a card', '****4711', '4711'],
    ['the end of an account', 'CUENTA: 4711', '4711'],
    ['a phone', 'TEL 600 4711', '4711'],
    ['a tax id', 'NIT 900471181', '900471181'],
    ['an order', 'PEDIDO Nº 47110', '47110'],
  ])('but not as %s', (_, text, number) => {
    expect(namedIn(text, number)).toBe('');
  });

  it.each([
    ['a day just beyond those about the payment', '120128', '120128'],
    ['a month that is none', '2026/13', '2026/13'],
    ['a day that is none', '2026-01-32', '2026-01-32'],
    ['a date with more to it', '2026-01-0001', '2026-01-0001'],
    ['a series before a month', 'F-2026/01', 'F-2026/01'],
    ['four digits', '1001', '1001'],
    ['what an account does not check', 'ES6599990001004711000815', 'ES6599990001004711000815'],
    ['the first number that is no year', '2050', '2050'],
    ['the last before years', '1989', '1989'],
  ])('and as %s', (_, text, number) => {
    expect(namedIn(text, number)).toBe(number);
  });
});

describe('a text has other numbers', () => {
  it.each([
    ['F1001', false],
    ['F1001 Y F1002', true],
    ['F1001/F1002', true],
    ['F 1001 F 1002', true],
    ['F1001 999', false],
    ['F1001 F-999', true],
    ['F1001 F-99', false],
    ['F1001 12/01/2026 EUR 4200 CUENTA 4711 2026', false],
    ['PAGO', false],
    ['F10 01', false],
  ])('%s: %s', (text, expected) => {
    const clean = withoutOtherNumbers(plainText(text), { amount: 420_00, currency: 'EUR', date: '2026-02-10' });
    expect(readNumbers(clean, open('F-1001')).hasOthers).toBe(expected);
  });
});

describe('what is said to be a number', () => {
  it.each([
    ['2026', ['2026'], '2026', ''],
    ['12/2026', ['12/2026'], '12/2026', ''],
    ['20260012', ['2026-0012'], '2026-0012', ''],
    ['17', ['17'], '', '17'],
    ['1001', ['F-1001'], '', 'F-1001'],
    ['', ['F-1001'], '', ''],
  ])('%s', (text, numbers, named, parts) => {
    const read = readTold(text, open(...numbers));
    expect(read.named.flatMap(({ invoices }) => invoices.map(({ invoice }) => invoice)).join()).toBe(named);
    expect(read.parts.map(({ invoice }) => invoice).join()).toBe(parts);
  });
});
