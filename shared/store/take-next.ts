// The task that an agent does next: the most pressing one that may be done now and that nobody else has taken.
import { type IsoInstant, plusMs } from '#domain/calendar.ts';
import type { Policy } from '#domain/policy.ts';
import { claimTask, releaseTask } from './lease-task.ts';
import { isDue, type RankedTask, rankTask, rankTasks } from './rank-tasks.ts';
import type { Task } from './tasks.ts';

export type Taken =
  | { readonly kind: 'taken'; readonly ranked: RankedTask }
  | { readonly kind: 'full'; readonly held: readonly Task[] }
  /** `later`: when the first of the others may be done, if time alone brings one. */
  | { readonly kind: 'none'; readonly later?: IsoInstant; readonly resting: number };

export const takeNext = async (
  creditor: string,
  agent: string,
  policy: Policy,
  now: IsoInstant,
  fits: (ranked: RankedTask) => boolean,
): Promise<Taken> => {
  const ranked = (await rankTasks(creditor, policy, now)).filter(fits);
  const free = ranked.filter((each) => isDue(each, now) && isFree(each.task, now));
  for (const each of inTurn(free, agent, now)) {
    const claimed = await claimTask(each.task, each.person, agent, policy.content.tasks, now);
    if (claimed.kind === 'full') return claimed;
    if (claimed.kind !== 'claimed') continue;
    // Something may have come in since it was ranked: a payment, a promise, another contact.
    const found = await rankTask(claimed.task, policy, now);
    if (found && isDue(found, now)) return { kind: 'taken', ranked: found };
    await releaseTask(claimed.task, each.person, agent, now);
  }
  const later = ranked.flatMap(({ due }) => (due.kind === 'due' && due.at > now ? [due.at] : [])).toSorted()[0];
  const resting = ranked.filter(({ due }) => due.kind === 'not-now').length;
  return { kind: 'none', resting, ...(later === undefined ? {} : { later }) };
};

const isFree = ({ lease }: Task, now: IsoInstant): boolean => lease === undefined || lease.until <= now;

/** What an agent has given back goes to the others first; after a day, or where nothing else is left, to the agent again. */
const inTurn = (free: readonly RankedTask[], agent: string, now: IsoInstant): readonly RankedTask[] => {
  const isGivenBack = ({ task: { released } }: RankedTask): boolean =>
    released?.agent === agent && plusMs(released.at, dayMs) > now;
  return [...free.filter((each) => !isGivenBack(each)), ...free.filter(isGivenBack)];
};
const dayMs = 86_400_000;
