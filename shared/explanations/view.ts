// What the parts of an explanation are told from: the decision, the scene that it was taken in, and a language.
import type { Decision } from '#domain/decision.ts';
import { type Scene, sceneOf } from '#domain/decisions/scene.ts';
import { type StageStanding, stageOf } from '#domain/decisions/stage-of.ts';
import type { Facts } from '#domain/facts.ts';
import { formatMoney } from '#domain/money/money.ts';
import type { Policy } from '#domain/policy.ts';
import type { Language } from '#domain/vocabulary.ts';
import { type Words, wordsOf } from './words.ts';

export type View = {
  readonly scene: Scene;
  readonly standing: StageStanding;
  readonly decision: Decision;
  readonly language: Language;
  readonly words: Words;
  /** An amount in minor units, as people of the language write it. */
  readonly money: (amount: number, currency?: string) => string;
};

export const viewOf = (facts: Facts, policy: Policy, decision: Decision, now: string, language: Language): View => {
  const scene = sceneOf(facts, policy, now);
  return {
    scene,
    standing: stageOf(scene.policy, scene.dated, scene.today, now),
    decision,
    language,
    words: wordsOf(language),
    money: (amount, currency = facts.invoice.currency) => formatMoney({ amount, currency }, language),
  };
};
