// The event records of one invoice, with a summary that names no person.
import * as z from 'zod';
import type { InvoiceKey } from '#domain/facts.ts';
import { invoicePk } from './keys.ts';
import { queryPrefix } from './table.ts';

const recordSchema = z.object({
  event: z.string(),
  type: z.string(),
  at: z.string(),
  reason: z.string().optional(),
  detail: z
    .object({
      amount: z.string(),
      currency: z.string(),
      due: z.string(),
      dispute: z.string(),
      outcome: z.string(),
      hold: z.string(),
      reason: z.string(),
      payment: z.string(),
      effective: z.string(),
      promise: z.string(),
      date: z.string(),
    })
    .partial()
    .optional(),
});
export type EventLine = {
  readonly event: string;
  readonly type: string;
  readonly at: string;
  readonly summary: string;
};

export const listEvents = async (key: InvoiceKey): Promise<readonly EventLine[]> =>
  (await queryPrefix(invoicePk(key), 'EVENT#'))
    .map((item) => recordSchema.parse(item))
    .map(({ event, type, at, reason, detail }) => ({
      event,
      type,
      at,
      // What an invoice was issued with is told with the invoice itself.
      summary: [
        reason,
        // A fact of its debtor, by the event that told it.
        ...(type === 'Debtor Fact' ? [event.replace(/-of-debtor$/, '')] : []),
        ...Object.entries(type === 'Invoice Issued' ? {} : (detail ?? {})).map(([name, value]) => `${name} ${value}`),
      ]
        .filter(Boolean)
        .join(', '),
    }))
    .toSorted((one, other) => one.at.localeCompare(other.at));
