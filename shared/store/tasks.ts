// Work for people: calls and visits with their script, approvals, addresses to find, contacts to settle, causes to look into.
import { createHash } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DebtorKey, Invoice } from '#domain/facts.ts';
import { taskKinds } from '#domain/vocabulary.ts';
import { everyDebtorOf } from './items.ts';
import { allShards, debtorPk, taskItem, tasksPk } from './keys.ts';
import { listedKeys } from './listed-keys.ts';
import { documents, getItem, getItems, type Item, queryPrefix, tableName } from './table.ts';
import { putIf } from './update-if.ts';

/** While it stands, nobody else may work the task. */
const lease = z.object({ agent: z.string(), since: z.string(), until: z.string() });

/** What one attempt brought, kept for those who count: `reached` where it is known with whom the agent spoke. */
const attempt = z.object({
  event: z.string(),
  outcome: z.string(),
  at: z.string(),
  agent: z.string().optional(),
  queue: z.string().optional(),
  seconds: z.int().optional(),
  reached: z.boolean().optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  note: z.string().optional(),
  /** What was said, agreed or not, and what follows, in the debtor's language. */
  recap: z.string().optional(),
});
export type Attempt = z.output<typeof attempt>;

const taskSchema = z.object({
  task: z.string(),
  kind: z.enum(taskKinds),
  creditor: z.string(),
  debtor: z.string(),
  invoice: z.string(),
  title: z.string(),
  script: z.string(),
  openedAt: z.string(),
  status: z.enum(['open', 'done']),
  outcome: z.string().optional(),
  note: z.string().optional(),
  doneAt: z.string().optional(),
  // Of a call or a visit: the contact that was claimed for it, and what reports ask for.
  contact: z.string().optional(),
  stage: z.string().optional(),
  step: z.string().optional(),
  template: z.string().optional(),
  segment: z.string().optional(),
  arm: z.string().optional(),
  /** All that it speaks for, the first ones of many. */
  invoices: z.array(z.string()).optional(),
  lease: lease.optional(),
  /** Who gave it back last, and when: somebody else gets it first. */
  released: z.object({ agent: z.string(), at: z.string() }).optional(),
  /** It is not to be worked before; `agreed` with the debtor. */
  returns: z.object({ at: z.string(), agreed: z.boolean() }).optional(),
  attempts: z.array(attempt).default([]),
  /** The event whose facts are being recorded. */
  answering: z.string().optional(),
});
export type NewTask = Pick<
  Task,
  'task' | 'kind' | 'creditor' | 'debtor' | 'invoice' | 'title' | 'script' | 'openedAt' | 'status'
> &
  Partial<Pick<Task, 'contact' | 'stage' | 'step' | 'template' | 'segment' | 'arm' | 'invoices'>>;
export type Task = z.output<typeof taskSchema>;

/** The same reason gives the same task, so that opening it twice opens it once. */
export const taskIdOf = (kind: Task['kind'], ...reason: readonly (string | number)[]): string =>
  `${kind}-${createHash('sha256')
    .update([kind, ...reason].join('\n'))
    .digest('base64url')
    .replaceAll(/[-_]/g, '')
    .slice(0, 12)}`;

const shardOfTask = (task: string): number =>
  createHash('sha256').update(task).digest().readUInt32BE() % allShards.length;

/** Open tasks stand in the `stage` index, oldest first; done ones leave it. */
export const taskToItem = (task: NewTask): Item => ({
  ...task,
  stagePk: tasksPk(task.creditor, shardOfTask(task.task)),
  stageSk: task.openedAt,
});

/** Opens a task once: true when it is new. */
export const openTask = (task: NewTask): Promise<boolean> =>
  putIf({
    Item: { ...taskItem(task, task.task), ...taskToItem(task) },
    ConditionExpression: 'attribute_not_exists(pk)',
  });

/** What an agent is to say, and of which invoices. */
export type Words = Pick<Task, 'title' | 'script' | 'invoices'>;

/** Closes a task with its outcome; one that is done already stays as it is. */
export const completeTask = async (
  key: DebtorKey,
  task: string,
  outcome: string,
  note: string | undefined,
  now: string,
): Promise<Task | undefined> => {
  const found = await findTask(key, task);
  if (!found || found.status === 'done') return found;
  await documents.send(
    new UpdateCommand({
      TableName: tableName,
      Key: taskItem(key, task),
      UpdateExpression:
        'SET #status = :done, outcome = :outcome, doneAt = :now, note = :note REMOVE stagePk, stageSk, lease',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':done': 'done', ':outcome': outcome, ':now': now, ':note': note ?? '' },
    }),
  );
  return findTask(key, task);
};

/** Calls, visits and approvals about an invoice that is paid or placed are not needed any more. */
export const dropTasks = async (invoice: Invoice, now: string): Promise<void> => {
  for (const key of everyDebtorOf(invoice)) {
    const open = (await listTasksOfDebtor(key)).filter(
      (task) => task.invoice === invoice.invoice && task.status === 'open' && dropped.has(task.kind),
    );
    for (const { task } of open) await completeTask(key, task, 'not-needed', undefined, now);
  }
};

const dropped: ReadonlySet<Task['kind']> = new Set(['call', 'visit', 'approve-handoff']);

export const findTask = async (key: DebtorKey, task: string): Promise<Task | undefined> => {
  const item = await getItem(taskItem(key, task));
  return item && readTask(item);
};

export const readTask = (item: Item): Task => taskSchema.parse(item);

/** An open task by its number alone; undefined when there is none. */
export const findOpenTask = async (creditor: string, task: string): Promise<Task | undefined> => {
  const keys = await listedKeys(tasksPk(creditor, shardOfTask(task)), { limit: mostInShard });
  const key = keys.find(({ sk }) => sk === `TASK#${task}`);
  const item = key && (await getItem(key));
  const found = item && readTask(item);
  return found?.status === 'open' ? found : undefined;
};
const mostInShard = 10_000;

export const listTasksOfDebtor = async (key: DebtorKey): Promise<readonly Task[]> =>
  (await queryPrefix(debtorPk(key), 'TASK#')).map(readTask);

/** Other open calls, or visits, of the debtor of this one. */
export const meetingsBeside = async (task: Task): Promise<readonly Task[]> =>
  (await listTasksOfDebtor(task)).filter(
    (each) => each.kind === task.kind && each.status === 'open' && each.task !== task.task,
  );

/** Open tasks of a creditor, oldest first. */
export const listOpenTasks = async (creditor: string, limit = 200): Promise<readonly Task[]> => {
  const pages = await Promise.all(allShards.map((shard) => listedKeys(tasksPk(creditor, shard), { limit })));
  const items = await getItems(pages.flat());
  return items
    .map(readTask)
    .filter(({ status }) => status === 'open')
    .toSorted((one, other) => (one.openedAt < other.openedAt ? -1 : 1))
    .slice(0, limit);
};

/** How often nobody answered. */
export const unansweredOf = ({ attempts }: Task): number =>
  attempts.filter(({ outcome }) => outcome === 'no-answer').length;
