// What SES reports about a mail, through its topic and queue: delivered, bounced, rejected, complained about, opened, followed.
import * as z from 'zod';
import { now as readClock } from '#clock';
import { toInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { readAccountTag } from '#store/account-tag.ts';
import { type Contact, findContact } from '#store/contacts.ts';
import { loadDebtor } from '#store/load-facts.ts';
import { recordFact } from '#store/record-fact.ts';
import { reportDelivered, reportFailed } from '#store/report-contact.ts';
import { reportSeen } from '#store/report-engaged.ts';
import { logger } from './handle.ts';
import { readQueue } from './queue.ts';

const envelope = z.object({ Message: z.string() });
const looked = z.object({ timestamp: z.string(), userAgent: z.string().default(''), link: z.string().optional() });
const report = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())) }),
  open: looked.optional(),
  click: looked.optional(),
  bounce: z.object({ bounceType: z.string(), bounceSubType: z.string().optional() }).optional(),
});

export const handler = readQueue(async (body) => {
  const told = readReport(body);
  const { eventType, mail, bounce } = told;
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
  if (eventType === 'Delivery') return reportDelivered(contact, now, mail.messageId);
  if (eventType === 'Bounce')
    return reportFailed(contact, now, `bounce ${bounce?.bounceType ?? ''}`, bounce?.bounceType === 'Permanent');
  if (eventType === 'Reject' || eventType === 'Rendering Failure') return reportFailed(contact, now, eventType, false);
  if (eventType === 'Complaint') return stopMails(contact, now);
  if (eventType === 'Open' || eventType === 'Click') return note(contact, told, now);
});

const note = async (contact: Contact, { open, click }: z.output<typeof report>, now: string): Promise<void> => {
  const act = open ? 'opened' : 'clicked';
  const { timestamp, userAgent, link } = open ?? click ?? { timestamp: now, userAgent: '' };
  const why = await reportSeen(contact, { act, at: toInstant(Date.parse(timestamp)), userAgent, link }, now);
  if (why !== undefined) logger.info('not noted', { contact: contact.contact, act, why });
};

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
