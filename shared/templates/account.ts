// The account that a message shows: labelled figures for one invoice; a table and totals by currency for several.
import { formatMoney, type Money } from '#domain/money/money.ts';
import { clean, formatRate, longDate, shortDate } from './format.ts';
import { renderText } from './liquid.ts';
import type { MessageData, MessageItem } from './message-data.ts';
import { alignedPairs, alignedTable, wrap } from './plain-text.ts';
import { addedKinds, addedTo, oldestFirst, totalsOf } from './statement.ts';
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
  /** Empty where none is shown. */
  readonly interest: string;
  readonly costs: string;
  readonly compensation: string;
  /** All of them, and each by its name where there are several. */
  readonly added: string;
  readonly kinds: string;
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
    ...(isLate(item) ? [plainly(labels.daysLate, String(item.daysPastDue))] : []),
    ...(isPartPaid(item) ? parts : []),
    strongly(labels.balance, money(item.balance)),
    ...addedFigures(item, data, texts),
    ...(addedKinds.some((kind) => item[kind])
      ? [strongly(totalLabel(item, texts), money({ ...item.balance, amount: item.balance.amount + addedTo(item) }))]
      : []),
  ];
};

type Added = Pick<MessageItem, (typeof addedKinds)[number]>;

const addedFigures = (added: Added, data: MessageData, { labels }: Texts): Figure[] =>
  addedKinds.flatMap((kind) => {
    const amount = added[kind];
    if (!amount) return [];
    return [
      plainly(kind === 'interest' ? interestLabel(data, labels) : labels[kind], formatMoney(amount, data.language)),
    ];
  });

/** In the words of interest alone where there is nothing else. */
const totalLabel = ({ costs, compensation }: Added, { labels }: Texts): string =>
  costs || compensation ? labels.totalWithCharges : labels.total;

const rowOf = (item: MessageItem, { language }: MessageData, texts: Texts): Row => ({
  ...addedIn(item, language, texts),
  invoice: clean(item.invoice),
  issued: shortDate(item.issued, language),
  due: shortDate(item.due, language),
  days: isLate(item) ? String(item.daysPastDue) : '-',
  late: lateness(item, texts),
  balance: formatMoney(item.balance, language),
});

/** What is paid is not late any more. */
const isLate = ({ daysPastDue, balance }: MessageItem): boolean => daysPastDue > 0 && balance.amount > 0;

const lateness = (item: MessageItem, { lines, labels }: Texts): string => {
  if (isLate(item)) return renderText(lines.daysLate, { days: item.daysPastDue });
  if (item.balance.amount <= 0) return '';
  return renderText(item.daysPastDue === 0 ? labels.dueToday : labels.notDueYet, {});
};

const addedIn = (item: MessageItem, language: MessageData['language'], { labels }: Texts) => {
  const shown = (amount: Money | undefined): string =>
    amount && amount.amount !== 0 ? formatMoney(amount, language) : '';
  const named = addedKinds.flatMap((kind) => {
    const label = kind === 'interest' ? labels.interestShort : labels[kind];
    return shown(item[kind]) === '' ? [] : [`${label} ${shown(item[kind])}`];
  });
  return {
    kinds: named.length > 1 ? named.join(', ') : '',
    interest: shown(item.interest),
    costs: shown(item.costs),
    compensation: shown(item.compensation),
    added: shown({ ...item.balance, amount: addedTo(item) }),
  };
};

const totalFigures = (data: MessageData, texts: Texts): Figure[] => {
  const { labels } = texts;
  const totals = totalsOf(data.items);
  return totals.flatMap((each) => {
    const { currency, balance, overdue, total } = each;
    const label = (text: string): string => (totals.length > 1 ? `${text} (${currency})` : text);
    const money = (amount: Money): string => formatMoney(amount, data.language);
    const isMixed = overdue.amount !== balance.amount && overdue.amount !== 0;
    return [
      strongly(label(labels.balance), money(balance)),
      ...(isMixed ? [plainly(label(labels.overdue), money(overdue))] : []),
      ...addedFigures(each, data, texts).map((figure) => ({ ...figure, label: label(figure.label) })),
      ...(addedKinds.some((kind) => each[kind]) ? [strongly(label(totalLabel(each, texts)), money(total))] : []),
    ];
  });
};

const tableOf = (rows: readonly Row[], { labels }: Texts): string => {
  const hasAdded = rows.some(({ added }) => added !== '');
  const hasMore = rows.some(({ costs, compensation }) => costs !== '' || compensation !== '');
  const table = alignedTable(
    [
      { head: labels.invoice, align: 'left' },
      { head: labels.issued, align: 'left' },
      { head: labels.due, align: 'left' },
      { head: labels.daysLate, align: 'right' },
      { head: labels.balance, align: 'right' },
      ...(hasAdded ? [{ head: hasMore ? labels.chargesShort : labels.interestShort, align: 'right' } as const] : []),
    ],
    rows.map(({ invoice, issued, due, days, balance, added }) => [invoice, issued, due, days, balance, added]),
  ).split('\n');
  const [head = '', line = '', ...told] = table;
  return [head, line, ...told.flatMap((each, index) => [each, ...kindsOf(rows[index])])].join('\n');
};

/** Below the row, a little to the right. */
const kindsOf = (row: Row | undefined): readonly string[] =>
  row === undefined || row.kinds === '' ? [] : [`    ${wrap(row.kinds, '    ')}`];

const interestLabel = ({ language, today, interestRatePercent: rate }: MessageData, labels: Texts['labels']): string =>
  renderText(rate === undefined ? labels.interestWithoutRate : labels.interest, {
    rate: formatRate(rate ?? '', language),
    today: longDate(today, language),
  });

const plainly = (label: string, value: string): Figure => ({ label, value, strong: false });
const strongly = (label: string, value: string): Figure => ({ label, value, strong: true });
