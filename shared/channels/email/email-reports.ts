// What SES tells of a mail: delivered, bounced, rejected, complained about, opened, followed.
import * as z from 'zod';
import { toInstant } from '#domain/calendar.ts';
import type { Engagement } from '#domain/vocabulary.ts';
import type { ReadReports, Says } from '../channel.ts';

/** https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html */
const looked = z.object({ timestamp: z.string(), userAgent: z.string().default(''), link: z.string().optional() });
const event = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())) }),
  open: looked.optional(),
  click: looked.optional(),
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

const saysOf = ({ eventType, bounce, open, click }: Event): Says => {
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
    case 'Open':
      return seen('opened', open);
    case 'Click':
      return seen('clicked', click);
    default:
      return { kind: 'nothing' };
  }
};

const seen = (act: Engagement, how: Event['open']): Says =>
  how === undefined
    ? { kind: 'nothing' }
    : { kind: 'seen', act, at: toInstant(Date.parse(how.timestamp)), userAgent: how.userAgent, link: how.link };
