// What a message is made from, and what comes out: plain data, one shape for every channel.
import type { IsoDate } from '#domain/calendar.ts';
import type { Money } from '#domain/money/money.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { type Channel, type Language, type StageName, type Tone, unaskingOccasions } from '#domain/vocabulary.ts';

export type MessageItem = {
  readonly invoice: string;
  readonly issued: IsoDate;
  readonly due: IsoDate;
  /** Negative before the due date, 0 on it. */
  readonly daysPastDue: number;
  /** What is still owed. */
  readonly balance: Money;
  /** The principal as issued. */
  readonly amount: Money;
  /** Interest up to `today`, where it is shown. */
  readonly interest?: Money;
  /** Costs of collecting and compensation, where there are any. */
  readonly costs?: Money;
  readonly compensation?: Money;
  /** How the invoice itself goes along: as a file of that name, or behind a link. */
  readonly document?:
    | { readonly kind: 'attached'; readonly file: string }
    | { readonly kind: 'linked'; readonly link: string };
  /** What may be deducted when the rest is paid in time, where that still stands. */
  readonly early?: { readonly until: IsoDate; readonly pay: Money; readonly off: Money };
};

export type MessageData = {
  readonly language: Language;
  readonly stage: StageName;
  readonly tone: Tone;
  readonly channel: Channel;
  readonly creditor: PolicyContent['creditor'];
  readonly debtor: { readonly name: string; readonly type: 'consumer' | 'business' };
  /** In the debtor's zone. */
  readonly today: IsoDate;
  /** The lead first; one or up to 200. */
  readonly items: readonly MessageItem[];
  /** Yearly rate, such as "12.5": needed when an item shows interest, and announced before the stage that adds it. */
  readonly interestRatePercent?: string;
  /** Instead of it, where the rate is the law's and none can be told yet, or was not the same on all days. */
  readonly interestRateIs?: 'by-law' | 'varying';
  /** Costs of collecting or a compensation are charged to this debtor in the extrajudicial stage: announced before it. */
  readonly costsFollow?: boolean;
  /** The text that the step names, where it names one: said where it is true on this day. */
  readonly template?: string;
  /** Whether this is the first contact of its stage. */
  readonly isNotice?: boolean;
  /** A promise to pay that has passed unkept: what was said between us last. */
  readonly promised?: { readonly date: IsoDate };
  /** Where a mail leads whoever wants no more of them: made for its account, and ours, so no text writes it. */
  readonly stopLink?: string;
  /** What it is about instead of the stage. */
  readonly occasion?: Occasion;
  /** What follows if nothing happens, and when. A date that is not in the future is left out of the text. */
  readonly next: { readonly kind: StageName | 'none'; readonly date: IsoDate | null; readonly agency?: string };
};

/** What a message tells of that has happened or was agreed, whatever the stage. */
export const occasions = [
  'recap',
  'promiseConfirmed',
  'promiseReminder',
  'promiseBroken',
  'paymentReceived',
  'planProposed',
  'planAgreed',
  'instalmentReminder',
  'instalmentMissed',
  'settlementOffer',
] as const;
export type OccasionText = (typeof occasions)[number];

/** Something that happened or was agreed. `amounts` and `date` say what was promised, received, planned or offered, and for when. */
export type Occasion = {
  readonly kind: OccasionText;
  /** One for each currency; none of a recap. */
  readonly amounts: readonly Money[];
  readonly date: IsoDate;
  /** Of a recap: what was said, its paragraphs parted by an empty line. */
  readonly words?: string;
  /** What is let go in exchange. */
  readonly off?: Money;
  /** Of a plan. */
  readonly instalments?: readonly { readonly date: IsoDate; readonly amount: Money }[];
};

export const asksForMoney = ({ occasion }: Pick<MessageData, 'occasion'>): boolean =>
  !unaskingOccasions.some((each) => each === occasion?.kind);

/** Shown in a mail and carried in it: `cid` is what its HTML calls it. */
export type MailImage = { readonly cid: string; readonly png: Uint8Array; readonly alt: string };

export type EmailMessage = {
  readonly channel: 'email';
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly images: readonly MailImage[];
};
export type SmsMessage = { readonly channel: 'sms'; readonly text: string };
export type ScriptMessage = { readonly channel: 'call' | 'visit'; readonly title: string; readonly script: string };
/** A text that WhatsApp approved beforehand, by name and language, and what stands in its places. */
export type WhatsAppMessage = {
  readonly channel: 'whatsapp';
  readonly template: string;
  readonly language: string;
  readonly parameters: readonly string[];
  /** As the debtor reads it. */
  readonly text: string;
};
/** What a machine reads on the phone. */
export type VoiceMessage = { readonly channel: 'voice'; readonly language: Language; readonly text: string };
export type LetterSection = {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly bullets: readonly string[];
  readonly codes: readonly { readonly png: Uint8Array; readonly caption: string }[];
};

/** What is written, whatever carries it, but for its sections. */
export type WrittenText = {
  readonly creditor: string;
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly sumLabel: string;
  readonly sum: string;
  readonly dueLine: string;
  readonly goodbye: string;
  readonly signature: readonly string[];
  readonly footer: readonly string[];
};

/** What stands on paper, not yet laid out: that takes the envelope's address. */
export type LetterMessage = {
  readonly channel: 'letter';
  readonly language: Language;
  readonly today: IsoDate;
  readonly date: string;
  readonly recipient: string;
  readonly written: WrittenText & { readonly sections: readonly LetterSection[] };
  /** Without rows, the figures say it all. */
  readonly rows: readonly {
    readonly invoice: string;
    readonly issued: string;
    readonly due: string;
    readonly late: string;
    readonly balance: string;
    readonly added: string;
    readonly kinds: string;
  }[];
  readonly figures: readonly { readonly label: string; readonly value: string; readonly strong: boolean }[];
  readonly columns: {
    readonly invoice: string;
    readonly issued: string;
    readonly due: string;
    readonly balance: string;
    readonly added: string;
  };
  readonly marks: { readonly registered: string; readonly page: string };
  /** As it reads without its layout. */
  readonly text: string;
};
export type Message = LetterMessage | EmailMessage | SmsMessage | ScriptMessage | WhatsAppMessage | VoiceMessage;
