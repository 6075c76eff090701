// State Apply Payments: puts the payments of a file to invoices, one after another in the order of their lines, so that each is matched to
// what those before it have left. It takes chunk after chunk while there is time, and says where to go on.
import { now as readClock } from '#clock';
import { defaultCreditor } from '#domain/events.ts';
import type { BatchEntry } from '#intake/batch/batch-entry.ts';
import { paidKey } from '#intake/batch/batch-files.ts';
import type { Rehearsal } from '#intake/batch/rehearsal.ts';
import { applyPayment } from '#store/apply-payment.ts';
import { loadBatch, noteApplied } from '#store/batches.ts';
import { sourceOfRow } from '#store/entry-source.ts';
import { loadCandidates, type OwedToCreditor } from '#store/load-candidates.ts';
import { putJson } from '#store/objects.ts';
import { findRehearsal, readEntries, readPaid } from './chunk-files.ts';
import { type NextOfBatch, nextOfBatch, type PaidChunk, paymentsInput } from './contracts.ts';
import { handle } from './handle.ts';

/** Of the fifteen minutes of a function, with room for what a creditor is owed and one chunk more. */
const workMs = 8 * 60_000;

export const handler = handle(paymentsInput, async ({ batch: id, chunk: first }): Promise<NextOfBatch> => {
  const began = performance.now();
  const { source, payments } = await loadBatch(id);
  const last = payments?.last ?? 0;
  const owedTo = owedOnce();
  for (let chunk = first; chunk <= last; chunk += 1) {
    if (chunk > first && performance.now() - began > workMs) return nextOfBatch('apply', id, chunk);
    const rehearsal = await findRehearsal(id, chunk);
    // What could not be rehearsed was not applied either, and the report says so; or this step was interrupted after it had taken the chunk.
    if (!rehearsal || (await readPaid(id, chunk))) continue;
    const paid = await payEach(await readEntries(id, chunk), rehearsal, source, owedTo);
    await putJson(paidKey(id, chunk), paid);
    await noteApplied(id, chunk);
  }
  return nextOfBatch('apply', id);
});

type OwedTo = (creditor: string) => () => Promise<OwedToCreditor>;

const payEach = async (
  entries: readonly BatchEntry[],
  rehearsal: Rehearsal,
  source: string,
  owedTo: OwedTo,
): Promise<PaidChunk> => {
  const now = await readClock();
  const repeated = new Set(rehearsal.rows.filter(({ outcome }) => outcome === 'repeated').map(({ line }) => line));
  const counts: PaidChunk['counts'] = { new: 0, unchanged: 0 };
  for (const entry of entries) {
    if (entry.kind !== 'payment' || repeated.has(entry.line)) continue;
    const owed = owedTo(entry.creditor ?? defaultCreditor);
    counts[(await applyPayment(entry, sourceOfRow(source, entry.line), owed, now)) ? 'new' : 'unchanged'] += 1;
  }
  return { counts };
};

/** Read once for each creditor, when its first payment comes. */
const owedOnce = (): OwedTo => {
  const known = new Map<string, Promise<OwedToCreditor>>();
  return (creditor) => () => {
    const found = known.get(creditor) ?? loadCandidates(creditor);
    known.set(creditor, found);
    return found;
  };
};
