// What comes next after an act: another look; and where nothing is left to do, the end of the run, as Decide ends it. Whoever answers
// `closed` has to end it: the execution asks nobody else.
import { endRun } from '#store/runs.ts';
import { dropTasks } from '#store/tasks.ts';
import { actOf } from './act-of.ts';
import type { ExecutionInput, NextAct } from './contracts.ts';
import { type Looked, look } from './look.ts';

export const nextAct = async (
  input: ExecutionInput,
  lookAgain: (input: ExecutionInput) => Promise<Looked> = look,
): Promise<NextAct> => {
  for (;;) {
    const next = await lookAgain(input);
    const { invoice } = next.facts;
    if (invoice.run !== input.run) return { kind: 'superseded', stage: '', because: 'run' };
    const act = actOf(next.decision, invoice, next.now);
    if (act.kind !== 'closed' || (await closeRun(next, act.because))) return act;
  }
};

/** False when a fact arrived since it was looked at: decide again. */
export const closeRun = async ({ facts: { invoice }, cursor, now }: Looked, because: string): Promise<boolean> => {
  if (invoice.stage !== 'closed' && !(await endRun({ invoice, cursor }, 'closed', because, now))) return false;
  await dropTasks(invoice, now);
  return true;
};
