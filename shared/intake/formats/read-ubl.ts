// UBL 2.1 invoices and credit notes: Peppol BIS 3, Colombia's DIAN (bare, or wrapped in an AttachedDocument), Peru's SUNAT.
import { BadInput } from '#domain/errors.ts';
import { creditTypes, noteType } from './document-types.ts';
import type { Told } from './due-date.ts';
import { invoiceFrom } from './invoice-from.ts';
import { type Notes, type ReadFile, type Reading, sumUp, takeNotes } from './notes.ts';
import { customerOf } from './ubl-party.ts';
import { isAtOnceInPeru, owedOnCreditInPeru } from './ubl-peru.ts';
import { elementsAt, parseXml, textAt, textsAt, type XmlElement } from './xml-tree.ts';

export const ublRoots = ['Invoice', 'CreditNote', 'DebitNote', 'AttachedDocument'] as const;

export const readUbl = (root: XmlElement): ReadFile => {
  const notes = takeNotes(1);
  return sumUp('ubl', 'document', [readDocument(root, notes)]);
};

const readDocument = (root: XmlElement, notes: Notes): Reading => {
  const document = root.name === 'AttachedDocument' ? unwrap(root, notes) : root;
  if (document === undefined) return { notes };
  if (document.name !== 'Invoice' && document.name !== 'CreditNote') {
    notes.refuse(document.name.slice(0, 60), {
      reason: 'is not an invoice or a credit note',
      remedy: 'upload the invoices themselves; what a debit note adds can be uploaded as an invoice in a CSV file',
    });
    return { notes };
  }
  const invoice = readInvoice(document, notes);
  return invoice === undefined ? { notes } : { notes, invoices: [invoice] };
};

const wrapped = 'cac:Attachment/cac:ExternalReference/cbc:Description';

const unwrap = (root: XmlElement, notes: Notes): XmlElement | undefined => {
  const text = textAt(root, wrapped);
  if (text === '') {
    return notes.refuse(wrapped, { reason: 'has no invoice in it', remedy: 'upload the invoice itself' });
  }
  try {
    return parseXml(text);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return notes.refuse(wrapped, { reason: `cannot be read: ${error.message}`, remedy: 'upload the invoice itself' });
  }
};

const payable = 'cac:LegalMonetaryTotal/cbc:PayableAmount';
const documentCurrency = 'cbc:DocumentCurrencyCode';

const readInvoice = (document: XmlElement, notes: Notes) => {
  const told = (field: string) => ({ text: textAt(document, field), field });
  const type = told('cbc:InvoiceTypeCode');
  noteType(notes, type.field, type.text);
  const isCredit = document.name === 'CreditNote' || creditTypes.includes(type.text);
  const currency = currencyOfTotal(document, notes);
  const amount = told(payable);
  return invoiceFrom(notes, {
    kind: isCredit ? 'credit-note' : 'invoice',
    number: told('cbc:ID'),
    ...customerOf(document),
    amount: isCredit ? amount : owedOnCreditInPeru(document, amount, currency.text, notes),
    currency,
    issued: told('cbc:IssueDate'),
    due: { dates: dueDates(document), terms: termsOf(document), field: 'cbc:DueDate' },
    of: [
      ...textsAt(document, 'cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID'),
      ...textsAt(document, 'cac:DiscrepancyResponse/cbc:ReferenceID'),
    ],
  });
};

const currencyOfTotal = (document: XmlElement, notes: Notes) => {
  const ofDocument = { text: textAt(document, documentCurrency), field: documentCurrency };
  const field = `${payable}/@currencyID`;
  const ofTotal = { text: textAt(document, field), field };
  if (ofTotal.text === '') return ofDocument;
  if (ofDocument.text !== '' && ofDocument.text !== ofTotal.text) {
    notes.refuse(field, {
      reason: `is not ${ofDocument.text}, the currency of the document`,
      remedy: 'check the currencies where the invoice was made',
    });
  }
  return ofTotal;
};

const dueDates = (document: XmlElement) => [
  ...toldAt(document, 'cbc:DueDate'),
  ...toldAt(document, 'cac:PaymentMeans/cbc:PaymentDueDate'),
  ...elementsAt(document, 'cac:PaymentTerms').flatMap((terms) => {
    const part = textAt(terms, 'cbc:Amount');
    const dates = ['cbc:PaymentDueDate', 'cbc:InstallmentDueDate'].flatMap((field) => toldAt(terms, field));
    return dates.map(({ text, field }) => ({ text, field: `cac:PaymentTerms/${field}`, part }));
  }),
];

const toldAt = (from: XmlElement, field: string): readonly Told[] =>
  textsAt(from, field).map((text) => ({ text, field }));

/** In Colombia the means of payment tell whether it is due at once: 1 is "contado", 2 is on credit. */
const termsOf = (document: XmlElement): readonly Told[] => {
  const notes = toldAt(document, 'cac:PaymentTerms/cbc:Note');
  if (notes.length > 0) return notes;
  const means = 'cac:PaymentMeans/cbc:ID';
  const isOfDian = textAt(document, 'cbc:ProfileID').startsWith('DIAN');
  const isAtOnce = isOfDian && textsAt(document, means).every((id) => id === '1') && textAt(document, means) !== '';
  return isAtOnce ? [{ text: 'contado', field: means }] : isAtOnceInPeru(document);
};
