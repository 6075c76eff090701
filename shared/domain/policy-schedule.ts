// When an invoice is in which stage, and what is done there: the stages and steps of a policy.
import * as z from 'zod';
import { countings, currencyAmounts, day, identifier, percent, rule } from './policy-fields.ts';
import { channels, stageNames, tones } from './vocabulary.ts';

const carried = z
  .array(z.enum(['invoice']))
  .min(1)
  .max(1);

export const step = z.strictObject({
  id: identifier.describe('Names the step for ever: the contact register and the history of invoices refer to it.'),
  stage: z.enum(stageNames).describe('The stage that it belongs to. The first step of a stage is its notice.'),
  day: day.describe('Day on which it falls, counted as countFrom says; negative before.'),
  countFrom: z
    .enum(countings)
    .optional()
    .describe("What its day counts from; that of its stage when left out. entry: the stage's notice."),
  businessDays: z
    .boolean()
    .optional()
    .describe('Counts Monday to Friday without public holidays; as its stage does when left out.'),
  channel: z.enum(channels).describe('How the debtor is contacted.'),
  fallback: z
    .union([z.enum(channels), z.array(z.enum(channels)).min(1).max(5)])
    .optional()
    .describe('Channels used, in this order, when the channel cannot reach the debtor or is known to have failed.'),
  template: identifier
    .optional()
    .describe('The text that it sends: "invoice" gives the invoice itself; that of its stage and tone when left out.'),
  attach: carried
    .optional()
    .describe('Documents that go along as files, by email. Without the document the step is passed over.'),
  link: carried
    .optional()
    .describe(
      'Documents that are shown as a link, by email or text message. Without the document the step is passed over.',
    ),
  registered: z
    .boolean()
    .optional()
    .describe('Whether its letter is sent registered; as the policy says when left out.'),
  tone: z.enum(tones).default('plain').describe('How it sounds.'),
  repeat: z
    .strictObject({
      everyDays: z.int().min(1).max(365).describe('Days from one occurrence to the next.'),
      untilDay: day.optional().describe('Last day on which it may fall, counted as its own day is.'),
      times: z.int().min(2).max(50).optional().describe('Occurrences in all, the first included.'),
    })
    .refine(({ untilDay, times }) => untilDay !== undefined || times !== undefined, {
      error: 'would never end',
      params: { remedy: 'add untilDay or times' },
    })
    .optional()
    .describe('Says it again at intervals, while the stage lasts.'),
  when: rule.optional().describe('Taken only where this rule over the facts of segments holds.'),
});

export const stage = z.strictObject({
  name: z.enum(stageNames).describe('Which of the four it is; stages stand in order of seriousness.'),
  fromDay: day.describe('First day of the stage, counted as countFrom says.'),
  toDay: day.optional().describe('Last day of the stage; the day before the next one when left out.'),
  countFrom: z
    .enum(countings)
    .default('due')
    .describe(
      "What its days count from: the due date, the issue date, the end of the due date's month, or the notice of the stage before.",
    ),
  businessDays: z.boolean().default(false).describe('Counts Monday to Friday without public holidays.'),
  requiresNotice: z
    .boolean()
    .default(false)
    .describe('Not entered before the notice of the stage before, its first step, counts as delivered.'),
  noticeDays: z.int().min(0).max(90).default(0).describe('Days that must have passed since that notice counted.'),
  requiresDelivery: z
    .boolean()
    .default(false)
    .describe("Only the provider's word counts for that notice, not the days since it was accepted."),
  minimumAmount: currencyAmounts
    .default({})
    .describe('By currency: an invoice with less open does not enter. On the minimum enters.'),
  minimumPercent: percent.optional().describe('An invoice of which less than this share is open does not enter.'),
});
