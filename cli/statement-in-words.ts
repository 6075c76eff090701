// A statement as lines of plain text, in its own language; days and amounts as they are typed.
import { correctionsOf } from '#statements/corrections-of.ts';
import { formulaOf } from '#statements/formula-of.ts';
import { groundInWords, lineInWords } from '#statements/line-in-words.ts';
import { offersInWords } from '#statements/offers-in-words.ts';
import type { CurrencyAccount, Statement, StatementItem } from '#statements/statement.ts';
import { totalsInWords } from '#statements/totals-in-words.ts';
import { wordsOf } from '#statements/words.ts';
import { renderText } from '#templates/liquid.ts';
import { table } from './output.ts';
import { money } from './written.ts';

export const statementInWords = (statement: Statement): readonly string[] => {
  const { labels, lines } = wordsOf(statement.language);
  const { creditor, debtor, asOf, knownAt, accounts } = statement;
  return [
    labels.title,
    ...table([
      [labels.creditor, creditor],
      [labels.debtor, `${debtor.name} (${debtor.id})`],
      [labels.asOf, asOf],
      ...(knownAt === undefined ? [] : [[labels.knownAt, knownAt]]),
    ]),
    ...(accounts.length === 0 ? ['', lines.nothing] : []),
    ...accounts.flatMap((account) => accountLines(account, statement)),
  ];
};

const accountLines = (account: CurrencyAccount, statement: Statement): readonly string[] => [
  ...account.items.flatMap((item) => [
    '',
    itemHeading(item, statement),
    ...table(movementRows(item, account.currency, statement)),
    ...offersInWords(item, account.currency, statement.language).map(({ sentence }) => `  ${sentence}`),
    ...chargeLines(item, account.currency, statement),
  ]),
  '',
  `${wordsOf(statement.language).labels.summary}, ${account.currency}`,
  ...table(
    totalsInWords(account, statement.language).map(({ what, amount }) => [
      what,
      { right: money(amount, account.currency) },
    ]),
  ),
];

const itemHeading = ({ invoice, issued, due }: StatementItem, { language }: Statement): string => {
  const { lines } = wordsOf(language);
  return `${renderText(lines.heading, { invoice })}, ${renderText(lines.dates, { issued, due })}`;
};

const movementRows = ({ lines }: StatementItem, currency: string, { language }: Statement) => {
  const { labels } = wordsOf(language);
  return [
    [labels.date, labels.what, { right: labels.debit }, { right: labels.credit }, { right: labels.balance }],
    ...lines.map((line) => [
      line.date,
      lineInWords(line, currency, language),
      { right: line.debit === 0 ? '' : money(line.debit, currency) },
      { right: line.credit === 0 ? '' : money(line.credit, currency) },
      { right: money(line.balance, currency) },
    ]),
  ];
};

const chargeLines = (
  { derived }: StatementItem,
  currency: string,
  { language, asOf }: Statement,
): readonly string[] => {
  const { labels } = wordsOf(language);
  const corrections = correctionsOf(derived, language);
  if (derived.lines.length === 0 && corrections.length === 0) return [];
  return [
    `  ${renderText(labels.derivedOf, { date: asOf })}: ${money(derived.total, currency)}`,
    ...table([
      ...derived.lines.map((line) => [
        line.from,
        line.to,
        formulaOf(line, currency, language),
        { right: money(line.amount, currency) },
        groundInWords(line, language),
      ]),
      ...corrections.map(({ what, amount }) => ['', '', what, { right: money(amount, currency) }]),
    ]),
  ];
};
