// The kinds of values that a policy is made of: names, times, amounts by currency, days and shares.
import * as z from 'zod';
import { isCurrency, parseAmount } from './money/money.ts';

export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'use 1 to 40 letters, digits and . _ - starting with a letter or digit');
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as HH:MM, such as "09:00" (in quotes)');
export const decimal = z.string().regex(/^\d{1,12}(\.\d+)?$/, 'write an amount in quotes, such as "25.00"');

/** By ISO currency code. */
export const currencyRecord = <Value extends z.ZodType>(value: Value) =>
  z.record(
    z.string().refine(isCurrency, { error: 'is no currency', params: { remedy: 'use an ISO 4217 code, such as EUR' } }),
    value,
  );

/** Why a currency does not have such an amount, and what to do; undefined where it does. */
export const amountProblem = (
  amount: string,
  currency: string,
): { readonly reason: string; readonly remedy: string } | undefined => {
  try {
    parseAmount(amount, currency);
    return undefined;
  } catch (error) {
    return {
      reason: error instanceof Error ? error.message : String(error),
      remedy: `write an amount that ${currency} has`,
    };
  }
};

export const currencyAmounts = currencyRecord(decimal).superRefine((amounts, context) => {
  for (const [currency, amount] of Object.entries(amounts)) {
    const problem = amountProblem(amount, currency);
    if (problem)
      context.addIssue({
        code: 'custom',
        path: [currency],
        message: problem.reason,
        params: { remedy: problem.remedy },
      });
  }
});

export const countings = ['due', 'issue', 'end-of-month', 'entry'] as const;
export type Counting = (typeof countings)[number];
export const day = z.int().min(-365).max(3650);
export const percent = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, 'write a percentage in quotes, such as "12.5"');
/** Common Expression Language over the facts of a segment; types and names are checked when the policy is. */
export const rule = z.string().min(1).max(500);
