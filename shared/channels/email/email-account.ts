// What SES allows this account: how fast, how many in 24 hours, and how many went out in the last 24.
import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import type { Account } from '#domain/sending/pace.ts';

const ses = new SESClient({});

export const readEmailAccount = async (now: number): Promise<Account | undefined> => {
  const { MaxSendRate, Max24HourSend, SentLast24Hours } = await ses.send(new GetSendQuotaCommand({}));
  if (MaxSendRate === undefined || Max24HourSend === undefined) return undefined;
  return { rate: MaxSendRate, quota: Max24HourSend, sent: SentLast24Hours ?? 0, readAt: now };
};
