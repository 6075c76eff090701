// What decide() answers. `because` is a code that goes to the log, the register, the console and the tests.
import type { IsoInstant } from './calendar.ts';
import type { Channel, StageName, Tone } from './policy.ts';

export type Because =
  | 'step-due'
  | 'notice-due'
  | 'next-step'
  | 'next-stage'
  | 'scheduled'
  | 'hours'
  | 'spacing'
  | 'budget'
  | 'lead-speaks'
  | 'notice-pending'
  | 'last-step-taken'
  | 'paid'
  | 'not-owed'
  | 'small-balance'
  | 'credit-covers'
  | 'dispute'
  | 'promise'
  | 'plan'
  | 'payment-in-flight'
  | 'bankruptcy'
  | 'bankrupt'
  | 'deceased'
  | 'manual'
  | 'past-last-stage'
  | 'unreachable'
  | 'retry-later'
  | 'no-attempts-left';

/** One invoice on a statement. `step` is set when it was the invoice's turn: then it takes the step too. */
export type Cover = {
  readonly invoice: string;
  readonly balance: number;
  readonly currency: string;
  readonly due: string;
  readonly step?: string;
  readonly repetition?: number;
  readonly attempt?: number;
};

type Taking = {
  readonly stage: StageName;
  readonly because: Because;
  readonly step: string;
  readonly channel: Channel;
  readonly tone: Tone;
  readonly repetition: number;
  readonly attempt: number;
  /** All that the contact speaks for, the lead first. */
  readonly covers: readonly Cover[];
  /** The debtor's counter and the person's version that this was decided on: the claim fails when either has moved. */
  readonly counter: number;
  readonly personVersion: number;
  /** End of the lawful window: the claim fails from then on. */
  readonly validUntil: IsoInstant;
};

export type Decision =
  | ({ readonly kind: 'contact' } & Taking)
  | ({ readonly kind: 'task' } & Taking)
  | {
      readonly kind: 'wait' | 'enter';
      readonly stage: StageName;
      readonly until: IsoInstant | null;
      readonly because: Because;
    }
  | {
      readonly kind: 'needs-person';
      readonly stage: StageName;
      readonly until: IsoInstant | null;
      readonly because: Because;
    }
  | { readonly kind: 'hand-off'; readonly because: Because }
  | { readonly kind: 'close'; readonly because: Because };
