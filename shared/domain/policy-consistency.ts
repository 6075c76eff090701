// What must hold between the fields of a policy: stages in order, steps in stages, segments and arms of strategies that there are.
import type * as z from 'zod';
import { parseAmount } from './money/money.ts';
import { byLaw } from './policy-charges.ts';
import { amountProblem } from './policy-fields.ts';
import type { PolicyFields } from './policy-object.ts';
import { stageNames } from './vocabulary.ts';

/** Adds an issue for each contradiction, with the remedy in its parameters. */
export const checkConsistency = (policy: PolicyFields, context: z.core.$RefinementCtx<PolicyFields>): void => {
  const refuse: Refuse = (path, message, remedy) =>
    context.addIssue({ code: 'custom', path: [...path], message, params: { remedy } });
  checkStages(policy, refuse);
  checkSteps(policy.steps, ['steps'], policy.stages, refuse);
  for (const [name, { steps }] of Object.entries(policy.strategies))
    if (steps) checkSteps(steps, ['strategies', name, 'steps'], policy.stages, refuse);
  checkOccasions(policy.occasions, ['occasions'], refuse);
  for (const [name, { occasions }] of Object.entries(policy.strategies))
    if (occasions) checkOccasions(occasions, ['strategies', name, 'occasions'], refuse);
  checkTreatments(policy, refuse);
  checkHours(policy, refuse);
  checkAuthority(policy, refuse);
  checkCosts(policy, refuse);
  checkRetention(policy, refuse);
  checkLetters(policy, refuse);
};

/** When a letter counts as delivered is nothing to be guessed. */
const checkLetters = ({ letters, steps, strategies }: PolicyFields, refuse: Refuse): void => {
  if (letters !== undefined) return;
  const own = Object.entries(strategies).map(
    ([name, strategy]) => [['strategies', name, 'steps'], strategy.steps ?? []] as const,
  );
  for (const [path, listed] of [[['steps'], steps] as const, ...own])
    listed.forEach(({ registered }, index) => {
      if (registered !== undefined)
        refuse([...path, index, 'registered'], 'is said of a letter, and the policy has no letters', 'add letters: {}');
    });
};

const checkRetention = ({ retention: { months, legalMonths } }: PolicyFields, refuse: Refuse): void => {
  if (legalMonths > months)
    refuse(
      ['retention', 'months'],
      `ends before the ${legalMonths} months for which the law wants them kept`,
      `keep them for ${legalMonths} months or longer`,
    );
};

type Refuse = (path: readonly PropertyKey[], reason: string, remedy: string) => void;

const checkStages = (policy: PolicyFields, refuse: Refuse): void => {
  policy.stages.forEach((current, index) => {
    const previous = policy.stages[index - 1];
    if (previous && stageNames.indexOf(previous.name) >= stageNames.indexOf(current.name))
      refuse(
        ['stages', index, 'name'],
        'stands in the wrong place',
        `stages go ${stageNames.join(', ')}, each at most once`,
      );
    const sameCount = previous?.countFrom === current.countFrom && previous.businessDays === current.businessDays;
    if (previous?.toDay !== undefined && sameCount && previous.toDay >= current.fromDay)
      refuse(
        ['stages', index, 'fromDay'],
        `"${current.name}" begins on day ${current.fromDay}, but "${previous.name}" goes on to day ${previous.toDay}`,
        `begin on day ${previous.toDay + 1}`,
      );
    if (previous && sameCount && previous.fromDay >= current.fromDay)
      refuse(
        ['stages', index, 'fromDay'],
        `"${current.name}" does not begin after "${previous.name}", which begins on day ${previous.fromDay}`,
        `begin on day ${previous.fromDay + 1} or later`,
      );
    if (current.toDay !== undefined && current.toDay < current.fromDay)
      refuse(
        ['stages', index, 'toDay'],
        `ends before it begins (day ${current.fromDay})`,
        `end on day ${current.fromDay} or later`,
      );
    if (!previous && current.countFrom === 'entry')
      refuse(
        ['stages', index, 'countFrom'],
        'there is no stage before it whose notice could be counted from',
        'count from due, issue or end-of-month',
      );
    if (current.requiresNotice && previous && !policy.steps.some((each) => each.stage === previous.name))
      refuse(
        ['stages', index, 'requiresNotice'],
        `"${previous.name}" has no step that could give the notice`,
        `add a step to "${previous.name}", or leave requiresNotice out`,
      );
  });
};

const checkSteps = (
  steps: PolicyFields['steps'],
  at: readonly PropertyKey[],
  stages: PolicyFields['stages'],
  refuse: Refuse,
): void =>
  steps.forEach((current, index) => {
    const path = [...at, index];
    if (current.stage === 'handoff')
      refuse([...path, 'stage'], 'the handoff takes no steps', 'give its notice as a step of the stage before');
    if (!stages.some(({ name }) => name === current.stage))
      refuse(
        [...path, 'stage'],
        `there is no stage "${current.stage}" in stages`,
        `use one of ${stages.map(({ name }) => name).join(', ')}`,
      );
    if (steps.findIndex(({ id }) => id === current.id) !== index)
      refuse([...path, 'id'], `the id "${current.id}" is taken by an earlier step`, 'give it another id');
    const wished = [current.channel, ...[current.fallback ?? []].flat()];
    if (new Set(wished).size !== wished.length)
      refuse([...path, 'fallback'], 'names a channel twice', 'name each channel once');
  });

const checkOccasions = (occasions: PolicyFields['occasions'], at: readonly PropertyKey[], refuse: Refuse): void =>
  occasions.forEach(({ occasion, channel, fallback, daysBefore, withinDays }, index) => {
    const path = [...at, index];
    if (occasions.findIndex((each) => each.occasion === occasion) !== index)
      refuse([...path, 'occasion'], `"${occasion}" is there already`, 'say each occasion once');
    const wished = [channel, ...[fallback ?? []].flat()];
    if (new Set(wished).size !== wished.length)
      refuse([...path, 'fallback'], 'names a channel twice', 'name each channel once');
    if (daysBefore !== undefined && occasion !== 'promiseReminder')
      refuse([...path, 'daysBefore'], `means nothing for "${occasion}"`, 'leave it out');
    if (withinDays !== undefined && occasion === 'promiseReminder')
      refuse(
        [...path, 'withinDays'],
        'means nothing for "promiseReminder", which goes until the promised day',
        'leave it out',
      );
  });

/** Segments and arms, and the strategies that they name. */
const checkTreatments = (policy: PolicyFields, refuse: Refuse): void => {
  const known = new Set(['standard', ...Object.keys(policy.strategies)]);
  const listed = [...known].join(', ');
  policy.segments.forEach(({ name, when, strategy: wanted }, index) => {
    const isLast = index === policy.segments.length - 1;
    if (isLast && when !== undefined)
      refuse(
        ['segments', index, 'when'],
        'the last segment is the default and takes no rule',
        'add one without "when" after it',
      );
    if (!isLast && when === undefined)
      refuse(
        ['segments', index],
        `nothing after "${name}" would ever be reached, for it has no rule`,
        'give it a rule ("when"), or move it to the end',
      );
    if (!known.has(wanted))
      refuse(['segments', index, 'strategy'], `there is no strategy "${wanted}"`, `use one of ${listed}`);
    if (policy.segments.findIndex((each) => each.name === name) !== index)
      refuse(['segments', index, 'name'], `the name "${name}" is taken by an earlier segment`, 'give it another name');
  });
  policy.arms.forEach(({ name, strategy: wanted, segment }, index) => {
    if (!known.has(wanted))
      refuse(['arms', index, 'strategy'], `there is no strategy "${wanted}"`, `use one of ${listed}`);
    if (segment !== undefined && !policy.segments.some((each) => each.name === segment))
      refuse(
        ['arms', index, 'segment'],
        `there is no segment "${segment}"`,
        `use one of ${policy.segments.map((each) => each.name).join(', ')}`,
      );
    if (policy.arms.findIndex((each) => each.name === name) !== index)
      refuse(['arms', index, 'name'], `the name "${name}" is taken by an earlier arm`, 'give it another name');
    const together = policy.arms
      .filter((each) => each.segment === segment || each.segment === undefined || segment === undefined)
      .reduce((sum, each) => sum + each.percent, 0);
    if (together > 100)
      refuse(
        ['arms', index, 'percent'],
        `the arms together take ${together} % of the debtors`,
        'let them take 100 % or less',
      );
  });
};

/** Amounts that their currency has, in bands that begin with nothing and rise. */
const checkCosts = ({ costs }: PolicyFields, refuse: Refuse): void => {
  if (costs === undefined || costs.bands === byLaw) return;
  for (const [currency, bands] of Object.entries(costs.bands))
    bands.forEach((band, index) => {
      const path = ['costs', 'bands', currency, index];
      const problems = (['from', 'fixed', 'min', 'max'] as const).flatMap((field) => {
        const amount = band[field];
        const problem = amount === undefined ? undefined : amountProblem(amount, currency);
        return problem ? [{ field, ...problem }] : [];
      });
      for (const { field, reason, remedy } of problems) refuse([...path, field], reason, remedy);
      if (problems.length > 0) return;
      const minor = (amount: string): number => parseAmount(amount, currency).amount;
      const before = bands[index - 1];
      if (before === undefined && minor(band.from) !== 0)
        refuse([...path, 'from'], 'is the first band, and leaves smaller amounts out', 'begin with "0"');
      if (
        before !== undefined &&
        amountProblem(before.from, currency) === undefined &&
        minor(before.from) >= minor(band.from)
      )
        refuse([...path, 'from'], `does not rise above the band before (${before.from})`, 'order the bands by from');
      if (band.min !== undefined && band.max !== undefined && minor(band.min) > minor(band.max))
        refuse([...path, 'max'], `is less than min (${band.min})`, 'let max be at least min');
    });
};

const checkHours = (policy: PolicyFields, refuse: Refuse): void => {
  for (const [path, { from, to }] of [
    [['hours', 'to'], policy.hours],
    ...Object.entries(policy.hours.weekdays).map(
      ([number, each]) => [['hours', 'weekdays', number, 'to'], each] as const,
    ),
  ] as const)
    if (from >= to) refuse([...path], `is not later than from (${from})`, 'end later than it begins');
};

/** Each is named once: else nobody knows which limits are meant. */
const checkAuthority = ({ relief }: PolicyFields, refuse: Refuse): void =>
  relief.authority.forEach(({ who }, index) => {
    const earlier = relief.authority.slice(0, index);
    if (who === undefined && earlier.some((each) => each.who === undefined))
      refuse(['relief', 'authority', index], 'is the second for everybody else', 'name who it is for ("who")');
    const twice = who?.find((name) => earlier.some((each) => each.who?.includes(name)));
    if (twice !== undefined)
      refuse(['relief', 'authority', index, 'who'], `names ${twice}, as an earlier entry does`, 'name everybody once');
  });
