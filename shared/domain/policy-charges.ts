// What a policy charges for delay: interest, costs of collecting, compensation. Each may be left to the law.
import * as z from 'zod';
import { dayCounts, interestMethods } from './law-terms.ts';
import { currencyAmounts, currencyRecord, decimal, percent } from './policy-fields.ts';
import { unitOfCode } from './units-of-account.ts';
import { debtorTypes } from './vocabulary.ts';

/** What stands in the place of a figure that the law is to give. */
export const byLaw = 'law';

const onlyOf = z.enum(debtorTypes).optional().describe('Charged to debtors of this kind only; to all when left out.');

const grace = z
  .strictObject({
    days: z.int().min(0).max(90).describe('Days after the due date.'),
    mode: z
      .enum(['forgive', 'delay'])
      .describe('forgive never charges these days; delay charges them once they have passed.'),
  })
  .optional()
  .describe('Days on which nothing is charged yet.');

export const interest = z
  .strictObject({
    annualRatePercent: z
      .string()
      .regex(/^(law|\d{1,3}(\.\d{1,6})?)$/, 'write a rate in quotes, such as "12.5", or law')
      .describe(
        'Yearly rate in percent, charged from the day after the due date; shown and claimed from the extrajudicial stage on. Never more than the law allows, where that is known. With law, the rate that the law itself sets where none was agreed.',
      ),
    method: z
      .enum(interestMethods)
      .optional()
      .describe("How the rate becomes interest, never on interest; the law's way when left out, else simple."),
    dayCount: z
      .enum(dayCounts)
      .optional()
      .describe("How days and years are counted; the law's way when left out, else actual/365."),
    grace,
  })
  .optional()
  .describe('Interest on late payment.');

const band = z.strictObject({
  from: decimal.describe('The amount overdue from which it applies; "0" in the first.'),
  fixed: decimal.optional().describe('A fixed amount.'),
  pct: percent.optional().describe('Percent of the amount overdue, or of the part of it in this band.'),
  min: decimal.optional().describe('The least that this band gives.'),
  max: decimal.optional().describe('The most that this band gives.'),
});

export const costs = z
  .strictObject({
    bands: z
      .union([z.literal(byLaw), currencyRecord(z.array(band).min(1).max(20))])
      .describe(
        "By currency, from the smallest amount on; none are charged in other currencies. Never more than the law's scale, where that is known. With law, the scale that the law sets.",
      ),
    mode: z
      .enum(['single', 'slices'])
      .default('single')
      .describe(
        'single takes the band that contains the amount; slices adds up the bands, each for its part of the amount.',
      ),
    base: z
      .enum(['atDelay', 'atAsOf'])
      .default('atDelay')
      .describe('On what was overdue on the day after the due date, or on what remains.'),
    per: z
      .enum(['once', 'notice'])
      .default('once')
      .describe('Once, or for each written notice of the extrajudicial stage.'),
    afterDays: z.int().min(0).max(365).default(0).describe('Charged only when more than so many days late.'),
    afterUsefulNotice: z
      .boolean()
      .default(false)
      .describe(
        'Charged only where a notice reached the debtor in time: after the due date, within the days that the law gives.',
      ),
    debtorType: onlyOf,
    unit: z
      .strictObject({
        code: z
          .string()
          .regex(/^[A-Z]{2,5}$/, 'use its letters, such as UF')
          .describe("The unit that the law's scale is in."),
        value: decimal
          .optional()
          .describe(
            "What one is worth in the invoice's currency; what its series says when left out: on the day after the due date, or on the day asked for where costs are on what remains.",
          ),
      })
      .refine(({ code, value }) => value !== undefined || unitOfCode(code) !== undefined, {
        error: 'is missing, and no series says what such a unit is worth',
        path: ['value'],
        params: { remedy: 'state it as value: "…"' },
      })
      .optional()
      .describe("The unit of account that the law's scale is in, where it is in one."),
  })
  .optional()
  .describe('Costs of collecting, claimed by extrajudicial notices.');

export const compensation = z
  .strictObject({
    amount: z
      .union([z.literal(byLaw), currencyAmounts])
      .describe(
        "Once for each invoice, by currency; none is charged in other currencies. Never more than the law's, where that is known. With law, what the law sets.",
      ),
    debtorType: onlyOf,
  })
  .optional()
  .describe('A fixed sum for late payment, claimed by extrajudicial notices.');

/** Whether a policy charges anything for delay. */
export const isCharging = (policy: {
  readonly interest?: unknown;
  readonly costs?: unknown;
  readonly compensation?: unknown;
}): boolean => (policy.interest ?? policy.costs ?? policy.compensation) !== undefined;
