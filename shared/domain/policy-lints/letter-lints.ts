// Letters of which the policy does not say how they are sent: post takes longer than what other messages count as delivered by.
import { channelsOf } from '../decisions/steps-of.ts';
import type { PolicyContent, Step } from '../policy.ts';
import { postedFrom } from '../posted-from.ts';
import type { Channel } from '../vocabulary.ts';
import { type Lint, warning } from './lint.ts';
import { occasionLists } from './occasion-lints.ts';
import { stepLists } from './step-lists.ts';

/** Said once, at the first that goes by letter: one section is the remedy for all. Where nothing sends letters, that is said elsewhere. */
export const letterLints = (policy: PolicyContent, sends: readonly Channel[]): readonly Lint[] => {
  if (!sends.includes('letter')) return [];
  const at = firstLetter(policy);
  if (at === undefined) return [];
  const { letters, deliveredAfterDays } = policy;
  const isHomeKnown = postedFrom(policy) !== undefined;
  if (letters === undefined) {
    const reason = `goes by letter, and the policy has no letters: they are ordinary post, and a notice by one counts as delivered after ${deliveredAfterDays} days, as if it were a mail`;
    const country = isHomeKnown ? '' : ', and with the country in which they are posted';
    return [warning(at, 'no-letters', reason, `add letters: {}, with the days that post takes${country}`)];
  }
  if (isHomeKnown) return [];
  const reason = 'nothing says where letters are posted: envelopes name the country at home, too';
  return [warning(['letters'], 'no-home-of-letters', reason, 'set letters.country, or the jurisdiction')];
};

const firstLetter = (policy: PolicyContent): Lint['path'] | undefined => {
  for (const { path, ways } of [
    ...stepLists(policy).map(({ path, steps }) => ({ path, ways: steps })),
    ...occasionLists(policy).map(({ path, occasions }) => ({ path, ways: occasions })),
  ]) {
    const index = ways.findIndex((way) => channelsOf(way).includes('letter'));
    const way = ways[index];
    if (way !== undefined) return [...path, index, fieldOf(way)];
  }
  return undefined;
};

const fieldOf = ({ channel }: Pick<Step, 'channel'>): string => (channel === 'letter' ? 'channel' : 'fallback');
