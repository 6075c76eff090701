// What explain() answers: a decision as data, each part with its words.
import type { IsoInstant } from '#domain/calendar.ts';
import type { Because, Decision } from '#domain/decision.ts';
import type { Channel } from '#domain/vocabulary.ts';
import type { Change } from './changes-of.ts';
import type { Rule } from './rules-of.ts';
import type { WrittenMoment } from './written-moment.ts';

/** What is done next for an invoice if nothing happens. `lead` is the invoice that speaks, which may be another one. */
export type Coming = {
  readonly kind: 'contact' | 'task' | 'needs-person' | 'hand-off' | 'close' | 'rest';
  readonly at: IsoInstant;
  readonly step?: string;
  readonly channel?: Channel;
  readonly lead?: string;
};

/** Whether the decision is taken now, foreseen on the facts of now, or looked back at. */
export type Stance = 'now' | 'future' | 'past';

export type Explanation = {
  readonly invoice: string;
  readonly kind: Decision['kind'];
  readonly asOf: string;
  readonly what: string;
  readonly when: WrittenMoment;
  /** When the answer changes by time alone; null when only a fact changes it. */
  readonly until: WrittenMoment | null;
  readonly because: { readonly code: Because; readonly words: string; readonly details: readonly string[] };
  readonly rules: readonly Rule[];
  /** `because` is the rule that held, "default" when none did, "no-segments" when the policy has none. */
  readonly segment: {
    readonly name: string;
    readonly strategy: string;
    readonly because: string;
    readonly words: string;
  };
  readonly arm?: string;
  /** The version that the invoice follows, which need not be the newest; 0 is the default policy. */
  readonly policyVersion: { readonly followed: number; readonly newest: number; readonly words: string };
  readonly next?: Coming & { readonly words: string };
  readonly wouldChange: readonly { readonly change: Change; readonly words: string }[];
  /** All of it, as sentences in the order in which they are read. */
  readonly lines: readonly string[];
};
