// What SES reports about a mail, through its topic and queue: delivered, bounced, rejected, complained about.
import * as z from 'zod';
import { now as readClock } from '#clock';
import { dateIn } from '#domain/calendar.ts';
import { stageOf } from '#domain/decisions/stage-of.ts';
import { BadInput } from '#domain/errors.ts';
import { type Contact, findContact, readAccountTag } from '#store/contacts.ts';
import { findInvoice, loadDebtor } from '#store/load-facts.ts';
import { loadPolicy } from '#store/policies.ts';
import { recordFact } from '#store/record-fact.ts';
import { failContact, ringWrites, settleContact } from '#store/settle-contact.ts';
import { transact } from '#store/table.ts';
import { logger } from './handle.ts';
import { readQueue } from './queue.ts';

const envelope = z.object({ Message: z.string() });
const report = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())) }),
  bounce: z.object({ bounceType: z.string(), bounceSubType: z.string().optional() }).optional(),
});

export const handler = readQueue(async (body) => {
  const { eventType, mail, bounce } = readReport(body);
  const { contact: [contactId] = [], account: [account] = [] } = mail.tags;
  if (!contactId || !account)
    throw new BadInput(
      'untagged',
      `the ${eventType} report of message ${mail.messageId} names no contact: it was not sent by Recaudo`,
    );
  const contact = await findContact(readAccountTag(account), contactId);
  if (!contact)
    throw new BadInput(
      'unknown-contact',
      `the ${eventType} report of message ${mail.messageId} names contact ${contactId}, which is not in the register`,
    );
  const now = await readClock();
  logger.info('delivery', { contact: contactId, eventType, bounce: bounce?.bounceType });
  if (eventType === 'Delivery') return delivered(contact, now, mail.messageId);
  if (eventType === 'Bounce')
    return failContact(
      contact,
      { status: 'failed', now, reason: `bounce ${bounce?.bounceType ?? ''}` },
      { deadChannel: bounce?.bounceType === 'Permanent', ring: true },
    );
  if (eventType === 'Reject' || eventType === 'Rendering Failure')
    return failContact(contact, { status: 'failed', now, reason: eventType }, { deadChannel: false, ring: true });
  if (eventType === 'Complaint') return stopMails(contact, now);
});

const readReport = (body: unknown): z.output<typeof report> => {
  const outer = envelope.safeParse(body);
  const parsed = report.safeParse(outer.success ? readJson(outer.data.Message) : body);
  if (!parsed.success) throw new BadInput('not-a-report', 'the message is not an SES event with eventType and mail');
  return parsed.data;
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BadInput('not-json', 'the notification holds no JSON', { cause });
  }
};

const delivered = async (contact: Contact, now: string, providerId: string): Promise<void> => {
  const waiting = await waitingForNotice(contact, now);
  await settleContact(contact, { status: 'delivered', now, providerId });
  for (const invoice of waiting) {
    await transact(
      ringWrites(
        { creditor: contact.creditor, invoice },
        { id: `delivered-${contact.contact}`, type: 'Contact Delivered', at: now },
      ),
    );
  }
};

/** A delivery rings only invoices whose next stage waits for it. */
const waitingForNotice = async (contact: Contact, now: string): Promise<readonly string[]> => {
  const [{ debtor }, policy] = await Promise.all([loadDebtor(contact), loadPolicy(contact.creditor)]);
  const today = dateIn(debtor.timeZone, now);
  const turns = contact.covers.filter(({ step }) => step !== undefined);
  const found = await Promise.all(turns.map(({ invoice }) => findInvoice({ creditor: contact.creditor, invoice })));
  return found.flatMap((stored) =>
    stored && stageOf(stored.invoice, policy.content, debtor.timeZone, today, now).awaitsNotice
      ? [stored.invoice.invoice]
      : [],
  );
};

/** Who reports a mail as unwanted gets no more of them; other channels stay. */
const stopMails = async (contact: Contact, now: string): Promise<void> => {
  const { debtor } = await loadDebtor(contact);
  if (debtor.optOut.includes('email')) return;
  await recordFact(
    {
      type: 'Debtor Changed',
      detail: {
        id: `complaint-${contact.contact}`,
        creditor: contact.creditor,
        debtor: contact.debtor,
        optOut: [...debtor.optOut, 'email'],
      },
    },
    now,
  );
};
