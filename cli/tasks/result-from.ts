// The result of a call or a visit, from the options of a command line.
import { dateIn, instantAt } from '#domain/calendar.ts';
import type { TaskResult } from '#domain/events.ts';
import { resultKinds } from '#domain/tasks/facts-of-result.ts';
import { isMeeting } from '#domain/vocabulary.ts';
import type { Task } from '#store/tasks.ts';
import { CommandFailed, exitCodes } from '../exit.ts';

export type ResultOptions = {
  readonly date?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly invoice?: string;
  readonly reason?: string;
  readonly cause?: string;
  readonly capacity?: string;
  readonly at?: string;
  readonly on?: string;
};
type Option = keyof ResultOptions;

/** Of each outcome: the options that it needs, and those that it may have. */
export const resultOptions: Readonly<
  Record<TaskResult['kind'], { readonly needs: readonly Option[]; readonly may: readonly Option[] }>
> = {
  promise: { needs: ['date'], may: ['amount', 'currency', 'invoice'] },
  paid: { needs: [], may: ['on', 'invoice'] },
  dispute: { needs: [], may: ['reason', 'amount', 'currency', 'invoice'] },
  'cannot-pay': { needs: ['cause'], may: ['capacity'] },
  refuses: { needs: [], may: ['reason'] },
  'call-back': { needs: ['at'], may: [] },
  'no-answer': { needs: [], may: [] },
  'wrong-number': { needs: [], may: [] },
  deceased: { needs: [], may: [] },
};

/**
 * Undefined for a task that takes a word of one's own. `currency` is that of the task's invoice; a time without a zone is the debtor's.
 * Throws CommandFailed, bad input.
 */
export const resultFrom = (
  { kind, task }: Pick<Task, 'kind' | 'task'>,
  outcome: string,
  options: ResultOptions,
  { currency, zone, now }: { readonly currency: string | undefined; readonly zone: string; readonly now: string },
): Readonly<Record<string, unknown>> | undefined => {
  const given = (Object.keys(resultNames) as Option[]).filter((name) => options[name] !== undefined);
  if (!isMeeting(kind)) {
    if (given.length === 0) return undefined;
    throw usage(`task ${task} is no call or visit: leave out ${given.map((name) => `--${name}`).join(', ')}`);
  }
  const known = resultKinds.find((each) => each === outcome);
  if (known === undefined)
    throw usage(`"${outcome}" does not answer task ${task}; a ${kind} ends with ${resultKinds.join(', ')}`);
  const { needs, may } = resultOptions[known];
  for (const name of needs)
    if (options[name] === undefined) throw usage(`--${name} is missing: ${resultNames[name]} goes with ${known}`);
  for (const name of given)
    if (!needs.includes(name) && !may.includes(name))
      throw usage(`--${name} does not go with ${known}, which takes ${listed([...needs, ...may])}`);
  const { at, ...rest } = options;
  return {
    kind: known,
    ...Object.fromEntries(given.filter((name) => name !== 'at').map((name) => [name, rest[name as keyof typeof rest]])),
    ...(options.amount !== undefined && options.currency === undefined && currency !== undefined ? { currency } : {}),
    ...(at === undefined ? {} : { at: instantFrom(at, zone, now) }),
  };
};

const resultNames: Readonly<Record<Option, string>> = {
  date: 'the day by which the debtor pays',
  amount: 'how much',
  currency: 'of the amount',
  invoice: 'the one that it is about',
  reason: 'why',
  cause: 'the cause of the delay',
  capacity: 'what the debtor can pay',
  at: 'the time to call again',
  on: 'the day of the payment',
};

/** "17:30" is today, "2026-03-05T17:30" that day, by the debtor's clock; with a zone it is an instant. */
const instantFrom = (text: string, zone: string, now: string): string => {
  const [, date = dateIn(zone, now), time] = /^(?:(\d{4}-\d{2}-\d{2})T)?((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  return time === undefined ? text : instantAt(zone, date, time);
};

const listed = (names: readonly Option[]): string =>
  names.length === 0 ? 'no options but --note and --agent' : names.map((name) => `--${name}`).join(', ');

const usage = (words: string): CommandFailed => new CommandFailed(exitCodes.badInput, words);
