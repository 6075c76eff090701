// Builders for single decisions. Days are counted from the due date, Monday 2 March 2026.
import type * as z from 'zod';
import { addDays, epochDay, type IsoDate, type IsoInstant } from '#domain/calendar.ts';
import type { Dated } from '#domain/decisions/steps-of.ts';
import type { Invoice } from '#domain/facts.ts';
import { type BarRule, type CapRule, type HoursRule, type Law, noLaw, type Pack } from '#domain/law.ts';
import type { Policy, PolicyContent, policySchema, Stage, Step } from '#domain/policy.ts';
import type { StageName } from '#domain/vocabulary.ts';
import { anInvoice, aPolicy } from '#test/fixtures.ts';

export type PolicyInput = z.input<typeof policySchema>;
export type StageInput = PolicyInput['stages'][number];
type StepInput = PolicyInput['steps'][number];
type SomeStep = Partial<StepInput> & Pick<StepInput, 'id' | 'day'>;

export const due: IsoDate = '2026-03-02';
export const dateOf = (day: number): IsoDate => addDays(due, day);
export const on = (day: number, time = '10:00'): IsoInstant => `${dateOf(day)}T${time}:00.000Z`;
export const numberOf = (day: number): number => epochDay(due) + day;

export const datedOf = (given: Partial<Invoice> = {}, more: Partial<Omit<Dated, 'invoice'>> = {}): Dated => ({
  invoice: anInvoice(given),
  zone: 'UTC',
  law: noLaw,
  ...more,
});

/** Monday to Friday. */
export const office = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] };
export const everyHour = { from: '00:00', to: '23:59', days: [1, 2, 3, 4, 5, 6, 7] };

/** Nothing stands between a step and its day: contact is at any hour, as often as wished. */
export const aSchedule = (
  stages: PolicyInput['stages'],
  steps: readonly SomeStep[],
  given: Partial<PolicyInput> = {},
): Policy =>
  aPolicy({
    stages,
    steps: steps.map((step) => ({ stage: 'administrative', channel: 'email', ...step })),
    hours: everyHour,
    minDaysBetween: 0,
    budget: { perDay: 10 },
    promise: {},
    deliveredAfterDays: 0,
    minimumBalance: {},
    ...given,
  });

/** Preventive from a week before the due date, administrative from the day after it, extrajudicial from day 31; in office hours. */
export const inThreeStages = (
  steps: readonly SomeStep[],
  given: Partial<PolicyInput> = {},
  extrajudicial: Partial<StageInput> = {},
): Policy =>
  aSchedule(
    [
      { name: 'preventive', fromDay: -7 },
      { name: 'administrative', fromDay: 1 },
      { name: 'extrajudicial', fromDay: 31, ...extrajudicial },
    ],
    steps,
    { hours: office, ...given },
  );

export const stageIn = ({ stages }: PolicyContent, name: StageName = 'administrative'): Stage => {
  const stage = stages.find((each) => each.name === name);
  if (!stage) throw new Error(`no stage ${name}`);
  return stage;
};

export const stepIn = ({ steps }: PolicyContent, id: string): Step => {
  const step = steps.find((each) => each.id === id);
  if (!step) throw new Error(`no step ${id}`);
  return step;
};

const authority = { pack: 'XX-consumer', source: 'article 1', confidence: 'S1' } as const;

export const aPack = (given: Partial<Pack> = {}): Pack => ({
  id: 'XX-consumer',
  jurisdiction: 'XX',
  debtorType: 'consumer',
  binds: ['creditor', 'agency'],
  scope: { ...authority, rule: 'scope' },
  hours: [],
  caps: [],
  bars: [],
  ...given,
});

/** The same hours from Monday to Saturday; nothing on Sundays. */
export const anHoursRule = (from: string, to: string, given: Partial<HoursRule> = {}): HoursRule => ({
  ...authority,
  rule: 'hours',
  channels: 'any',
  week: [...Array.from({ length: 6 }, () => ({ from, to })), null],
  onHolidays: true,
  ...given,
});

export const aCapRule = (cap: CapRule['cap'], given: Partial<CapRule> = {}): CapRule => ({
  ...authority,
  rule: 'frequency',
  cap,
  ...given,
});

export const aBar = (...channels: BarRule['channels']): BarRule => ({ ...authority, rule: 'visits', channels });

export const boundBy = ({ pack, rule, source, confidence }: HoursRule | CapRule) => ({
  by: 'law',
  authority: { pack, rule, source, confidence },
});

export const aLaw = (packs: readonly Pack[], ...holidays: readonly IsoDate[]): Law => ({
  packs,
  holidays: { place: 'XX', dates: new Set(holidays) },
});
