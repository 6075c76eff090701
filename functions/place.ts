// State Place: the debt goes to the agency, on condition that no fact arrived since its dossier was written.
import { now as readClock } from '#clock';
import { loadInvoice } from '#store/load-facts.ts';
import { placeDebt } from '#store/placements.ts';
import { loadPolicy } from '#store/policies.ts';
import { dropTasks } from '#store/tasks.ts';
import { type NextAct, placeInput } from './contracts.ts';
import { handle, logger } from './handle.ts';

export const handler = handle(placeInput, async ({ dossier, ...input }): Promise<NextAct> => {
  const now = await readClock();
  const [stored, policy] = await Promise.all([loadInvoice(input), loadPolicy(input.creditor)]);
  const { agency } = policy.content;
  const lookAgain: NextAct = { kind: 'look-again', stage: 'handoff', because: 'facts-moved' };
  if (stored.invoice.stage === 'placed' && stored.invoice.run === input.run)
    return { kind: 'placed', stage: 'placed', because: 'placed' };
  if (!agency || stored.invoice.run !== input.run || stored.invoice.version !== dossier.version) return lookAgain;
  const placed = await placeDebt(stored, {
    agency: agency.name,
    commissionPercent: agency.commissionPercent,
    dossier,
    policyVersion: policy.version,
    now,
  });
  logger.info('placed', { invoice: input.invoice, placed });
  if (placed) await dropTasks(stored.invoice, now);
  return placed ? { kind: 'placed', stage: 'placed', because: 'placed' } : lookAgain;
});
