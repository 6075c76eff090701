// Who works which task: a lease on the task, on the person it is about, and a place among those that the agent holds, in one transaction.
// A lease ends by itself, so that nothing is lost with an agent who goes home.

import { type IsoInstant, plusMs } from '#domain/calendar.ts';
import { Conflict } from '#domain/errors.ts';
import type { DebtorKey } from '#domain/facts.ts';
import type { TaskTerms } from '#domain/policy-tasks.ts';
import { isMeeting } from '#domain/vocabulary.ts';
import { agentItem, leaseId, personLeaseItem, taskItem } from './keys.ts';
import { beforeNext, getItem, getItems, type Item, tableName, transact, type Write } from './table.ts';
import { readTask, type Task, type Words } from './tasks.ts';
import { deleteIf, updateIf } from './update-if.ts';

export type Claimed =
  | { readonly kind: 'claimed'; readonly task: Task }
  /** Another agent works it, or it is done. */
  | { readonly kind: 'taken' }
  /** Somebody speaks with the same person about another task, perhaps for another creditor. */
  | { readonly kind: 'busy' }
  /** The agent holds as many as it may. */
  | { readonly kind: 'full'; readonly held: readonly Task[] };

/**
 * Takes a task, or keeps it for longer where it is the agent's as it was read. `person` is whom a call or a visit is about.
 */
export const claimTask = async (
  task: Task,
  person: string,
  agent: string,
  { perAgent, leaseMinutes }: TaskTerms,
  now: IsoInstant,
): Promise<Claimed> => {
  const until = plusMs(now, leaseMinutes * 60_000);
  const own = task.lease?.agent === agent && task.lease.until > now ? task.lease : undefined;
  const lease = { agent, since: own?.since ?? now, until };
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const { item, held } = await heldBy(task.creditor, agent, now);
    const others = held.filter((each) => each.task !== task.task);
    if (others.length >= perAgent) return { kind: 'full', held };
    const holds = [...others, task].map(({ debtor, task: id }) => ({ debtor, task: id }));
    const refused = await transact([
      leaseTask(task, lease, own?.until, now),
      putAgent(task.creditor, agent, holds, Number(item?.version ?? 0)),
      ...(isMeeting(task.kind) ? [leasePerson(person, leaseId(task, task.task, agent), until, now)] : []),
    ]);
    if (refused.includes(0)) return { kind: 'taken' };
    if (refused.includes(2)) return { kind: 'busy' };
    if (refused.length === 0) {
      const { released: _, ...rest } = task;
      return { kind: 'claimed', task: { ...rest, lease } };
    }
    await beforeNext(attempt);
  }
  throw new Conflict(`agent ${agent} takes other tasks at the same time`);
};

/** The tasks that an agent holds now. */
export const tasksHeldBy = async (creditor: string, agent: string, now: IsoInstant): Promise<readonly Task[]> =>
  (await heldBy(creditor, agent, now)).held;

const heldBy = async (creditor: string, agent: string, now: IsoInstant) => {
  const item = await getItem(agentItem(creditor, agent));
  const named = Array.isArray(item?.holds) ? item.holds : [];
  const tasks = await getItems(named.map(({ debtor, task }) => taskItem({ creditor, debtor }, task)));
  const held = tasks
    .map(readTask)
    .filter(({ status, lease }) => status === 'open' && lease?.agent === agent && lease.until > now);
  return { item, held };
};

// One agent at two screens is as good as two: a lease is only kept by whoever saw it.
const leaseTask = (
  task: Task,
  lease: NonNullable<Task['lease']>,
  kept: IsoInstant | undefined,
  now: IsoInstant,
): Write => ({
  Update: {
    TableName: tableName,
    Key: taskItem(task, task.task),
    UpdateExpression: 'SET #lease = :lease REMOVE released',
    ConditionExpression: `#status = :open AND attribute_not_exists(answering) AND ${
      kept === undefined
        ? '(attribute_not_exists(#lease) OR #lease.#until <= :now)'
        : '#lease.#agent = :agent AND #lease.#until = :kept'
    }`,
    ExpressionAttributeNames: {
      ...{ '#status': 'status', '#lease': 'lease', '#until': 'until' },
      ...(kept === undefined ? {} : { '#agent': 'agent' }),
    },
    ExpressionAttributeValues: {
      ...{ ':open': 'open', ':lease': lease },
      ...(kept === undefined ? { ':now': now } : { ':agent': lease.agent, ':kept': kept }),
    },
  },
});

const putAgent = (creditor: string, agent: string, holds: readonly Item[], seen: number): Write => ({
  Put: {
    TableName: tableName,
    Item: { ...agentItem(creditor, agent), holds, version: seen + 1 },
    ConditionExpression: seen === 0 ? 'attribute_not_exists(pk)' : 'version = :seen',
    ...(seen === 0 ? {} : { ExpressionAttributeValues: { ':seen': seen } }),
  },
});

// It says that somebody is speaking with the person, and nothing of who or why.
const leasePerson = (person: string, lease: string, until: IsoInstant, now: IsoInstant): Write => ({
  Put: {
    TableName: tableName,
    Item: { ...personLeaseItem(person), lease, until },
    ConditionExpression: 'attribute_not_exists(pk) OR lease = :lease OR #until <= :now',
    ExpressionAttributeNames: { '#until': 'until' },
    ExpressionAttributeValues: { ':lease': lease, ':now': now },
  },
});

/** Gives a task back; somebody else gets it first. False when the agent does not hold it. May be repeated. */
export const releaseTask = async (task: Task, person: string, agent: string, now: IsoInstant): Promise<boolean> => {
  await freePerson(task, person, agent);
  return updateIf({
    Key: taskItem(task, task.task),
    UpdateExpression: 'SET released = :released REMOVE #lease',
    ...whileHeld(agent, { ':released': { agent, at: now } }),
  });
};

/** What its agent is to say instead of what was written before. False when the agent does not hold it. */
export const writeScript = (task: Task, agent: string, { title, script, invoices }: Words): Promise<boolean> =>
  updateIf({
    Key: taskItem(task, task.task),
    UpdateExpression: 'SET title = :title, script = :script, invoices = :invoices',
    ...whileHeld(agent, { ':title': title, ':script': script, ':invoices': invoices ?? [task.invoice] }),
  });

const whileHeld = (agent: string, values: Item) => ({
  ConditionExpression: '#status = :open AND #lease.#agent = :agent',
  ExpressionAttributeNames: { '#status': 'status', '#lease': 'lease', '#agent': 'agent' },
  ExpressionAttributeValues: { ':open': 'open', ':agent': agent, ...values },
});

/** The person may be spoken with again; unless somebody else has begun to since. */
export const freePerson = async (key: DebtorKey & { readonly task: string }, person: string, agent: string) =>
  deleteIf({
    Key: personLeaseItem(person),
    ConditionExpression: 'lease = :lease',
    ExpressionAttributeValues: { ':lease': leaseId(key, key.task, agent) },
  });
