// Reads the row of a debtor by a profile.
import { type Channel, channels } from '#domain/vocabulary.ts';
import { emailRule, remembering, timeZoneRule } from '../cell-rules.ts';
import { countryOf, countryOfZone, countryRule, phoneRule } from '../read-phone.ts';
import { seenLines } from '../seen-lines.ts';
import { addressReader } from './address-reader.ts';
import { dateReader, debtorIdOf, exactDateReader, idRule, nameOf, onText } from './cell-values.ts';
import { countryNamed } from './country-names.ts';
import {
  channelNamed,
  consentFields,
  consentRule,
  kindOfDebtorRule,
  languageNamed,
  regionRule,
  timeRule,
  weekdayRule,
  wordRule,
} from './debtor-values.ts';
import type { DebtorProfile } from './file-profile.ts';
import type { ParsedDebtor } from './parsed-file.ts';
import { type FieldReader, fieldReaders } from './read-cells.ts';
import type { RowInHand } from './row-in-hand.ts';
import type { Conventions, RowReader } from './row-reader.ts';
import { tagsReader } from './tags-reader.ts';

/** An empty cell says nothing. */
export const debtorReader = (
  hand: RowInHand,
  profile: DebtorProfile,
  columns: readonly string[],
  conventions: Conventions,
): RowReader => {
  const { fields, exact = false, dates } = profile;
  const { need, may } = fieldReaders(hand, columns);
  const country = onText<string>(exact ? countryRule : remembering(countryNamed));
  const place: { country?: string | undefined; timeZone?: string | undefined } = {};
  const phoneIn = (text: string) => phoneRule(text, countryOf(place.country ?? '') ?? countryOfZone(place.timeZone));
  const creditorOf = may('creditor', fields.creditor, idRule);
  const debtorOf = need('debtor', fields.debtor, debtorIdOf);
  const personOf = may('person', fields.person, debtorIdOf);
  const typeOf = may('debtorType', fields.debtorType, onText(remembering(kindOfDebtorRule)));
  const nameIn = may('debtorName', fields.debtorName, nameOf);
  const emailOf = may('email', fields.email, onText(emailRule));
  const phoneOf = may('phone', fields.phone, onText(phoneIn));
  const addressOf = addressReader(hand, fields, columns);
  const countryIn = may('country', fields.country, country);
  const languageOf = may('language', fields.language, onText(remembering(languageNamed)));
  const zoneOf = may('timeZone', fields.timeZone, onText(remembering(timeZoneRule)));
  const jurisdictionOf = may('jurisdiction', fields.jurisdiction, country);
  const regionOf = may('region', fields.region, onText(remembering(regionRule)));
  const timeOf = may('preferredTime', fields.preferredTime, onText(timeRule));
  const dayOf = may('preferredDay', fields.preferredDay, onText(weekdayRule));
  const channelOf = may('preferredChannel', fields.preferredChannel, onText(remembering(channelNamed)));
  const situationOf = may('situation', fields.situation, onText(wordRule));
  const capacityOf = may('capacity', fields.capacity, onText(wordRule));
  const causeOf = may('cause', fields.cause, onText(wordRule));
  const tagsOf = tagsReader(hand, fields.tags ?? [], columns);
  const consentOf = consentReader((channel) =>
    may(consentFields[channel], fields[consentFields[channel]], onText(remembering(consentRule))),
  );
  const date = exact && dates !== undefined ? exactDateReader(dates) : dateReader(conventions.order);
  const consentDateOf = may('consentDate', fields.consentDate, date);
  const seen = seenLines();

  const read: RowReader['read'] = () => {
    const creditor = creditorOf.read();
    const debtor = debtorOf.read();
    place.timeZone = zoneOf.read();
    const jurisdiction = jurisdictionOf.read();
    place.country = countryIn.read() ?? jurisdiction;
    const region = regionOf.read();
    if (region !== undefined && jurisdiction !== undefined && !region.startsWith(`${jurisdiction}-`)) {
      const reason = `is not a region of ${jurisdiction}`;
      hand.refuse(regionOf.label, { reason, remedy: 'correct one of the two' }, region);
    }
    const told = {
      debtorName: nameIn.read(),
      debtorType: typeOf.read(),
      person: personOf.read(),
      email: emailOf.read(),
      phone: phoneOf.read(),
      postalAddress: addressOf(place.country),
      country: place.country,
      language: languageOf.read(),
      timeZone: place.timeZone,
      jurisdiction,
      region,
      preferred: preferredFrom(timeOf.read(), dayOf.read()),
      preferredChannel: channelOf.read(),
      situation: situationOf.read(),
      capacity: capacityOf.read(),
      cause: causeOf.read(),
      tags: tagsOf(),
      consent: consentOf(),
      consentDate: consentDateOf.read(),
    };
    if (debtor === undefined) return undefined;
    const { line } = hand.row;
    const first = seen(`${creditor ?? ''}#${debtor}`, line);
    if (first !== undefined) {
      const remedy = 'keep one of the rows';
      return hand.refuse(debtorOf.label, { reason: `is already on line ${first}`, remedy }, debtor);
    }
    const said: ParsedDebtor = { line, ...present({ creditor }), debtor, ...present(told) };
    return { line, debtor: said };
  };
  return { read, notes: () => [] };
};

const preferredFrom = (time: string | undefined, day: number | undefined) =>
  time === undefined && day === undefined ? undefined : present({ time, day });

type Present<Shape> = { readonly [Field in keyof Shape]?: Exclude<Shape[Field], undefined> };

/** What was told, and nothing else. */
const present = <Shape extends object>(told: Shape): Present<Shape> =>
  Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Present<Shape>;

type Consent = Partial<Record<Channel, boolean>>;

const consentReader = (readerOf: (channel: Channel) => FieldReader<boolean>): (() => Consent | undefined) => {
  const readers = channels.map((channel) => ({ channel, field: readerOf(channel) }));
  return () => {
    let consent: Consent | undefined;
    for (const { channel, field } of readers) {
      const given = field.read();
      if (given !== undefined) consent = { ...consent, [channel]: given };
    }
    return consent;
  };
};
