// What a message is made from, and what comes out: plain data, one shape for every channel.
import type { IsoDate } from '#domain/calendar.ts';
import type { Money } from '#domain/money/money.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { Channel, Language, StageName, Template, Tone } from '#domain/vocabulary.ts';

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
  /** The text that the step names, where there is one by that name. */
  readonly template?: Template;
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
  /** What follows if nothing happens, and when. A date that is not in the future is left out of the text. */
  readonly next: { readonly kind: StageName | 'none'; readonly date: IsoDate | null; readonly agency?: string };
};

export type EmailMessage = {
  readonly channel: 'email';
  readonly subject: string;
  readonly html: string;
  readonly text: string;
};
export type SmsMessage = { readonly channel: 'sms'; readonly text: string };
export type ScriptMessage = { readonly channel: 'call' | 'visit'; readonly title: string; readonly script: string };
export type Message = EmailMessage | SmsMessage | ScriptMessage;
