// The answer of one instant, as guards from the top: something to say? owed? held? which stage? whose turn?
import type { IsoInstant } from '../calendar.ts';
import type { Decision } from '../decision.ts';
import type { Facts, Invoice } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { hasOccasions, type Word, wordOf } from './answer-occasion.ts';
import { answerRest } from './answer-rest.ts';
import { answerTurn } from './answer-turn.ts';
import { dueStep } from './due-step.ts';
import { pauseOf } from './pause-of.ts';
import { type Reply, reply, restIn, type Scene, sceneOf } from './scene.ts';
import { stageOf } from './stage-of.ts';

export const answerAt = (facts: Facts, policy: Policy, now: IsoInstant): Reply => {
  const { invoice } = facts;
  const isOver = invoice.balance <= 0;
  const tells = hasOccasions(policy);
  if (isOver && !tells) return { decision: closing(invoice) };
  const scene = sceneOf(facts, policy, now);
  const word = tells ? wordOf(scene) : undefined;
  if (word?.kind === 'say') return { decision: word.decision };
  if (isOver) return answerOver(scene, word);
  const plain = answerOpen(scene);
  return word ? beside(plain, word) : plain;
};

const closing = ({ amount }: Invoice): Decision => ({
  kind: 'close',
  because: amount > 0 ? 'paid' : 'not-owed',
  wakeAt: null,
  bound: [],
});

type Waiting = Extract<Word, { kind: 'wait' }>;

/** Thanks are said before it closes, where they may be in time: until then it rests where it is. */
const answerOver = (scene: Scene, word: Waiting | undefined): Reply => {
  const unsaid = word?.unsaid;
  const { invoice } = scene.facts;
  const over = closing(invoice);
  if (word?.isAllocating && word.looksAt !== null)
    return reply(scene, restIn(scene, invoice.stage, 'payment-allocating', word.looksAt));
  if (unsaid === undefined) return { decision: over };
  if (unsaid.at === null) return { decision: { ...over, unsaid } };
  return reply(
    scene,
    { ...restIn(scene, invoice.stage, unsaid.because, unsaid.at, unsaid.bound), unsaid },
    word?.looksAt,
  );
};

/** What is done meanwhile stays what it is; it is looked at again when something is to be said. */
const beside = ({ decision, looksAt }: Reply, { unsaid, looksAt: tellsAt }: Waiting): Reply => {
  const told = unsaid === undefined ? decision : { ...decision, unsaid };
  const at = looksAt === undefined ? decision.wakeAt : looksAt;
  if (tellsAt !== null && (at === null || tellsAt < at)) return { decision: told, looksAt: tellsAt };
  return looksAt === undefined ? { decision: told } : { decision: told, looksAt };
};

const answerOpen = (scene: Scene): Reply => {
  const { facts, now } = scene;
  const { invoice } = facts;
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
