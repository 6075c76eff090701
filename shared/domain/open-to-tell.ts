// Whether a closed invoice opens again for a word that did not arrive, such as thanks: only where it may still be said another way.
import type { IsoInstant } from './calendar.ts';
import { decide } from './decide.ts';
import type { Because } from './decision.ts';
import type { Facts } from './facts.ts';
import type { Policy } from './policy.ts';
import type { StageName } from './vocabulary.ts';

/** Why it opens; undefined where it stays as it is. `stage` is the one in which the word was said. */
export const openToTell = (facts: Facts, policy: Policy, now: IsoInstant, stage: StageName): Because | undefined => {
  const { invoice } = facts;
  if (invoice.stage !== 'closed' || invoice.balance > 0) return undefined;
  const decision = decide({ ...facts, invoice: { ...invoice, stage } }, policy, now);
  return decision.kind === 'close' ? undefined : decision.because;
};
