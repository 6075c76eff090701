// Lives of debtors whose money comes and goes: what is told about each, in which order, and how often.
import fc from 'fast-check';
import { addDays, plusMs } from '#domain/calendar.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { aPolicy } from '#test/fixtures.ts';
import { issued, type TestEvent } from '#test/stack.ts';

export const begin = '2026-03-02T00:00:00.000Z';
export const end = '2026-04-08T00:00:00.000Z';
const firstDay = '2026-03-02';

/** Creditors that differ in where money goes first, and in whether it goes there by itself. */
const terms = {
  'soak-principal': { order: 'principal-first', allocate: 'oldest-first' },
  'soak-charges': { order: 'charges-first', allocate: 'oldest-first' },
  'soak-by-hand': { order: 'principal-first', allocate: 'by-hand' },
} as const;
export const creditors = ['soak-principal', 'soak-charges', 'soak-by-hand'] as const;

/** Soon extrajudicial, where four notices claim interest, of one creditor costs and compensation, too. */
export const policyOf = (creditor: (typeof creditors)[number]): PolicyContent => {
  const { content } = aPolicy();
  const mail = { channel: 'email', tone: 'plain' } as const;
  return aPolicy({
    creditor: { ...content.creditor, id: creditor },
    stages: [
      { name: 'administrative', fromDay: 1, toDay: 7 },
      { name: 'extrajudicial', fromDay: 8, toDay: 90, requiresNotice: true },
    ],
    steps: [
      { id: 'first-notice', stage: 'administrative', day: 1, ...mail },
      { id: 'formal-notice', stage: 'extrajudicial', day: 8, ...mail },
      { id: 'interest-notice', stage: 'extrajudicial', day: 15, ...mail },
      { id: 'next-notice', stage: 'extrajudicial', day: 22, ...mail },
      { id: 'last-notice', stage: 'extrajudicial', day: 29, ...mail },
    ],
    interest: { annualRatePercent: '24' },
    ...(creditor === 'soak-charges'
      ? {
          compensation: { amount: { EUR: '40.00' } },
          costs: { bands: { EUR: [{ from: '0', pct: '1' }] }, per: 'notice' },
        }
      : {}),
    payments: terms[creditor],
  }).content;
};

const day = fc.integer({ min: 0, max: 33 }).map((days) => addDays(firstDay, days));
const hour = fc.constantFrom('T07:10:00.000Z', 'T12:40:00.000Z', 'T16:00:00.000Z');
const moment = fc.tuple(day, hour).map(([date, time]) => `${date}${time}`);
/** Of some days before it is told, up to three weeks. */
const lateness = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 21 }));
const cents = fc.constantFrom(1, 1999, 25_000, 40_000, 100_000, 130_001);
const which = fc.integer({ min: 0, max: 2 });
const earlier = fc.integer({ min: 0, max: 6 });

const fact = fc.record({
  at: moment,
  lateness,
  amount: cents,
  /** One of the debtor's invoices, and an earlier fact that this one takes back, if it is of such a kind. */
  which,
  earlier,
  kind: fc.constantFrom(
    'payment',
    'payment',
    'debtor-payment',
    'debtor-payment',
    'named-payment',
    'bounce',
    'bounce',
    'credit-note',
    'debtor-credit-note',
    'credit',
    'apply',
    'refund',
    'undo',
    'change',
    'move',
    'waive',
    'discount',
  ),
});
const life = fc.record({
  dues: fc.array(
    fc.integer({ min: -10, max: 9 }).map((days) => addDays(firstDay, days)),
    { minLength: 1, maxLength: 3 },
  ),
  facts: fc.array(fact, { minLength: 2, maxLength: 7 }),
});

export type Told = TestEvent & { readonly detail: { readonly id: string } };
export type Life = {
  readonly creditor: (typeof creditors)[number];
  readonly debtor: string;
  readonly invoices: readonly string[];
  readonly issues: readonly TestEvent[];
  /** Each once, in the order of their instants. */
  readonly facts: readonly Told[];
};

export const drawLives = (count: number, seed: number): readonly Life[] =>
  fc.sample(life, { seed, numRuns: count }).map(({ dues, facts }, index): Life => {
    const creditor = creditors[index % creditors.length] ?? 'soak-principal';
    const debtor = `D-MONEY-${index}`;
    const invoices = dues.map((_, each) => `MONEY-${index}-${each}`);
    const ground = { creditor, debtor, invoices, all: facts, idOf: (each: number) => `money-${index}-${each}` };
    return {
      creditor,
      debtor,
      invoices,
      issues: invoices.map((invoice, each) =>
        // Not all at once: what is told of some comes before them.
        issued(plusMs(begin, (index % 9) * 5 * 3_600_000), invoice, {
          creditor,
          due: dues[each] ?? firstDay,
          debtor: { id: debtor, name: 'Marta Salas', email: addressOf(index), language: 'es', timeZone: 'UTC' },
        }),
      ),
      facts: facts
        .map((drawn, each): Told => ({ at: drawn.at, ...told(ground, drawn, each) }))
        .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
    };
  });

export const addressOf = (index: number): string => `money-${index}@example.com`;

type Fact = typeof fact extends fc.Arbitrary<infer Drawn> ? Drawn : never;
type Ground = {
  readonly creditor: string;
  readonly debtor: string;
  readonly invoices: readonly string[];
  readonly all: readonly Fact[];
  readonly idOf: (index: number) => string;
};

const told = (ground: Ground, drawn: Fact, index: number): Pick<Told, 'detailType' | 'detail'> => {
  const { creditor, debtor, idOf } = ground;
  const invoice = invoiceOf(ground, drawn);
  const common = { id: idOf(index), creditor, effective: addDays(drawn.at.slice(0, 10), -drawn.lateness) };
  const money = { amount: (drawn.amount / 100).toFixed(2), currency: 'EUR' };
  switch (drawn.kind) {
    case 'payment':
      return { detailType: 'Payment Received', detail: { ...common, invoice, ...money } };
    case 'debtor-payment':
      return { detailType: 'Payment Received', detail: { ...common, debtor, ...money } };
    case 'named-payment':
      return {
        detailType: 'Payment Received',
        detail: { ...common, debtor, ...money, allocate: [{ invoice, amount: money.amount }] },
      };
    case 'bounce':
      return { detailType: 'Payment Reversed', detail: { ...common, ...reversedBy(ground, drawn) } };
    case 'undo':
      return { detailType: 'Entry Reversed', detail: { ...common, invoice, entry: idOf(drawn.earlier) } };
    case 'credit-note':
      return { detailType: 'Credit Note Issued', detail: { ...common, invoice, ...money } };
    case 'debtor-credit-note':
      return { detailType: 'Credit Note Issued', detail: { ...common, debtor, ...money } };
    case 'credit':
      return { detailType: 'Credit Added', detail: { ...common, debtor, ...money } };
    case 'apply':
      return { detailType: 'Credit Applied', detail: { ...common, invoice, ...money } };
    case 'refund':
      return { detailType: 'Credit Refunded', detail: { ...common, debtor, ...money } };
    case 'change':
      return { detailType: 'Invoice Changed', detail: { ...common, invoice, ...money } };
    case 'move':
      return { detailType: 'Invoice Changed', detail: { ...common, invoice, due: addDays(firstDay, drawn.lateness) } };
    case 'waive':
      return { detailType: 'Charge Waived', detail: { ...common, invoice, component: 'interest' } };
    case 'discount':
      return { detailType: 'Discount Granted', detail: { ...common, invoice, ...money } };
  }
};

const invoiceOf = ({ invoices }: Ground, { which: index }: Fact): string => invoices[index % invoices.length] ?? '';

/** What it takes back is told of an invoice or of the debtor, and may not have come yet, or never come. */
const reversedBy = (ground: Ground, { earlier: index }: Fact) => {
  const payment = ground.all[index];
  const isOfDebtor = payment?.kind === 'debtor-payment' || payment?.kind === 'named-payment';
  return {
    payment: ground.idOf(index),
    ...(isOfDebtor || !payment ? { debtor: ground.debtor } : { invoice: invoiceOf(ground, payment) }),
  };
};
