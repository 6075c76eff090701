// The movements of one invoice as a table that repeats its heading on every page.
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { formatMoney } from '#domain/money/money.ts';
import type { Language } from '#domain/vocabulary.ts';
import { clean, shortDate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import { lineInWords } from './line-in-words.ts';
import { colours, ruled } from './page-style.ts';
import type { Statement, StatementItem, StatementLine } from './statement.ts';
import { wordsOf } from './words.ts';

export const movementTable = (item: StatementItem, currency: string, { language }: Statement): Content => {
  const { labels } = wordsOf(language);
  const names = [labels.date, labels.what, labels.debit, labels.credit, labels.balance];
  return {
    margin: [0, 14, 0, 0],
    layout: ruled,
    table: {
      headerRows: 2,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: [56, '*', 86, 86, 86],
      body: [
        [{ colSpan: 5, ...heading(item, language) }, {}, {}, {}, {}],
        names.map((text, column) => ({ text, style: 'columnName', alignment: column < 2 ? 'left' : 'right' })),
        ...item.lines.map((line) => movementRow(line, currency, language)),
      ],
    },
  };
};

const heading = (item: StatementItem, language: Language): { text: Content } => {
  const { lines } = wordsOf(language);
  const { invoice, issued, due } = item;
  const dates = renderText(lines.dates, { issued: shortDate(issued, language), due: shortDate(due, language) });
  return {
    text: [
      { text: renderText(lines.heading, { invoice: clean(invoice) }), style: 'heading' },
      { text: `   ${dates} · ${standingOf(item, language)}`, color: colours.quiet },
    ],
  };
};

const standingOf = ({ isOpen, daysPastDue }: StatementItem, language: Language): string => {
  const { lines } = wordsOf(language);
  if (!isOpen) return lines.settled;
  if (daysPastDue === 0) return lines.dueToday;
  return daysPastDue > 0
    ? renderText(lines.late, { days: daysPastDue })
    : renderText(lines.notDue, { days: -daysPastDue });
};

const movementRow = (line: StatementLine, currency: string, language: Language): TableCell[] => {
  const money = (amount: number): TableCell => ({
    text: formatMoney({ amount, currency }, language),
    alignment: 'right',
    noWrap: true,
  });
  return [
    shortDate(line.date, language),
    { text: lineInWords(line, currency, language), ...(line.undone ? { color: colours.quiet } : {}) },
    line.debit === 0 ? '' : money(line.debit),
    line.credit === 0 ? '' : money(line.credit),
    money(line.balance),
  ];
};
