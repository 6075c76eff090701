// Reads the row of an invoice or a credit note by a profile.

import type { InvoiceProfile, Source } from './file-profile.ts';
import { indexOf } from './find-column.ts';
import { invoiceFields } from './invoice-fields.ts';
import type { ParsedInvoice } from './parsed-file.ts';
import { textOf } from './raw-table.ts';
import { repetition } from './repetition.ts';
import type { RowInHand } from './row-in-hand.ts';
import type { Conventions, RowReader } from './row-reader.ts';

export const invoiceReader = (
  hand: RowInHand,
  profile: InvoiceProfile,
  columns: readonly string[],
  conventions: Conventions,
): RowReader => {
  const fields = invoiceFields(hand, profile, columns, conventions);
  const kindOf = kindReader(hand, profile, columns, fields.money.label);
  const refuseRepeated = repetition(hand, profile, fields.number.label);
  const refuseClash = nameClashes(hand, profile.fields.debtor, fields.debtor.label);

  const read: RowReader['read'] = () => {
    const creditor = fields.creditor.read();
    const number = fields.number.read();
    hand.number = number;
    const debtor = fields.debtor.read();
    const debtorName = fields.debtorName.read();
    const debtorType = fields.debtorType.read();
    const person = fields.person.read();
    const email = fields.email.read();
    const language = fields.language.read();
    const timeZone = fields.timeZone.read();
    const country = fields.country.read();
    fields.place.country = country;
    fields.place.timeZone = timeZone;
    const phone = fields.phone.read();
    const postalAddress = fields.postalAddress(country);
    const money = fields.money.read();
    const issued = fields.issued.read();
    const paidFor = fields.of.read();
    const kind = money === undefined ? undefined : kindOf(money.isNegative);
    const due = kind === 'credit-note' ? issued : fields.due.read(issued);
    const discount = fields.earlyPayment();
    const document = fields.document.read();
    const settled = fields.settled.read();
    if (issued !== undefined && due !== undefined && due < issued) {
      const refusal = { reason: `is before ${issued}, the date of issue`, remedy: 'correct one of the two' };
      hand.refuse(fields.due.label, refusal, due);
    }
    const tags = fields.tags();
    if (debtor !== undefined && debtorName !== undefined) refuseClash(debtor, debtorName);
    refuseRepeated(creditor, number, debtor, issued);

    if (number === undefined || debtor === undefined || debtorName === undefined || kind === undefined)
      return undefined;
    if (money === undefined || issued === undefined || due === undefined) return undefined;
    const { line } = hand.row;
    const { amount, currency } = money;
    const invoice: Growing = { line, kind, number, debtor, debtorName, amount, currency, issued, due };
    if (email !== undefined) invoice.email = email;
    if (phone !== undefined) invoice.phone = phone;
    if (postalAddress !== undefined) invoice.postalAddress = postalAddress;
    if (country !== undefined) invoice.country = country;
    if (paidFor !== undefined) invoice.of = paidFor;
    if (creditor !== undefined) invoice.creditor = creditor;
    if (debtorType !== undefined) invoice.debtorType = debtorType;
    if (person !== undefined) invoice.person = person;
    if (language !== undefined) invoice.language = language;
    if (timeZone !== undefined) invoice.timeZone = timeZone;
    if (tags !== undefined) invoice.tags = tags;
    if (discount !== undefined) invoice.earlyPayment = [discount];
    if (document !== undefined) invoice.document = document;
    if (settled !== undefined) invoice.settled = settled;
    return { line, invoice };
  };
  return { read, notes: fields.money.notes };
};

type Growing = { -readonly [Field in keyof ParsedInvoice]: ParsedInvoice[Field] };
type Kind = ParsedInvoice['kind'];

/** By the sign of the amount, or by a column of words; a word and a sign that contradict each other are refused. */
const kindReader = (
  hand: RowInHand,
  { creditNotes }: InvoiceProfile,
  columns: readonly string[],
  label: string,
): ((isNegative: boolean) => Kind | undefined) => {
  if (creditNotes === 'negative') return (isNegative) => (isNegative ? 'credit-note' : 'invoice');
  if (creditNotes === 'none') return (isNegative) => (isNegative ? hand.refuse(label, noCredit) : 'invoice');
  const words = new Set(creditNotes.words.map((word) => word.trim().toLowerCase()));
  const index = indexOf(columns, creditNotes.column) ?? -1;
  return (isNegative) => {
    if (words.has(textOf(hand.row.cells[index]).trim().toLowerCase())) return 'credit-note';
    if (!isNegative) return 'invoice';
    return hand.refuse(label, {
      reason: `is below zero, and ${columns[index] ?? 'the row'} does not call it a credit note`,
      remedy: 'correct the sign, or add the word to creditNotes: in the profile',
    });
  };
};

const noCredit = {
  reason: 'is not more than zero',
  remedy: 'send credits as credit notes, and leave out what is paid',
};

/** Where ids are made of names, two names must not become one debtor. */
const nameClashes = (hand: RowInHand, { transforms }: Source, label: string) => {
  const isMade = transforms.includes('id');
  const names = new Map<string, string>();
  return (debtor: string, name: string): void => {
    if (!isMade) return;
    const first = names.get(debtor) ?? name;
    names.set(debtor, first);
    if (first.toLowerCase() === name.toLowerCase()) return;
    const reason = `gives the same id "${debtor}" as ${JSON.stringify(first.slice(0, 60))}`;
    const remedy = 'add a column with the number of the customer, and name it in the profile as debtor';
    hand.refuse(label, { reason, remedy }, name);
  };
};
