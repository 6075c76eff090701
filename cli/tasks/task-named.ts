// An open task that a person named, as it stands now, with its policy.
import type { Policy } from '#domain/policy.ts';
import type { RankedTask } from '#store/rank-tasks.ts';
import { clockOf, type Stack } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';

export type TaskNow = { readonly ranked: RankedTask; readonly policy: Policy; readonly now: string };

/** Throws CommandFailed, not found. */
export const taskNamed = async (stack: Stack, creditor: string, id: string): Promise<TaskNow> => {
  const { findOpenTask } = await import('#store/tasks.ts');
  const { rankTask } = await import('#store/rank-tasks.ts');
  const { loadPolicy } = await import('#store/policies.ts');
  const [task, policy, now] = await Promise.all([findOpenTask(creditor, id), loadPolicy(creditor), clockOf(stack)]);
  const ranked = task && (await rankTask(task, policy, now));
  if (ranked) return { ranked, policy, now };
  throw new CommandFailed(
    exitCodes.notFound,
    `there is no open task ${id} of creditor ${creditor}; it may have been answered already, see recaudo tasks`,
  );
};
