// A statement as a CSV file for spreadsheets: every movement, every charge, and the sums, with days and amounts as programs read them.

import { componentOf } from '#domain/money/component-of.ts';
import { type Money, toDecimalText } from '#domain/money/money.ts';
import { csvLine, type NumberCell, utf8Mark } from '#intake/csv-line.ts';
import { clean } from '#templates/format.ts';
import { correctionsOf } from './corrections-of.ts';
import { formulaOf } from './formula-of.ts';
import { groundInWords, lineInWords } from './line-in-words.ts';
import { offersInWords } from './offers-in-words.ts';
import type { CurrencyAccount, Statement, StatementItem } from './statement.ts';
import { totalsInWords } from './totals-in-words.ts';
import { wordsOf } from './words.ts';

/** Debits less credits of an invoice's movements and charges are its total. Amounts in decimal text. */
export const csvOfStatement = (statement: Statement): string => {
  const { labels } = wordsOf(statement.language);
  const header = columns.map((column) => labels[column]);
  const rows = statement.accounts.flatMap((account) => [
    ...account.items.flatMap((item) => [
      ...movementRows(item, account, statement),
      ...offerRows(item, account, statement),
      ...chargeRows(item, account, statement),
    ]),
    ...totalRows(account, statement),
  ]);
  return `${utf8Mark}${csvLine(header)}${rows.map(lineOf).join('')}`;
};

const columns = [
  'section',
  'currency',
  'invoice',
  'issued',
  'due',
  'date',
  'to',
  'what',
  'debit',
  'credit',
  'balance',
  'days',
  'base',
  'rate',
  'formula',
  'source',
  'entry',
] as const;

type Row = Readonly<Partial<Record<(typeof columns)[number], string | NumberCell>>>;

const lineOf = (row: Row): string =>
  csvLine(
    columns.map((column) => {
      const cell = row[column] ?? '';
      return typeof cell === 'string' ? clean(cell) : cell;
    }),
  );

const movementRows = (item: StatementItem, { currency }: CurrencyAccount, { language }: Statement): readonly Row[] =>
  item.lines.map((line) => ({
    ...placeOf(item, currency, wordsOf(language).labels.movements),
    date: line.date,
    what: lineInWords(line, currency, language),
    ...sides(line.debit - line.credit, currency),
    balance: inFigures({ amount: line.balance, currency }),
    entry: line.entry,
  }));

const offerRows = (item: StatementItem, { currency }: CurrencyAccount, { language }: Statement): readonly Row[] =>
  offersInWords(item, currency, language).map(({ until, sentence }) => ({
    ...placeOf(item, currency, wordsOf(language).labels.offers),
    to: until,
    what: sentence,
  }));

const chargeRows = (
  item: StatementItem,
  { currency }: CurrencyAccount,
  { language, asOf }: Statement,
): readonly Row[] => {
  const { labels, kinds } = wordsOf(language);
  const place = placeOf(item, currency, labels.derived);
  return [
    ...item.derived.lines.map((line) => ({
      ...place,
      date: line.from,
      to: line.to,
      what: kinds[componentOf[line.kind]],
      ...sides(line.amount, currency),
      days: String(line.days),
      base: inFigures({ amount: line.base, currency }),
      rate: line.ratePct ?? '',
      formula: formulaOf(line, currency, language),
      source: groundInWords(line, language),
    })),
    ...correctionsOf(item.derived, language).map(({ what, amount }) => ({
      ...place,
      date: asOf,
      what,
      ...sides(amount, currency),
    })),
  ];
};

const totalRows = (account: CurrencyAccount, { language, asOf }: Statement): readonly Row[] =>
  totalsInWords(account, language).map(({ what, amount }) => ({
    section: wordsOf(language).labels.summary,
    currency: account.currency,
    date: asOf,
    what,
    balance: inFigures({ amount, currency: account.currency }),
  }));

const placeOf = ({ invoice, issued, due }: StatementItem, currency: string, section: string): Row => ({
  section,
  currency,
  invoice,
  issued,
  due,
});

const sides = (amount: number, currency: string): Row => ({
  debit: inFigures({ amount: Math.max(0, amount), currency }),
  credit: inFigures({ amount: Math.max(0, -amount), currency }),
});

const inFigures = (money: Money): NumberCell => ({ number: toDecimalText(money) });
