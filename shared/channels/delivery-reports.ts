// What providers tell of messages, whatever the channel. Kept apart from the senders: who reads reports holds no means to send.
import { BadInput } from '#domain/errors.ts';
import type { DeliveryReport, ReadReports } from './channel.ts';
import { readEmailReports } from './email/email-reports.ts';
import { readSmsReports } from './sms/sms-reports.ts';
import { readVoiceReports } from './voice/voice-reports.ts';
import { readWhatsAppReports } from './whatsapp/whatsapp-reports.ts';

/** A channel that is not here is told of by nobody: an unknown outcome goes to a person. */
const readers: readonly ReadReports[] = [readEmailReports, readWhatsAppReports, readVoiceReports, readSmsReports];

/** Throws BadInput for what is no report of any channel. */
export const readDeliveryReports = (body: unknown): readonly DeliveryReport[] => {
  for (const read of readers) {
    const reports = read(body);
    if (reports) return reports;
  }
  throw new BadInput(
    'not-a-report',
    'the message is not an event of a provider, such as that of SES with eventType and mail',
  );
};
