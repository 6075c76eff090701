// Steps that are never taken, or not on the day that is written.
import { channelsOf } from '../decisions/steps-of.ts';
import type { PolicyContent, Stage, Step } from '../policy.ts';
import { isMeeting } from '../vocabulary.ts';
import { type Lint, warning } from './lint.ts';
import { type StepList, stepLists } from './step-lists.ts';

export const stepLints = (policy: PolicyContent): readonly Lint[] =>
  stepLists(policy).flatMap((list) => [
    ...list.steps.flatMap((step, index) => [
      ...lintsOfDay(policy, step, [...list.path, index]),
      ...lintsOfRepeat(step, [...list.path, index]),
      ...lintsOfNeighbours(list, step, index),
    ]),
    ...lintsOfFirst(policy, list),
  ]);

/** A call or a visit comes only after what is owed was put in writing. */
const lintsOfFirst = ({ stages }: PolicyContent, { path, steps }: StepList): readonly Lint[] => {
  const stageOf = (step: Step): number => stages.findIndex(({ name }) => name === step.stage);
  const [first] = steps.toSorted((one, other) => stageOf(one) - stageOf(other) || one.day - other.day);
  if (first === undefined || !isMeeting(first.channel)) return [];
  const [instead = 'email'] = channelsOf(first).filter((channel) => !isMeeting(channel));
  const reason = `nothing is in writing before step "${first.id}": it goes by ${instead} instead`;
  const at = [...path, steps.indexOf(first), 'channel'];
  return [warning(at, 'spoken-first', reason, 'put a step in writing before it')];
};

const lintsOfDay = ({ stages }: PolicyContent, step: Step, path: Lint['path']): readonly Lint[] => {
  const position = stages.findIndex(({ name }) => name === step.stage);
  const [stage, next] = [stages[position], stages[position + 1]];
  if (!stage || !isCountedAlike(step, stage)) return [];
  const at = [...path, 'day'];
  const days = `"${stage.name}" (${stage.fromDay} to ${lastDayOf(stage, next) ?? 'the end'})`;
  const remedy = `choose a day of ${days}, or another stage`;
  if (step.day < stage.fromDay) {
    const reason = `day ${step.day} is before ${days}: it is taken on the first day of the stage, if at all`;
    return [warning(at, 'step-outside-stage', reason, remedy)];
  }
  if (next && isCountedLike(next, stage) && step.day >= next.fromDay) {
    const reason = `day ${step.day} is after ${days}: by then "${next.name}" has begun`;
    return [warning(at, 'unreachable-step', reason, remedy)];
  }
  if (stage.toDay !== undefined && step.day > stage.toDay) {
    const reason = `day ${step.day} is after ${days}, which goes on only because no other stage has begun`;
    return [warning(at, 'step-outside-stage', reason, remedy)];
  }
  return [];
};

const lintsOfRepeat = ({ day, repeat }: Step, path: Lint['path']): readonly Lint[] => {
  if (repeat?.untilDay === undefined) return [];
  const { untilDay, everyDays } = repeat;
  const at = [...path, 'repeat', 'untilDay'];
  if (untilDay < day) {
    const reason = `its repeat ends on day ${untilDay}, before its first day, ${day}: it is never taken`;
    return [warning(at, 'unreachable-step', reason, `end it on day ${day + everyDays} or later`)];
  }
  if (untilDay < day + everyDays) {
    const reason = `ends on day ${untilDay}, before the second time, on day ${day + everyDays}: it is never repeated`;
    return [warning(at, 'idle-repeat', reason, `end it on day ${day + everyDays} or later, or leave repeat out`)];
  }
  return [];
};

/** One contact spends all that fall on its day: of steps of one day, the notice is taken, elsewhere the last one written. */
const lintsOfNeighbours = ({ path, steps }: StepList, step: Step, index: number): readonly Lint[] => {
  const same = steps.filter((each) => isSameDay(each, step));
  // Rules and repeats may leave each of them its day.
  const isPlain = same.every(({ when, repeat }) => when === undefined && repeat === undefined);
  if (same.length < 2 || !isPlain) return [];
  const isFirstDay = steps.every((each) => each.stage !== step.stage || each.day >= step.day);
  const taken = isFirstDay ? same[0] : same.at(-1);
  if (taken === undefined || taken === step) return [];
  const reason = `falls on the day of "${taken.id}", which is taken instead: one contact speaks for the day`;
  return [
    warning([...path, index, 'day'], 'unreachable-step', reason, 'give it another day, or leave one of them out'),
  ];
};

const isSameDay = (one: Step, other: Step): boolean =>
  one.stage === other.stage &&
  one.day === other.day &&
  one.countFrom === other.countFrom &&
  one.businessDays === other.businessDays;

const isCountedAlike = ({ countFrom, businessDays }: Step, stage: Stage): boolean =>
  (countFrom ?? stage.countFrom) === stage.countFrom &&
  (businessDays ?? stage.businessDays) === stage.businessDays &&
  stage.countFrom !== 'entry';

export const isCountedLike = (one: Stage, other: Stage): boolean =>
  one.countFrom === other.countFrom && one.businessDays === other.businessDays && one.countFrom !== 'entry';

const lastDayOf = (stage: Stage, next: Stage | undefined): number | undefined =>
  stage.toDay ?? (next && isCountedLike(next, stage) ? next.fromDay - 1 : undefined);
