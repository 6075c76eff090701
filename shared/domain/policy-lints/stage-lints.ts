// Stages that leave days to nobody, or wait for a notice that may never come.
import { isCarrying } from '../invoice-document.ts';
import type { PolicyContent, Stage } from '../policy.ts';
import { type Lint, warning } from './lint.ts';
import { isCountedLike } from './step-lints.ts';
import { stepLists } from './step-lists.ts';

export const stageLints = (policy: PolicyContent): readonly Lint[] =>
  policy.stages.flatMap((stage, index) => {
    const before = policy.stages[index - 1];
    const path = ['stages', index];
    return [...lintsOfGap(stage, before, path), ...lintsOfNotice(policy, stage, before, path)];
  });

const lintsOfGap = (stage: Stage, before: Stage | undefined, path: Lint['path']): readonly Lint[] => {
  if (before?.toDay === undefined || !isCountedLike(stage, before) || stage.fromDay <= before.toDay + 1) return [];
  const [first, last] = [before.toDay + 1, stage.fromDay - 1];
  const days = first === last ? `day ${first} belongs` : `days ${first} to ${last} belong`;
  const reason = `${days} to no stage: "${before.name}" goes on until "${stage.name}" begins`;
  return [
    warning([...path, 'fromDay'], 'gap', reason, `begin on day ${first}, or let "${before.name}" end on day ${last}`),
  ];
};

const lintsOfNotice = (
  policy: PolicyContent,
  stage: Stage,
  before: Stage | undefined,
  path: Lint['path'],
): readonly Lint[] => {
  if (!stage.requiresNotice) {
    const idle = stage.requiresDelivery ? 'requiresDelivery' : stage.noticeDays > 0 ? 'noticeDays' : undefined;
    if (idle === undefined) return [];
    return [
      warning([...path, idle], 'idle-notice', 'changes nothing without requiresNotice', 'add requiresNotice: true'),
    ];
  }
  if (!before)
    return [
      warning(
        [...path, 'requiresNotice'],
        'idle-notice',
        'there is no stage before the first that could give notice',
        'leave it out',
      ),
    ];
  return stepLists(policy).flatMap(({ path: list, steps, strategy }) => {
    const own = steps.filter((step) => step.stage === before.name);
    const whose = strategy === undefined ? '' : `strategy "${strategy}": `;
    if (own.length === 0) {
      const reason = `${whose}"${before.name}" has no step, so "${stage.name}" is entered without the notice that it requires`;
      return [warning(list, 'stage-without-notice', reason, `add a step to "${before.name}"`)];
    }
    if (own.some((step) => step.when === undefined && !isCarrying(step))) return [];
    const has = own.some(isCarrying) ? 'a rule, or a document to carry' : 'a rule';
    const remedy = `let one step of "${before.name}" go without ${own.some(isCarrying) ? 'either' : '"when"'}`;
    const reason = `${whose}every step of "${before.name}" has ${has}: where none holds, "${stage.name}" is never entered`;
    return [warning(list, 'stage-without-notice', reason, remedy)];
  });
};
