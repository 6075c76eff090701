// What SES tells of a mail: delivered, bounced, rejected, complained about.
import * as z from 'zod';
import type { ReadReports, Says } from '../channel.ts';

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const event = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())) }),
  bounce: z.object({ bounceType: z.string(), bounceSubType: z.string().optional() }).optional(),
});
type Event = z.output<typeof event>;

export const readEmailReports: ReadReports = (body) => {
  const parsed = event.safeParse(body);
  if (!parsed.success) return undefined;
  const { eventType, mail, bounce } = parsed.data;
  const { contact: [contact] = [], account: [account] = [] } = mail.tags;
  return [
    {
      event: bounce === undefined ? eventType : `${eventType} ${bounce.bounceType}`,
      providerId: mail.messageId,
      sent: { tags: { contact, account } },
      says: saysOf(parsed.data),
    },
  ];
};

const saysOf = ({ eventType, bounce }: Event): Says => {
  switch (eventType) {
    case 'Delivery':
      return { kind: 'delivered' };
    case 'Bounce':
      return {
        kind: 'failed',
        reason: `bounce ${bounce?.bounceType ?? ''}`,
        permanent: bounce?.bounceType === 'Permanent',
      };
    case 'Reject':
    case 'Rendering Failure':
      return { kind: 'failed', reason: eventType, permanent: false };
    case 'Complaint':
      return { kind: 'unwanted' };
    default:
      return { kind: 'nothing' };
  }
};
