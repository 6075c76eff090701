// What SNS writes into the log about a text message: the carrier took it, or did not.
import * as z from 'zod';
import type { ReadReports } from '../channel.ts';

/** https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html */
const logged = z.object({
  notification: z.object({ messageId: z.string() }),
  delivery: z.object({ destination: z.string(), providerResponse: z.string().default('') }),
  status: z.string(),
});

export const readSmsReports: ReadReports = (body) => {
  const parsed = logged.safeParse(body);
  if (!parsed.success) return undefined;
  const { notification, delivery, status } = parsed.data;
  const { destination, providerResponse } = delivery;
  return [
    {
      event: `sms ${status}`,
      providerId: notification.messageId,
      sent: { correspondence: destination },
      says:
        status === 'SUCCESS'
          ? { kind: 'delivered' }
          : { kind: 'failed', reason: `sms: ${providerResponse}`, permanent: deadNumber.test(providerResponse) },
    },
  ];
};

// All other reasons are about the moment, the carrier, the text or the price.
const deadNumber = /invalid phone number|phone has blocked sms|opted out|phone is on a blocked list/i;
