// An event that tells what became of a contact, for channels whose providers do not say so themselves.
import type { IsoInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import type { DomainEvent } from '#domain/events.ts';
import type { DebtorKey } from '#domain/facts.ts';
import { type Contact, findContact, listContacts } from './contacts.ts';
import { everyDebtorOf } from './items.ts';
import { debtorEventItem } from './keys.ts';
import { findDebtor, findInvoice } from './load-facts.ts';
import { putDebtorEvent } from './record-of-debtor.ts';
import { debtorNamed } from './record-of-person.ts';
import { reportDelivered, reportFailed } from './report-contact.ts';
import { getItem, transact } from './table.ts';

export type Report = Extract<DomainEvent, { type: 'Contact Delivered' | 'Contact Failed' }>;

/** Throws BadInput when no contact fits. */
export const recordReport = async (
  report: Report,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' }> => {
  const named = await debtorNamed(report.detail);
  const keys = named ? await merged(named, report.detail.invoice) : [];
  const earlier = (await Promise.all(keys.map((key) => contactOfRecord(key, report.detail.id)))).find(Boolean);
  const found = await Promise.all(keys.map((key) => findReported(report, key, now)));
  const contact =
    earlier ??
    found
      .flatMap((each) => each ?? [])
      .toSorted(byClaim)
      .at(-1);
  if (!contact) throw unknownContact(report);
  const key: DebtorKey = { creditor: contact.creditor, debtor: contact.debtor };
  // Which contact is meant is recorded first: sent again, the event must not find a later one. What follows may be repeated.
  if (!earlier) {
    const about = { invoice: contact.lead, contact: contact.contact };
    const refused = await transact([putDebtorEvent(report, key, now, about)]);
    if (refused.length > 0) return recordReport(report, now);
  }
  if (report.type === 'Contact Delivered') await reportDelivered(contact, now);
  else await reportFailed(contact, now, report.detail.reason ?? 'reported as failed', report.detail.permanent);
  return { kind: earlier ? 'repeated' : 'recorded' };
};

/** Contacts stay with whom they were made to, whoever that is merged with since. */
const merged = async (key: DebtorKey, invoice: string | undefined): Promise<readonly DebtorKey[]> => {
  const found = invoice === undefined ? undefined : await findInvoice({ creditor: key.creditor, invoice });
  if (found) return everyDebtorOf(found.invoice);
  const { debtor } = (await findDebtor(key)) ?? {};
  const others = [debtor?.merged?.into, ...(debtor?.absorbed ?? [])].flatMap((each) => each ?? []);
  return [key, ...others.map((each) => ({ creditor: key.creditor, debtor: each }))];
};

const byClaim = (one: Contact, other: Contact): number => (one.claimedAt < other.claimedAt ? -1 : 1);

const contactOfRecord = async (key: DebtorKey, id: string): Promise<Contact | undefined> => {
  const record = await getItem(debtorEventItem(key, id));
  if (!record) return undefined;
  const contact = typeof record.contact === 'string' ? await findContact(key, record.contact) : undefined;
  if (!contact)
    throw new BadInput('id-taken', `the id ${id} names another event of debtor ${key.debtor}; choose another`);
  return contact;
};

/** The contact of that id, or the last one made before the report that it can be about. */
const findReported = async ({ detail }: Report, key: DebtorKey, now: IsoInstant): Promise<Contact | undefined> => {
  const { contact, invoice, step, channel, at } = detail;
  const until = at === undefined ? now : new Date(at).toISOString();
  const fits = (each: Contact): boolean =>
    (channel === undefined || each.channel === channel) &&
    (invoice === undefined || each.covers.some((cover) => cover.invoice === invoice)) &&
    (step === undefined || each.step === step || each.covers.some((cover) => cover.step === step));
  if (contact === undefined) return (await listContacts(key)).findLast((each) => each.claimedAt <= until && fits(each));
  const found = await findContact(key, contact);
  return found && fits(found) ? found : undefined;
};

const unknownContact = ({ type, detail: { id, contact, invoice, debtor } }: Report): BadInput =>
  new BadInput(
    'unknown-contact',
    `${type} ${id} fits no contact made before it${contact === undefined ? '' : `: there is no ${contact}`} of ${invoice === undefined ? `debtor ${debtor}` : `invoice ${invoice}`}`,
  );
