// The account that a message shows: labelled figures for one invoice; a table and totals by currency for several.
import { formatMoney, type Money } from '#domain/money/money.ts';
import { clean, formatRate, longDate, shortDate } from './format.ts';
import { renderText } from './liquid.ts';
import type { MessageData, MessageItem } from './message-data.ts';
import { alignedPairs, alignedTable } from './plain-text.ts';
import { oldestFirst, totalsOf } from './statement.ts';
import type { Texts } from './texts.ts';
import { isPartPaid } from './variables.ts';

export type Figure = { readonly label: string; readonly value: string; readonly strong: boolean };
export type Row = {
  readonly invoice: string;
  readonly issued: string;
  readonly due: string;
  /** Days late as a number, and in words: "12 days late", "not due yet". */
  readonly days: string;
  readonly late: string;
  readonly balance: string;
  /** Empty where no interest is shown. */
  readonly interest: string;
};

export type Account = { readonly rows: readonly Row[]; readonly figures: readonly Figure[]; readonly text: string };

/** `rows` is empty for a single invoice, whose figures say it all. */
export const accountOf = (data: MessageData, texts: Texts): Account => {
  const [only, ...more] = oldestFirst(data.items);
  if (only && more.length === 0) {
    const figures = figuresOfOne(only, data, texts);
    return { rows: [], figures, text: alignedPairs(figures) };
  }
  const rows = oldestFirst(data.items).map((item) => rowOf(item, data, texts));
  const figures = totalFigures(data, texts);
  return { rows, figures, text: `${tableOf(rows, texts)}\n\n${alignedPairs(figures)}` };
};

const figuresOfOne = (item: MessageItem, data: MessageData, texts: Texts): Figure[] => {
  const { labels } = texts;
  const { language } = data;
  const money = (amount: Money): string => formatMoney(amount, language);
  const received = { ...item.amount, amount: item.amount.amount - item.balance.amount };
  const parts = [
    plainly(labels.amount, money(item.amount)),
    plainly(labels.received, money({ ...received, amount: -received.amount })),
  ];
  return [
    plainly(labels.invoice, clean(item.invoice)),
    plainly(labels.issued, longDate(item.issued, language)),
    plainly(labels.due, longDate(item.due, language)),
    ...(item.daysPastDue > 0 ? [plainly(labels.daysLate, String(item.daysPastDue))] : []),
    ...(isPartPaid(item) ? parts : []),
    strongly(labels.balance, money(item.balance)),
    ...(item.interest
      ? [
          plainly(interestLabel(data, labels.interest), money(item.interest)),
          strongly(labels.total, money({ ...item.balance, amount: item.balance.amount + item.interest.amount })),
        ]
      : []),
  ];
};

const rowOf = (item: MessageItem, { language }: MessageData, texts: Texts): Row => ({
  invoice: clean(item.invoice),
  issued: shortDate(item.issued, language),
  due: shortDate(item.due, language),
  days: item.daysPastDue > 0 ? String(item.daysPastDue) : '-',
  late:
    item.daysPastDue > 0
      ? renderText(texts.lines.daysLate, { days: item.daysPastDue })
      : renderText(item.daysPastDue === 0 ? texts.labels.dueToday : texts.labels.notDueYet, {}),
  balance: formatMoney(item.balance, language),
  interest: item.interest && item.interest.amount !== 0 ? formatMoney(item.interest, language) : '',
});

const totalFigures = (data: MessageData, texts: Texts): Figure[] => {
  const { labels } = texts;
  const totals = totalsOf(data.items);
  return totals.flatMap(({ currency, balance, overdue, interest, total }) => {
    const label = (text: string): string => (totals.length > 1 ? `${text} (${currency})` : text);
    const money = (amount: Money): string => formatMoney(amount, data.language);
    const isMixed = overdue.amount !== balance.amount && overdue.amount !== 0;
    return [
      strongly(label(labels.balance), money(balance)),
      ...(isMixed ? [plainly(label(labels.overdue), money(overdue))] : []),
      ...(interest
        ? [
            plainly(label(interestLabel(data, labels.interest)), money(interest)),
            strongly(label(labels.total), money(total)),
          ]
        : []),
    ];
  });
};

const tableOf = (rows: readonly Row[], { labels }: Texts): string => {
  const hasInterest = rows.some(({ interest }) => interest !== '');
  return alignedTable(
    [
      { head: labels.invoice, align: 'left' },
      { head: labels.issued, align: 'left' },
      { head: labels.due, align: 'left' },
      { head: labels.daysLate, align: 'right' },
      { head: labels.balance, align: 'right' },
      ...(hasInterest ? [{ head: labels.interestShort, align: 'right' } as const] : []),
    ],
    rows.map(({ invoice, issued, due, days, balance, interest }) => [invoice, issued, due, days, balance, interest]),
  );
};

const interestLabel = ({ language, today, interestRatePercent }: MessageData, label: string): string =>
  renderText(label, { rate: formatRate(interestRatePercent ?? '', language), today: longDate(today, language) });

const plainly = (label: string, value: string): Figure => ({ label, value, strong: false });
const strongly = (label: string, value: string): Figure => ({ label, value, strong: true });
