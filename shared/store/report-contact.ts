// What is reported of a contact after it was made, by a provider or by an event: it arrived, or it did not. May be repeated.
import { dateIn, epochDay, type IsoInstant } from '#domain/calendar.ts';
import { stageOf } from '#domain/decisions/stage-of.ts';
import type { Dated } from '#domain/decisions/steps-of.ts';
import { versionFor } from '#domain/decisions/version-for.ts';
import type { Invoice } from '#domain/facts.ts';
import type { Policy } from '#domain/policy.ts';
import { effectivePolicy } from '#domain/segments/effective-policy.ts';
import type { Contact } from './contacts.ts';
import { lawFor } from './law-for.ts';
import { findInvoice, loadDebtor } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { failContact, ringWrites, settleContact } from './settle-contact.ts';
import { transact } from './table.ts';

/** It rings only invoices whose next stage waits for it. */
export const reportDelivered = async (contact: Contact, now: IsoInstant, providerId?: string): Promise<void> => {
  const waiting = await waitingForNotice(contact, now);
  await settleContact(contact, { status: 'delivered', now, ...(providerId === undefined ? {} : { providerId }) });
  for (const invoice of waiting) {
    await transact(
      ringWrites(
        { creditor: contact.creditor, invoice },
        { id: `delivered-${contact.contact}`, type: 'Contact Delivered', at: now },
      ),
    );
  }
};

/** It did not arrive: the lead looks again. Permanently: its address is dead. */
export const reportFailed = (contact: Contact, now: IsoInstant, reason: string, permanent: boolean): Promise<void> =>
  failContact(contact, { status: 'failed', now, reason }, { deadChannel: permanent, ring: true });

const waitingForNotice = async (contact: Contact, now: IsoInstant): Promise<readonly string[]> => {
  const [{ debtor }, policy] = await Promise.all([loadDebtor(contact), loadPolicy(contact.creditor)]);
  const law = lawFor(debtor, policy);
  const turns = contact.covers.filter(({ step }) => step !== undefined);
  const found = await Promise.all(turns.map(({ invoice }) => findInvoice({ creditor: contact.creditor, invoice })));
  return found.flatMap((stored) => {
    if (!stored) return [];
    const invoice = before(contact, stored.invoice);
    return waits(policy, { invoice, zone: debtor.timeZone, law }, now) ? [invoice.invoice] : [];
  });
};

/** The invoice as it was before the delivery was known: one that was recorded, but not rung for, is not lost. */
const before = ({ contact }: Contact, invoice: Invoice): Invoice => ({
  ...invoice,
  steps: Object.fromEntries(
    Object.entries(invoice.steps).map(([id, taken]) => [
      id,
      taken.contact === contact && taken.outcome === 'delivered' ? { ...taken, outcome: 'unknown' } : taken,
    ]),
  ),
});

/** By whichever strategy the debtor is treated: to look once too often does no harm. */
const waits = (policy: Policy, dated: Dated, now: IsoInstant): boolean => {
  const today = epochDay(dateIn(dated.zone, now));
  const { content } = versionFor(policy, dated, today, now);
  return ['standard', ...Object.keys(content.strategies)].some(
    (strategy) => stageOf(effectivePolicy(content, strategy), dated, today, now).barrier === 'notice',
  );
};
