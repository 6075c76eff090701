// State Apply Chunk: records what the rows of one chunk say, but for payments, which come after all else. Applied again, it changes nothing.
import { now as readClock } from '#clock';
import type { IsoInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { defaultCreditor } from '#domain/events.ts';
import { type BatchEntry, debtorOfEntry, type MissingEntry } from '#intake/batch/batch-entry.ts';
import { appliedKey } from '#intake/batch/batch-files.ts';
import { wrongRow } from '#intake/batch/sum-rehearsals.ts';
import type { ReportedError } from '#intake/batch-report.ts';
import { applyEntry } from '#store/apply-entry.ts';
import { loadBatch, noteApplied, type StoredBatch } from '#store/batches.ts';
import { inParallel } from '#store/in-parallel.ts';
import { askIfSettled, noteListed, stopAsking } from '#store/missing-invoices.ts';
import { takeAsNewest } from '#store/newest-list.ts';
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
  const counts = { new: 0, changed: 0, unchanged: 0 };
  const errors: ReportedError[] = [];
  const asked: MissingEntry[] = [];
  const isNewest = await newestOf(batch);
  const apply = async (entry: BatchEntry): Promise<void> => {
    if (entry.kind === 'missing') {
      if (isNewest(entry) && (await askIfSettled(entry, batch, now))) asked.push(entry);
      return;
    }
    if (batch.fullList !== undefined && entry.kind === 'invoice') {
      // Whatever becomes of the row: also where the same content was applied before.
      await noteListed({ creditor: entry.creditor ?? defaultCreditor, invoice: entry.invoice }, batch, now);
    }
    const outcome = expected.get(entry.line);
    if (outcome === 'refused') return;
    try {
      if (outcome === 'repeated') counts.unchanged += 1;
      else if (entry.kind !== 'payment') counts[await applyEntry(entry, batch, now)] += 1;
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
  const applied: AppliedChunk = { counts, errors, asked: await stillAsked(asked, batch, now) };
  await putJson(appliedKey(id, chunk), applied);
  if (batch.payments === undefined) await noteApplied(id, chunk);
  return { chunk };
});

/** Whether of the creditor of a missing invoice no newer list was taken. */
const newestOf = async (batch: StoredBatch): Promise<(entry: MissingEntry) => boolean> => {
  if (batch.fullList === undefined) return () => false;
  const creditors = await takeAsNewest(
    batch,
    batch.fullList.creditors.map(({ creditor }) => creditor),
  );
  return ({ creditor }) => creditors.has(creditor);
};

/** A newer list that was taken meanwhile has found what it lists without our question: it ends here. */
const stillAsked = async (
  asked: readonly MissingEntry[],
  batch: StoredBatch,
  now: IsoInstant,
): Promise<MissingEntry[]> => {
  if (asked.length === 0) return [];
  const isNewest = await newestOf(batch);
  for (const entry of asked) if (!isNewest(entry)) await stopAsking(entry, batch, now);
  return asked.filter(isNewest);
};
