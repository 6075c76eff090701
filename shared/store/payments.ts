// Payments that a bank told of: one item for each, whatever files tell of it, with whose it was found to be.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { defaultCreditor } from '#domain/events.ts';
import type { PaymentEntry } from '#intake/batch/batch-entry.ts';
import { paymentItem, unmatchedPk } from './keys.ts';
import { listedKeys } from './listed-keys.ts';
import { getItem, getItems } from './table.ts';
import { putIf } from './update-if.ts';

const allocation = z.object({ invoice: z.string(), amount: z.int() });
const candidate = z.object({
  debtor: z.string(),
  score: z.number(),
  reasons: z.array(z.string()),
  allocations: z.array(allocation),
});
const paymentSchema = z.object({
  payment: z.string(),
  creditor: z.string(),
  /** The row that told of it first, as its events are named. */
  source: z.string(),
  date: z.string(),
  /** Minor units; below zero where the bank took it back. */
  amount: z.int(),
  currency: z.string(),
  reference: z.string(),
  payer: z.string(),
  /** `open`: nobody knows yet whose it is; `undone`: its batch was wrong. */
  status: z.enum(['open', 'matched', 'undone']),
  /** How often it was matched: each time it is another payment of its debtor. */
  matches: z.int(),
  match: z
    .object({
      /** `person`: somebody said so. */
      kind: z.enum(['certain', 'debtor-only', 'person']),
      debtor: z.string(),
      score: z.number().optional(),
      reasons: z.array(z.string()),
      allocations: z.array(allocation),
      by: z.string().optional(),
      note: z.string().optional(),
    })
    .optional(),
  candidates: z.array(candidate).default([]),
  /** Debtors whose chasing pauses meanwhile. */
  paused: z.array(z.string()).default([]),
  receivedAt: z.string(),
  version: z.int(),
  /** The last thing that a person said of it. */
  said: z.string().optional(),
});
export type StoredPayment = z.output<typeof paymentSchema>;

/** By the bank's own id where it has one, so that two files that tell of it tell of one; else by its row. */
export const paymentIdOf = (entry: PaymentEntry, source: string): string => {
  const { id, date, amount, currency } = entry;
  const parts = id === undefined ? [source] : [id, date, amount, currency];
  return createHash('sha256')
    .update([entry.creditor ?? defaultCreditor, ...parts].join('\n'))
    .digest('hex')
    .slice(0, 12);
};

/** Strongly consistent. */
export const findPayment = async (creditor: string, payment: string): Promise<StoredPayment | undefined> => {
  const item = await getItem(paymentItem(creditor, payment));
  return item && paymentSchema.parse(item);
};

/** Of which nobody knows yet whose they are, oldest first. */
export const listUnmatched = async (creditor: string, limit = 200): Promise<readonly StoredPayment[]> => {
  const items = await getItems(await listedKeys(unmatchedPk(creditor), { limit }));
  return items
    .map((item) => paymentSchema.parse(item))
    .filter(({ status }) => status === 'open')
    .toSorted((one, other) => (one.date < other.date ? -1 : 1));
};

/** Writes it on condition that it is still as it was read, or was not there; answers false when it is not. */
export const putPayment = (payment: StoredPayment, seen: StoredPayment | undefined): Promise<boolean> => {
  const index =
    payment.status === 'open'
      ? { stagePk: unmatchedPk(payment.creditor), stageSk: `${payment.date}#${payment.payment}` }
      : {};
  const version = (seen?.version ?? 0) + 1;
  return putIf({
    Item: { ...paymentItem(payment.creditor, payment.payment), ...payment, ...index, version },
    ...(seen === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :seen',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':seen': seen.version },
        }),
  });
};
