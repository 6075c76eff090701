// Which rules stand behind a decision: those that it says bound it, and those of the policy that its reason speaks of.
import { creditorPack } from '#domain/decisions/creditor-pack.ts';
import { dueStep } from '#domain/decisions/due-step.ts';
import { whyOutOfReach } from '#domain/decisions/reachable-channel.ts';
import { channelsOf, findStep } from '#domain/decisions/steps-of.ts';
import type { OccasionName } from '#domain/vocabulary.ts';
import { type LawRule, lawRule } from './law-rule.ts';
import { entryRule, fieldRule, occasionRule, type PolicyRule, stageRule, stepRule } from './policy-rule.ts';
import type { View } from './view.ts';

export type Rule = PolicyRule | LawRule;

export const rulesOf = (view: View): readonly Rule[] => [
  ...spokenOf(view),
  ...view.decision.bound.map((bound) =>
    bound.by === 'policy' ? fieldRule(bound.field, view) : lawRule(bound.authority, view),
  ),
];

const spokenOf = (view: View): readonly Rule[] => {
  const { scene, standing, decision } = view;
  const { policy } = scene;
  if ('occasion' in decision && decision.occasion) return occasionNamed(decision.occasion.name, view);
  if ('step' in decision) return [...stepNamed(decision.step, view), ...consentRules(decision.step, view)];
  const here = policy.stages[standing.index];
  const coming = policy.stages[standing.index + 1];
  switch (decision.because) {
    case 'next-step': {
      const next = here && dueStep(policy, here, scene.dated, scene.today, scene.applies).next;
      return next ? stepNamed(next.step.id, view) : [];
    }
    case 'next-stage':
    case 'scheduled':
      return coming ? [stageRule(coming, view)] : [];
    case 'past-last-stage':
      return here ? [stageRule(here, view)] : [];
    case 'stage-minimum':
      return coming ? [entryRule('stageMinimum', coming, view)] : [];
    case 'notice-pending':
      return [
        coming?.requiresDelivery ? entryRule('requiresDelivery', coming, view) : fieldRule('deliveredAfterDays', view),
        ...(coming && coming.noticeDays > 0 ? [entryRule('noticeDays', coming, view)] : []),
      ];
    default:
      return [];
  }
};

const occasionNamed = (name: OccasionName, view: View): readonly PolicyRule[] =>
  view.scene.policy.occasions.filter(({ occasion }) => occasion === name).map((rule) => occasionRule(rule, view));

const stepNamed = (id: string, view: View): readonly PolicyRule[] => {
  const { policy } = view.scene;
  const step = findStep(policy, id);
  const stage = step && policy.stages.find(({ name }) => name === step.stage);
  return step && stage ? [stepRule(step, stage, view)] : [];
};

/** What keeps the channels of a step out of reach, where that is a rule and no missing address. */
const consentRules = (id: string, view: View): readonly Rule[] => {
  const { scene, decision } = view;
  const step = findStep(scene.policy, id);
  if (decision.because !== 'unreachable' || !step) return [];
  const channels = channelsOf(step);
  const reasons = channels.map((channel) => whyOutOfReach(scene.facts, channel, scene.policy, scene.date));
  const bars = creditorPack(scene.facts.law, scene.date)?.bars ?? [];
  return [
    ...(reasons.includes('no-consent') ? [fieldRule('requireConsent', view)] : []),
    ...bars
      .filter((bar) => bar.channels.some((channel) => channels.includes(channel)))
      .map((bar) => lawRule(bar, view)),
  ];
};
