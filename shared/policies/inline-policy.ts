// The small policy that a case states in place of a file: what it leaves out restricts nothing.
import { type PolicyContent, policySchema } from '#domain/policy.ts';
import { segmentProblems } from '#domain/segments/check-segments.ts';
import { defaultPolicy } from './default-policy.ts';
import { fieldProblems } from './field-problem.ts';

export type InlineProblem = { readonly field: string; readonly reason: string; readonly remedy: string };
export type InlineReading =
  | { readonly ok: true; readonly content: PolicyContent }
  | { readonly ok: false; readonly problems: readonly InlineProblem[] };

/** `stages` and `steps` given replace the default's whole; everything else left out is free, and the creditor is the default's. */
export const inlinePolicy = (raw: unknown): InlineReading => {
  const parsed = policySchema.safeParse(isFields(raw) ? completed(raw) : raw, { reportInput: true });
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues
        .flatMap(fieldProblems)
        .map(({ path, reason, remedy }) => ({ field: path.join('.'), reason, remedy })),
    };
  const wrong = segmentProblems(parsed.data).filter(({ severity }) => severity === 'error');
  if (wrong.length === 0) return { ok: true, content: parsed.data };
  return { ok: false, problems: wrong.map(({ path, reason, remedy }) => ({ field: path.join('.'), reason, remedy })) };
};

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const completed = (given: Fields): Fields => {
  const { creditor, stages, steps } = defaultPolicy();
  const keptSteps = given.steps ?? stepsWithin(steps, given.stages);
  return {
    deliveredAfterDays: 0,
    requireConsent: [],
    ...given,
    creditor: isFields(given.creditor) ? { ...creditor, ...given.creditor } : (given.creditor ?? creditor),
    stages: given.stages ?? stagesWithNotice(stages, keptSteps),
    steps: keptSteps,
  };
};

/** The default's steps whose stage is there. */
const stepsWithin = (steps: PolicyContent['steps'], stages: unknown): PolicyContent['steps'] => {
  if (!Array.isArray(stages)) return steps;
  const names = new Set(stages.map((each: unknown) => (isFields(each) ? each.name : undefined)));
  return steps.filter(({ stage }) => names.has(stage));
};

/** The default's stages; where no step could give the notice that one requires, none is required. */
const stagesWithNotice = (stages: PolicyContent['stages'], steps: unknown): PolicyContent['stages'] => {
  const noticed = new Set(Array.isArray(steps) ? steps.map((each: unknown) => (isFields(each) ? each.stage : '')) : []);
  return stages.map((stage, index) =>
    noticed.has(stages[index - 1]?.name) ? stage : { ...stage, requiresNotice: false },
  );
};
