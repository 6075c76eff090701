// How the response of a debtor so far changes the way in which it is contacted, and never how often.
import * as z from 'zod';

export const adaptation = z.strictObject({
  silence: z
    .strictObject({
      after: z
        .int()
        .min(1)
        .max(10)
        .describe(
          'After so many contacts by one channel without any sign, another channel of the step, or another hour.',
        ),
    })
    .optional()
    .describe('When nothing comes back.'),
  engagement: z
    .strictObject({
      slowDays: z
        .int()
        .min(1)
        .max(30)
        .describe(
          'The next contact is on day +n after an answer, a message read, a link followed, a payment or a promise to pay, or later.',
        ),
    })
    .optional()
    .describe('When something comes back; never past the end of the stage.'),
});

export const listening = z.strictObject({
  opens: z
    .boolean()
    .default(false)
    .describe(
      'Notes that a mail was opened, by a picture in it; and that WhatsApp messages were read, as adaptation does by itself.',
    ),
  clicks: z.boolean().default(false).describe('Notes that a link in a mail was followed, by way of SES.'),
});
