// A plan in figures: counts of what changes, a sample, and tomorrow's outbox under both policies with what is added and missed.

import type { Outgoing } from './outbox-of.ts';
import type { AccountsPlan, Difference, InvoicePlan } from './plan-accounts.ts';

export type Summary = {
  readonly invoices: number;
  /** Invoices for which anything changes, and for which each thing does. */
  readonly changed: number;
  readonly byChange: Readonly<Record<Difference, number>>;
  /** The first that change. */
  readonly sample: readonly InvoicePlan[];
  readonly outbox: { readonly before: readonly Outgoing[]; readonly after: readonly Outgoing[] };
};

export const emptySummary: Summary = {
  invoices: 0,
  changed: 0,
  byChange: { stage: 0, 'next-contact': 0, channel: 0, charge: 0 },
  sample: [],
  outbox: { before: [], after: [] },
};

/** Adds the plans of a page; at most `most` invoices are kept as a sample. */
export const addPlans = (summary: Summary, plans: readonly AccountsPlan[], most: number): Summary => {
  const invoices = plans.flatMap((plan) => plan.invoices);
  const changed = invoices.filter(({ changes }) => changes.length > 0);
  const count = (kind: Difference): number =>
    summary.byChange[kind] + changed.filter(({ changes }) => changes.includes(kind)).length;
  return {
    invoices: summary.invoices + invoices.length,
    changed: summary.changed + changed.length,
    byChange: {
      stage: count('stage'),
      'next-contact': count('next-contact'),
      channel: count('channel'),
      charge: count('charge'),
    },
    sample: [...summary.sample, ...changed].slice(0, most),
    outbox: {
      before: [...summary.outbox.before, ...plans.flatMap(({ outbox }) => outbox.before)],
      after: [...summary.outbox.after, ...plans.flatMap(({ outbox }) => outbox.after)],
    },
  };
};

export type OutboxChange = {
  readonly added: readonly Outgoing[];
  readonly missed: readonly Outgoing[];
  /** Sent under both, at another time. */
  readonly moved: readonly { readonly before: Outgoing; readonly after: Outgoing }[];
};

/** The same message is the same step, by the same channel, of the same invoice, for the same items. */
export const compareOutboxes = ({ before, after }: Summary['outbox']): OutboxChange => {
  const known = new Map(before.map((each) => [nameOf(each), each]));
  const wanted = new Set(after.map(nameOf));
  const moved: { before: Outgoing; after: Outgoing }[] = [];
  for (const each of after) {
    const same = known.get(nameOf(each));
    if (same && same.at !== each.at) moved.push({ before: same, after: each });
  }
  return {
    added: after.filter((each) => !known.has(nameOf(each))),
    missed: before.filter((each) => !wanted.has(nameOf(each))),
    moved,
  };
};

const nameOf = ({ debtor, invoice, step, channel, covers }: Outgoing): string =>
  JSON.stringify([debtor, invoice, step, channel, covers]);
