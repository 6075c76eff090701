// Counts what became of mails, and stops those of a creditor whose bounces or complaints would cost the account. Only a person starts
// them again.
import type { IsoInstant } from '#domain/calendar.ts';
import { type Fault, faultOf, windowDays } from '#domain/sending/reputation.ts';
import { all } from '#domain/sending/stops.ts';
import type { Contact } from '#store/contacts.ts';
import { loadSending, type Sending, stopSending } from '#store/sending.ts';
import { noteBad, noteDelivered, standingOf } from '#store/sending-reports.ts';
import { openTask, taskIdOf } from '#store/tasks.ts';
import { logger, metrics } from './handle.ts';

export const countDelivered = (contact: Contact, now: IsoInstant): Promise<void> =>
  contact.channel !== 'email' || contact.status === 'delivered' ? Promise.resolve() : noteDelivered(contact, now);

/** A mail to an address that does not exist, or one that its reader called spam. May be repeated. */
export const countBad = async (contact: Contact, now: IsoInstant, kind: 'bounced' | 'complained'): Promise<void> => {
  // Only mails have a reputation that their provider watches.
  if (contact.channel !== 'email') return;
  await noteBad(contact, now, kind);
  const { creditor } = contact;
  const fault = faultOf(await standingOf(creditor, now, startedAt(await loadSending(), creditor)));
  if (fault === undefined) return;
  const reason = `${fault.reason}: ${fault.bad} of ${fault.of} mails in ${windowDays} days`;
  if (await stopSending({ creditor, channel: 'email' }, { at: now, by, reason }))
    logger.error('sending stopped by itself', { creditor, reason });
  const { stops } = await loadSending();
  metrics.addMetric('SendingStops', 'Count', stops.length);
  const own = stops.find((stop) => stop.creditor === creditor && stop.channel === 'email' && stop.by === by);
  if (own !== undefined) await askPerson(contact, fault, own.at, own.reason);
};

const by = 'recaudo';

/** When somebody last let its mails go again. */
const startedAt = ({ switches }: Sending, creditor: string): IsoInstant | undefined =>
  switches
    .filter((each) => each.status === 'running' && [all, creditor].includes(each.creditor))
    .filter(({ channel }) => [all, 'email'].includes(channel))
    .map(({ at }) => at)
    .toSorted()
    .at(-1);

/** One task for each stop; it names the account of the report that was one too many. */
const askPerson = (contact: Contact, fault: Fault, at: IsoInstant, reason: string): Promise<unknown> =>
  openTask({
    task: taskIdOf('operations', contact.creditor, 'sending-stopped', at),
    kind: 'operations',
    creditor: contact.creditor,
    debtor: contact.debtor,
    invoice: contact.lead,
    title: `Mails of ${contact.creditor} stopped by themselves: ${fault.reason}`,
    script: [
      `${reason}. SES reviews an account from 5 % bounces and 0.1 % complaints on, and may pause it.`,
      'Nothing is lost: what is due waits. Find out where the addresses came from or why readers call the mails spam, and mend it.',
      `Then: recaudo sending start --creditor ${contact.creditor} --channel email --reason "what was mended"`,
    ].join('\n'),
    openedAt: at,
    status: 'open',
  });
