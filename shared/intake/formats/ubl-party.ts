// Who is to pay a UBL document: tax id, name, contact, address and country of its customer.
import type { Told } from './due-date.ts';
import type { ToldPlace } from './invoice-from.ts';
import { elementsAt, textAt, type XmlElement } from './xml-tree.ts';

const party = 'cac:AccountingCustomerParty/cac:Party';
const taxId = 'cac:PartyTaxScheme/cbc:CompanyID';
const names = [
  'cac:PartyLegalEntity/cbc:RegistrationName',
  'cac:PartyTaxScheme/cbc:RegistrationName',
  'cac:PartyName/cbc:Name',
];
const addresses = [
  'cac:PostalAddress',
  'cac:PhysicalLocation/cac:Address',
  'cac:PartyTaxScheme/cac:RegistrationAddress',
  'cac:PartyLegalEntity/cac:RegistrationAddress',
];

export const customerOf = (document: XmlElement) => ({
  debtor: idOf(document),
  debtorName: nameOf(document),
  email: at(document, 'cac:Contact/cbc:ElectronicMail'),
  phone: at(document, 'cac:Contact/cbc:Telephone'),
  country: firstOf(
    document,
    addresses.map((address) => `${address}/cac:Country/cbc:IdentificationCode`),
  ),
  address: placeOf(document),
});

/** The first address that tells a street. */
const placeOf = (document: XmlElement): ToldPlace => {
  const streetOf = (address: string): readonly Told[] =>
    streetParts.map((part) => at(document, `${address}/${part}`)).filter(({ text }) => text !== '');
  const found = addresses.find((address) => streetOf(address).length > 0) ?? 'cac:PostalAddress';
  return {
    street: streetOf(found),
    postalCode: at(document, `${found}/cbc:PostalZone`),
    city: at(document, `${found}/cbc:CityName`),
    region: at(document, `${found}/cbc:CountrySubentity`),
  };
};

const streetParts = ['cbc:StreetName', 'cbc:AdditionalStreetName', 'cac:AddressLine/cbc:Line'];

const idOf = (document: XmlElement): Told => {
  for (const field of [taxId, 'cac:PartyLegalEntity/cbc:CompanyID', 'cac:PartyIdentification/cbc:ID']) {
    const found = elementsAt(document, `${party}/${field}`).find((element) => element.text.trim() !== '');
    if (found) return { text: withCheckDigit(found), field: `${party}/${field}` };
  }
  // The electronic address identifies the customer too, unless it is that of a mailbox.
  const field = 'cbc:EndpointID';
  const endpoint = at(document, field);
  return textAt(document, `${party}/${field}/@schemeID`) === 'EM' || endpoint.text === ''
    ? { text: '', field: `${party}/${taxId}` }
    : endpoint;
};

/** Colombia writes the check digit of a NIT, which is scheme 31, beside it. */
const withCheckDigit = ({ text, attributes }: XmlElement): string => {
  const [id, digit = ''] = [text.trim(), attributes.get('schemeID')];
  return attributes.get('schemeName') === '31' && /^\d$/.test(digit) && /^\d+$/.test(id) ? `${id}-${digit}` : id;
};

const nameOf = (document: XmlElement): Told => {
  const name = firstOf(document, names);
  if (name.text !== '') return name;
  const person = ['cbc:FirstName', 'cbc:MiddleName', 'cbc:FamilyName'].flatMap(
    (part) => textAt(document, `${party}/cac:Person/${part}`) || [],
  );
  return person.length === 0 ? name : { text: person.join(' '), field: `${party}/cac:Person` };
};

/** The first that is there, else the place where it is missed. */
const firstOf = (document: XmlElement, fields: readonly string[]): Told => {
  const found = fields.map((field) => at(document, field));
  return found.find(({ text }) => text !== '') ?? found[0] ?? { text: '', field: party };
};

const at = (document: XmlElement, field: string): Told => ({
  text: textAt(document, `${party}/${field}`),
  field: `${party}/${field}`,
});
