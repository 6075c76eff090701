// The report of a batch from its record and from what its chunks left, as far as it has come.
import type { RehearsalSum } from '#intake/batch/sum-rehearsals.ts';
import {
  type BatchReport,
  type MissingReport,
  mostReported,
  type ReportedError,
  type Tally,
} from '#intake/batch-report.ts';
import type { StoredBatch } from '#store/batches.ts';

export type Found = {
  readonly tally?: Tally;
  readonly rehearsed?: RehearsalSum;
  /** Found wrong when it was applied: the first hundred. */
  readonly errors?: readonly ReportedError[];
};

export const reportOf = (batch: StoredBatch, { tally, rehearsed, errors = [] }: Found): BatchReport => ({
  batch: batch.batch,
  file: batch.file,
  profile: batch.profile,
  status: batch.status,
  rows: batch.rows,
  rejected: batch.rejected,
  totals: batch.totals,
  accepted: batch.accepted ?? { new: 0, changed: 0, unchanged: 0 },
  errors: [...(tally?.errors ?? []), ...(rehearsed?.errors ?? []), ...errors].slice(0, mostReported),
  warnings: tally?.warnings ?? [],
  odd: rehearsed?.odd ?? [],
  contacts: { debtors: batch.contacts ?? 0, first: rehearsed?.contacts.first ?? [] },
  ...(rehearsed?.matches === undefined ? {} : { matches: rehearsed.matches }),
  ...missingOf(batch, tally),
  brakes: batch.brakes ?? [],
  ...(batch.refused === undefined ? {} : { refused: batch.refused }),
  startedAt: batch.receivedAt,
  finishedAt: batch.finishedAt ?? batch.heldAt ?? batch.receivedAt,
});

const missingOf = (
  { fullList, confirmed }: StoredBatch,
  tally: Tally | undefined,
): { readonly missing?: MissingReport } => {
  if (fullList === undefined) return {};
  const { creditors, totals, unreadable, asked } = fullList;
  const sum = (count: 'open' | 'missing' | 'waiting') => creditors.reduce((total, each) => total + each[count], 0);
  return {
    missing: {
      ...{ open: sum('open'), missing: sum('missing'), waiting: sum('waiting') },
      ...{ unreadable, totals, first: tally?.missing ?? [] },
      ...(asked === undefined ? {} : { asked }),
      ...(confirmed === undefined ? {} : { confirmed }),
    },
  };
};
