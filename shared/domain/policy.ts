// The policy of one creditor: everything an admin may tune, as one strict schema. Unknown keys are refused: they are typos.
import * as z from 'zod';
import { isTimeZone } from './calendar.ts';
import { isCurrency, parseAmount } from './money.ts';

export const channels = ['email', 'sms', 'call', 'visit'] as const;
export const languages = ['es', 'en', 'pt'] as const;
export const tones = ['warm', 'plain', 'firm'] as const;
/** In order of seriousness. `scheduled` and `closed` are not configured: one comes before every window, one after all. */
export const stageNames = ['preventive', 'administrative', 'extrajudicial', 'handoff'] as const;

export type Channel = (typeof channels)[number];
export type Language = (typeof languages)[number];
export type Tone = (typeof tones)[number];
export type StageName = (typeof stageNames)[number];

const identifier = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'use 1 to 40 lower-case letters, digits and hyphens, starting with a letter or digit',
  );
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as HH:MM, such as "09:00" (in quotes)');
const decimal = z.string().regex(/^\d{1,12}(\.\d+)?$/, 'write an amount in quotes, such as "25.00"');
const currencyAmounts = z
  .record(z.string().refine(isCurrency, 'use an ISO 4217 code, such as EUR'), decimal)
  .superRefine((amounts, context) => {
    for (const [currency, amount] of Object.entries(amounts)) {
      try {
        parseAmount(amount, currency);
      } catch (error) {
        context.addIssue({
          code: 'custom',
          path: [currency],
          message: error instanceof Error ? error.message : String(error),
        });
      }
    }
  });

const step = z.strictObject({
  /** Names the step for ever: the contact register and the invoice's history refer to it. */
  id: identifier,
  stage: z.enum(stageNames),
  /** Days past due on which the step falls; negative before the due date. */
  day: z.int().min(-365).max(3650),
  channel: z.enum(channels),
  /** Used when the channel cannot reach the debtor, or is known to have failed. */
  fallback: z.enum(channels).optional(),
  tone: z.enum(tones).default('plain'),
});

const stage = z.strictObject({
  name: z.enum(stageNames),
  /** First day of the stage, in days past due. */
  fromDay: z.int().min(-365).max(3650),
  /** Last day of the stage; left out in the last stage. */
  toDay: z.int().min(-365).max(3650).optional(),
  /** A stage that requires notice is not entered before the previous stage's notice (its first step) counts as delivered. */
  requiresNotice: z.boolean().default(false),
});

const noon = { from: '00:00', to: '23:59' };

export const policySchema = z
  .strictObject({
    creditor: z.strictObject({
      id: identifier,
      name: z.string().min(1).max(120),
      email: z.email(),
      /** Where answers go; the sender's own address when left out. */
      replyTo: z.email().optional(),
      phone: z.string().min(3).max(40),
      address: z.string().min(1).max(300),
      smsSender: z
        .string()
        .regex(/^[A-Za-z0-9]{1,11}$/, 'use 1 to 11 letters and digits')
        .optional(),
      timeZone: z.string().refine(isTimeZone, 'use an IANA zone, such as America/Bogota'),
      language: z.enum(languages),
      /** Ways to pay, as the debtor reads them, one line each. */
      waysToPay: z.array(z.string().min(3).max(300)).min(1).max(8),
      /** A person the debtor can talk to. */
      contactPerson: z.string().min(1).max(120),
    }),
    stages: z.array(stage).min(1),
    steps: z.array(step).min(1).max(60),
    /** Contact hours, in the debtor's zone: from inclusive, to exclusive; days 1 = Monday … 7 = Sunday. */
    hours: z
      .strictObject({
        from: time.default(noon.from),
        to: time.default(noon.to),
        days: z.array(z.int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5, 6, 7]),
      })
      .default({ ...noon, days: [1, 2, 3, 4, 5, 6, 7] }),
    /** The next contact of a debtor is on day +n of the last one, or later. */
    minDaysBetween: z.int().min(1).max(90).default(1),
    /** Days after acceptance, without a reported failure, from which a notice counts as delivered. */
    deliveredAfterDays: z.int().min(0).max(30).default(3),
    /** By currency: less than this is not worth a message. On the minimum is chased. */
    minimumBalance: currencyAmounts.default({}),
    interest: z
      .strictObject({
        /** Simple yearly rate in percent, charged from the day after the due date, shown from the extrajudicial stage on. */
        annualRatePercent: z.string().regex(/^\d{1,3}(\.\d{1,6})?$/, 'write a rate in quotes, such as "12.5"'),
      })
      .optional(),
    agency: z
      .strictObject({
        name: z.string().min(1).max(120),
        /** By currency: the debtor's total past due from which an agency is worth its commission. On the minimum is placed. */
        minimumDebt: currencyAmounts,
        commissionPercent: z.string().regex(/^\d{1,2}(\.\d{1,4})?$/, 'write a percentage in quotes, such as "25"'),
        /** `person` waits for an approval task; `automatic` places at once. */
        approval: z.enum(['person', 'automatic']).default('person'),
      })
      .optional(),
  })
  .superRefine((policy, context) => {
    policy.stages.forEach((current, index) => {
      const previous = policy.stages[index - 1];
      const path = ['stages', index, 'fromDay'];
      if (previous && stageNames.indexOf(previous.name) >= stageNames.indexOf(current.name)) {
        context.addIssue({
          code: 'custom',
          path: ['stages', index, 'name'],
          message: `stages go ${stageNames.join(', ')}, each at most once`,
        });
      }
      if (previous && previous.toDay === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['stages', index - 1],
          message: `"${previous.name}" needs a toDay: only the last stage goes on without end`,
        });
      } else if (previous?.toDay !== undefined && previous.toDay !== current.fromDay - 1) {
        context.addIssue({
          code: 'custom',
          path,
          message: `"${current.name}" must begin on the day after "${previous.name}" ends (day ${previous.toDay + 1})`,
        });
      }
      if (current.toDay !== undefined && current.toDay < current.fromDay) {
        context.addIssue({
          code: 'custom',
          path: ['stages', index, 'toDay'],
          message: `ends before it begins (day ${current.fromDay})`,
        });
      }
      if (current.requiresNotice && previous && !policy.steps.some((each) => each.stage === previous.name)) {
        context.addIssue({
          code: 'custom',
          path: ['stages', index, 'requiresNotice'],
          message: `"${previous.name}" has no step that could give the notice`,
        });
      }
    });
    policy.steps.forEach((current, index) => {
      const home = policy.stages.find(({ name }) => name === current.stage);
      const path = ['steps', index];
      if (current.stage === 'handoff') {
        context.addIssue({
          code: 'custom',
          path: [...path, 'stage'],
          message: 'the handoff takes no steps: give its notice as a step of the stage before',
        });
      }
      if (!home)
        context.addIssue({
          code: 'custom',
          path: [...path, 'stage'],
          message: `there is no stage "${current.stage}" in stages`,
        });
      if (home && (current.day < home.fromDay || (home.toDay !== undefined && current.day > home.toDay))) {
        context.addIssue({
          code: 'custom',
          path: [...path, 'day'],
          message: `day ${current.day} is outside "${home.name}" (${home.fromDay} to ${home.toDay ?? 'the end'})`,
        });
      }
      if (policy.steps.findIndex(({ id }) => id === current.id) !== index) {
        context.addIssue({
          code: 'custom',
          path: [...path, 'id'],
          message: `the id "${current.id}" is taken by an earlier step`,
        });
      }
      if (current.fallback === current.channel) {
        context.addIssue({ code: 'custom', path: [...path, 'fallback'], message: 'is the channel itself' });
      }
    });
    if (policy.hours.from >= policy.hours.to) {
      context.addIssue({ code: 'custom', path: ['hours', 'to'], message: 'must be later than from' });
    }
  });

export type PolicyContent = Readonly<z.output<typeof policySchema>>;
export type Step = PolicyContent['steps'][number];
export type Stage = PolicyContent['stages'][number];

/** A policy in force: the content and the number that every contact and decision records. */
export type Policy = { readonly version: number; readonly content: PolicyContent };
