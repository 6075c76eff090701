// What providers report about messages, through topics and a queue: delivered, read, failed, reported as unwanted, opened, followed.
import type { DeliveryReport } from '#channels/channel.ts';
import { readDeliveryReports } from '#channels/delivery-reports.ts';
import { now as readClock } from '#clock';
import { BadInput, TemporaryFailure } from '#domain/errors.ts';
import { parseJson } from '#domain/parse-json.ts';
import { readAccountTag } from '#store/account-tag.ts';
import { type Contact, findContact, listContacts } from '#store/contacts.ts';
import { inParallel } from '#store/in-parallel.ts';
import { loadDebtor } from '#store/load-facts.ts';
import { recordFact } from '#store/record-fact.ts';
import { reportDelivered, reportFailed } from '#store/report-contact.ts';
import { reportRead, reportSeen } from '#store/report-engaged.ts';
import { findThread, threadOfPhone } from '#store/threads.ts';
import { countBad, countDelivered } from './guard-reputation.ts';
import { logger } from './handle.ts';
import { readQueue } from './queue.ts';

export const handler = readQueue(async (body) => {
  for (const report of readDeliveryReports(published(body))) await record(report);
});

const record = async (report: DeliveryReport): Promise<void> => {
  const { event, providerId, says } = report;
  const contact = await contactOf(report);
  if (!contact) return void logger.info('a report of a message that others sent', { event, message: providerId });
  const now = await readClock();
  logger.info('delivery', { contact: contact.contact, event });
  switch (says.kind) {
    case 'delivered':
      await reportDelivered(contact, now, providerId);
      return countDelivered(contact, now);
    case 'read': {
      await reportDelivered(contact, now, providerId);
      const why = await reportRead(contact, says.at ?? now, now);
      if (why !== undefined) logger.info('not noted', { contact: contact.contact, act: 'opened', why });
      return;
    }
    case 'failed':
      await reportFailed(contact, now, says.reason, says.permanent);
      return says.permanent ? countBad(contact, now, 'bounced') : undefined;
    case 'seen': {
      const why = await reportSeen(contact, says, now);
      if (why !== undefined) logger.info('not noted', { contact: contact.contact, act: says.act, why });
      return;
    }
    case 'unwanted':
      await stopMails(contact, now);
      return countBad(contact, now, 'complained');
  }
};

const contactOf = async (report: DeliveryReport): Promise<Contact | undefined> => {
  const { event, providerId, sent } = report;
  if ('correspondence' in sent) return contactTo(sent.correspondence, providerId);
  const { contact: id, account } = sent.tags;
  if (!id || !account)
    throw new BadInput(
      'untagged',
      `the ${event} report of message ${providerId} names no contact: it was not sent by Recaudo`,
    );
  const contact = await findContact(readAccountTag(account), id);
  if (contact) return contact;
  throw new BadInput(
    'unknown-contact',
    `the ${event} report of message ${providerId} names contact ${id}, which is not in the register`,
  );
};

/**
 * Of the accounts that were written to so, the contact whose message it is. Undefined for what another program of the account sent,
 * and for a message whose sender stopped before the provider named it: that one waits for a person.
 */
const contactTo = async (correspondence: string, providerId: string): Promise<Contact | undefined> => {
  const thread = await findThread(threadOfPhone(correspondence));
  const contacts = (await inParallel(thread?.all ?? [], listContacts)).flat();
  const found = contacts.find((each) => each.providerId === providerId);
  // It is not written down yet how the provider calls what is being sent now.
  if (!found && contacts.some(({ status }) => status === 'claimed'))
    throw new TemporaryFailure(`message ${providerId} may be one that is being sent: the report is read again`);
  return found;
};

/** A subscription that is not raw puts what was published into an envelope. */
const published = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'Message' in body && typeof body.Message === 'string'
    ? parseJson(body.Message, 'the notification holds no JSON')
    : body;

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
        saidBy: 'debtor',
      },
    },
    now,
  );
};
