// Batches: one item for each uploaded file, which says how far it has come, what it is held for and what people answered.
import * as z from 'zod';
import { type IsoInstant, plusDays24h } from '#domain/calendar.ts';
import { BadInput, BrokenInvariant } from '#domain/errors.ts';
import type { DomainEvent } from '#domain/events.ts';
import { languages } from '#domain/vocabulary.ts';
import { brakeCodes } from '#intake/batch/brakes.ts';
import { batchEventItem, batchesPk, batchItem, contentItem, undoDays } from './keys.ts';
import { listedKeys } from './listed-keys.ts';
import { notAskedIn } from './not-asked-in.ts';
import { setting } from './setting.ts';
import { getItem, getItems, tableName, transact } from './table.ts';
import { putIf, updateIf } from './update-if.ts';

export const batchStatuses = [
  'reading',
  'received',
  'refused',
  'rehearsed',
  'held',
  'declined',
  'lapsed',
  'importing',
  'imported',
  'incomplete',
  'undoing',
  'undone',
  'failed',
] as const;
export type BatchStatus = (typeof batchStatuses)[number];

const counts = z.object({ new: z.int(), changed: z.int(), unchanged: z.int() });
const batchSchema = z.object({
  batch: z.string(),
  /** Its key in the bucket. */
  file: z.string(),
  profile: z.string(),
  /** Only to see what it would do. */
  isRehearsal: z.boolean(),
  status: z.enum(batchStatuses),
  receivedAt: z.string(),
  /** The execution that works on it: another one of the same upload finds it taken. */
  owner: z.string(),
  /** What the events of its rows begin with: the same for the same content, wherever it was uploaded. */
  source: z.string(),
  content: z.string(),
  rows: z.int(),
  rejected: z.int(),
  chunks: z.int(),
  totals: z.record(z.string(), z.string()),
  creditors: z.array(z.string()),
  isProposed: z.boolean(),
  /** What people read about it is written in: of its first creditor's policy. */
  language: z.enum(languages).optional(),
  control: z
    .object({
      rows: z.int().optional(),
      totals: z.record(z.string(), z.string()).optional(),
      conflicts: z.array(z.string()).optional(),
    })
    .optional(),
  /** Of a full list: how it compares with what is open. */
  fullList: z
    .object({
      /** Rejected rows of which it cannot be read which invoice they are about: then nothing is missing. */
      unreadable: z.int(),
      creditors: z.array(
        z.object({
          creditor: z.string(),
          /** The list's, where the creditor is. */
          day: z.string(),
          open: z.int(),
          missing: z.int(),
          /** Missing, and a person was asked before. */
          waiting: z.int(),
        }),
      ),
      totals: z.record(z.string(), z.string()),
      /** Whose missing invoices it is. */
      chunks: z.array(z.int()),
      /** About how many a person was asked, once it was taken. */
      asked: z.int().optional(),
    })
    .optional(),
  /** What a person said of the missing invoices last. */
  confirmed: z
    .object({
      event: z.string(),
      answer: z.enum(['settled', 'none']),
      only: z.array(z.string()).optional(),
      except: z.array(z.string()).optional(),
      by: z.string(),
      at: z.string(),
      note: z.string().optional(),
      settled: z.int().optional(),
      kept: z.int().optional(),
      /** Why invoices that should be settled are not, the first of them. */
      reasons: z.array(z.object({ invoice: z.string(), reason: z.string() })).optional(),
      finishedAt: z.string().optional(),
    })
    .optional(),
  refused: z.string().optional(),
  /** What its rows would be, or what they became once it was imported. */
  accepted: counts.optional(),
  /** Debtors whom it would make us contact by the end of the day after. */
  contacts: z.int().optional(),
  brakes: z.array(z.object({ code: z.enum(brakeCodes), reason: z.string() })).optional(),
  heldAt: z.string().optional(),
  answer: z
    .object({ answer: z.enum(['approved', 'declined']), by: z.string(), at: z.string(), note: z.string().optional() })
    .optional(),
  /** The first and the last of the chunks that hold payments nobody told of before. */
  payments: z.object({ first: z.int(), last: z.int() }).optional(),
  /** Chunks applied so far, as far as is known. */
  applied: z.int().optional(),
  finishedAt: z.string().optional(),
  undo: z
    .object({
      by: z.string(),
      askedAt: z.string(),
      undone: z.int().optional(),
      kept: z.int().optional(),
      finishedAt: z.string().optional(),
    })
    .optional(),
  taskToken: z.string().optional(),
});
export type StoredBatch = z.output<typeof batchSchema>;

/** Strongly consistent. */
export const findBatch = async (batch: string): Promise<StoredBatch | undefined> => {
  const item = await getItem(batchItem(batch));
  return item && batchSchema.parse(item);
};

export const loadBatch = async (batch: string): Promise<StoredBatch> => {
  const found = await findBatch(batch);
  if (!found) throw new BrokenInvariant(`there is no batch ${batch}`);
  return found;
};

/** Newest first. */
export const listBatches = async (limit = 50): Promise<readonly StoredBatch[]> => {
  const items = await getItems(await listedKeys(batchesPk, { limit, newestFirst: true }));
  return items
    .map((item) => batchSchema.parse(item))
    .toSorted((one, other) => (one.receivedAt > other.receivedAt ? -1 : 1));
};

/** How often batches of this content were undone: what comes after is told apart from what came before. */
export const timesUndone = async (content: string): Promise<number> =>
  Number((await getItem(contentItem(content)))?.undone ?? 0);

/** Answers false when another execution works on the same upload. */
export const receiveBatch = async (
  upload: Pick<StoredBatch, 'batch' | 'file' | 'isRehearsal' | 'receivedAt' | 'owner'>,
): Promise<boolean> => {
  const item: StoredBatch = {
    ...upload,
    ...{ status: 'reading', profile: '', source: '', content: '', rows: 0, rejected: 0, chunks: 0 },
    ...{ totals: {}, creditors: [], isProposed: false },
  };
  const index = { stagePk: batchesPk, stageSk: `${upload.receivedAt}#${upload.batch}` };
  const isNew = await putIf({
    Item: { ...batchItem(upload.batch), ...item, ...index },
    ConditionExpression: 'attribute_not_exists(pk) OR (#owner = :owner AND #status = :reading)',
    ExpressionAttributeNames: { '#owner': 'owner', '#status': 'status' },
    ExpressionAttributeValues: { ':owner': upload.owner, ':reading': 'reading' },
  });
  // Else perhaps a step that was interrupted after it had done its work.
  return isNew || (await findBatch(upload.batch))?.owner === upload.owner;
};

/** Changes the batch while it is in one of these statuses; answers false when it is in none of them any more. */
export const moveBatch = (
  batch: string,
  from: readonly BatchStatus[],
  fields: Partial<Omit<StoredBatch, 'batch' | 'taskToken'>>,
): Promise<boolean> => {
  const { set, names, values } = setting(fields);
  return updateIf({
    Key: batchItem(batch),
    UpdateExpression: set,
    ConditionExpression: `#status IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
    ExpressionAttributeNames: { ...names, '#status': 'status' },
    ExpressionAttributeValues: {
      ...values,
      ...Object.fromEntries(from.map((status, index) => [`:from${index}`, status])),
    },
  });
};

/** Progress for those who wait: chunks are applied several at a time, so it is the highest that is done. */
export const noteApplied = async (batch: string, chunk: number): Promise<void> => {
  await updateIf({
    Key: batchItem(batch),
    UpdateExpression: 'SET applied = :chunk',
    ConditionExpression: 'attribute_not_exists(applied) OR applied < :chunk',
    ExpressionAttributeValues: { ':chunk': chunk },
  });
};

/** What came of an answer, unless another has taken its place. */
export const noteConfirmed = async (batch: string, confirmed: NonNullable<StoredBatch['confirmed']>): Promise<void> => {
  await updateIf({
    Key: batchItem(batch),
    UpdateExpression: 'SET confirmed = :confirmed',
    ConditionExpression: 'confirmed.#event = :event',
    ExpressionAttributeNames: { '#event': 'event' },
    ExpressionAttributeValues: { ':confirmed': confirmed, ':event': confirmed.event },
  });
};

/** Of a content once more, when the batch has been undone. */
export const countUndone = async (content: string, before: number): Promise<void> => {
  await updateIf({
    Key: contentItem(content),
    UpdateExpression: 'SET undone = :next',
    ConditionExpression: 'attribute_not_exists(undone) OR undone = :before',
    ExpressionAttributeValues: { ':next': before + 1, ':before': before },
  });
};

const batchEventTypes = ['Batch Answered', 'Batch Undo Requested', 'Missing Invoices Answered'] as const;
export type BatchEvent = Extract<DomainEvent, { type: (typeof batchEventTypes)[number] }>;

export const isOfBatch = (event: DomainEvent): event is BatchEvent =>
  batchEventTypes.some((type) => type === event.type);

/** Records what a person answered. Throws BadInput when the batch is not waiting for it. */
export const recordOfBatch = async (
  event: BatchEvent,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' }> => {
  const { id, batch, by = 'unknown' } = event.detail;
  const record = batchEventItem(batch, id);
  if (await getItem(record)) return { kind: 'repeated' };
  const found = await findBatch(batch);
  if (!found)
    throw new BadInput('unknown-batch', `there is no batch ${batch}; recaudo batch list shows those there are`);
  if (event.type === 'Missing Invoices Answered') await refuseUnknown(event, found);
  const { set, names, values } = setting(changeBy(event, found, by, now));
  const refused = await transact([
    {
      Put: {
        TableName: tableName,
        Item: { ...record, batch, event: id, type: event.type, detail: event.detail, at: now },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Update: {
        TableName: tableName,
        Key: batchItem(batch),
        UpdateExpression: set,
        // An answer is given once; what broke down may be asked for again, but an undo not while invoices are being settled.
        ConditionExpression: `#status = :seen${onlyIf[event.type]}`,
        ExpressionAttributeNames: { ...names, '#status': 'status' },
        ExpressionAttributeValues: { ...values, ':seen': found.status },
      },
    },
  ]);
  if (refused.length > 0) return recordOfBatch(event, now);
  return { kind: 'recorded' };
};

const onlyIf = {
  'Batch Answered': ' AND attribute_not_exists(answer)',
  'Batch Undo Requested': ' AND (attribute_not_exists(confirmed) OR attribute_exists(confirmed.finishedAt))',
  'Missing Invoices Answered': '',
} as const satisfies Record<BatchEvent['type'], string>;

/** A number that is mistyped must not settle the one that was meant to be left out. */
const refuseUnknown = async (
  { detail: { only = [], except = [] } }: Extract<BatchEvent, { type: 'Missing Invoices Answered' }>,
  { batch, receivedAt, creditors }: StoredBatch,
): Promise<void> => {
  const strangers = await notAskedIn({ batch, receivedAt }, creditors, [...only, ...except]);
  if (strangers.length > 0)
    throw new BadInput('not-missing', `batch ${batch} does not ask about ${strangers.slice(0, 10).join(', ')}`);
};

const undoable: readonly BatchStatus[] = ['imported', 'incomplete', 'undoing'];

const changeBy = (event: BatchEvent, found: StoredBatch, by: string, now: IsoInstant): Partial<StoredBatch> => {
  if (event.type === 'Batch Answered') {
    if (found.status !== 'held' || found.answer !== undefined)
      throw new BadInput(
        'not-held',
        `batch ${found.batch} is ${found.answer?.answer ?? found.status}: it waits for no answer`,
      );
    const { answer, note } = event.detail;
    return { answer: { answer, by, at: now, ...(note === undefined ? {} : { note }) } };
  }
  if (event.type === 'Missing Invoices Answered') return { confirmed: confirmationOf(event, found, by, now) };
  if (!undoable.includes(found.status))
    throw new BadInput('not-imported', `batch ${found.batch} is ${found.status}: there is nothing to undo`);
  if (found.confirmed !== undefined && found.confirmed.finishedAt === undefined)
    throw new BadInput(
      'being-settled',
      `missing invoices of batch ${found.batch} are being settled; undo it afterwards (where that broke down, answer again first)`,
    );
  if (plusDays24h(found.receivedAt, undoDays) < now)
    throw new BadInput(
      'too-old-to-undo',
      `batch ${found.batch} came on ${found.receivedAt.slice(0, 10)}, more than ${undoDays} days ago: its rows are not kept any more`,
    );
  return { status: 'undoing', undo: { by, askedAt: now } };
};

const confirmationOf = (
  { detail: { id, answer, only, except, note } }: Extract<BatchEvent, { type: 'Missing Invoices Answered' }>,
  found: StoredBatch,
  by: string,
  now: IsoInstant,
): StoredBatch['confirmed'] => {
  refuseToSettle(found, now);
  return {
    ...{ event: id, answer, by, at: now },
    ...(only === undefined ? {} : { only }),
    ...(except === undefined ? {} : { except }),
    ...(note === undefined ? {} : { note }),
  };
};

/** Throws BadInput where nobody is asked about invoices that it misses. */
export const refuseToSettle = ({ batch, status, fullList, receivedAt }: StoredBatch, now: IsoInstant): void => {
  if (status !== 'imported' && status !== 'incomplete')
    throw new BadInput(
      'not-imported',
      `batch ${batch} is ${status}: only of one that was imported invoices can be settled`,
    );
  if (!fullList?.asked)
    throw new BadInput('nothing-missing', `batch ${batch} asks about no invoice: there is nothing to settle`);
  if (plusDays24h(receivedAt, undoDays) < now)
    throw new BadInput(
      'too-old-to-settle',
      `batch ${batch} came on ${receivedAt.slice(0, 10)}, more than ${undoDays} days ago; record the payments one by one (recaudo pay)`,
    );
};
