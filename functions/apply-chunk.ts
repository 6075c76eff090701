// State Apply Chunk: records what the rows of one chunk say. Applied again, it changes nothing.
import * as z from 'zod';
import { now as readClock } from '#clock';
import { BadInput } from '#domain/errors.ts';
import { defaultCreditor } from '#domain/events.ts';
import type { CandidateIndex } from '#domain/matching/candidate-index.ts';
import { type BatchEntry, batchEntry, debtorOfEntry } from '#intake/batch/batch-entry.ts';
import { appliedKey, chunkKey, rehearsalKey } from '#intake/batch/batch-files.ts';
import { rehearsalSchema } from '#intake/batch/rehearsal.ts';
import type { ReportedError } from '#intake/batch-report.ts';
import { applyEntry } from '#store/apply-entry.ts';
import { loadBatch, noteApplied } from '#store/batches.ts';
import { loadCandidates } from '#store/load-candidates.ts';
import { putJson, readObject } from '#store/objects.ts';
import { type AppliedChunk, chunkInput } from './contracts.ts';
import { handle } from './handle.ts';

/** Debtors written at the same time; rows of one debtor follow each other. */
const lanes = 8;

export const handler = handle(chunkInput, async ({ batch: id, chunk }): Promise<{ readonly chunk: number }> => {
  const [batch, entries, rehearsal] = await Promise.all([
    loadBatch(id),
    readObject(chunkKey(id, chunk)).then((text) => z.array(batchEntry).parse(JSON.parse(text))),
    readObject(rehearsalKey(id, chunk)).then((text) => rehearsalSchema.parse(JSON.parse(text))),
  ]);
  const now = await readClock();
  const expected = new Map(rehearsal.rows.map(({ line, outcome }) => [line, outcome]));
  const candidatesOf = candidatesOnce();
  const counts = { new: 0, changed: 0, unchanged: 0 };
  const errors: ReportedError[] = [];
  const debtors = [...Map.groupBy(entries, debtorOfEntry).values()];
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let own = debtors.shift(); own; own = debtors.shift()) {
        for (const entry of own) {
          const outcome = expected.get(entry.line);
          if (outcome === 'refused') continue;
          try {
            counts[outcome === 'repeated' ? 'unchanged' : await applyEntry(entry, batch, candidatesOf(entry), now)] +=
              1;
          } catch (error) {
            if (!(error instanceof BadInput)) throw error;
            errors.push(errorOf(entry.line, error));
          }
        }
      }
    }),
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

const errorOf = (line: number, { message }: BadInput): ReportedError => ({
  line,
  field: 'invoice',
  reason: message,
  remedy: 'correct the row, or the invoice in the portfolio',
  value: '',
});
