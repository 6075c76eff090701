// The steps of a policy by stage, and those that an invoice has taken.
import { epochDayIn } from '../calendar.ts';
import { type Facts, type Invoice, type StepTaken, takingKey } from '../facts.ts';
import { carriageOf } from '../invoice-document.ts';
import type { PolicyContent, Stage, Step } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { dayOf, dayOfStep } from './day-of.ts';

/** The facts that days are counted with. */
export type Dated = Pick<Facts, 'law'> & { readonly invoice: Invoice; readonly zone: string };

/** The steps of a stage, earliest day first; they are counted alike, or follow each other as they are written. */
export const stepsOf = (policy: PolicyContent, { name }: Pick<Stage, 'name'>): readonly Step[] =>
  indexOf(policy).byStage.get(name) ?? [];

export const findStep = (policy: PolicyContent, id: string): Step | undefined => indexOf(policy).byId.get(id);

/** The channel of a step, then its fallbacks. */
export const channelsOf = ({ channel, fallback }: Pick<Step, 'channel' | 'fallback'>): readonly Channel[] =>
  fallback === undefined ? [channel] : typeof fallback === 'string' ? [channel, fallback] : [channel, ...fallback];

/** Those that can carry the document that the step wants carried. */
export const carriersOf = (step: Step, { document }: Invoice, { creditor }: PolicyContent): readonly Channel[] =>
  channelsOf(step).filter((channel) => carriageOf(step, document, channel, creditor.documentHosts ?? noHosts));
const noHosts: readonly string[] = [];

/** What frees a step for another attempt. */
export const hasFailed = ({ outcome }: StepTaken): boolean => outcome === 'failed' || outcome === 'refused';

/** The step's last taking, for whatever due date. */
export const lastTaking = ({ steps }: Invoice, id: string): StepTaken | undefined => {
  let last = steps[id];
  if (last === undefined || !Object.hasOwn(steps, id)) return undefined;
  for (;;) {
    const next: StepTaken | undefined = steps[takingKey(id, last.repetition + 1)];
    if (next === undefined) return last;
    last = next;
  }
};

/**
 * Whether a taking belongs to the present due date: it was made for it, or not before the step's own day. Those of an earlier due
 * date count no more, and the step comes again.
 */
export const isCurrent = (
  taken: StepTaken,
  key: string,
  policy: PolicyContent,
  { invoice, zone, law }: Dated,
): boolean => {
  if (taken.due === invoice.due) return true;
  const step = findStep(policy, key.split('#', 1)[0] ?? key);
  const stage = step && policy.stages.find(({ name }) => name === step.stage);
  const day = stage && dayOf(dayOfStep(step, stage), invoice, undefined, law);
  return day !== undefined && epochDayIn(zone, taken.at) >= day;
};

type Index = { readonly byStage: ReadonlyMap<string, readonly Step[]>; readonly byId: ReadonlyMap<string, Step> };

const indexOf = (policy: PolicyContent): Index => {
  const known = indexes.get(policy);
  if (known) return known;
  const index = {
    byStage: new Map(
      policy.stages.map(({ name }) => [
        name,
        policy.steps.filter(({ stage }) => stage === name).toSorted((one, other) => one.day - other.day),
      ]),
    ),
    byId: new Map(policy.steps.map((step) => [step.id, step])),
  };
  indexes.set(policy, index);
  return index;
};

const indexes = new WeakMap<PolicyContent, Index>();
