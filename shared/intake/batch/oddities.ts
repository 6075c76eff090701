// What is odd about rows that are not wrong: worth a look before they count.
import * as z from 'zod';
import { addDays, type IsoDate, type IsoInstant } from '#domain/calendar.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { toldAgainstOwnWord } from '#domain/registration.ts';
import type { InvoiceEntry } from './batch-entry.ts';

export const oddityCodes = [
  'twin',
  'far-above-usual',
  'far-future',
  'long-overdue',
  'unreachable',
  'same-person',
  'other-person',
  'other-type',
  'consent-withdrawn',
  'own-word',
  'merged',
] as const;
export const oddity = z.object({
  line: z.int(),
  code: z.enum(oddityCodes),
  reason: z.string(),
  remedy: z.string(),
});
export type Oddity = z.output<typeof oddity>;

type Known = {
  readonly debtor: Partial<Pick<Debtor, 'email' | 'phone' | 'language' | 'sources'>>;
  readonly invoices: readonly Invoice[];
};

/** Rows of one debtor, beside its open invoices as they are known. */
export const oddOf = (
  entries: readonly InvoiceEntry[],
  known: Known | undefined,
  now: IsoInstant,
): readonly Oddity[] => {
  const today = now.slice(0, 10);
  const others = known?.invoices ?? [];
  return [
    ...twins(entries, others),
    ...entries.flatMap((entry) => [...farAboveUsual(entry, entries, others), ...farAway(entry, today)]),
    ...unreachable(entries, known),
    ...againstOwnWord(entries, known),
  ];
};

/** The same debtor, amount and dates under another number: often one invoice that was numbered twice. */
const twins = (entries: readonly InvoiceEntry[], others: readonly Invoice[]): readonly Oddity[] => {
  const known = new Set(others.map(({ invoice }) => invoice));
  const first = new Map(others.map((invoice) => [contentOf(invoice), invoice.invoice]));
  return entries.flatMap((entry) => {
    const twin = first.get(contentOf(entry));
    if (twin === undefined) first.set(contentOf(entry), entry.invoice);
    if (twin === undefined || twin === entry.invoice || known.has(entry.invoice)) return [];
    return [
      {
        line: entry.line,
        code: 'twin',
        reason: `invoice ${entry.invoice} has the debtor, the amount and the dates of invoice ${twin}`,
        remedy: 'if it is the same invoice under two numbers, leave one out',
      } as const,
    ];
  });
};

const contentOf = ({
  amount,
  currency,
  issued,
  due,
}: Pick<Invoice, 'amount' | 'currency' | 'issued' | 'due'>): string => [amount, currency, issued, due].join(' ');

const timesUsual = 100;
const fewestToTell = 3;

const farAboveUsual = (
  entry: InvoiceEntry,
  entries: readonly InvoiceEntry[],
  others: readonly Invoice[],
): readonly Oddity[] => {
  const amounts = [...entries, ...others]
    .filter((each) => each.currency === entry.currency && each.invoice !== entry.invoice)
    .map(({ amount }) => amount)
    .toSorted((one, other) => one - other);
  const usual = amounts[Math.ceil(amounts.length / 2) - 1];
  if (usual === undefined || amounts.length < fewestToTell || entry.amount < usual * timesUsual) return [];
  return [
    {
      line: entry.line,
      code: 'far-above-usual',
      reason: `the amount of invoice ${entry.invoice} is ${timesUsual} times what this debtor is usually billed, or more`,
      remedy: 'check its decimals',
    },
  ];
};

const farAway = ({ line, invoice, due }: InvoiceEntry, today: IsoDate): readonly Oddity[] => {
  if (due > addDays(today, 730)) {
    const reason = `invoice ${invoice} is due on ${due}, more than two years from now`;
    return [{ line, code: 'far-future', reason, remedy: 'check the year' }];
  }
  if (due < addDays(today, -730)) {
    const reason = `invoice ${invoice} was due on ${due}, more than two years ago`;
    return [{ line, code: 'long-overdue', reason, remedy: 'check the year, and whether it is still open' }];
  }
  return [];
};

const unreachable = (entries: readonly InvoiceEntry[], known: Known | undefined): readonly Oddity[] => {
  const [first] = entries;
  const ways = [known?.debtor, ...entries.map(({ debtor }) => debtor)];
  if (!first || ways.some((each) => each?.email !== undefined || each?.phone !== undefined)) return [];
  return [
    {
      line: first.line,
      code: 'unreachable',
      reason: `debtor ${first.debtor.id} has neither an email address nor a phone number`,
      remedy: 'add one, or it becomes work for a person',
    },
  ];
};

/** Once of all its rows. */
const againstOwnWord = (entries: readonly InvoiceEntry[], known: Known | undefined): readonly Oddity[] => {
  if (known === undefined) return [];
  const first = entries.find(({ debtor }) => toldAgainstOwnWord(known.debtor, debtor).length > 0);
  return first === undefined
    ? []
    : [ownWord(first.line, first.debtor.id, toldAgainstOwnWord(known.debtor, first.debtor))];
};

/** What the debtor said itself is told otherwise: its word stands. */
export const ownWord = (line: number, debtor: string, fields: readonly string[]): Oddity => ({
  line,
  code: 'own-word',
  reason: `debtor ${debtor} has said itself otherwise of ${fields.join(', ')}, and its word stands`,
  remedy: 'correct the file; if it has said so since, record it as its own word: docs/contact.md',
});
