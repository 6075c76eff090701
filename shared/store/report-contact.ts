// What is reported of a contact after it was made, by a provider or by an event: it arrived, or it did not. May be repeated.
import { dateIn, epochDay, type IsoInstant } from '#domain/calendar.ts';
import { stageOf } from '#domain/decisions/stage-of.ts';
import type { Dated } from '#domain/decisions/steps-of.ts';
import { versionFor } from '#domain/decisions/version-for.ts';
import { Conflict } from '#domain/errors.ts';
import { type Invoice, isOfOccasion } from '#domain/facts.ts';
import { openToTell } from '#domain/open-to-tell.ts';
import type { Policy } from '#domain/policy.ts';
import { effectivePolicy } from '#domain/segments/effective-policy.ts';
import type { Contact } from './contacts.ts';
import { lawFor } from './law-for.ts';
import { findInvoice, loadDebtor, loadFacts } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { raiseRun } from './runs.ts';
import { failContact, ringWrites, settleContact, voiceOf } from './settle-contact.ts';
import { beforeNext, transact } from './table.ts';

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

/** It did not arrive: the lead looks again, or opens again for what it said on an occasion. Permanently: its address is dead. */
export const reportFailed = async (
  contact: Contact,
  now: IsoInstant,
  reason: string,
  permanent: boolean,
): Promise<void> => {
  await failContact(contact, { status: 'failed', now, reason }, { deadChannel: permanent, ring: true });
  if (isOfOccasion(contact.step)) await openLead(contact, now);
};

/** Asked after the failure is known everywhere: a report that was broken off is repeated, and by then it opened or need not. */
const openLead = async (contact: Contact, now: IsoInstant): Promise<void> => {
  const { creditor, lead, stage } = contact;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await voiceOf(contact)) return;
    const [{ facts, cursor }, policy] = await Promise.all([
      loadFacts({ creditor, invoice: lead }),
      loadPolicy(creditor),
    ]);
    const because = openToTell({ ...facts, law: lawFor(facts.debtor, policy) }, policy, now, stage);
    if (because === undefined) return;
    if (await raiseRun({ invoice: facts.invoice, cursor }, 'not-arrived', now, { stage, because })) return;
    await beforeNext(attempt);
  }
  throw new Conflict(`invoice ${lead} met another change five times when contact ${contact.contact} had failed`);
};

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
