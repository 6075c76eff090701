// A plan as lines of text: for the command line, and for the report beside an uploaded file.
import type { IsoInstant } from '../calendar.ts';
import { toDecimalText } from '../money/money.ts';
import type { Channel } from '../vocabulary.ts';
import { channels } from '../vocabulary.ts';
import type { Outgoing } from './outbox-of.ts';
import type { Outlook } from './outlook-of.ts';
import type { InvoicePlan } from './plan-accounts.ts';
import { costOf, type Prices } from './prices.ts';
import { compareOutboxes, type Summary } from './summary.ts';

/** `most` messages are listed of each kind: added, missed, at another time, unchanged. */
export const planInWords = (summary: Summary, prices: Prices, most: number): readonly string[] => [
  ...countsInWords(summary),
  ...sampleInWords(summary),
  '',
  ...outboxInWords(summary.outbox, prices, most),
];

const countsInWords = ({ invoices, changed, byChange }: Summary): readonly string[] => [
  `${invoices} open invoices; something changes for ${changed}:`,
  ...columns([
    ['stage', String(byChange.stage)],
    ['next contact', String(byChange['next-contact'])],
    ['channel', String(byChange.channel)],
    ['charge', String(byChange.charge)],
  ]),
];

const sampleInWords = ({ sample, changed }: Summary): readonly string[] =>
  sample.length === 0
    ? []
    : [
        '',
        sample.length < changed ? `The first ${sample.length} of them:` : 'These:',
        ...columns(sample.map((each) => [each.invoice, each.debtor, ...changeInWords(each)])),
      ];

const changeInWords = ({ before, after, changes, currency }: InvoicePlan): readonly string[] => {
  const charge = ({ charge: amount }: Outlook) => `${toDecimalText({ amount, currency })} ${currency}`;
  return [
    changes.includes('stage') ? `${before.stage} → ${after.stage}` : before.stage,
    changes.includes('next-contact') || changes.includes('channel')
      ? `${nextInWords(before)} → ${nextInWords(after)}`
      : nextInWords(before),
    ...(changes.includes('charge') ? [`charge ${charge(before)} → ${charge(after)}`] : []),
  ];
};

const nextInWords = ({ next }: Outlook): string =>
  next === null ? 'no contact' : `${next.step} by ${next.channel} ${minute(next.at)}`;

const outboxInWords = (outbox: Summary['outbox'], prices: Prices, most: number): readonly string[] => {
  const { added, missed, moved } = compareOutboxes(outbox);
  const differs = new Set([...added, ...moved.map(({ after }) => after)]);
  const same = outbox.after.filter((each) => !differs.has(each));
  return [
    "Until the end of tomorrow, each debtor's own, if no fact arrives (times in UTC):",
    ...columns([
      ['', 'now', 'then'],
      ...channels
        .filter((channel) => countBy(outbox.before, channel) + countBy(outbox.after, channel) > 0)
        .map((channel) => [channel, String(countBy(outbox.before, channel)), String(countBy(outbox.after, channel))]),
      ['in all', String(outbox.before.length), String(outbox.after.length)],
      ['cost', inCents(costOf(outbox.before, prices), prices), inCents(costOf(outbox.after, prices), prices)],
    ]),
    ...listed('added', '+', added, most),
    ...listed('missed', '-', missed, most),
    ...listed(
      'at another time',
      '~',
      moved.map(({ after }) => after),
      most,
    ),
    ...listed('as they are', '=', same, most),
  ];
};

const countBy = (sent: readonly Outgoing[], channel: Channel): number =>
  sent.filter((each) => each.channel === channel).length;

const listed = (heading: string, sign: string, sent: readonly Outgoing[], most: number): readonly string[] =>
  sent.length === 0
    ? []
    : [
        `${sent.length} ${heading}${sent.length > most ? `, the first ${most}` : ''}:`,
        ...columns(
          sent
            .toSorted(inTime)
            .slice(0, most)
            .map((each) => [sign, ...lineOf(each)]),
        ),
      ];

const inTime = (one: Outgoing, other: Outgoing): number => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0);

const lineOf = ({ at, channel, step, debtor, invoice, covers }: Outgoing): readonly string[] => [
  minute(at),
  channel,
  step,
  debtor,
  covers.length > 1 ? `${invoice} and ${covers.length - 1} more` : invoice,
];

const minute = (at: IsoInstant): string => at.slice(0, 16).replace('T', ' ');

/** From millionths, to the hundredth above. */
const inCents = (millionths: number, { currency }: Prices): string =>
  `${(Math.ceil(millionths / 10_000) / 100).toFixed(2)} ${currency}`;

const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = rows.reduce<readonly number[]>(
    (known, row) => row.map((cell, index) => Math.max(cell.length, known[index] ?? 0)).concat(known.slice(row.length)),
    [],
  );
  return rows.map((row) => `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd());
};
