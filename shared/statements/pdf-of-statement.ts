// A statement as the definition of a PDF: letterhead, the sums of each currency, then every invoice with its movements and charges.
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { clean, longDate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import { chargeTable } from './charge-table.ts';
import { groundInWords } from './line-in-words.ts';
import { movementTable } from './movement-table.ts';
import { offersInWords } from './offers-in-words.ts';
import { colours, pageStyle } from './page-style.ts';
import type { CurrencyAccount, Statement } from './statement.ts';
import { totalsTable } from './totals-table.ts';
import { wordsOf } from './words.ts';

/** For renderPdf. */
export const pdfOfStatement = (statement: Statement): TDocumentDefinitions => {
  const { labels, lines } = wordsOf(statement.language);
  const { creditor, debtor, accounts, language, asOf } = statement;
  const sources = sourcesOf(statement);
  const title = `${labels.title}, ${clean(debtor.name)}`;
  return {
    ...pageStyle,
    language,
    info: { title: `${title}, ${asOf}`, author: clean(creditor) },
    footer: (page, pages) => ({
      margin: [40, 12, 40, 0],
      style: 'small',
      columns: [
        { text: `${clean(creditor)} · ${title}`, width: '*' },
        { text: renderText(lines.page, { page, pages }), width: 'auto', alignment: 'right' },
      ],
    }),
    content: [
      letterhead(statement),
      ...(accounts.length === 0 ? [{ text: lines.nothing, margin: margins.paragraph }] : []),
      ...accounts.flatMap((account) => accountSection(account, statement, sources)),
      ...notes(statement, sources),
    ],
  };
};

type Margins = [left: number, top: number, right: number, bottom: number];
const margins = { paragraph: [0, 12, 0, 0], currency: [0, 14, 0, 6], note: [0, 3, 0, 0] } satisfies Record<
  string,
  Margins
>;

const letterhead = ({ creditor, debtor, asOf, knownAt, language }: Statement): Content => {
  const { labels } = wordsOf(language);
  const facts = [
    [labels.debtor, `${clean(debtor.name)} (${clean(debtor.id)})`],
    [labels.asOf, longDate(asOf, language)],
    ...(knownAt === undefined ? [] : [[labels.knownAt, `${knownAt.slice(0, 16).replace('T', ' ')} UTC`]]),
  ];
  return [
    { text: clean(creditor), style: 'creditor' },
    { text: labels.title, style: 'title' },
    {
      layout: 'noBorders',
      table: {
        widths: ['auto', '*'],
        body: facts.map(([name = '', value = '']) => [{ text: name, color: colours.quiet }, value]),
      },
    },
  ];
};

const accountSection = (account: CurrencyAccount, statement: Statement, sources: readonly string[]): Content[] => {
  const { labels } = wordsOf(statement.language);
  return [
    { text: `${labels.summary}, ${account.currency}`, style: 'heading', margin: margins.currency },
    totalsTable(account, statement.language),
    ...account.items.flatMap((item) => [
      movementTable(item, account.currency, statement),
      ...offersInWords(item, account.currency, statement.language).map(({ sentence }) => ({
        text: sentence,
        margin: margins.note,
      })),
      ...chargeTable(item, account.currency, statement, sources),
    ]),
  ];
};

const notes = ({ accounts, language }: Statement, sources: readonly string[]): Content[] => {
  const { lines } = wordsOf(language);
  if (accounts.every(({ derived }) => derived.lines.length === 0)) return [];
  return [
    { text: lines.notClaimed, style: 'small', margin: margins.paragraph },
    { text: lines.rounding, style: 'small', margin: margins.note },
    { text: lines.sources, style: 'small', bold: true, margin: margins.paragraph },
    ...sources.map((source, index) => ({ text: `[${index + 1}] ${source}`, style: 'small', margin: margins.note })),
  ];
};

/** Each once, in the order in which charges name them. */
const sourcesOf = ({ accounts, language }: Statement): readonly string[] => [
  ...new Set(accounts.flatMap(({ derived }) => derived.lines.map((line) => groundInWords(line, language)))),
];
