// The report of a batch from its record and from what its chunks left, as far as it has come.
import type { Rehearsal } from '#intake/batch/rehearsal.ts';
import {
  type BatchReport,
  type MissingReport,
  mostReported,
  type ReportedError,
  type Tally,
} from '#intake/batch-report.ts';
import type { StoredBatch } from '#store/batches.ts';

export type Found = {
  readonly tally?: Tally | undefined;
  readonly rehearsals?: readonly Rehearsal[];
  /** Found wrong when it was applied. */
  readonly errors?: readonly ReportedError[];
};

export const reportOf = (batch: StoredBatch, { tally, rehearsals = [], errors = [] }: Found): BatchReport => ({
  batch: batch.batch,
  file: batch.file,
  profile: batch.profile,
  status: batch.status,
  rows: batch.rows,
  rejected: batch.rejected,
  totals: batch.totals,
  accepted: batch.accepted ?? { new: 0, changed: 0, unchanged: 0 },
  errors: [...(tally?.errors ?? []), ...refusedRows(rehearsals), ...errors].slice(0, mostReported),
  warnings: tally?.warnings ?? [],
  odd: rehearsals.flatMap(({ odd }) => odd).slice(0, mostReported),
  contacts: {
    debtors: batch.contacts ?? 0,
    first: rehearsals.flatMap(({ contacts }) => contacts).slice(0, mostReported),
  },
  ...matchesOf(rehearsals),
  ...missingOf(batch, tally),
  brakes: batch.brakes ?? [],
  ...(batch.refused === undefined ? {} : { refused: batch.refused }),
  startedAt: batch.receivedAt,
  finishedAt: batch.finishedAt ?? batch.heldAt ?? batch.receivedAt,
});

const matchesOf = (rehearsals: readonly Rehearsal[]): Pick<BatchReport, 'matches'> => {
  const kinds = rehearsals.flatMap(({ rows }) => rows.flatMap(({ match }) => match ?? []));
  if (kinds.length === 0) return {};
  const counted = Map.groupBy(kinds, (kind) => kind);
  return { matches: Object.fromEntries([...counted].map(([kind, all]) => [kind, all.length])) };
};

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

/** A row that cannot belong to what is known, as rehearsing or applying it found. */
export const wrongRow = (line: number, reason: string): ReportedError => ({
  line,
  field: 'invoice',
  reason,
  remedy: 'correct the row, or the invoice in the portfolio',
  value: '',
});

export const refusedRows = (rehearsals: readonly Rehearsal[]): readonly ReportedError[] =>
  rehearsals.flatMap(({ rows }) =>
    rows.flatMap(({ line, outcome, reason = '' }) => (outcome === 'refused' ? [wrongRow(line, reason)] : [])),
  );
