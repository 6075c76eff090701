// When and how often debtors may be contacted: the hours and the budget of a policy.
import * as z from 'zod';
import { time } from './policy-fields.ts';

export const fullDay = { from: '00:00', to: '23:59' };
const daysOfWeek = z.array(z.int().min(1).max(7)).min(1);
export const hours = z.strictObject({
  from: time.default(fullDay.from).describe("Contact begins, in the debtor's zone."),
  to: time.default(fullDay.to).describe('Contact ends, exclusive; "23:59" is the whole day.'),
  days: daysOfWeek.default([1, 2, 3, 4, 5, 6, 7]).describe('1 = Monday … 7 = Sunday.'),
  weekdays: z
    .partialRecord(
      z.enum(['1', '2', '3', '4', '5', '6', '7']),
      z.strictObject({
        from: time.describe('Contact begins.'),
        to: time.describe('Contact ends, exclusive.'),
      }),
    )
    .default({})
    .describe('Other hours on some weekdays, by number.'),
  holidays: z.enum(['allow', 'avoid']).default('allow').describe("Public holidays of the debtor's country and region."),
});

export const budget = z.strictObject({
  perDay: z.int().min(1).max(10).default(1).describe('Contacts of one person in a calendar day.'),
  perWeek: z.int().min(1).max(50).optional().describe('Contacts of one person in a calendar week, Monday to Sunday.'),
  rolling: z
    .array(
      z.strictObject({
        days: z.int().min(1).max(31).describe('Length of the window in days.'),
        max: z.int().min(1).max(50).describe('Contacts in any such window.'),
      }),
    )
    .max(5)
    .default([])
    .describe('Contacts of one person in any n consecutive days.'),
  separationDays: z.int().min(1).max(31).optional().describe('The next contact of a person is on day +n or later.'),
  oneChannelAWeek: z.boolean().default(false).describe('After a direct contact, one channel only in a calendar week.'),
  calls: z
    .array(
      z.strictObject({
        days: z.int().min(1).max(31).describe('Length of the window in days.'),
        max: z.int().min(1).max(50).describe('Calls in any such window.'),
      }),
    )
    .max(5)
    .default([])
    .describe('Calls about the debts of one debtor in any n consecutive days.'),
  afterConversation: z
    .int()
    .min(1)
    .max(31)
    .optional()
    .describe('Days without contact after a conversation, its own day being the first.'),
});
