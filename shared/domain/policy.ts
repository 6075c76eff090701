// The policy of one creditor: everything an admin may tune, as one strict schema, and what it means to put one in force.
import type * as z from 'zod';
import type { IsoInstant } from './calendar.ts';
import { checkConsistency } from './policy-consistency.ts';
import type { countings } from './policy-fields.ts';
import { policyObject } from './policy-object.ts';

export const policySchema = policyObject.superRefine(checkConsistency);

export type PolicyContent = Readonly<z.output<typeof policySchema>>;
export type Step = PolicyContent['steps'][number];
export type Stage = PolicyContent['stages'][number];

/**
 * What a new version means for invoices already in flight: it applies at once, from each one's next stage on, or not at all.
 */
export const inFlightModes = ['now', 'next-stage', 'pin'] as const;
export type InFlight = (typeof inFlightModes)[number];

/** A policy in force: the content and the number that every contact and decision records. */
export type Policy = {
  readonly version: number;
  readonly content: PolicyContent;
  /** Where invoices enrolled before its applying may still follow the version before it. */
  readonly before?: { readonly policy: Policy; readonly appliedAt: IsoInstant; readonly inFlight: InFlight };
};

/** What days are counted from. */
export type Counting = (typeof countings)[number];
