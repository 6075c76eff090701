// The sums of a currency as a small table, the result in a band.
import type { Content, Style, TableCell } from 'pdfmake/interfaces.js';
import { formatMoney } from '#domain/money/money.ts';
import type { Language } from '#domain/vocabulary.ts';
import { colours } from './page-style.ts';
import type { CurrencyAccount } from './statement.ts';
import { type TotalLine, totalsInWords } from './totals-in-words.ts';

export const totalsTable = (account: CurrencyAccount, language: Language): Content => ({
  layout: 'noBorders',
  table: {
    dontBreakRows: true,
    widths: [220, 110],
    body: totalsInWords(account, language).map((line): TableCell[] => [
      { text: line.what, ...looks[line.role] },
      {
        text: formatMoney({ amount: line.amount, currency: account.currency }, language),
        alignment: 'right',
        noWrap: true,
        ...looks[line.role],
        margin: [0, line.role === 'result' ? 2 : 0, 4, 0],
      },
    ]),
  },
});

const looks = {
  part: { margin: [10, 0, 0, 0], color: colours.quiet },
  sum: {},
  aside: { margin: [10, 0, 0, 0], italics: true, color: colours.quiet },
  result: { bold: true, fontSize: 11, fillColor: colours.band, margin: [4, 2, 0, 0] },
} satisfies Record<TotalLine['role'], Style>;
