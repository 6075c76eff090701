// A field of the policy that stands behind a decision, with its value and what it asks for in words.
import { endOfMonth } from '#domain/calendar.ts';
import { weekHoursOf } from '#domain/decisions/window-on.ts';
import { parseAmount } from '#domain/money/money.ts';
import type { Counting, Stage, Step } from '#domain/policy.ts';
import { daysOf, type OccasionRule } from '#domain/policy-occasions.ts';
import { formatRate, longDate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import { type FieldName, fieldNames } from './codes.ts';
import { sourceInWords } from './source-in-words.ts';
import type { View } from './view.ts';
import { weekdayName, weekInWords } from './week-in-words.ts';

export type PolicyRule = {
  readonly by: 'policy';
  /** Its path in the policy, such as "minDaysBetween" or "steps.first-notice.day". */
  readonly field: string;
  readonly value: string | number;
  readonly words: string;
};

/** A field as decisions name it. */
export const fieldRule = (field: string, view: View): PolicyRule => {
  const value = fieldValue(field, view);
  const name = fieldNames.find((each) => each === field);
  const words = name
    ? renderText(view.words.fields[name], { value, own: isOwnWish(name, view), told: toldOf(name, view) })
    : `${value}`;
  return { by: 'policy', field, value, words };
};

export const stepRule = (step: Step, stage: Stage, view: View): PolicyRule => ({
  by: 'policy',
  field: `steps.${step.id}.day`,
  value: step.day,
  words: renderText(view.words.fields.step, {
    step: step.id,
    day: step.day,
    ...countedInWords(step.countFrom ?? stage.countFrom, step.businessDays ?? stage.businessDays, view),
  }),
});

export const occasionRule = (rule: OccasionRule, { words }: View): PolicyRule => ({
  by: 'policy',
  field: `occasions.${rule.occasion}.withinDays`,
  value: daysOf(rule),
  words: renderText(words.fields.occasion, { occasion: words.occasions[rule.occasion], value: daysOf(rule) }),
});

export const stageRule = (stage: Stage, view: View): PolicyRule => ({
  by: 'policy',
  field: `stages.${stage.name}.fromDay`,
  value: stage.fromDay,
  words: renderText(view.words.fields.stage, {
    stage: view.words.stages[stage.name],
    day: stage.fromDay,
    ...countedInWords(stage.countFrom, stage.businessDays, view),
  }),
});

/** What a stage asks before it is entered. */
export const entryRule = (
  name: 'stageMinimum' | 'requiresDelivery' | 'noticeDays',
  stage: Stage,
  view: View,
): PolicyRule => {
  const { field, value } = entryValue(name, stage, view);
  const words = renderText(view.words.fields[name], { stage: view.words.stages[stage.name], value });
  return { by: 'policy', field: `stages.${stage.name}.${field}`, value, words };
};

const entryValue = (name: string, stage: Stage, view: View): { field: string; value: string | number } => {
  if (name === 'noticeDays') return { field: name, value: stage.noticeDays };
  if (name === 'requiresDelivery') return { field: name, value: String(stage.requiresDelivery) };
  const { currency } = view.scene.facts.invoice;
  const least = stage.minimumAmount[currency];
  if (least !== undefined && view.scene.facts.invoice.balance < parseAmount(least, currency).amount)
    return { field: 'minimumAmount', value: view.money(parseAmount(least, currency).amount) };
  return { field: 'minimumPercent', value: formatRate(stage.minimumPercent ?? '0', view.language) };
};

const countedInWords = (from: Counting, business: boolean, { scene, words, language }: View) => {
  const { due, issued } = scene.facts.invoice;
  const date = { due, issue: issued, 'end-of-month': endOfMonth(due), entry: due }[from];
  return {
    counted: renderText(words.counted[from], { date: longDate(date, language) }),
    business: business ? words.counted.business : '',
  };
};

const toldOf = (name: FieldName, view: View): string => {
  if (name === 'preferred.channel') return sourceInWords('preferredChannel', view);
  return isOwnWish(name, view) ? sourceInWords('preferred', view) : '';
};

const isOwnWish = (name: FieldName, { scene: { facts } }: View): boolean => {
  const { preferred } = facts.debtor;
  if (name === 'preferred.day') return preferred?.day !== undefined;
  return name === 'preferred.time' && preferred?.time !== undefined;
};

const fieldValue = (field: string, { scene, words, language, money }: View): string | number => {
  const { policy, facts } = scene;
  const { budget, preferred } = policy;
  const { currency } = facts.invoice;
  const perDays = (limits: readonly { readonly days: number; readonly max: number }[]) =>
    limits.map(({ days, max }) => `${max} / ${days}`).join(', ');
  switch (field) {
    case 'minDaysBetween':
      return policy.minDaysBetween;
    case 'sending.spreadMinutes':
      return policy.sending.spreadMinutes;
    case 'budget.perDay':
      return budget.perDay;
    case 'budget.perWeek':
      return budget.perWeek ?? 0;
    case 'budget.rolling':
      return perDays(budget.rolling);
    case 'budget.separationDays':
      return budget.separationDays ?? 0;
    case 'budget.oneChannelAWeek':
      return String(budget.oneChannelAWeek);
    case 'budget.calls':
      return perDays(budget.calls);
    case 'budget.afterConversation':
      return budget.afterConversation ?? 0;
    case 'hours':
    case 'hours.days':
      return weekInWords(weekHoursOf(policy), language);
    case 'hours.holidays':
      return policy.hours.holidays;
    case 'preferred.day':
      return weekdayName(facts.debtor.preferred?.day ?? preferred.day ?? 1, language);
    case 'preferred.time':
      return facts.debtor.preferred?.time ?? preferred.time ?? '';
    case 'preferred.channel':
      return words.channels[facts.debtor.preferredChannel ?? 'email'];
    case 'minimumBalance':
      return money(parseAmount(policy.minimumBalance[currency] ?? '0', currency).amount);
    case 'minimumBalancePercent':
      return formatRate(policy.minimumBalancePercent ?? '0', language);
    case 'promise.toleranceDays':
      return policy.promise.toleranceDays;
    case 'deliveredAfterDays':
      return policy.deliveredAfterDays;
    case 'adaptation.silence.after':
      return policy.adaptation?.silence?.after ?? 0;
    case 'adaptation.engagement.slowDays':
      return policy.adaptation?.engagement?.slowDays ?? 0;
    case 'requireConsent':
      return policy.requireConsent.map((channel) => words.media[channel]).join(', ');
    default:
      return field;
  }
};
