// Each time collection of an invoice ended, and why: kept on the invoice, so that a closing or a handoff can be decided again.
import * as z from 'zod';
import type { Item } from './table.ts';

const endingSchema = z.object({
  at: z.string(),
  stage: z.enum(['closed', 'handoff', 'placed', 'internal']),
  because: z.string().optional(),
  /** The policy in force, where the ending was decided by one. */
  policyInForce: z.int().optional(),
});
export type Ending = z.output<typeof endingSchema>;

/** Part of a SET expression; its values are `endingValues`. */
export const addEnding = 'endings = list_append(if_not_exists(endings, :noEndings), :ending)';
export const endingValues = (ending: Ending) => ({ ':noEndings': [], ':ending': [ending] });

const endingsSchema = z.object({ endings: z.array(endingSchema).default([]) });

/** Oldest first. */
export const readEndings = (invoice: Item): readonly Ending[] => endingsSchema.parse(invoice).endings;
