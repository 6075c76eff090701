// The fields of an invoice that a profile names, each bound to its column and its rule.
import { debtorTypeRule, documentRule, emailRule, languageRule, remembering, timeZoneRule } from '../cell-rules.ts';
import { countryOf, countryOfZone, countryRule, phoneRule } from '../read-phone.ts';
import { addressReader } from './address-reader.ts';
import { dateReader, debtorIdOf, exactDateReader, idRule, nameOf, onText } from './cell-values.ts';
import { countryNamed } from './country-names.ts';
import { dueReader } from './due-reader.ts';
import { earlyPaymentReader } from './early-payment-reader.ts';
import type { InvoiceProfile } from './file-profile.ts';
import { moneyReader } from './money-reader.ts';
import { fieldReaders } from './read-cells.ts';
import type { RowInHand } from './row-in-hand.ts';
import type { Conventions } from './row-reader.ts';
import { tagsReader } from './tags-reader.ts';

export const invoiceFields = (
  hand: RowInHand,
  profile: InvoiceProfile,
  columns: readonly string[],
  conventions: Conventions,
) => {
  const { need, may } = fieldReaders(hand, columns);
  const { fields, exact = false, dates } = profile;
  const date = exact && dates !== undefined ? exactDateReader(dates) : dateReader(conventions.order);
  /** The country of the row in hand, by which its national number is read. */
  const place: { country?: string | undefined; timeZone?: string | undefined } = {};
  // Debtors have several invoices, and a number takes longer to read than all the rest of a row.
  const phoneIn = remembering((placed) => phoneRule(placed.slice(2), countryOf(placed.slice(0, 2))));
  const phone = onText((text) => phoneIn(`${place.country ?? countryOfZone(place.timeZone) ?? '--'}${text}`));
  return {
    place,
    creditor: may('creditor', fields.creditor, idRule),
    number: need('number', fields.number, idRule),
    debtor: need('debtor', fields.debtor, debtorIdOf),
    debtorName: need('debtorName', fields.debtorName ?? fields.debtor, nameOf),
    debtorType: may('debtorType', fields.debtorType, onText(remembering(debtorTypeRule))),
    person: may('person', fields.person, debtorIdOf),
    email: may('email', fields.email, onText(emailRule)),
    language: may('language', fields.language, onText(remembering(languageRule))),
    timeZone: may('timeZone', fields.timeZone, onText(remembering(timeZoneRule))),
    country: may<string>('country', fields.country, onText(exact ? countryRule : remembering(countryNamed))),
    phone: may('phone', fields.phone, phone),
    postalAddress: addressReader(hand, fields, columns),
    money: moneyReader(hand, profile, columns, conventions),
    issued: need('issued', fields.issued, date),
    due: dueReader(hand, profile, columns, date),
    of: may('of', fields.of, idRule),
    earlyPayment: earlyPaymentReader(hand, profile, columns),
    document: may('document', fields.document, onText(documentRule)),
    settled: may('settled', fields.settled, date),
    tags: tagsReader(hand, fields.tags ?? [], columns),
  };
};
