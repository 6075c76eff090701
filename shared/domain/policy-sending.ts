// How many messages go out, and when of a morning: the fields of a policy.
import * as z from 'zod';
import { isDate } from './calendar.ts';

export const unhurried = { spreadMinutes: 0 };

export const sending = z.strictObject({
  spreadMinutes: z
    .int()
    .min(0)
    .max(720)
    .default(0)
    .describe(
      'Messages begin over so many minutes after the hours open, the most serious first; 0 lets all begin at once.',
    ),
  warmUp: z
    .strictObject({
      from: z.string().refine(isDate, 'write a calendar date as YYYY-MM-DD').describe('The first day.'),
      perDay: z
        .array(z.int().min(1).max(10_000_000))
        .min(1)
        .max(90)
        .describe('Mails that may go out on each day from then on; after the last, nothing limits them.'),
    })
    .optional()
    .describe('Mails of a new domain, more each day, until receivers know it.'),
});
