// What decide() answers. `because` is a code that goes to the log, the register, the console and the tests.
import type { IsoDate, IsoInstant } from './calendar.ts';
import type { Carriage } from './invoice-document.ts';
import type { Authority } from './law.ts';
import type { chargeKinds } from './money/ledger.ts';
import type { Channel, OccasionName, StageName, Tone } from './vocabulary.ts';

export type Because =
  | 'step-due'
  | 'notice-due'
  | 'occasion-due'
  | 'next-step'
  | 'next-stage'
  | 'scheduled'
  | 'hours'
  | 'holiday'
  | 'preferred'
  | 'spread'
  | 'spacing'
  | 'budget'
  | 'frequency'
  | 'separation'
  | 'channel-lock'
  /** A part of the hours that was not tried yet, for nothing came back. */
  | 'silence'
  /** The debtor answered, followed a link or paid an invoice a few days ago. */
  | 'engaged'
  | 'lead-speaks'
  | 'notice-pending'
  | 'stage-minimum'
  | 'last-step-taken'
  | 'paid'
  | 'not-owed'
  | 'small-balance'
  | 'credit-covers'
  | 'credit-unapplied'
  | 'payment-allocating'
  | 'dispute'
  | 'promise'
  | 'plan'
  | 'payment-in-flight'
  | 'bankruptcy'
  | 'offer'
  | 'reply'
  | 'bankrupt'
  | 'deceased'
  | 'manual'
  | 'past-last-stage'
  | 'unreachable'
  | 'retry-later'
  | 'no-attempts-left';

/** A rule that decided the moment: a field of the policy, such as "minDaysBetween", or a value of a jurisdiction pack. */
export type Bound =
  | { readonly by: 'policy'; readonly field: string }
  | { readonly by: 'law'; readonly authority: Authority };

/** One invoice on a statement. `step` is set when it was the invoice's turn: then it takes the step too. */
export type Cover = {
  readonly invoice: string;
  /** What is asked for, in minor units: what is open less what is disputed. */
  readonly balance: number;
  readonly currency: string;
  readonly due: string;
  readonly step?: string;
  readonly stage?: StageName;
  readonly notice?: boolean;
  readonly repetition?: number;
  readonly attempt?: number;
  /** How its document goes along, where its step says so. */
  readonly document?: Carriage;
  /** What a notice claimed of it besides the principal, once it was made. */
  readonly charges?: readonly ClaimedCharge[];
};

/** What no earlier notice has claimed, up to and with a day, in minor units. */
export type ClaimedCharge = {
  readonly kind: (typeof chargeKinds)[number];
  readonly amount: number;
  readonly through: string;
};

/** `wakeAt`: the next instant (UTC) at which the answer can change by time alone; null when only a fact can change it. */
type Answer = {
  readonly because: Because;
  readonly wakeAt: IsoInstant | null;
  readonly bound: readonly Bound[];
  /** What there is to say beside, and cannot be said now. */
  readonly unsaid?: Unsaid;
};

/** Something that happened, of which the debtor is written to. `fact` names it: each is spoken of once. */
export type Occasion = {
  readonly name: OccasionName;
  readonly fact: string;
  /** What was promised, received or offered, in minor units, and for when or on which day; nothing of a recap. */
  readonly amounts: readonly { readonly amount: number; readonly currency: string }[];
  readonly date: IsoDate;
  /** What is let go in exchange. */
  readonly off?: { readonly amount: number; readonly currency: string };
};

/** `at` is when it will be said, if nothing changes; null when it is stale before it may be. */
export type Unsaid = Pick<Occasion, 'name' | 'fact'> & {
  readonly at: IsoInstant | null;
  readonly because: Because;
  readonly bound: readonly Bound[];
};

type Taking = Answer & {
  readonly stage: StageName;
  readonly step: string;
  readonly channel: Channel;
  readonly tone: Tone;
  readonly template?: string;
  /** Of a letter, where its step says so. */
  readonly registered?: boolean;
  readonly notice: boolean;
  readonly repetition: number;
  readonly attempt: number;
  /** Instead of a step of the policy. */
  readonly occasion?: Occasion;
  /** The version that the lead follows. */
  readonly policyVersion: number;
  /** How the debtor is treated, and the arm of a comparison that it belongs to. */
  readonly segment: string;
  readonly arm?: string;
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
  | (Answer & { readonly kind: 'wait' | 'enter'; readonly stage: StageName })
  /** A step is due that nobody can take as things stand. */
  | (Answer & { readonly kind: 'needs-person'; readonly stage: StageName; readonly step: string })
  | (Answer & { readonly kind: 'hand-off' })
  | (Answer & { readonly kind: 'close' });
