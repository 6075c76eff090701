// What rehearsing a chunk found out, as it is kept beside it until the batch is done.
import * as z from 'zod';
import { channels, stageNames } from '#domain/vocabulary.ts';
import { oddity } from './oddities.ts';

export const rehearsedOutcomes = ['new', 'changed', 'unchanged', 'repeated', 'refused', 'missing'] as const;

export const matchKinds = ['certain', 'debtor-only', 'doubtful', 'unknown'] as const;

export const rehearsedRow = z.object({
  line: z.int(),
  /** `repeated`: the same content was applied before; `refused`: it cannot belong to what is known; `missing`: no row, but an open invoice. */
  outcome: z.enum(rehearsedOutcomes),
  /** Names of the fields that it would change. */
  changes: z.array(z.string()).optional(),
  reason: z.string().optional(),
  /** Of a payment: how surely it is known whose it is. */
  match: z.enum(matchKinds).optional(),
});
export type RehearsedRow = Readonly<z.output<typeof rehearsedRow>>;

export const rehearsalContact = z.object({
  at: z.string(),
  creditor: z.string(),
  debtor: z.string(),
  invoice: z.string(),
  step: z.string(),
  stage: z.enum(stageNames),
  channel: z.enum(channels),
});

export const rehearsalSchema = z.object({
  rows: z.array(rehearsedRow),
  odd: z.array(oddity),
  contacts: z.array(rehearsalContact),
});
export type Rehearsal = {
  readonly rows: readonly RehearsedRow[];
  readonly odd: readonly z.output<typeof oddity>[];
  readonly contacts: readonly z.output<typeof rehearsalContact>[];
};
