// What is kept of one debtor, in the order in which it was recorded: enough to know its facts as of any moment, and what was
// decided then.
import type { IsoInstant } from '../calendar.ts';
import type { PastContact } from '../cap.ts';
import type { Because, Cover } from '../decision.ts';
import type { DomainEvent } from '../events.ts';
import type { Debtor, Invoice, Outcome } from '../facts.ts';
import type { AllocationOrder } from '../money/ledger.ts';
import type { Channel, StageName } from '../vocabulary.ts';
import type { CashTerms } from './settle-cash.ts';

/** A contact, or work for a person, as the register keeps it. */
export type RecordedTaking = {
  readonly kind: 'contact' | 'task';
  readonly contact: string;
  readonly stage: StageName;
  readonly step: string;
  readonly channel: Channel;
  readonly repetition: number;
  readonly attempt: number;
  readonly because: string;
  /** The version that the lead followed. */
  readonly policyVersion: number;
  readonly segment?: string;
  readonly arm?: string;
  readonly covers: readonly Cover[];
  /** The instant that was decided for, where that is not the claim's own. */
  readonly decidedAt?: IsoInstant;
  /** The debtor's counter that was decided on: contacts of one debtor are in its order. */
  readonly counter?: number;
  /** The version in force, where the record's own order does not tell. */
  readonly inForce?: number;
  /** Contacts of the same person by other debtors that counted in its budget: they tell only when and how. */
  readonly others?: readonly (PastContact & { readonly contact: string })[];
};

export type Ending = 'closed' | 'handoff' | 'placed' | 'internal';

export type RecordEntry = { readonly at: IsoInstant } & (
  | { readonly is: 'in-force'; readonly version: number }
  /** As it came in, before anything happened to it. */
  | { readonly is: 'issued'; readonly invoice: Invoice }
  | { readonly is: 'enrolled'; readonly invoice: string }
  | {
      readonly is: 'heard';
      readonly event: DomainEvent;
      /** How money was put to use then. */
      readonly order?: AllocationOrder;
      /**
       * Of a payment of a debtor: `waits`, until it was said to be allocated; or at once, by these terms. Left out where it became
       * credit, as it did before payments were allocated.
       */
      readonly allocation?: 'waits' | CashTerms;
    }
  | { readonly is: 'made'; readonly taking: RecordedTaking; readonly outcome: Outcome }
  /** What became of a contact; `permanent`: its address is dead. */
  | { readonly is: 'became'; readonly contact: string; readonly outcome: Outcome; readonly permanent?: boolean }
  /** Collection of an invoice ended; with `because` where decide() said so. */
  | {
      readonly is: 'ended';
      readonly invoice: string;
      readonly stage: Ending;
      readonly because?: string;
      readonly inForce?: number;
    }
  /** Collection began again; in its `stage` where that was only for a word that had not arrived. */
  | { readonly is: 'began'; readonly invoice: string; readonly stage?: StageName }
  /** A step was due that nobody could take. */
  | {
      readonly is: 'asked';
      readonly invoice: string;
      readonly stage: string;
      readonly step: string;
      readonly because: Because;
    }
);

export type DebtorRecord = {
  /** As first registered. */
  readonly debtor: Debtor;
  readonly entries: readonly RecordEntry[];
};
