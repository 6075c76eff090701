// What the rehearsals of all chunks come to, taken one after another: of a million rows little more is held than of one chunk.
import { mostReported, type Registrations, type ReportedError } from '../batch-report.ts';
import { seenLines } from '../seen-lines.ts';
import type { Oddity } from './oddities.ts';
import type { matchKinds, Rehearsal, rehearsedOutcomes } from './rehearsal.ts';

export type RehearsalSum = {
  /** Of how many chunks. */
  readonly chunks: number;
  readonly accepted: Registrations;
  readonly refused: number;
  /** The first hundred of the refused rows. */
  readonly errors: readonly ReportedError[];
  /** The first hundred. */
  readonly odd: readonly Oddity[];
  /** Debtors, each once whatever chunks its rows are in, and the first hundred of the contacts. */
  readonly contacts: { readonly debtors: number; readonly first: Rehearsal['contacts'] };
  /** Left out where there are no payments. */
  readonly matches?: Readonly<Partial<Record<(typeof matchKinds)[number], number>>>;
  /** The first and the last chunk with a payment; left out where there are none. */
  readonly payments?: { readonly first: number; readonly last: number };
};

export const sumRehearsals = (): {
  readonly add: (rehearsal: Rehearsal, chunk: number) => void;
  readonly result: () => RehearsalSum;
} => {
  const outcomes: Record<(typeof rehearsedOutcomes)[number], number> = {
    ...{ new: 0, changed: 0, unchanged: 0, repeated: 0, refused: 0, missing: 0 },
  };
  const matches: Partial<Record<(typeof matchKinds)[number], number>> = {};
  const errors: ReportedError[] = [];
  const odd: Oddity[] = [];
  const first: Rehearsal['contacts'][number][] = [];
  const seen = seenLines();
  let payments: RehearsalSum['payments'];
  let [chunks, debtors] = [0, 0];
  return {
    add: (rehearsal, chunk) => {
      chunks += 1;
      if (rehearsal.rows.some(({ match }) => match !== undefined))
        payments = { first: Math.min(payments?.first ?? chunk, chunk), last: Math.max(payments?.last ?? chunk, chunk) };
      for (const { line, outcome, reason = '', match } of rehearsal.rows) {
        outcomes[outcome] += 1;
        if (match !== undefined) matches[match] = (matches[match] ?? 0) + 1;
        if (outcome === 'refused') keepFirst(errors, [wrongRow(line, reason)]);
      }
      keepFirst(odd, rehearsal.odd);
      keepFirst(first, rehearsal.contacts);
      for (const { creditor, debtor } of rehearsal.contacts)
        if (seen(`${creditor}#${debtor}`, 1) === undefined) debtors += 1;
    },
    result: () => ({
      chunks,
      accepted: { new: outcomes.new, changed: outcomes.changed, unchanged: outcomes.unchanged + outcomes.repeated },
      refused: outcomes.refused,
      ...{ errors, odd, contacts: { debtors, first } },
      ...(Object.keys(matches).length === 0 ? {} : { matches }),
      ...(payments === undefined ? {} : { payments }),
    }),
  };
};

/** As many as a report tells. */
export const keepFirst = <Told>(kept: Told[], told: readonly Told[]): void => {
  for (const each of told.slice(0, mostReported - kept.length)) kept.push(each);
};

/** A row that cannot belong to what is known, as rehearsing or applying it found. */
export const wrongRow = (line: number, reason: string): ReportedError => ({
  line,
  field: 'invoice',
  reason,
  remedy: 'correct the row, or the invoice in the portfolio',
  value: '',
});
