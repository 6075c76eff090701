// Factur-X and ZUGFeRD 2: the XML of UN/CEFACT's Cross Industry Invoice (D16B), as it lies in their PDF or beside it.
import { creditTypes, noteType } from './document-types.ts';
import type { Told } from './due-date.ts';
import { invoiceFrom } from './invoice-from.ts';
import { type Notes, type ReadFile, sumUp, takeNotes } from './notes.ts';
import { elementsAt, textAt, textsAt, type XmlElement } from './xml-tree.ts';

export const readCii = (root: XmlElement): ReadFile => {
  const notes = takeNotes(1);
  const invoice = readInvoice(root, notes);
  return sumUp('cii', 'document', [invoice === undefined ? { notes } : { notes, invoices: [invoice] }]);
};

const document = 'rsm:ExchangedDocument';
const trade = 'rsm:SupplyChainTradeTransaction';
const buyer = `${trade}/ram:ApplicableHeaderTradeAgreement/ram:BuyerTradeParty`;
const settlement = `${trade}/ram:ApplicableHeaderTradeSettlement`;
const terms = `${settlement}/ram:SpecifiedTradePaymentTerms`;
const typeCode = `${document}/ram:TypeCode`;

const readInvoice = (root: XmlElement, notes: Notes) => {
  const told = (field: string): Told => ({ text: textAt(root, field), field });
  const type = textAt(root, typeCode);
  if (type === '') notes.refuse(typeCode, { reason: 'is missing', remedy: 'export the file again with it' });
  noteType(notes, typeCode, type);
  const descriptions = textsAt(root, `${terms}/ram:Description`);
  return invoiceFrom(notes, {
    kind: creditTypes.includes(type) ? 'credit-note' : 'invoice',
    number: told(`${document}/ram:ID`),
    debtor: debtorOf(root),
    debtorName: told(`${buyer}/ram:Name`),
    amount: told(`${settlement}/ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount`),
    currency: told(`${settlement}/ram:InvoiceCurrencyCode`),
    issued: dayAt(root, `${document}/ram:IssueDateTime/udt:DateTimeString`),
    due: {
      dates: elementsAt(root, terms).flatMap(dueDateOf),
      terms: descriptions.map((text) => ({ text, field: `${terms}/ram:Description` })),
      field: `${terms}/ram:DueDateDateTime`,
    },
    email: told(`${buyer}/ram:DefinedTradeContact/ram:EmailURIUniversalCommunication/ram:URIID`),
    phone: told(`${buyer}/ram:DefinedTradeContact/ram:TelephoneUniversalCommunication/ram:CompleteNumber`),
    country: told(`${buyer}/ram:PostalTradeAddress/ram:CountryID`),
    address: {
      street: ['LineOne', 'LineTwo', 'LineThree'].map((line) => told(`${buyer}/ram:PostalTradeAddress/ram:${line}`)),
      postalCode: told(`${buyer}/ram:PostalTradeAddress/ram:PostcodeCode`),
      city: told(`${buyer}/ram:PostalTradeAddress/ram:CityName`),
      region: told(`${buyer}/ram:PostalTradeAddress/ram:CountrySubDivisionName`),
    },
    of: textsAt(root, `${settlement}/ram:InvoiceReferencedDocument/ram:IssuerAssignedID`),
  });
};

const dueDateOf = (each: XmlElement) => {
  const field = 'ram:DueDateDateTime/udt:DateTimeString';
  if (elementsAt(each, field).length === 0) return [];
  return [
    { text: dayAt(each, field).text, field: `${terms}/${field}`, part: textAt(each, 'ram:PartialPaymentAmount') },
  ];
};

/** Format 102, the only one allowed, is YYYYMMDD: it is written as XML dates are; anything else is left to be refused. */
const dayAt = (from: XmlElement, field: string): Told => {
  const text = textAt(from, field);
  const format = textAt(from, `${field}/@format`);
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const isDay = year !== undefined && (format === '' || format === '102');
  return { text: isDay ? `${year}-${month}-${day}` : text && `${text} in format ${format}`, field };
};

/** The VAT number before the register's, and these before numbers that the seller gave. */
const debtorOf = (root: XmlElement): Told => {
  const party = elementsAt(root, buyer)[0];
  const registrations = party === undefined ? [] : elementsAt(party, 'ram:SpecifiedTaxRegistration');
  const vat = registrations.find((each) => textAt(each, 'ram:ID/@schemeID') === 'VA') ?? registrations[0];
  const field = `${buyer}/ram:SpecifiedTaxRegistration/ram:ID`;
  const others = ['ram:SpecifiedLegalOrganization/ram:ID', 'ram:GlobalID', 'ram:ID'].map((each) => ({
    text: textAt(root, `${buyer}/${each}`),
    field: `${buyer}/${each}`,
  }));
  const all = [{ text: vat === undefined ? '' : textAt(vat, 'ram:ID'), field }, ...others];
  return all.find(({ text }) => text !== '') ?? { text: '', field };
};
