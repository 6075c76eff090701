// Watches a replan until every open invoice has been moved to the new version.
import type { Progress } from '#store/replan-walk.ts';
import type { Context } from './command.ts';
import { CommandFailed, exitCodes } from './exit.ts';

const pauseMs = 500;
const noteEveryMs = 2000;

/** Throws CommandFailed when its execution ended before its work. Leaving it does not stop the replan. */
export const followReplan = async ({ stack, output }: Context, creditor: string, version: number): Promise<void> => {
  const { findPolicyInForce } = await import('#store/policies.ts');
  const { findReplanStatus } = await import('#store/replan-executions.ts');
  const { progressOf } = await import('#store/replan-walk.ts');
  const begun = performance.now();
  let first: number | undefined;
  for (let noted = begun; ; ) {
    const replan = (await findPolicyInForce(creditor))?.replan;
    if (replan?.version !== version) return;
    first ??= replan.done;
    if (performance.now() - noted > noteEveryMs) {
      noted = performance.now();
      output.note(progressLine(progressOf(replan), (replan.done - first) / ((noted - begun) / 1000)));
      const status = await findReplanStatus(stack.ReplanArn, creditor, version);
      const ended = status !== undefined && status !== 'RUNNING' && status !== 'SUCCEEDED';
      if (ended)
        throw new CommandFailed(
          exitCodes.failed,
          `the replan of version ${version} was interrupted (${status}) after ${replan.done} invoices: recaudo policy apply --resume goes on where it was`,
        );
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
};

/** "1200 of 10000 invoices moved, 37 look again; 210 a second, 42 s left". */
export const progressLine = ({ done, total, rung }: Progress, perSecond?: number): string => {
  const base = `${done}${total === undefined ? '' : ` of ${total}`} invoices moved, ${rung} look again`;
  if (perSecond === undefined || perSecond <= 0) return base;
  const left = total === undefined ? '' : `, ${Math.ceil(Math.max(0, total - done) / perSecond)} s left`;
  return `${base}; ${Math.round(perSecond)} a second${left}`;
};
