// decide(): the only place where "what next, and when" is answered, for one invoice, from facts, policy, law and the time.
import type { IsoInstant } from './calendar.ts';
import type { Decision } from './decision.ts';
import { answerAt } from './decisions/answer-at.ts';
import type { Facts } from './facts.ts';
import type { Policy } from './policy.ts';

/**
 * Pure and total: the same facts, policy and instant give the same decision. `wakeAt` is the next instant (UTC) at which the
 * answer can change by time alone, neither earlier nor later; null when only a fact can change it.
 */
export const decide = (facts: Facts, policy: Policy, now: IsoInstant): Decision => {
  const { decision, looksAt } = answerAt(facts, policy, now);
  if (looksAt === undefined) return decision;
  // Where an answer does not know by itself when it changes, it is asked again at each instant at which it might.
  let at = looksAt;
  for (let look = 0; at !== null && look < mostLooks; look += 1) {
    const then = answerAt(facts, policy, at);
    if (!isSame(decision, then.decision)) break;
    at = then.looksAt === undefined ? then.decision.wakeAt : then.looksAt;
    if (then.looksAt === undefined) break;
  }
  return { ...decision, wakeAt: at };
};

/** More than the days of two years. */
const mostLooks = 800;

const isSame = (one: Decision, other: Decision): boolean =>
  one.kind === other.kind &&
  ('stage' in one ? one.stage : '') === ('stage' in other ? other.stage : '') &&
  ('step' in one ? one.step : '') === ('step' in other ? other.step : '') &&
  (one.because === 'scheduled') === (other.because === 'scheduled') &&
  (one.because === 'lead-speaks') === (other.because === 'lead-speaks');
