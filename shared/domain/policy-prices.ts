// What contacts cost, as a creditor's providers charge them.
import * as z from 'zod';
import { isCurrency } from './money/money.ts';

const price = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6})?$/, 'write a price in quotes, with at most six decimals, such as "0.04"');

export const prices = z.strictObject({
  currency: z
    .string()
    .refine(isCurrency, { error: 'is no currency', params: { remedy: 'use an ISO 4217 code, such as EUR' } })
    .describe('Of all prices here.'),
  email: price.optional().describe('Of one mail.'),
  sms: price.optional().describe('Of one segment of a text message.'),
  smsTo: z
    .record(z.string().regex(/^\+[1-9]\d{0,5}$/, 'write how numbers begin, such as "+34"'), price)
    .optional()
    .describe('Of one segment to numbers that begin so, such as "+34"; the longest beginning that fits counts.'),
  whatsapp: price.optional().describe('Of one message.'),
  voice: price.optional().describe('Of one call by a machine.'),
  call: price.optional().describe('Of one call, with the time of whoever makes it.'),
  visit: price.optional().describe('Of one visit, likewise.'),
  letter: price.optional().describe('Of one letter, with its postage.'),
});
