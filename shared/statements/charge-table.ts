// The charges of one invoice that no document has claimed, as a table that a person can recompute, with the invoice's total.
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { ChargeLine } from '#domain/money/charges/charge.ts';
import { componentOf } from '#domain/money/component-of.ts';
import { formatMoney } from '#domain/money/money.ts';
import type { Language } from '#domain/vocabulary.ts';
import { clean, formatRate, shortDate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import { correctionsOf } from './corrections-of.ts';
import { formulaOf } from './formula-of.ts';
import { groundInWords } from './line-in-words.ts';
import { colours, ruled } from './page-style.ts';
import type { Statement, StatementItem } from './statement.ts';
import { wordsOf } from './words.ts';

/** Empty where nothing is derived. Charges name their source by its place in `sources`. */
export const chargeTable = (
  item: StatementItem,
  currency: string,
  { language, asOf }: Statement,
  sources: readonly string[],
): Content[] => {
  const { derived, invoice, total } = item;
  const corrections = correctionsOf(derived, language);
  if (derived.lines.length === 0 && corrections.length === 0) return [];
  const { labels, lines } = wordsOf(language);
  const heading = `${renderText(labels.derivedOf, { date: shortDate(asOf, language) })} · ${renderText(lines.heading, { invoice: clean(invoice) })}`;
  const names = [labels.from, labels.to, labels.days, labels.base, labels.rate, labels.formula, labels.amount];
  return [
    {
      margin: [0, 6, 0, 0],
      fontSize: 8,
      layout: ruled,
      table: {
        headerRows: 2,
        keepWithHeaderRows: 1,
        dontBreakRows: true,
        widths: ['auto', 'auto', 'auto', 'auto', 'auto', '*', 'auto'],
        body: [
          [{ text: heading, bold: true, colSpan: names.length }, ...blanks(names.length - 1)],
          names.map((text, column) => ({ text, style: 'columnName', alignment: isOnRight(column) ? 'right' : 'left' })),
          ...derived.lines.map((line) => chargeRow(line, currency, language, sources)),
          ...corrections.map(({ what, amount }) => closingRow(what, amount, currency, language)),
          closingRow(labels.derived, derived.total, currency, language),
          closingRow(labels.total, total, currency, language, true),
        ],
      },
    },
  ];
};

const isOnRight = (column: number): boolean => [2, 3, 4, 6].includes(column);

const chargeRow = (line: ChargeLine, currency: string, language: Language, sources: readonly string[]): TableCell[] => {
  const { kinds } = wordsOf(language);
  const source = `[${sources.indexOf(groundInWords(line, language)) + 1}]`;
  const rate = line.ratePct === null ? source : `${formatRate(line.ratePct, language)} ${source}`;
  return [
    { text: shortDate(line.from, language), noWrap: true },
    { text: shortDate(line.to, language), noWrap: true },
    onRight(line.days === 0 ? '' : String(line.days)),
    onRight(formatMoney({ amount: line.base, currency }, language)),
    onRight(rate),
    [{ text: kinds[componentOf[line.kind]] }, { text: formulaOf(line, currency, language), color: colours.quiet }],
    onRight(formatMoney({ amount: line.amount, currency }, language)),
  ];
};

const closingRow = (what: string, amount: number, currency: string, language: Language, bold = false): TableCell[] => [
  { text: what, colSpan: 6, bold },
  ...blanks(5),
  { text: formatMoney({ amount, currency }, language), alignment: 'right', noWrap: true, bold },
];

const onRight = (text: string): TableCell => ({ text, alignment: 'right', noWrap: true });
const blanks = (count: number): TableCell[] => Array.from({ length: count }, () => ({}));
