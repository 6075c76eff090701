// Reads a case for `charges`: every error names its field, the reason and what to write instead.
import * as z from 'zod';
import { isDate } from '#domain/calendar.ts';
import { missing } from '#domain/events.ts';
import { dayCounts, interestMethods } from '#domain/law-terms.ts';
import { isCurrency } from '#domain/money/money.ts';
import { closestName } from '#domain/segments/closest-name.ts';
import { debtorTypes } from '#domain/vocabulary.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { problemsOfCase, valueProblemsOf } from './check-charge-case.ts';

/** Refuses other fields, with the name that may have been meant. */
const fields = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys')
        return (issue.keys ?? []).map((key) => unknownField(key, Object.keys(shape))).join('; ');
      return issue.code === 'invalid_type' && issue.input !== undefined ? 'write one JSON object' : undefined;
    },
  });

const unknownField = (key: string, names: readonly string[]): string => {
  const close = closestName(key, names);
  return `unknown field "${key}": ${close === undefined ? `use one of ${names.join(', ')}` : `did you mean "${close}"?`}`;
};

const text = (error: string) => z.string({ error: (issue) => (issue.input === undefined ? 'is missing' : error) });
const amount = text('write the amount as text in quotes, such as "1234.50"').regex(
  /^\d{1,15}(\.\d{1,15})?$/,
  'is not an amount of zero or more; write it as "1234.50", without separators or sign',
);
const percent = text('write the percentage as text in quotes, such as "12.5"').regex(
  /^\d{1,4}(\.\d{1,8})?$/,
  'is not a percentage of zero or more with at most 8 decimals; write it as "12.5"',
);
const date = text('write a calendar date in quotes, such as "2026-01-31"').refine(
  isDate,
  'is no calendar date; write it as "2026-01-31"',
);
const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, {
    error: ({ input }) => {
      if (input === undefined) return 'is missing';
      const close = typeof input === 'string' ? closestName(input, words) : undefined;
      return `is none of ${words.join(', ')}${close === undefined ? '' : `; did you mean "${close}"?`}`;
    },
  });
const wholeDays = z
  .int('write a whole number of days')
  .min(0, 'write a whole number of days, 0 or more')
  .max(36_500, 'use 36500 days or less');
const yesOrNo = z.boolean('write true or false');

const movement = z.discriminatedUnion(
  'kind',
  [
    fields({ date, kind: z.literal('payment'), amount }),
    fields({ date, kind: z.literal('credit-note'), amount }),
    fields({
      date,
      kind: z.literal('reversal'),
      of: z
        .int('write the index of the movement it undoes, 0 for the first')
        .min(0, 'write the index of the movement it undoes, 0 for the first'),
      amount: amount.optional(),
    }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? 'kind is none of payment, credit-note, reversal' : undefined) },
);
export type Movement = z.output<typeof movement>;

const band = fields({
  from: amount,
  fixed: amount.optional(),
  pct: percent.optional(),
  min: amount.optional(),
  max: amount.optional(),
});
const terms = fields({
  interest: fields({
    annualRatePct: percent.optional(),
    dayCount: oneOf(dayCounts).optional(),
    method: oneOf(interestMethods).optional(),
    grace: fields({ days: wholeDays, mode: oneOf(['forgive', 'delay']) }).optional(),
  }).optional(),
  costs: fields({
    mode: oneOf(['single', 'slices']),
    bands: z.array(band, 'write a list of bands').min(1, 'write one band or more').max(100, 'use 100 bands or less'),
    base: oneOf(['atDelay', 'atAsOf']).optional(),
    per: oneOf(['once', 'notice']).optional(),
    afterDays: wholeDays.optional(),
    afterUsefulNotice: yesOrNo.optional(),
  }).optional(),
  compensation: amount.optional(),
});

const chargeCase = fields({
  jurisdiction: text('write a country as two capital letters, such as GB').regex(
    /^[A-Z]{2}$/,
    'write a country as two capital letters, such as GB',
  ),
  debtorType: oneOf(debtorTypes),
  currency: text('write a currency as three capital letters, such as EUR').refine(isCurrency, {
    error: ({ input }) => `${JSON.stringify(input)} is not an ISO 4217 currency code, such as EUR`,
  }),
  principal: amount,
  dueDate: date,
  asOf: date,
  movements: z.array(movement, 'write a list of movements').max(10_000, 'use 10000 movements or less').default([]),
  terms: terms.default({}),
  facts: fields({
    usefulNotice: yesOrNo.default(false),
    unit: fields({
      code: text('write the code of the unit, such as "UF"').min(1, 'write the code of the unit, such as "UF"'),
      value: amount.refine((value) => !/^[0.]*$/.test(value), 'write a value above zero'),
    }).optional(),
    notices: z
      .int('write how many notices claimed costs')
      .min(0, 'write 0 or more')
      .max(10_000, 'use 10000 or less')
      .default(1),
  }).prefault({}),
  rates: z
    .record(
      z.string(),
      z.array(
        fields({
          from: date,
          pct: text('write the percentage as text in quotes, such as "2.15"'),
          source: z.string('write where it was published').optional(),
        }),
        'write a list of values, such as [{ "from": "2026-01-01", "pct": "2.15" }]',
      ),
      'write series with their values, such as { "ECB_MRO": [{ "from": "2026-01-01", "pct": "2.15" }] }',
    )
    .superRefine((rates, context) => {
      for (const { path, message } of valueProblemsOf(rates))
        context.addIssue({ code: 'custom', path: [...path], message });
    })
    .default({}),
}).superRefine((value, context) => {
  for (const { path, message } of problemsOfCase(value)) context.addIssue({ code: 'custom', path: [...path], message });
});

export type ChargeCase = z.output<typeof chargeCase>;

/** Throws CommandFailed, bad input, that lists every problem. */
export const readChargeCase = (content: string, file: string): ChargeCase => {
  const parsed = chargeCase.safeParse(parseJson(content, file), { error: missing });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the case'}: ${message}`);
  throw new CommandFailed(exitCodes.badInput, `${file} is no case: ${problems.join('; ')}`);
};

const parseJson = (content: string, file: string): unknown => {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailed(exitCodes.badInput, `${file} is not JSON: ${reason}`, { cause });
  }
};
