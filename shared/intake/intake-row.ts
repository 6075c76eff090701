// A validated row: one invoice with its debtor, as every kind of file is mapped to it and as chunks of a batch carry it.
import * as z from 'zod';
import { isDate, isTimeZone } from '#domain/calendar.ts';
import { debtorIdPattern } from '#domain/debtor-id.ts';
import { toldDocument } from '#domain/invoice-document.ts';
import { discountPattern, mostDiscountDays } from '#domain/money/early-payment.ts';
import { isCurrency } from '#domain/money/money.ts';
import { postalAddress } from '#domain/postal-address.ts';
import { languages } from '#domain/vocabulary.ts';

/** Keys of the table are made of these, so `#` and control characters must not occur in them. */
export const identifierPattern = /^[A-Za-z0-9][A-Za-z0-9._/ -]{0,63}$/;
export const debtorTypes = ['consumer', 'business'] as const;
export const mostTags = 20;
export const longestTag = 60;
export const longestName = 200;
/** Of a list of debtors; here, so that whoever only knows what a row is does not carry how its words are read. */
export const longestWord = 60;
export const regionPattern = /^[A-Z]{2}-[A-Z0-9]{1,3}$/;
export const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

const identifier = z.string().regex(identifierPattern);
export const debtorId = z.string().regex(debtorIdPattern);
const date = z.string().refine(isDate);

export const intakeRow = z.strictObject({
  /** In the file, counted from 1, the header's included: where the row begins. */
  line: z.int().positive(),
  creditor: identifier.exactOptional(),
  invoice: identifier,
  debtor: z.strictObject({
    id: debtorId,
    /** Whoever is behind several debtors. */
    person: debtorId.exactOptional(),
    type: z.enum(debtorTypes),
    name: z.string().min(1).max(longestName),
    email: z.email().exactOptional(),
    /** E.164, such as +573001234567. */
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/)
      .exactOptional(),
    postalAddress: postalAddress.exactOptional(),
    /** Left out when the file says nothing: what is known of the debtor stands, a new one takes the creditor's. */
    language: z.enum(languages).exactOptional(),
    timeZone: z.string().refine(isTimeZone).exactOptional(),
    /** Whose law applies: the country of the buyer that an e-invoice tells. */
    jurisdiction: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .exactOptional(),
  }),
  currency: z.string().refine(isCurrency),
  /** Minor units. */
  amount: z.int().positive(),
  issued: date,
  due: date,
  /** What may be deducted when it is paid within so many days of the issue. */
  earlyPayment: z
    .array(z.strictObject({ percent: z.string().regex(discountPattern), days: z.int().min(0).max(mostDiscountDays) }))
    .exactOptional(),
  /** The invoice itself: an https link, or the key of a file in the bucket. */
  document: toldDocument.exactOptional(),
  /** What other documents call it by, when that is not its number. */
  uuid: z.string().min(1).max(64).exactOptional(),
  /** When it was paid, where a simulation asks for it. */
  settled: date.exactOptional(),
  tags: z.array(z.string().min(1).max(longestTag)).max(mostTags),
});

export type IntakeRow = z.output<typeof intakeRow>;
