// The events that ERPs and payment providers send in, by detail-type. Unknown fields are ignored, so producers may add some.
import * as z from 'zod';
import { isDate, isTimeZone } from './calendar.ts';
import { debtorIdPattern } from './debtor-id.ts';
import { BadInput } from './errors.ts';
import { registeredDocument, toldDocument } from './invoice-document.ts';
import { discountPattern, mostDiscountDays } from './money/early-payment.ts';
import { isCurrency, parseAmount } from './money/money.ts';
import { postalAddress } from './postal-address.ts';
import { channels, debtorTypes, engagements, languages, personStops, replyMeanings, tellers } from './vocabulary.ts';

export const defaultCreditor = 'default';

/**
 * Of the contract with senders. It rises when something that was accepted no longer is, or means something else; a new event, a new field
 * that may be left out and a new word of a list leave it as it is.
 */
export const eventSchemaVersion = 1;

const id = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:/ -]{0,127}$/,
    'use 1 to 128 letters, digits and . _ : / - starting with a letter or digit',
  );
const reference = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._/ -]{0,63}$/,
    'use 1 to 64 letters, digits and . _ / - starting with a letter or digit',
  );
const debtorId = z
  .string()
  .regex(debtorIdPattern, 'use 1 to 64 letters A-Z and Ñ, digits and & . _ / - starting with a letter, digit or &');
const date = z.string().refine(isDate, 'write a calendar date as YYYY-MM-DD');
const instant = z.iso.datetime({ offset: true, error: 'write an instant as 2026-01-31T09:00:00Z' });
const currency = z.string().refine(isCurrency, 'use an ISO 4217 code, such as EUR');
const amountText = z.string().regex(/^\d{1,15}(\.\d+)?$/, 'write a positive amount as text, such as "1234.50"');
const email = z.email('write an address such as ana@example.com');
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'write a phone number as +573001234567');
const zone = z.string().refine(isTimeZone, 'use an IANA time zone, such as America/Bogota');
const channel = z.enum(channels);
const country = z.string().regex(/^[A-Z]{2}$/, 'use an ISO 3166 country code, such as CO');
const region = z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'use an ISO 3166-2 code, such as ES-MD');
const batch = z.string().regex(/^[0-9a-f]{16}$/, 'use the 16 letters and digits that recaudo batch list shows');
const paymentId = z
  .string()
  .regex(/^[A-Za-z0-9]{12}$/, 'use the 12 letters and digits that recaudo payments list shows');
const replyId = z.string().regex(/^[0-9a-f]{16}$/, 'use the 16 letters and digits that recaudo replies list shows');
const word = z.string().min(1).max(60);
const tags = z.array(word).max(20);
/** When somebody likes to be contacted: from a time of the day on, on a weekday (1 = Monday). */
const preferred = z.object({
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as HH:MM, such as "10:00"')
    .optional(),
  day: z.int().min(1).max(7).optional(),
});
/** Whose word it is; a system's when left out. */
const saidBy = z.enum(tellers).optional();
/** What a debtor said itself of how it likes to be contacted. */
const wishes = z
  .object({ channel: channel.optional(), ...preferred.shape, language: z.enum(languages).optional() })
  .refine((wished) => Object.values(wished).some((each) => each !== undefined), { error: 'names no wish' });

const common = z.object({
  /** Names the event for ever: the same id again changes nothing. */
  id,
  creditor: reference.default(defaultCreditor),
  /** When it happened, at the source; decides between changes that arrive out of order. */
  at: instant.optional(),
  /** Who says so: a person, a system. Kept with what it enters. */
  by: z.string().min(1).max(100).optional(),
});
const aboutInvoice = common.extend({ invoice: reference });
const money = { amount: amountText, currency };

/** An invoice, or a debtor and so all its invoices: exactly one of the two. */
const aboutEither = common.extend({ invoice: reference.optional(), debtor: debtorId.optional() });
const onlyOne = (detail: { invoice?: string | undefined; debtor?: string | undefined }) =>
  (detail.invoice === undefined) !== (detail.debtor === undefined);
const onlyOneMessage = { error: 'name either an invoice or a debtor', path: ['invoice'] };

const debtorDetails = z.object({
  id: debtorId,
  name: z.string().min(1).max(200),
  type: z.enum(debtorTypes).default('business'),
  /** Whoever is behind several debtors; one person has one contact budget. */
  person: debtorId.optional(),
  email: email.optional(),
  phone: phone.optional(),
  /** Where letters go. */
  postalAddress: postalAddress.optional(),
  language: z.enum(languages).optional(),
  timeZone: zone.optional(),
  /** Whose law applies; the policy's jurisdiction when left out. */
  jurisdiction: country.optional(),
  region: region.optional(),
});

/** A message that was made, by its id in the register, or by what it was about: the last one that fits is meant. */
const aboutContact = aboutEither
  .extend({ contact: id.optional(), step: id.optional(), channel: channel.optional() })
  .refine(({ invoice, debtor }) => invoice !== undefined || debtor !== undefined, {
    error: 'name the debtor, or an invoice that the message was about',
    path: ['debtor'],
  });

const reason = z.string().min(1).max(500).optional();
const amountWithCurrency = ({
  amount,
  currency: code,
}: {
  amount?: string | undefined;
  currency?: string | undefined;
}) => (amount === undefined) === (code === undefined);
const currencyMissing = { error: 'goes with amount', path: ['currency'] };
const letGo = { amount: amountText.optional(), currency: currency.optional(), effective: date.optional(), reason };

const amountFits = (
  detail: { amount?: string | undefined; currency?: string | undefined },
  context: z.RefinementCtx,
) => {
  if (detail.amount === undefined || detail.currency === undefined) return;
  try {
    if (parseAmount(detail.amount, detail.currency).amount <= 0)
      context.addIssue({ code: 'custom', path: ['amount'], message: 'must be more than zero' });
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    context.addIssue({ code: 'custom', path: ['amount'], message: error.message });
  }
};

/** What a payment is said to be for is no more than the payment. */
const allocationFits = (
  detail: {
    amount: string;
    currency: string;
    allocate?: readonly { readonly invoice: string; readonly amount: string }[] | undefined;
  },
  context: z.RefinementCtx,
) => {
  let left: number;
  try {
    left = parseAmount(detail.amount, detail.currency).amount;
  } catch {
    // Said by amountFits.
    return;
  }
  for (const [index, each] of (detail.allocate ?? []).entries()) {
    try {
      left -= parseAmount(each.amount, detail.currency).amount;
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      context.addIssue({ code: 'custom', path: ['allocate', index, 'amount'], message: error.message });
    }
  }
  if (left < 0) context.addIssue({ code: 'custom', path: ['allocate'], message: 'adds up to more than the payment' });
};

const offerFits = (
  detail: {
    pays?: string | undefined;
    tiers?: readonly { readonly pays: string; readonly off: string }[] | undefined;
    currency: string;
  },
  context: z.RefinementCtx,
) => {
  const amounts = [
    ...(detail.pays === undefined ? [] : [[['pays'], detail.pays] as const]),
    ...(detail.tiers ?? []).flatMap(({ pays, off }, index) => [
      [['tiers', index, 'pays'], pays] as const,
      [['tiers', index, 'off'], off] as const,
    ]),
  ];
  for (const [path, text] of amounts) {
    try {
      if (parseAmount(text, detail.currency).amount <= 0)
        context.addIssue({ code: 'custom', path: [...path], message: 'must be more than zero' });
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      context.addIssue({ code: 'custom', path: [...path], message: error.message });
    }
  }
};

/** What came of speaking with somebody, in a code: facts follow from each (shared/domain/tasks/facts-of-result.ts). */
const taskResult = z.discriminatedUnion('kind', [
  /** Pays by a date, all or so much; of all that the task speaks for, or of one invoice. */
  z.object({
    kind: z.literal('promise'),
    date,
    amount: amountText.optional(),
    currency: currency.optional(),
    invoice: reference.optional(),
  }),
  z.object({
    kind: z.literal('dispute'),
    invoice: reference.optional(),
    amount: amountText.optional(),
    currency: currency.optional(),
    reason,
  }),
  /** Says that it has paid: the money is on its way. */
  z.object({ kind: z.literal('paid'), on: date.optional(), invoice: reference.optional() }),
  z.object({ kind: z.literal('refuses'), reason }),
  /** Wants to and cannot: why, in a word that segments may ask for. */
  z.object({ kind: z.literal('cannot-pay'), cause: word, capacity: word.optional() }),
  /** Asked to be called at a time: the task returns then. */
  z.object({ kind: z.literal('call-back'), at: instant }),
  z.object({ kind: z.literal('no-answer') }),
  /** Somebody else's number, or somebody else's door. */
  z.object({ kind: z.literal('wrong-number') }),
  z.object({ kind: z.literal('deceased') }),
]);

const resultFits = (
  { outcome, result }: { outcome: string; result?: z.output<typeof taskResult> | undefined },
  context: z.RefinementCtx,
) => {
  if (result === undefined) return;
  if (result.kind !== outcome)
    context.addIssue({ code: 'custom', path: ['outcome'], message: `is not the result's kind, ${result.kind}` });
  if (result.kind !== 'promise' && result.kind !== 'dispute') return;
  if (!amountWithCurrency(result))
    context.addIssue({ code: 'custom', path: ['result', 'currency'], message: currencyMissing.error });
  amountFits(result, { ...context, addIssue: (issue) => context.addIssue(inResult(issue)) });
};
const inResult = (issue: Parameters<z.RefinementCtx['addIssue']>[0]) =>
  typeof issue === 'string' ? issue : { ...issue, path: ['result', ...(issue.path ?? [])] };

const earlyPayment = z.object({
  percent: z.string().regex(discountPattern, 'write a percentage above 0 and below 100 as text, such as "2.5"'),
  days: z.int().min(0).max(mostDiscountDays),
});

/** As it is told, an https link or the key of a file; or as it was looked up before, which facts that wait are kept with. */
const document = z.union([toldDocument, registeredDocument], {
  error: 'write an https link, or the key of a file such as documents/acme/F-1.pdf',
});

export const eventSchemas = {
  'Invoice Issued': aboutInvoice
    .extend({
      debtor: debtorDetails,
      ...money,
      issued: date,
      due: date,
      tags: tags.default([]),
      /** What other documents call it by: credit notes and payments may name it so. */
      uuid: z.string().min(1).max(64).optional(),
      /** Such as 2/10 net 30: two percent may be deducted when the rest is paid within ten days of the issue. */
      earlyPayment: z.array(earlyPayment).min(1).max(5).optional(),
      /** The invoice itself. */
      document: document.optional(),
    })
    .superRefine(amountFits)
    .refine(({ issued, due }) => issued <= due, { error: 'is before the issue date', path: ['due'] }),
  'Invoice Changed': aboutInvoice
    .extend({
      amount: amountText.optional(),
      currency: currency.optional(),
      due: date.optional(),
      /** null takes it away. */
      document: document.nullable().optional(),
      cancelled: z.literal(true).optional(),
    })
    .refine(amountWithCurrency, currencyMissing)
    .refine(
      ({ amount, due, document, cancelled }) =>
        amount !== undefined || due !== undefined || document !== undefined || cancelled,
      { error: 'names nothing to change', path: ['due'] },
    )
    .superRefine(amountFits),
  /** Of a debtor: put to its invoices, first those that it names, then the oldest. */
  'Payment Received': aboutEither
    .extend({
      ...money,
      effective: date,
      allocate: z
        .array(z.object({ invoice: reference, amount: amountText }))
        .min(1)
        .max(500)
        .optional(),
    })
    .refine(onlyOne, onlyOneMessage)
    .refine(({ allocate, debtor }) => allocate === undefined || debtor !== undefined, {
      error: "goes with debtor: a payment of one invoice is that invoice's",
      path: ['allocate'],
    })
    .superRefine(amountFits)
    .superRefine(allocationFits),
  'Payment Reversed': aboutEither.extend({ payment: id, effective: date.optional() }).refine(onlyOne, onlyOneMessage),
  /** Undoes a credit note, a waiver, a discount, a write-off, or credit that was applied; of a debtor, a credit note or credit. */
  'Entry Reversed': aboutEither
    .extend({ entry: id, effective: date.optional(), reason })
    .refine(onlyOne, onlyOneMessage),
  /** Credit of the debtor, put to an invoice. */
  'Credit Applied': aboutInvoice
    .extend({ ...money, effective: date.optional(), payment: id.optional() })
    .superRefine(amountFits),
  /** A payment of a debtor has been put to its invoices: what is left of it is credit. */
  'Payment Allocated': common.extend({ debtor: debtorId, currency }),
  /** The creditor asks no more for what delay has added: all of it, or so much. */
  'Charge Waived': aboutInvoice
    .extend({ component: z.enum(['interest', 'collection-cost', 'compensation']), ...letGo })
    .refine(amountWithCurrency, currencyMissing)
    .superRefine(amountFits),
  'Discount Granted': aboutInvoice.extend({ ...money, effective: date.optional(), reason }).superRefine(amountFits),
  'Debt Written Off': aboutInvoice.extend(letGo).refine(amountWithCurrency, currencyMissing).superRefine(amountFits),
  /**
   * The debtor pays so much of what it owes until a day, and the rest is let go; or, by tiers, once so much is paid, so much is. Of all
   * invoices that are open in that currency where none are named.
   */
  'Settlement Offered': common
    .extend({
      debtor: debtorId,
      offer: id.optional(),
      invoices: z.array(reference).min(1).max(30).optional(),
      pays: amountText.optional(),
      tiers: z
        .array(z.object({ pays: amountText, off: amountText }))
        .min(1)
        .max(5)
        .optional(),
      currency,
      until: date,
      reason,
    })
    .refine(({ pays, tiers }) => (pays === undefined) !== (tiers === undefined), {
      error: 'say either what the debtor pays, or tiers',
      path: ['pays'],
    })
    .refine(({ invoices = [] }) => new Set(invoices).size === invoices.length, {
      error: 'names an invoice twice',
      path: ['invoices'],
    })
    .superRefine(offerFits),
  'Settlement Withdrawn': common.extend({ debtor: debtorId, offer: id, reason }),
  /** Credit that was paid back to the debtor. */
  'Credit Refunded': common.extend({ debtor: debtorId, ...money, effective: date.optional() }).superRefine(amountFits),
  'Credit Note Issued': aboutEither
    .extend({ ...money, effective: date })
    .refine(onlyOne, onlyOneMessage)
    .superRefine(amountFits),
  /** A debtor that has no invoice yet: what it agreed to is known before the first. One that is known is compared, and changed. */
  'Debtor Registered': common.extend({ debtor: debtorDetails }),
  /** A person has found out that two debtors are one: what is told of `debtor` belongs to `into` from now on. */
  'Debtors Merged': common.extend({ debtor: debtorId, into: debtorId }),
  /** They are two after all: `debtor` gets back what was merged. */
  'Debtors Separated': common.extend({ debtor: debtorId }),
  'Debtor Changed': common.extend({
    debtor: debtorId,
    name: z.string().min(1).max(200).optional(),
    /** null takes the address away. */
    email: email.nullable().optional(),
    phone: phone.nullable().optional(),
    postalAddress: postalAddress.nullable().optional(),
    language: z.enum(languages).optional(),
    timeZone: zone.optional(),
    optOut: z.array(channel).max(channels.length).optional(),
    jurisdiction: country.nullable().optional(),
    region: region.nullable().optional(),
    preferred: preferred.nullable().optional(),
    preferredChannel: channel.nullable().optional(),
    saidBy,
    /** What people found out, in the creditor's own words: segments may ask for them. */
    situation: word.nullable().optional(),
    capacity: word.nullable().optional(),
    cause: word.nullable().optional(),
    tags: tags.optional(),
  }),
  /** With an amount, only that part is disputed: the rest is still asked for. */
  'Dispute Opened': aboutInvoice
    .extend({
      dispute: id,
      reason: z.string().max(500).optional(),
      amount: amountText.optional(),
      currency: currency.optional(),
    })
    .refine(amountWithCurrency, currencyMissing)
    .superRefine(amountFits),
  /** `rejected`: the debt stands and collection goes on. `upheld`: it stays paused until the invoice is corrected and the hold released. */
  'Dispute Resolved': aboutInvoice.extend({ dispute: id, outcome: z.enum(['upheld', 'rejected']) }),
  'Hold Placed': aboutEither
    .extend({
      hold: id,
      reason: z.enum(['promise', 'plan', 'payment-in-flight', 'bankruptcy', 'reply', 'manual']),
      until: date.optional(),
    })
    .refine(onlyOne, onlyOneMessage),
  'Hold Released': aboutEither.extend({ hold: id }).refine(onlyOne, onlyOneMessage),
  /** The debtor says that it pays by a date: chasing waits until that day has passed. Without an amount, all that is open. */
  'Promise Made': aboutEither
    .extend({
      promise: id.optional(),
      date,
      amount: amountText.optional(),
      currency: currency.optional(),
      /** The conversation in which it was made, where a recap of that is to come: it confirms the promise. */
      conversation: id.optional(),
    })
    .refine(onlyOne, onlyOneMessage)
    .refine(amountWithCurrency, currencyMissing)
    .superRefine(amountFits),
  /** The debtor agrees to a channel, or wants no more of it; null takes back that either was ever said. */
  'Consent Changed': common.extend({ debtor: debtorId, channel, given: z.boolean().nullable(), saidBy }),
  /** What was sent was looked at by a person: opened or read, or a link in it followed. */
  'Contact Engaged': common.extend({ debtor: debtorId, contact: id.optional(), channel, act: z.enum(engagements) }),
  'Contact Delivered': aboutContact,
  /** Permanent: the address is dead, and the channel is not used again until it changes. */
  'Contact Failed': aboutContact.safeExtend({
    permanent: z.boolean().default(false),
    reason: z.string().max(300).optional(),
  }),
  /** Somebody spoke or wrote with the debtor: a direct contact, whoever began it. */
  'Conversation Held': aboutEither
    .extend({
      channel: channel.default('call'),
      /** The contact of the register that it was, where it was one of ours: it counts once. */
      contact: id.optional(),
      /** What was said, as the debtor gets it in writing where the policy has the occasion `recap`: paragraphs are parted by an empty line. */
      recap: z
        .strictObject({
          words: z.string().min(1).max(4000),
          /** What it was about; all of the debtor when left out. */
          invoices: z.array(reference).min(1).max(25).optional(),
        })
        .optional(),
    })
    .refine(onlyOne, onlyOneMessage),
  /** The person behind a debtor has died or is bankrupt: nobody contacts it any more, whichever creditor. null: it was a mistake. */
  'Person Stopped': common.extend({ debtor: debtorId, stop: z.enum(personStops).nullable() }),
  /** Money of the debtor that no invoice has used yet. */
  'Credit Added': common.extend({ debtor: debtorId, ...money, effective: date.optional() }).superRefine(amountFits),
  /**
   * Name, addresses, texts and notes of a debtor are to be removed: because somebody asked for it, or because the time for which the
   * policy keeps them is over. What stays proves that something was sent.
   */
  'Erasure Requested': common.extend({
    debtor: debtorId,
    ground: z.enum(['request', 'retention']).default('request'),
  }),
  /** What a person answered to a task: approve or decline a handoff, or how a call or a visit went. */
  'Task Completed': common
    .extend({
      debtor: debtorId,
      task: id,
      outcome: z.string().min(1).max(60),
      note: z.string().max(1000).optional(),
      /** Who worked it, as leases name agents. */
      agent: reference.optional(),
      /** Of a call or a visit: facts follow from it. `outcome` is its kind. */
      result: taskResult.optional(),
      /** How the debtor likes to be contacted, as it said in that conversation. */
      wishes: wishes.optional(),
    })
    .refine(({ wishes: wished, result: came }) => wished === undefined || came !== undefined, {
      error: 'goes with result',
      path: ['wishes'],
    })
    .superRefine(resultFits),
  /** What a person decided about a batch that is held. */
  'Batch Answered': common.extend({
    batch,
    answer: z.enum(['approved', 'declined']),
    note: z.string().max(1000).optional(),
  }),
  /**
   * What a person says of the invoices that a full list misses: all are settled, only some, all but some, or none. What was settled stays
   * so, whatever is said later.
   */
  'Missing Invoices Answered': common
    .extend({
      batch,
      answer: z.enum(['settled', 'none']),
      only: z.array(reference).min(1).max(500).optional(),
      except: z.array(reference).min(1).max(500).optional(),
      note: z.string().max(1000).optional(),
    })
    .refine(({ only, except }) => only === undefined || except === undefined, {
      error: 'goes without only',
      path: ['except'],
    })
    .refine(({ answer, only, except }) => answer === 'settled' || (only === undefined && except === undefined), {
      error: 'none names no invoices',
      path: ['answer'],
    }),
  /** A person says whose money a payment is that a bank told of. Without `allocate`, the policy puts it to the debtor's invoices. */
  'Payment Matched': common.extend({
    payment: paymentId,
    debtor: debtorId,
    allocate: z
      .array(z.object({ invoice: reference, amount: amountText }))
      .min(1)
      .max(500)
      .optional(),
    note: z.string().max(1000).optional(),
  }),
  /** It was somebody else's: what was put to invoices is taken back, and a person has to say whose it is. */
  'Payment Unmatched': common.extend({ payment: paymentId, note: z.string().max(1000).optional() }),
  /** The debtor has answered, by whatever way: chasing waits, and a person says what it means. */
  'Reply Received': aboutEither
    .extend({ channel, text: z.string().max(20_000), from: z.string().max(320).optional() })
    .refine(onlyOne, onlyOneMessage),
  /** What a person found that an answer means, and so what follows from it. */
  'Reply Answered': common
    .extend({
      debtor: debtorId,
      reply: replyId,
      meaning: z.enum([...replyMeanings, 'other']),
      /** The day by which it will be paid; then perhaps how much. */
      date: date.optional(),
      amount: amountText.optional(),
      currency: currency.optional(),
      /** What it is about; all that is open where none is named. */
      invoices: z.array(reference).min(1).max(30).optional(),
      cause: word.optional(),
      note: z.string().max(1000).optional(),
      /** How the debtor likes to be contacted, where the answer says so. */
      wishes: wishes.optional(),
    })
    .refine(({ wishes: wished, meaning }) => wished === undefined || meaning !== 'wrong-person', {
      error: "are the debtor's own, and not those of the wrong person",
      path: ['wishes'],
    })
    .refine(({ meaning, date: day }) => (meaning === 'will-pay') === (day !== undefined), {
      error: 'goes with "will-pay", which needs it',
      path: ['date'],
    })
    .refine(amountWithCurrency, currencyMissing)
    .superRefine(amountFits),
  /** A batch was wrong: what it alone brought shall be taken back. */
  'Batch Undo Requested': common.extend({ batch }),
} as const;

export type Wishes = z.output<typeof wishes>;
export type TaskResult = z.output<typeof taskResult>;
export type EventType = keyof typeof eventSchemas;
export type DomainEvent = {
  [Type in EventType]: { readonly type: Type; readonly detail: z.output<(typeof eventSchemas)[Type]> };
}[EventType];

const isEventType = (type: string): type is EventType => Object.hasOwn(eventSchemas, type);

/** zod would say "expected string, received undefined". */
export const missing = (issue: { readonly code: string; readonly input?: unknown }): string | undefined =>
  issue.code === 'invalid_type' && issue.input === undefined ? 'is missing' : undefined;

/** Reads one event. Throws BadInput that names each offending field, its reason and the remedy. */
export const readEvent = (type: string, detail: unknown): DomainEvent => {
  if (!isEventType(type)) {
    throw new BadInput(
      'unknown-event',
      `the detail-type "${type}" is not known; known are ${Object.keys(eventSchemas).join(', ')}`,
    );
  }
  const schema: z.ZodType = eventSchemas[type];
  const parsed = schema.safeParse(detail, { error: missing });
  if (!parsed.success) {
    const problems = parsed.error.issues
      .map(({ path, message }) => `${path.join('.') || 'detail'}: ${message}`)
      .join('; ');
    throw new BadInput('bad-event', `${type} cannot be applied: ${problems}`);
  }
  // The schema was chosen by the type, so type and detail belong together; TypeScript cannot follow that.
  return { type, detail: parsed.data } as DomainEvent;
};
