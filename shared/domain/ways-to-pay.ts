// How a creditor may be paid, as its policy lists it: by kind, so that each is told in the debtor's language, or in its own words.
import * as z from 'zod';
import { isMod97 } from './matching/structured-reference.ts';

const name = z.string().min(1).max(70);
const webAddress = z
  .string()
  .max(300)
  .regex(/^https:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[^\s<>"']*)?$/, 'write an address that begins with https://');

const transfer = z
  .strictObject({
    iban: z
      .string()
      .refine(isIban, {
        error: 'is no IBAN',
        params: { remedy: 'copy it from the bank: two of its digits check the rest' },
      })
      .optional()
      .describe('With it and an amount in EUR, mails carry the QR code of SEPA transfers (EPC069-12).'),
    account: z
      .string()
      .min(3)
      .max(60)
      .optional()
      .describe('Where there is no IBAN: the account as people there write it.'),
    bank: name.optional().describe('Name of the bank.'),
    bic: z
      .string()
      .regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, 'write 8 or 11 capital letters and digits')
      .optional()
      .describe('Only for the QR code; SEPA does without.'),
    holder: name.optional().describe("Whose account it is; the creditor's name when left out."),
  })
  .refine(({ iban, account }) => (iban === undefined) !== (account === undefined), {
    error: 'names no account, or two',
    params: { remedy: 'give iban or account' },
  })
  .describe('Bank transfer; the invoice number is the reference.');

const link = z
  .strictObject({ url: webAddress.describe('Where to pay; {invoice} stands for the invoice number.') })
  .describe('Payment link.');

const card = z
  .strictObject({
    url: webAddress.optional().describe('Where to pay; {invoice} stands for the invoice number.'),
    phone: z.string().min(3).max(40).optional().describe('Where a person takes the payment.'),
  })
  .refine(({ url, phone }) => (url === undefined) !== (phone === undefined), {
    error: 'says no way to pay by card, or two',
    params: { remedy: 'give url or phone, and list the other as another way' },
  })
  .describe('Card.');

const cash = z
  .strictObject({
    network: name.describe('Where, such as OXXO or Efecty.'),
    code: z.string().min(1).max(40).describe('Agreement or company code that the network knows the creditor by.'),
  })
  .describe('Cash, in shops of a network.');

const pix = z
  .strictObject({
    key: z.string().min(3).max(77).describe('CPF, CNPJ, phone, email or random key.'),
    city: z.string().min(1).max(15).describe('City of the creditor, for the code to copy and paste.'),
    holder: name.optional().describe("Who is paid; the creditor's name when left out."),
  })
  .describe('Pix, with copy and paste and its QR code where the amount is in BRL.');

const byKind = z
  .strictObject({
    transfer: transfer.optional(),
    link: link.optional(),
    card: card.optional(),
    cash: cash.optional(),
    pix: pix.optional(),
  })
  .refine((way) => Object.keys(way).length === 1, {
    error: 'names several ways, or none',
    params: { remedy: 'begin a new line of the list with "- " for each way' },
  });

export const wayToPay = z.union([z.string().min(3).max(300), byKind]);

export type WayToPay = z.output<typeof wayToPay>;

/** Spaces do not matter. */
function isIban(text: string): boolean {
  const iban = text.replaceAll(' ', '');
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban) && isMod97(iban);
}
