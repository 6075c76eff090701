// What a segment can be decided on: a debtor, its open invoices and its history, as the plain facts that rules ask for.
import { daysBetween, type IsoDate } from '../calendar.ts';
import type { Debtor, Invoice } from '../facts.ts';
import type { Channel, DebtorType, Language } from '../vocabulary.ts';
import { type PaymentRecord, paymentRecordOf } from './payment-record.ts';
import { nothingOpenAge } from './segment-fact-catalogue.ts';

export type SegmentFacts = {
  readonly type: DebtorType;
  readonly jurisdiction: string;
  readonly language: Language;
  /** By currency, in minor units: what is open, less credit that no invoice has used. */
  readonly owed: Readonly<Record<string, number>>;
  readonly invoices: number;
  readonly age: number;
  readonly history: PaymentRecord;
  readonly situation: string;
  readonly capacity: string;
  readonly cause: string;
  readonly tags: readonly string[];
  /** Channels over which conversations were held. */
  readonly answered: readonly Channel[];
};

/** The facts as of a date of the debtor. The same objects on the same date give the same facts object. */
export const segmentFactsOf = (debtor: Debtor, open: readonly Invoice[], today: IsoDate): SegmentFacts => {
  const known = last.get(debtor);
  if (known?.open === open && known.today === today) return known.facts;
  const facts = gather(debtor, open, today);
  last.set(debtor, { open, today, facts });
  return facts;
};

const last = new WeakMap<
  Debtor,
  { readonly open: readonly Invoice[]; readonly today: IsoDate; readonly facts: SegmentFacts }
>();

const gather = (debtor: Debtor, open: readonly Invoice[], today: IsoDate): SegmentFacts => {
  const owing = open.filter(({ balance }) => balance > 0);
  const { situation = 'unknown', capacity = 'unknown', cause = 'unknown', tags } = debtor.circumstances;
  return {
    type: debtor.type,
    jurisdiction: debtor.jurisdiction ?? '',
    language: debtor.language,
    owed: owedOf(debtor, owing),
    invoices: owing.length,
    age: owing.reduce((oldest, { due }) => Math.max(oldest, daysBetween(due, today)), nothingOpenAge),
    history: paymentRecordOf(debtor.history, owing, today),
    situation,
    capacity,
    cause,
    tags: [...new Set([...tags, ...owing.flatMap((each) => each.tags)])],
    answered: [...new Set(debtor.history.conversations.map(({ channel }) => channel))],
  };
};

const owedOf = ({ credit }: Debtor, owing: readonly Invoice[]): Readonly<Record<string, number>> => {
  const owed: Record<string, number> = {};
  for (const { currency, balance } of owing) owed[currency] = (owed[currency] ?? -(credit[currency] ?? 0)) + balance;
  return owed;
};
