// State Apply Chunk: records what the rows of one chunk say. Applied again, it changes nothing.
import { now as readClock } from '#clock';
import { BadInput } from '#domain/errors.ts';
import { defaultCreditor } from '#domain/events.ts';
import type { CandidateIndex } from '#domain/matching/candidate-index.ts';
import { type BatchEntry, debtorOfEntry } from '#intake/batch/batch-entry.ts';
import { appliedKey } from '#intake/batch/batch-files.ts';
import { wrongRow } from '#intake/batch/sum-rehearsals.ts';
import type { ReportedError } from '#intake/batch-report.ts';
import { applyEntry } from '#store/apply-entry.ts';
import { loadBatch, noteApplied } from '#store/batches.ts';
import { inParallel } from '#store/in-parallel.ts';
import { loadCandidates } from '#store/load-candidates.ts';
import { putJson } from '#store/objects.ts';
import { readEntries, readRehearsal } from './chunk-files.ts';
import { type AppliedChunk, chunkInput } from './contracts.ts';
import { handle } from './handle.ts';

/** Debtors written at the same time; rows of one debtor follow each other. */
const lanes = 8;

export const handler = handle(chunkInput, async ({ batch: id, chunk }): Promise<{ readonly chunk: number }> => {
  const [batch, entries, rehearsal] = await Promise.all([
    loadBatch(id),
    readEntries(id, chunk),
    readRehearsal(id, chunk),
  ]);
  const now = await readClock();
  const expected = new Map(rehearsal.rows.map(({ line, outcome }) => [line, outcome]));
  const candidatesOf = candidatesOnce();
  const counts = { new: 0, changed: 0, unchanged: 0 };
  const errors: ReportedError[] = [];
  const apply = async (entry: BatchEntry): Promise<void> => {
    const outcome = expected.get(entry.line);
    if (outcome === 'refused') return;
    try {
      counts[outcome === 'repeated' ? 'unchanged' : await applyEntry(entry, batch, candidatesOf(entry), now)] += 1;
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      errors.push(wrongRow(entry.line, error.message));
    }
  };
  const debtors = [...Map.groupBy(entries, debtorOfEntry).values()];
  await inParallel(
    debtors,
    async (own) => {
      for (const entry of own) await apply(entry);
    },
    lanes,
  );
  const applied: AppliedChunk = { counts, errors };
  await putJson(appliedKey(id, chunk), applied);
  await noteApplied(id, chunk);
  return { chunk };
});

/** What a creditor is owed is read once, when its first payment comes. */
const candidatesOnce = () => {
  const known = new Map<string, Promise<CandidateIndex>>();
  return ({ creditor = defaultCreditor }: BatchEntry) =>
    (): Promise<CandidateIndex> => {
      const found = known.get(creditor) ?? loadCandidates(creditor);
      known.set(creditor, found);
      return found;
    };
};
