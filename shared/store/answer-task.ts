// What came of a task: the facts that follow, one by one, and then its end, or the time at which it returns. Whoever begins to record an
// answer first is the one who answers; recorded again after a crash, it goes on where it was.

import { type IsoInstant, toEpochMs } from '#domain/calendar.ts';
import { BadInput, Conflict } from '#domain/errors.ts';
import type { DomainEvent, TaskResult } from '#domain/events.ts';
import type { Debtor } from '#domain/facts.ts';
import { heldAt } from '#domain/lives/happen.ts';
import type { Policy } from '#domain/policy.ts';
import { queueOf } from '#domain/policy-tasks.ts';
import { type Followed, followResult, isReached } from '#domain/tasks/facts-of-result.ts';
import { isMeeting } from '#domain/vocabulary.ts';
import { recapOf } from '#scripts/recap.ts';
import { invoiceEventItem, taskItem } from './keys.ts';
import { findDebtor, findInvoice } from './load-facts.ts';
import { accountOf } from './merged-into.ts';
import { loadPolicy } from './policies.ts';
import { isFact, type Recorded, recordFact } from './record-fact.ts';
import { ringWrites } from './settle-contact.ts';
import { getItem, transact } from './table.ts';
import { type Attempt, completeTask, findTask, meetingsBeside, type Task, unansweredOf } from './tasks.ts';
import { updateIf } from './update-if.ts';

export type Answer = Extract<DomainEvent, { type: 'Task Completed' }>;

export const isAnswer = (event: DomainEvent): event is Answer => event.type === 'Task Completed';

/** Throws BadInput when there is no such task, or when its result cannot be: the task then stays as it was. */
export const recordAnswer = async ({ detail }: Answer, now: IsoInstant): Promise<Recorded> => {
  const task = await findTask(detail, detail.task);
  if (!task) throw new BadInput('unknown-task', `there is no task ${detail.task} of debtor ${detail.debtor}`);
  if (!task.attempts.some(({ event }) => event === detail.id)) {
    if (task.status === 'done' || !(await begin(task, detail.id))) return { kind: 'repeated' };
    await answer(task, detail, now);
  }
  return ring(task, detail.id, now);
};

type Detail = Answer['detail'];

/** False when somebody else has answered it; waits, by failing for now, for an answer that is being recorded. */
const begin = async (task: Task, event: string): Promise<boolean> => {
  const begun = await updateIf({
    Key: taskItem(task, task.task),
    UpdateExpression: 'SET answering = :event',
    ConditionExpression:
      '#status = :open AND (attribute_not_exists(answering) OR answering = :event) AND (attribute_not_exists(attempts) OR size(attempts) = :before)',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':event': event, ':open': 'open', ':before': task.attempts.length },
  });
  if (begun) return true;
  const found = await findTask(task, task.task);
  if (found?.status === 'done') return false;
  throw new Conflict(`task ${task.task} is being answered by another event`);
};

const answer = async (task: Task, detail: Detail, now: IsoInstant): Promise<void> => {
  const policy = await loadPolicy(task.creditor);
  const debtor = (await findDebtor(task))?.debtor;
  const attempt = attemptOf(task, detail, policy, debtor, now);
  if (detail.result === undefined) return end(task, detail, attempt, {}, now);
  try {
    const told = await recapFor(task, detail.result, policy, debtor, attempt.at);
    const followed = await followAnswer(task, detail, policy, now, told.recap);
    for (const fact of followed.facts) if (isFact(fact)) await recordFact(fact, now);
    if (isReached(detail.result) && !followed.returns)
      for (const other of await meetingsBeside(task))
        await completeTask(other, other.task, 'spoken-for', `in ${task.task}`, now);
    await end(task, detail, { ...attempt, ...told }, followed, now);
  } catch (error) {
    if (error instanceof BadInput) await giveUp(task, detail.id);
    throw error;
  }
};

/** What would follow from an answer with a result. Throws BadInput when it cannot be. */
export const followAnswer = async (
  task: Task,
  detail: Pick<Detail, 'result' | 'wishes' | 'at' | 'agent' | 'by'>,
  { content }: Policy,
  now: IsoInstant,
  recap?: string,
): Promise<Followed> => {
  const { result, wishes, agent = task.lease?.agent, by } = detail;
  if (result === undefined) return { facts: [] };
  const { kind } = task;
  if (!isMeeting(kind))
    throw new BadInput('bad-result', `task ${task.task} is no call or visit: it takes an outcome and no result`);
  const debtor = (await findDebtor(task))?.debtor;
  if (!debtor) throw new BadInput('unknown-debtor', `there is no debtor ${task.debtor}`);
  await checkInvoice(task, result);
  const { invoices = [task.invoice], attempts } = task;
  return followResult(
    result,
    {
      ...{ ...task, kind, invoices, answers: attempts.length, unanswered: unansweredOf(task) },
      beside: await meetingsBeside(task),
    },
    { ...content.tasks, zone: debtor.timeZone, spokeAt: heldAt(detail, now), by: agent ?? by, recap, wishes },
  );
};

/** A fact about an invoice that is not there would wait for it. */
const checkInvoice = async (task: Task, result: TaskResult): Promise<void> => {
  const named = 'invoice' in result ? result.invoice : undefined;
  const found = await findInvoice({ creditor: task.creditor, invoice: named ?? task.invoice });
  if (named !== undefined && found?.invoice.debtor !== (await accountOf(task)).debtor)
    throw new BadInput('bad-result', `invoice: debtor ${task.debtor} has no invoice ${named}`);
  const currency = 'currency' in result ? result.currency : undefined;
  if (found && currency !== undefined && currency !== found.invoice.currency)
    throw new BadInput('bad-result', `currency: invoice ${found.invoice.invoice} is in ${found.invoice.currency}`);
};

const recapFor = async (
  { creditor, invoice, invoices = [invoice], stage = 'administrative' }: Task,
  result: TaskResult,
  { content }: Policy,
  debtor: Debtor | undefined,
  spokeAt: IsoInstant,
): Promise<Pick<Attempt, 'recap'>> => {
  if (!debtor) return {};
  const found = await findInvoice({ creditor, invoice });
  const open = found && { amount: found.invoice.balance, currency: found.invoice.currency };
  const recap = recapOf({
    ...{ result, debtor, creditor: content.creditor, spokeAt, stage, invoice, others: invoices.length - 1 },
    ...(open ? { open } : {}),
  });
  return recap === undefined ? {} : { recap };
};

/** How long it took is told by the lease, where the one who answers held it. */
const attemptOf = (
  task: Task,
  detail: Detail,
  { content }: Policy,
  debtor: Debtor | undefined,
  now: IsoInstant,
): Attempt => {
  const at = heldAt(detail, now);
  const { agent = task.lease?.agent, result, note } = detail;
  const isOfLease = task.lease !== undefined && task.lease.agent === agent && task.lease.since <= at;
  const seconds = isOfLease ? Math.round((toEpochMs(at) - toEpochMs(task.lease?.since ?? at)) / 1000) : undefined;
  const language = debtor?.language ?? content.creditor.language;
  return {
    event: detail.id,
    outcome: detail.outcome,
    at,
    queue: queueOf(content.tasks, { kind: task.kind, stage: task.stage ?? '', language }),
    ...(agent === undefined ? {} : { agent }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(result === undefined ? {} : { reached: isReached(result), result: { ...result } }),
    ...(note === undefined ? {} : { note }),
  };
};

const end = async (
  task: Task,
  { id, outcome, note = '' }: Detail,
  attempt: Attempt,
  { returns }: Pick<Followed, 'returns'>,
  now: IsoInstant,
): Promise<void> => {
  await updateIf({
    Key: taskItem(task, task.task),
    UpdateExpression: `SET attempts = list_append(if_not_exists(attempts, :none), :attempt), ${
      returns ? '#returns = :returns' : '#status = :done, outcome = :outcome, doneAt = :now, note = :note'
    } REMOVE answering, lease${returns ? '' : ', stagePk, stageSk, #returns'}`,
    ConditionExpression: 'answering = :event AND #status = :open',
    ExpressionAttributeNames: { '#returns': 'returns', '#status': 'status' },
    ExpressionAttributeValues: {
      ':none': [],
      ':attempt': [attempt],
      ':event': id,
      ':open': 'open',
      ...(returns ? { ':returns': returns } : { ':done': 'done', ':outcome': outcome, ':now': now, ':note': note }),
    },
  });
};

const giveUp = async (task: Task, event: string): Promise<void> => {
  await updateIf({
    Key: taskItem(task, task.task),
    UpdateExpression: 'REMOVE answering',
    ConditionExpression: 'answering = :event',
    ExpressionAttributeValues: { ':event': event },
  });
};

const ring = async (task: Task, id: string, now: IsoInstant): Promise<Recorded> => {
  if (await getItem(invoiceEventItem(task, id))) return { kind: 'repeated' };
  const stored = await findInvoice(task);
  if (stored?.cursor.agendaPk) await transact(ringWrites(task, { id, type: 'Task Completed', at: now }));
  return { kind: 'recorded' };
};
