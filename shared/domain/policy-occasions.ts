// Of what a debtor is written to besides the steps, and how: the occasions of a policy.
import * as z from 'zod';
import type { Channel, OccasionName } from './vocabulary.ts';
import { occasionNames, tones } from './vocabulary.ts';

/** What is agreed and received is told in writing. */
const writtenChannels = ['email', 'sms', 'whatsapp', 'letter'] as const satisfies readonly Channel[];

/** Days for which one may wait that says nothing of its own: what happens on a Friday evening may still be told on Monday. */
const usualDays: Readonly<Record<OccasionName, number>> = {
  recap: 10,
  paymentReceived: 4,
  promiseConfirmed: 3,
  settlementOffer: 4,
  promiseBroken: 3,
  promiseReminder: 0,
};

const occasionRule = z
  .strictObject({
    occasion: z
      .enum(occasionNames)
      .describe(
        'recap: what was said in a conversation; paymentReceived: thanks; promiseConfirmed, promiseReminder, promiseBroken; settlementOffer.',
      ),
    channel: z.enum(writtenChannels).describe('How the debtor is written to.'),
    fallback: z
      .union([z.enum(writtenChannels), z.array(z.enum(writtenChannels)).min(1).max(3)])
      .optional()
      .describe('Channels used, in this order, when the channel cannot reach the debtor or is known to have failed.'),
    tone: z.enum(tones).default('warm').describe('How it sounds.'),
    withinDays: z
      .int()
      .min(0)
      .max(30)
      .optional()
      .describe(
        'Days after its own for which it may wait for hours and budget; then it is not said any more. Left out: recap 10, paymentReceived and settlementOffer 4, the others 3. A reminder goes until the promised day.',
      ),
    daysBefore: z
      .int()
      .min(1)
      .max(30)
      .optional()
      .describe('Of promiseReminder: days before the promised one; 1 when left out.'),
    minDaysBetween: z
      .int()
      .min(0)
      .max(90)
      .default(0)
      .describe("Instead of the policy's, before this message; it counts for the next contact as any other does."),
  })
  .describe('One kind of occasion.');

export const occasions = z
  .array(occasionRule)
  .max(occasionNames.length)
  .describe(
    'What debtors are written to besides the steps: what was promised, paid, offered or said. Each counts in the budget as any contact does.',
  );

export type OccasionRule = Readonly<z.output<typeof occasionRule>>;

export const daysOf = ({ occasion, withinDays = usualDays[occasion] }: OccasionRule): number => withinDays;
