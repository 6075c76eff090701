// State Replan Page: moves open invoices to the version in force, page after page, for as long as one invocation may take.
import { now as readClock } from '#clock';
import { replanPage } from '#store/replan-walk.ts';
import { replanInput } from './contracts.ts';
import { handle, logger, metrics } from './handle.ts';

/** Then the state is entered anew. */
const invocationMs = 30_000;

/** On average: those that look again come at this rate, each at its own moment. */
const ringsPerSecond = 50;

export const handler = handle(replanInput, async ({ creditor, version }) => {
  const pace = pacing();
  const fails = (invoice: string, error: unknown): void =>
    logger.error('not moved', { invoice, error: error instanceof Error ? error : String(error) });
  for (const begun = performance.now(); ; ) {
    const { next, counts } = await replanPage(creditor, version, await readClock(), pace, fails);
    logger.info('replanned', { creditor, version, next, ...counts });
    metrics.addMetric('Replanned', 'Count', (counts.rung ?? 0) + (counts.kept ?? 0) + (counts['moved-enrolment'] ?? 0));
    metrics.addMetric('ReplanFailed', 'Count', counts.failed ?? 0);
    if (next !== 'page' || performance.now() - begun > invocationMs) return { next };
  }
});

/** Whoever waits gets the next turn after the one before, at a random distance. */
const pacing = (): (() => Promise<void>) => {
  let turn = performance.now();
  return async () => {
    turn = Math.max(turn, performance.now()) + (Math.random() * 2000) / ringsPerSecond;
    await new Promise((resolve) => setTimeout(resolve, turn - performance.now()));
  };
};
