// State Decide: what comes next for this invoice. It cannot send; it ends the run when nothing is owed any more.
import { toEpochMs } from '#domain/calendar.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { raiseRun } from '#store/runs.ts';
import { actOf } from './act-of.ts';
import { type LookInput, lookInput, type NextAct } from './contracts.ts';
import { handle, logger } from './handle.ts';
import { type Looked, look } from './look.ts';
import { closeRun } from './next-act.ts';

export const handler = handle(lookInput, async (input): Promise<NextAct> => {
  for (;;) {
    const looked = await look(input);
    const stored = { invoice: looked.facts.invoice, cursor: looked.cursor };
    if (stored.invoice.run !== input.run) return superseded('run');
    const outdated = outdatedBecause(looked, input);
    if (outdated) {
      if (await raiseRun(stored, outdated, looked.now)) return superseded(outdated);
      continue;
    }
    const act = actOf(looked.decision, stored.invoice, looked.now);
    logger.info('decided', {
      invoice: input.invoice,
      run: input.run,
      kind: act.kind,
      stage: act.stage,
      because: act.because,
      policyVersion: looked.policy.version,
    });
    if (act.kind !== 'closed') return act;
    if (await closeRun(looked, act.because)) return act;
  }
});

const superseded = (because: string): NextAct => ({ kind: 'superseded', stage: '', because });

const definition = readEnvironment(env.definition);
const graceMs = Number(readEnvironment(env.definitionGrace)) * 1000;
const longestRunMs = 300 * 86_400_000;
const mostRests = 1000;

// Executions are limited to a year and 25,000 events, and keep the definition that they began with: the next run goes on.
const outdatedBecause = ({ cursor, now }: Looked, input: LookInput): string | undefined => {
  const age = Date.parse(input.enteredAt) - Date.parse(input.startedAt);
  if (input.definition !== definition && age >= graceMs) return 'new-definition';
  if ((cursor.rests ?? 0) - (cursor.restsBefore ?? 0) >= mostRests) return 'rollover-rests';
  if (cursor.runStartedAt && toEpochMs(now) - toEpochMs(cursor.runStartedAt) >= longestRunMs) return 'rollover-age';
  return undefined;
};
