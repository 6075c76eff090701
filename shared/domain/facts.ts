// What is known about a debtor and its invoices: plain data, as the table holds it, and all that decide() may look at.
import type { IsoDate, IsoInstant } from './calendar.ts';
import { type Channel, type Language, stageNames } from './policy.ts';

export type DebtorKey = { readonly creditor: string; readonly debtor: string };
export type InvoiceKey = { readonly creditor: string; readonly invoice: string };

export type HoldReason = 'dispute' | 'promise' | 'plan' | 'payment-in-flight' | 'bankruptcy' | 'manual';

/** A pause. It stands from its placing until `until` (first day on which it no longer holds), or until it is released. */
export type Hold = { readonly reason: HoldReason; readonly until?: IsoDate; readonly released?: boolean };

/** Where an invoice can be, in the order in which it gets there. */
export const invoiceStages = ['scheduled', ...stageNames, 'placed', 'internal', 'closed'] as const;
export type InvoiceStage = (typeof invoiceStages)[number];

/** How a contact ended, as far as known. Only `failed` frees the step for another attempt. */
export type Outcome = 'claimed' | 'accepted' | 'delivered' | 'failed' | 'unknown' | 'task';

/** A step of this invoice that was taken, by its own message or by one that spoke for it. The last occurrence counts. */
export type StepTaken = {
  readonly at: IsoInstant;
  readonly repetition: number;
  readonly attempt: number;
  readonly channel: Channel;
  readonly contact: string;
  readonly outcome: Outcome;
};

export type Invoice = InvoiceKey & {
  readonly debtor: string;
  readonly currency: string;
  readonly issued: IsoDate;
  readonly due: IsoDate;
  /** Principal as issued and what remains of it after payments and credits, in minor units; interest is derived. */
  readonly amount: number;
  readonly balance: number;
  /** Facts that can change this invoice's next act. */
  readonly version: number;
  /** Generation of the execution; 0 before the first. */
  readonly run: number;
  readonly stage: InvoiceStage;
  readonly holds: Readonly<Record<string, Hold>>;
  readonly steps: Readonly<Record<string, StepTaken>>;
  readonly tags: readonly string[];
};

export type Debtor = DebtorKey & {
  readonly person: string;
  readonly type: 'consumer' | 'business';
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly email?: string;
  readonly phone?: string;
  readonly optOut: readonly Channel[];
  /** Channels whose address is known to be dead, until the address changes. */
  readonly undeliverable: readonly Channel[];
  readonly holds: Readonly<Record<string, Hold>>;
  /** By currency, in minor units: money of the debtor that no invoice has used yet. */
  readonly credit: Readonly<Record<string, number>>;
  /** Counts every fact and contact: a claim must find it as it was decided on. */
  readonly counter: number;
  /** The last few contacts, newest last; a known failure takes its own out again. */
  readonly contacts: readonly { readonly at: IsoInstant; readonly contact: string }[];
};

/** One person behind one or more debtors: only what every creditor may know. */
export type Person = {
  readonly person: string;
  readonly stop?: 'deceased' | 'bankrupt';
  /** Contacts of the last weeks, newest last, over all channels and creditors. */
  readonly contacts: readonly { readonly at: IsoInstant; readonly channel: Channel; readonly contact: string }[];
  readonly version: number;
};

/** Everything one decision looks at. `open` holds the debtor's open invoices, oldest due first, at most 200. */
export type Facts = {
  readonly invoice: Invoice;
  readonly debtor: Debtor;
  readonly person: Person;
  readonly open: readonly Invoice[];
};
