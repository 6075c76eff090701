// The answer of one instant, as guards from the top: owed? held? which stage? whose turn?
import type { IsoInstant } from '../calendar.ts';
import type { Facts } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { answerRest } from './answer-rest.ts';
import { answerTurn } from './answer-turn.ts';
import { dueStep } from './due-step.ts';
import { pauseOf } from './pause-of.ts';
import { type Reply, reply, restIn, sceneOf } from './scene.ts';
import { stageOf } from './stage-of.ts';

export const answerAt = (facts: Facts, policy: Policy, now: IsoInstant): Reply => {
  const { invoice } = facts;
  if (invoice.balance <= 0)
    return { decision: { kind: 'close', because: invoice.amount > 0 ? 'paid' : 'not-owed', wakeAt: null, bound: [] } };
  const scene = sceneOf(facts, policy, now);
  const pause = pauseOf(facts, scene.policy, scene.date);
  if (pause) {
    // No stage is entered during a pause: it goes on from where it stood. What follows may be a wait like this one.
    const decision = restIn(scene, invoice.stage, pause.because, pause.until, pause.bound);
    return { decision, looksAt: reply(scene, decision).looksAt ?? pause.until };
  }
  const standing = stageOf(scene.policy, scene.dated, scene.today, now);
  const stage = scene.policy.stages[standing.index];
  if (!stage) return answerRest(scene, standing, undefined);
  if (stage.name === 'handoff')
    return { decision: { kind: 'hand-off', because: 'past-last-stage', wakeAt: null, bound: [] } };
  const { turn, next } = dueStep(scene.policy, stage, scene.dated, scene.today, scene.applies);
  return turn ? answerTurn(scene, standing, stage, turn, next) : answerRest(scene, standing, next);
};
