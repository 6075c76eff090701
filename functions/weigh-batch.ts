// State Weigh Batch: from the rehearsal of all chunks, whether the batch may count, waits for a person, or is done.
import { now as readClock } from '#clock';
import { type IsoInstant, plusDays24h } from '#domain/calendar.ts';
import type { Policy } from '#domain/policy.ts';
import { brakesOf } from '#intake/batch/brakes.ts';
import { listBatches, loadBatch, moveBatch, type StoredBatch } from '#store/batches.ts';
import { loadPolicy } from '#store/policies.ts';
import { readFound } from './chunk-files.ts';
import { type NextOfBatch, nextOfBatch, weighInput } from './contracts.ts';
import { handle, logger } from './handle.ts';
import { writeReport } from './write-report.ts';

export const handler = handle(weighInput, async ({ batch: id }): Promise<NextOfBatch> => {
  const now = await readClock();
  const batch = await loadBatch(id);
  if (batch.status === 'received') return weigh(batch, now);
  const kind = batch.status === 'held' ? await answered(batch, now) : batch.status === 'importing' ? 'apply' : 'done';
  return nextOfBatch(kind, id, batch.payments?.first);
});

const weigh = async (batch: StoredBatch, now: IsoInstant): Promise<NextOfBatch> => {
  const found = await readFound(batch);
  const { accepted, refused, contacts, chunks, payments } = found.rehearsed;
  const isComplete = chunks === batch.chunks;
  const weighed = { accepted, rejected: batch.rejected + refused, contacts: contacts.debtors };
  const policies = await Promise.all(batch.creditors.map(loadPolicy));
  const brakes = batch.isRehearsal || isComplete ? await brakesFor({ ...batch, ...weighed }, policies) : [unfinished];
  const set = {
    ...weighed,
    ...languageOf(policies),
    brakes: [...brakes],
    ...(payments === undefined ? {} : { payments }),
    ...(batch.isRehearsal
      ? ({ status: 'rehearsed', finishedAt: now } as const)
      : brakes.length > 0
        ? ({ status: 'held', heldAt: now } as const)
        : ({ status: 'importing' } as const)),
  };
  // Before the status that says that it is there.
  if (set.status !== 'importing') await writeReport({ ...batch, ...set }, found);
  if (!(await moveBatch(batch.batch, ['received'], set))) return nextOfBatch('done', batch.batch);
  logger.info('weighed', { batch: batch.batch, status: set.status, ...weighed.accepted, rejected: weighed.rejected });
  const kind = set.status === 'importing' ? 'apply' : set.status === 'held' ? 'hold' : 'done';
  return nextOfBatch(kind, batch.batch, payments?.first);
};

const unfinished = {
  code: 'unrehearsed',
  reason: 'a part of it could not be rehearsed: the table or the function failed',
} as const;

const lookedBack = 10;

const languageOf = ([first]: readonly Policy[]): Pick<StoredBatch, 'language'> =>
  first === undefined ? {} : { language: first.content.creditor.language };

const brakesFor = async (batch: StoredBatch & { readonly contacts: number }, policies: readonly Policy[]) => {
  const before = (await listBatches(lookedBack * 5))
    .filter(
      ({ status, creditors }) => status === 'imported' && creditors.some((each) => batch.creditors.includes(each)),
    )
    .slice(0, lookedBack);
  return brakesOf(
    {
      rows: batch.rows,
      rejected: batch.rejected,
      totals: batch.totals,
      control: batch.control,
      contacts: batch.contacts,
      before: before.map(({ contacts = 0 }) => contacts),
      isProposed: batch.isProposed,
      ...(batch.fullList === undefined ? {} : { fullList: batch.fullList }),
    },
    policies.map(({ content }) => content.intake.brakes),
  );
};

/** Nobody has to answer for ever. */
const heldDays = 30;

const answered = async (batch: StoredBatch, now: IsoInstant): Promise<NextOfBatch['kind']> => {
  const isOver = batch.answer === undefined && plusDays24h(batch.heldAt ?? now, heldDays) <= now;
  if (batch.answer === undefined && !isOver) return 'hold';
  const status = isOver ? 'lapsed' : batch.answer?.answer === 'approved' ? 'importing' : 'declined';
  const finished = status === 'importing' ? {} : { finishedAt: now };
  if (status !== 'importing') await writeReport({ ...batch, status, ...finished }, await readFound(batch));
  await moveBatch(batch.batch, ['held'], { status, ...finished });
  return status === 'importing' ? 'apply' : 'done';
};
