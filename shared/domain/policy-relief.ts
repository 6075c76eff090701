// What may be let go of a debt, and by whom.
import * as z from 'zod';
import { currencyAmounts, percent } from './policy-fields.ts';

const authority = z.strictObject({
  who: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(200)
    .optional()
    .describe('People or systems, as events name them in "by"; everybody whom no other entry names, when left out.'),
  discountPercent: percent
    .default('0')
    .describe(
      'The most of an invoice and its claimed charges that discounts and settlement offers may let go, all of them together.',
    ),
  waivePercent: percent
    .default('0')
    .describe('The most of what was claimed of a charge that may be waived, all waivers together.'),
  writeOff: currencyAmounts
    .default({})
    .describe('By currency: the most of an invoice that may be written off; nothing of currencies that are left out.'),
});

export const relief = z.strictObject({
  authority: z
    .array(authority)
    .max(50)
    .default([])
    .describe(
      'Who may let go how much of an invoice, whoever let go the rest. Without entries everybody may, everything.',
    ),
  reasonRequired: z.boolean().default(false).describe('Whether each act has to say why.'),
});

export const unlimitedRelief: Relief = { authority: [], reasonRequired: false };

export type Relief = z.output<typeof relief>;
export type Authority = Relief['authority'][number];
