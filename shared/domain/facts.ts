// What is known about a debtor and its invoices: plain data, as the table holds it, and all that decide() may look at.
import type { IsoDate, IsoInstant } from './calendar.ts';
import type { PastContact } from './cap.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import type { Law } from './law.ts';
import type { StandingOffer } from './money/offers.ts';
import type { PostalAddress } from './postal-address.ts';
import {
  type Channel,
  type DebtorType,
  type Engagement,
  type Language,
  type OccasionName,
  type personStops,
  type StageName,
  stageNames,
  type Teller,
  unaskingOccasions,
} from './vocabulary.ts';

export type DebtorKey = { readonly creditor: string; readonly debtor: string };
export type InvoiceKey = { readonly creditor: string; readonly invoice: string };

export type HoldReason =
  | 'dispute'
  | 'promise'
  | 'plan'
  | 'payment-in-flight'
  | 'bankruptcy'
  | 'offer'
  | 'reply'
  | 'manual';

/**
 * A pause. It stands from its placing until `until` (first day on which it no longer holds), or until it is released. A hold with
 * an `amount` (minor units) pauses only that part of its invoice: the rest goes on.
 */
export type Hold = {
  readonly reason: HoldReason;
  readonly until?: IsoDate;
  readonly amount?: number;
  readonly released?: boolean;
};

/** Where an invoice can be, in the order in which it gets there. */
export const invoiceStages = ['scheduled', ...stageNames, 'placed', 'internal', 'closed'] as const;
export type InvoiceStage = (typeof invoiceStages)[number];

/**
 * How a contact ended, as far as known. `refused`: the provider took nothing; `failed`: it could not be delivered. Only these two
 * free the step for another attempt.
 */
export const outcomes = ['claimed', 'accepted', 'delivered', 'refused', 'failed', 'unknown', 'task'] as const;
export type Outcome = (typeof outcomes)[number];

/** A step of this invoice that was taken, by its own message or by one that spoke for it: of each occurrence, the last attempt. */
export type StepTaken = {
  readonly at: IsoInstant;
  /** The stage that it was taken in, and whether it was that stage's notice: policies may change afterwards. */
  readonly stage: StageName;
  readonly notice: boolean;
  /** The invoice's due date at that time. */
  readonly due: IsoDate;
  readonly repetition: number;
  readonly attempt: number;
  readonly channel: Channel;
  readonly contact: string;
  readonly outcome: Outcome;
};

/** The name under which an invoice keeps that an occasion was spoken of: no step has a colon in its name. */
export const occasionKey = (occasion: OccasionName, fact: string): string => `${occasion}:${fact}`;
export const isOfOccasion = (key: string): boolean => key.includes(':');
/** Every step does, and every occasion but those that thank, confirm or report. */
export const asksForMoney = (key: string): boolean =>
  !unaskingOccasions.some((occasion) => key.startsWith(`${occasion}:`));

/** The name under which an invoice keeps an occurrence of a step: the step's own for the first, then "step#2" and so on. */
export const takingKey = (step: string, repetition = 1): string => (repetition === 1 ? step : `${step}#${repetition}`);

export type Invoice = InvoiceKey & {
  readonly debtor: string;
  readonly currency: string;
  readonly issued: IsoDate;
  readonly due: IsoDate;
  /** Principal as issued and what remains of it after payments and credits, in minor units; interest is derived. */
  readonly amount: number;
  readonly balance: number;
  /** What was claimed besides the principal, interest and costs of collecting, and is not paid; absent where nothing is. */
  readonly charges?: number;
  /** What is let go when so much is paid in time; absent where nothing was ever offered. */
  readonly offers?: readonly StandingOffer[];
  /** Facts that can change this invoice's next act. */
  readonly version: number;
  /** Generation of the execution; 0 before the first. */
  readonly run: number;
  readonly stage: InvoiceStage;
  readonly holds: Readonly<Record<string, Hold>>;
  /** By step and occurrence: see takingKey. */
  readonly steps: Readonly<Record<string, StepTaken>>;
  readonly tags: readonly string[];
  /** The invoice itself, where its creditor gave it. */
  readonly document?: InvoiceDocument;
  /** The debtor under whose id its creditor tells of it, where that one was merged into `debtor`. */
  readonly billedTo?: string;
  /** Whose it was before a merge or its end: contacts and tasks from then are still theirs. */
  readonly formerly?: readonly string[];
  /** When collection began: what a policy says of invoices already in flight is told by it. */
  readonly enrolledAt?: IsoInstant;
};

export type Debtor = DebtorKey & {
  readonly person: string;
  readonly type: DebtorType;
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly email?: string;
  readonly phone?: string;
  readonly postalAddress?: PostalAddress;
  readonly optOut: readonly Channel[];
  /** Channels whose address is known to be dead, until the address changes. */
  readonly undeliverable: readonly Channel[];
  readonly holds: Readonly<Record<string, Hold>>;
  /** By currency, in minor units: money of the debtor that no invoice has used yet. */
  readonly credit: Readonly<Record<string, number>>;
  /** Currencies in which it is not yet known which invoices a payment is for, or which lose theirs to one that bounced. */
  readonly allocating?: readonly string[];
  /** The settlement that it was offered last: one at a time, and it may be over. */
  readonly offer?: DebtorOffer;
  /** Counts every fact and contact: a claim must find it as it was decided on. */
  readonly counter: number;
  /** The last few contacts, newest last; a known failure takes its own out again. */
  readonly contacts: readonly { readonly at: IsoInstant; readonly contact: string }[];
  /** Where its law comes from: an ISO 3166 country, and a region of it for public holidays, such as "ES" and "ES-MD". */
  readonly jurisdiction?: string;
  readonly region?: string;
  /** Channels whose use was agreed to in so many words, for policies that ask for consent. */
  readonly consent: readonly Channel[];
  readonly preferred?: Preference;
  /** The channel that it likes best, where a step has it. */
  readonly preferredChannel?: Channel;
  /** Where what is known of its wishes came from; absent where nothing was told since these are kept. */
  readonly sources?: Sources;
  readonly circumstances: Circumstances;
  readonly history: History;
  /** Into whom it was merged, by which event; with `separation`, by which it is being given back what was merged. */
  readonly merged?: { readonly into: string; readonly merge: string; readonly separation?: string };
  /** Debtors that were merged into it. */
  readonly absorbed?: readonly string[];
};

/** A settlement of some invoices, up to and with `until`. */
export type DebtorOffer = {
  readonly offer: string;
  readonly until: IsoDate;
  readonly currency: string;
  readonly invoices: readonly string[];
};

/** When somebody likes to be contacted, as far as law and policy allow: "HH:MM" in the debtor's zone, 1 = Monday. */
export type Preference = { readonly time?: string; readonly day?: number };

/** Of each wish, whose word stands, and of when it is: also of one that was taken away. `event` is where it is recorded. */
export type Sources = { readonly [Field in Sourced]?: Source };
export type Sourced = 'preferred' | 'preferredChannel' | 'language' | 'optOut' | `consent-${Channel}`;
export type Source = {
  readonly saidBy: Teller;
  readonly at: IsoInstant;
  readonly event: string;
  /** Who recorded it, where that is known. */
  readonly by?: string;
};

/** What people have found out about a debtor, for segments. */
export type Circumstances = {
  readonly situation?: string;
  readonly capacity?: string;
  readonly cause?: string;
  readonly tags: readonly string[];
};

/** The last invoices settled, promises, conversations and payments of a debtor, newest last. */
export type History = {
  readonly settled: readonly { readonly invoice: string; readonly due: IsoDate; readonly on: IsoDate }[];
  readonly promises: readonly PromiseToPay[];
  readonly conversations: readonly Conversation[];
  /** Those that stand; absent before the first. */
  readonly payments?: readonly ReceivedPayment[];
  /** When it was seen to look at what was sent, oldest first; absent where it never was. */
  readonly engaged?: readonly { readonly at: IsoInstant; readonly channel: Channel; readonly act: Engagement }[];
};
/**
 * `leaves` is what stays open when it is kept, in minor units. A promise without outcome is open, or broken once its date has passed.
 * `at` is when it was recorded, and `amount` what was promised, in minor units: promises from before these were kept have neither, one of
 * all that a debtor owes has no amount.
 */
export type PromiseToPay = {
  readonly promise: string;
  readonly invoice?: string;
  readonly date: IsoDate;
  readonly leaves?: number;
  readonly at?: IsoInstant;
  readonly amount?: number;
  readonly currency?: string;
  /** The conversation in which it was made, where a recap of that confirms it. */
  readonly conversation?: string;
  readonly outcome?: 'kept' | 'broken' | 'cancelled';
};

export type Conversation = { readonly at: IsoInstant; readonly channel: Channel; readonly recap?: Recap };
/** That what was said is written down for the debtor; the words stay with the event of the conversation. */
export type Recap = {
  /** The event that it is told by. */
  readonly conversation: string;
  /** What it was about; all of the debtor where none is named. */
  readonly invoices?: readonly string[];
  /** Few enough words for a text message. */
  readonly isShort?: boolean;
};
/** Money of a debtor, in minor units, and the invoices that it was put to. `at` is when it was recorded. */
export type ReceivedPayment = {
  readonly payment: string;
  readonly at: IsoInstant;
  readonly on: IsoDate;
  readonly amount: number;
  readonly currency: string;
  readonly invoices: readonly string[];
};

/** One person behind one or more debtors: only what every creditor may know. */
export type Person = {
  readonly person: string;
  readonly stop?: (typeof personStops)[number];
  /** Contacts of the last weeks, newest last, over all channels and creditors. */
  readonly contacts: readonly (PastContact & { readonly contact: string })[];
  readonly version: number;
};

/** Everything one decision looks at. `open` holds the debtor's open invoices, oldest due first, at most 200. */
export type Facts = {
  readonly invoice: Invoice;
  readonly debtor: Debtor;
  readonly person: Person;
  readonly open: readonly Invoice[];
  readonly law: Law;
};
