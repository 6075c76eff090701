// How a debtor is treated, and by which version of the policy, in words.
import { renderText } from '#templates/liquid.ts';
import type { View } from './view.ts';
import { writtenMoment } from './written-moment.ts';

export const segmentInWords = ({ scene: { standing }, words: { segments } }: View): string => {
  const { segment, strategy, because, arm } = standing;
  const place =
    because === 'no-segments'
      ? segments.none
      : renderText(because === 'default' ? segments.default : segments.rule, { segment, strategy, rule: because });
  return arm === undefined ? place : `${place} ${renderText(segments.arm, { arm })}`;
};

export const versionInWords = ({ scene, words: { versions }, language }: View): string => {
  const { policies, policyVersion: followed, facts } = scene;
  // What keeps it from the newer one is the first version after the one that it follows.
  let newer = policies;
  while (newer.version !== followed && newer.before && newer.before.policy.version !== followed)
    newer = newer.before.policy;
  const { before } = newer;
  if (newer.version === followed || !before)
    return followed === 0 ? versions['built-in'] : renderText(versions.same, { followed });
  const applied = writtenMoment(before.appliedAt, facts.debtor.timeZone, language).words;
  return renderText(versions[before.inFlight === 'pin' ? 'pin' : 'next-stage'], {
    followed,
    newer: newer.version,
    applied,
  });
};
