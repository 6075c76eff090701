// What every part of a simulation is told: policies, model, seed, days and prices; plain data, so that it reaches other threads.
import type { PolicyContent } from '#domain/policy.ts';
import type { ResponseModel } from '#domain/simulation/response-model.ts';
import type { Span } from '#domain/simulation/simulate-debtor.ts';
import type { Channel } from '#domain/vocabulary.ts';
import type { IntakeRow } from '#intake/intake-row.ts';

export type Setup = {
  /** One, or two to compare. */
  readonly policies: readonly NamedPolicy[];
  readonly behaviour: { readonly kind: 'recorded' } | { readonly kind: 'responses'; readonly model: ResponseModel };
  readonly seed: number;
  readonly span: Span;
  /** Of one contact, in millionths. */
  readonly prices: Readonly<Record<Channel, number>>;
  /** Whether a line is written for every contact. */
  readonly writesLines: boolean;
};

export type NamedPolicy = { readonly name: string; readonly content: PolicyContent };

/** All invoices of one debtor. */
export type DebtorRows = readonly IntakeRow[];
