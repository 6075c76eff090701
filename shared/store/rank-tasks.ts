// The open tasks of a creditor in the order in which they should be worked, with what is known of each now.
import { dateIn, type IsoInstant } from '#domain/calendar.ts';
import type { InvoiceStage } from '#domain/facts.ts';
import type { Money } from '#domain/money/money.ts';
import type { StandingAccount } from '#domain/planning/standing-account.ts';
import type { Policy } from '#domain/policy.ts';
import { queueOf } from '#domain/policy-tasks.ts';
import { type MeetingDue, meetingDue } from '#domain/tasks/due.ts';
import { byPriority, type Priority, priorityOf } from '#domain/tasks/priority.ts';
import { isMeeting, type Language } from '#domain/vocabulary.ts';
import { inParallel } from './in-parallel.ts';
import { lawFor } from './law-for.ts';
import { loadAccountsOf } from './load-accounts.ts';
import { accountOf } from './merged-into.ts';
import { listOpenTasks, meetingsBeside, type Task, unansweredOf } from './tasks.ts';

export type RankedTask = {
  readonly task: Task;
  readonly person: string;
  readonly queue: string;
  readonly language: Language;
  readonly stage: InvoiceStage;
  /** What is open: of the debtor for a call or a visit, else of the invoice. */
  readonly stake: readonly Money[];
  readonly priority: Priority;
  readonly since: IsoInstant;
  readonly due: MeetingDue;
};

/** So many open tasks are looked at, the oldest. */
export const mostRanked = 10_000;

/** Those to be worked now first, the most pressing before the others; then those of later, and last those that rest. */
export const rankTasks = async (creditor: string, policy: Policy, now: IsoInstant): Promise<readonly RankedTask[]> =>
  rank(await listOpenTasks(creditor, mostRanked), policy, now);

/** The same of one task, as it stands now beside the others of its debtor. */
export const rankTask = async (task: Task, policy: Policy, now: IsoInstant): Promise<RankedTask | undefined> => {
  const beside = isMeeting(task.kind) ? await meetingsBeside(task) : [];
  return (await rank([task, ...beside], policy, now)).find((each) => each.task === task);
};

const rank = async (tasks: readonly Task[], policy: Policy, now: IsoInstant): Promise<readonly RankedTask[]> => {
  const debtors = [...new Map(tasks.map((task) => [task.debtor, task])).values()];
  const owners = await inParallel(debtors, async (task) => ({ debtor: task.debtor, account: await accountOf(task) }));
  const keys = [...new Map(owners.map(({ account }) => [account.debtor, account])).values()];
  const accounts = new Map((await loadAccountsOf(keys)).map((each) => [each.debtor.debtor, each]));
  // One that was merged into another owes nothing by itself: the task is about what that one owes.
  const byDebtor = new Map(owners.map(({ debtor, account }) => [debtor, accounts.get(account.debtor)]));
  const conversationOf = ({ kind, debtor }: Task): string => `${kind} ${byDebtor.get(debtor)?.debtor.debtor ?? debtor}`;
  const conversations = Map.groupBy(tasks, conversationOf);
  const ranked = tasks.map((task) => {
    const own = (conversations.get(conversationOf(task)) ?? [task]).flatMap(({ contact }) => contact ?? []);
    return rankOne(task, byDebtor.get(task.debtor), own, policy, now);
  });
  return oneForEach(ranked, conversationOf, now).toSorted((one, other) => inOrder(one, other, now));
};

/**
 * Of several calls of one debtor that may be made, one is: the one that somebody makes already, else the oldest. It is about all that is
 * open. The others rest, and come up when it has found nobody.
 */
const oneForEach = (
  ranked: readonly RankedTask[],
  conversationOf: (task: Task) => string,
  now: IsoInstant,
): readonly RankedTask[] => {
  const chosen = new Map<string, RankedTask>();
  const isHeld = ({ task: { lease } }: RankedTask): boolean => lease !== undefined && lease.until > now;
  const isBefore = (one: RankedTask, other: RankedTask): boolean => {
    if (isHeld(one) !== isHeld(other)) return isHeld(one);
    if (one.task.openedAt !== other.task.openedAt) return one.task.openedAt < other.task.openedAt;
    return one.task.task < other.task.task;
  };
  for (const each of ranked) {
    const other = chosen.get(conversationOf(each.task));
    if (isMeeting(each.task.kind) && each.due.kind === 'due' && (!other || isBefore(each, other)))
      chosen.set(conversationOf(each.task), each);
  }
  return ranked.map((each) => {
    const made = chosen.get(conversationOf(each.task));
    return made === undefined || made === each || each.due.kind !== 'due'
      ? each
      : { ...each, due: { kind: 'not-now', because: `${each.task.kind}-open` } };
  });
};

const rankOne = (
  task: Task,
  account: StandingAccount | undefined,
  contacts: readonly string[],
  policy: Policy,
  now: IsoInstant,
): RankedTask => {
  const { content } = policy;
  const language = account?.debtor.language ?? content.creditor.language;
  const invoice = account?.invoices.find((each) => each.invoice === task.invoice);
  const stage: InvoiceStage = invoice?.stage ?? 'closed';
  const since = task.returns?.at ?? task.openedAt;
  const agreed = task.returns?.agreed ?? false;
  const of = isMeeting(task.kind) ? (account?.invoices ?? []) : invoice ? [invoice] : [];
  const stake = of.map(({ balance, currency }) => ({ amount: balance, currency }));
  const waiting = {
    stake,
    stage,
    promises: account?.debtor.history.promises ?? [],
    unanswered: unansweredOf(task),
    since,
    agreed,
  };
  const today = dateIn(account?.debtor.timeZone ?? content.creditor.timeZone, now);
  return {
    task,
    person: account?.debtor.person ?? '',
    queue: queueOf(content.tasks, { kind: task.kind, stage, language }),
    language,
    stage,
    stake: totalled(stake),
    priority: priorityOf(waiting, content.tasks.worth, now, today),
    since,
    due: dueOf(task, account, contacts, policy, now),
  };
};

/** What is no call or visit needs no hours. */
const dueOf = (
  task: Task,
  account: StandingAccount | undefined,
  contacts: readonly string[],
  policy: Policy,
  now: IsoInstant,
): MeetingDue => {
  const { kind, returns, openedAt } = task;
  const from = returns?.at ?? openedAt;
  if (!isMeeting(kind)) return { kind: 'due', at: from > now ? from : now, until: from };
  const invoice = account?.invoices.find((each) => each.invoice === task.invoice);
  if (!account || !invoice) return { kind: 'not-now', because: 'paid' };
  const { debtor, person, invoices: open } = account;
  const facts = { invoice, debtor, person, open, law: lawFor(debtor, policy) };
  return meetingDue(facts, policy.content, { channel: kind, contacts, from, agreed: returns?.agreed ?? false }, now);
};

const totalled = (amounts: readonly Money[]): readonly Money[] => {
  const totals = new Map<string, number>();
  for (const { amount, currency } of amounts) totals.set(currency, (totals.get(currency) ?? 0) + amount);
  return [...totals].map(([currency, amount]) => ({ amount, currency }));
};

export const isDue = ({ due }: Pick<RankedTask, 'due'>, now: IsoInstant): boolean =>
  due.kind === 'due' && due.at <= now;

const inOrder = (one: RankedTask, other: RankedTask, now: IsoInstant): number => {
  const [first, second] = [lineOf(one, now), lineOf(other, now)];
  if (first !== second) return first - second;
  if (first === lines.later && one.due.kind === 'due' && other.due.kind === 'due' && one.due.at !== other.due.at)
    return one.due.at < other.due.at ? -1 : 1;
  return byPriority(
    { priority: one.priority, since: one.since, task: one.task.task },
    { priority: other.priority, since: other.since, task: other.task.task },
  );
};
const lines = { now: 0, later: 1, resting: 2 };
const lineOf = (each: RankedTask, now: IsoInstant): number =>
  isDue(each, now) ? lines.now : each.due.kind === 'due' ? lines.later : lines.resting;
