// State Assess: may this debt leave collection, and where to? Anything but an undisputed, noticed, unpaid debt goes back.

import { assessHandoff } from '#domain/assess-handoff.ts';
import { dateIn } from '#domain/calendar.ts';
import { raiseRun, showHandoff } from '#store/runs.ts';
import { findTask, taskIdOf } from '#store/tasks.ts';
import { restOf } from './act-of.ts';
import { lookInput, type NextAct } from './contracts.ts';
import { handle, logger } from './handle.ts';
import { type Looked, look } from './look.ts';

export const handler = handle(lookInput, async (input): Promise<NextAct> => {
  for (;;) {
    const looked = await look(input);
    const stored = { invoice: looked.facts.invoice, cursor: looked.cursor };
    if (stored.invoice.run !== input.run) return { kind: 'superseded', stage: '', because: 'run' };
    const act = await nextAct(looked);
    logger.info('assessed', { invoice: input.invoice, run: input.run, kind: act.kind, because: act.because });
    if (act.kind === 'superseded') {
      if (await raiseRun(stored, act.because, looked.now)) return act;
      continue;
    }
    if (stored.invoice.stage === 'handoff' || (await showHandoff(stored.invoice, decidedBy(looked)))) return act;
  }
});

/** Where it waits for a notice, nothing was decided yet. */
const decidedBy = ({ decision, policy, now }: Looked) => ({
  at: now,
  policyInForce: policy.version,
  ...(decision.kind === 'hand-off' ? { because: decision.because } : {}),
});

const nextAct = async ({ facts, policy, decision, now }: Looked): Promise<NextAct> => {
  const { invoice, debtor, open } = facts;
  const stage = 'handoff';
  if (decision.kind !== 'hand-off') {
    const waits = (decision.kind === 'wait' || decision.kind === 'enter') && decision.because === 'notice-pending';
    if (!waits) return { kind: 'superseded', stage: '', because: decision.because };
    return {
      kind: 'await-notice',
      stage,
      because: decision.because,
      rest: restOf(invoice, stage, decision.wakeAt, now),
    };
  }
  const { worth, total } = assessHandoff(invoice, open, policy.content, dateIn(debtor.timeZone, now));
  logger.info('worth', { invoice: invoice.invoice, worth, total, currency: invoice.currency });
  if (worth === 'internal') return { kind: 'internal', stage, because: 'below-agency-minimum' };
  if (policy.content.agency?.approval === 'automatic') return { kind: 'place', stage, because: 'approved-by-policy' };
  const approval = await findTask(
    facts.debtor,
    taskIdOf('approve-handoff', invoice.creditor, invoice.invoice, invoice.run),
  );
  if (!approval) return { kind: 'ask-approval', stage, because: 'approval-needed' };
  if (approval.status === 'open')
    return { kind: 'await-approval', stage, because: 'approval-open', rest: restOf(invoice, stage, null, now) };
  return approval.outcome === 'approved'
    ? { kind: 'place', stage, because: 'approved' }
    : { kind: 'internal', stage, because: 'declined' };
};
