// Nothing is due: until when, for the next step of this stage or for the next stage.
import { dateIn, dateOfEpochDay, epochDay, type IsoInstant, startOfDay } from '../calendar.ts';
import type { Because, Bound } from '../decision.ts';
import { adaptedMoment } from './adapted-moment.ts';
import { dueStep, type Falling } from './due-step.ts';
import { reachableChannel } from './reachable-channel.ts';
import { type Reply, reply, restIn, type Scene } from './scene.ts';
import type { StageStanding } from './stage-of.ts';

export const answerRest = (scene: Scene, standing: StageStanding, next: Falling | undefined): Reply => {
  const { policy } = scene;
  const here = policy.stages[standing.index]?.name ?? 'scheduled';
  const step = next && momentOfStep(scene, standing, next);
  // The next stage is entered at its opening or later.
  const isBefore = step && (standing.opensAt === null || step.at < standing.opensAt);
  const stageAt = isBefore ? standing.opensAt : entryOfNext(scene, standing);
  if (step && (stageAt === null || step.at <= stageAt)) {
    const decision = restIn(scene, here, step.because, step.at, step.bound);
    return reply(scene, decision, step.isSure ? undefined : step.dayAt, stageAt);
  }
  return reply(scene, restIn(scene, here, becauseOf(standing), stageAt), step?.dayAt);
};

const becauseOf = ({ index, barrier }: StageStanding): Because => {
  if (index < 0) return 'scheduled';
  if (barrier === 'notice') return 'notice-pending';
  if (barrier === 'stage-minimum') return 'stage-minimum';
  return barrier === 'last' ? 'last-step-taken' : 'next-stage';
};

type StepMoment = {
  /** When it will be taken, and the beginning of its day. */
  readonly at: IsoInstant;
  readonly dayAt: IsoInstant;
  readonly because: Because;
  readonly bound: readonly Bound[];
  /** It is taken on its own day, so nothing can come between. */
  readonly isSure: boolean;
};

const momentOfStep = (scene: Scene, { index }: StageStanding, { day }: Falling): StepMoment => {
  const { facts, policy, dated } = scene;
  const date = dateOfEpochDay(day);
  const dayAt = startOfDay(facts.debtor.timeZone, date);
  const stage = policy.stages[index];
  // As it will be asked on that day.
  const { turn, next } = stage
    ? dueStep(policy, stage, dated, day, scene.applies)
    : { turn: undefined, next: undefined };
  const channel = turn && reachableChannel(facts, turn, policy, date);
  const moment =
    turn && channel
      ? adaptedMoment(scene, {
          turn,
          channel,
          stage: index,
          dated,
          from: dayAt,
          before: next && dateOfEpochDay(next.day),
        })
      : undefined;
  if (!moment) return { at: dayAt, dayAt, because: 'next-step', bound: [], isSure: false };
  const isSure = dateIn(facts.debtor.timeZone, moment.at) === date;
  return isSure
    ? { at: moment.at, dayAt, because: 'next-step', bound: [], isSure }
    : { at: moment.at, dayAt, because: moment.because, bound: moment.bound, isSure };
};

/** When the next stage is entered: with its first act where that falls on its first day, else at the beginning of that day. */
const entryOfNext = (scene: Scene, { index, opensAt }: StageStanding): IsoInstant | null => {
  const { facts, policy } = scene;
  const stage = policy.stages[index + 1];
  if (!stage || opensAt === null) return opensAt;
  const date = dateIn(facts.debtor.timeZone, opensAt);
  const { turn } = dueStep(policy, stage, scene.dated, epochDay(date), scene.applies);
  const channel = turn?.isNotice ? reachableChannel(facts, turn, policy, date) : undefined;
  const act =
    turn && channel
      ? adaptedMoment(scene, { turn, channel, stage: index + 1, dated: scene.dated, from: opensAt })?.at
      : undefined;
  return act && dateIn(facts.debtor.timeZone, act) === date ? act : opensAt;
};
