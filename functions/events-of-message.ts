// What a message of the events queue says in our own events: those of payment providers are mapped, all others are ours already.
import * as z from 'zod';
import { BadInput } from '#domain/errors.ts';
import { type DomainEvent, readEvent } from '#domain/events.ts';
import { mapStripe, namesAsked, readStripeEvent } from '#intake/partners/stripe.ts';
import { creditorOfStripe, isOfStripe } from '#intake/partners/stripe-creditor.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { findLinks, rememberLink } from '#store/partner-links.ts';
import { loadPolicy } from '#store/policies.ts';
import { logger } from './handle.ts';

const envelope = z.object({ 'detail-type': z.string(), detail: z.unknown(), source: z.string().default('') });

const creditors = readEnvironment(env.stripeCreditors);
const takesTestEvents = readEnvironment(env.takesTestEvents) === 'true';

/** Throws BadInput for what is no event, or can never be applied. */
export const eventsOfMessage = async (body: unknown): Promise<readonly DomainEvent[]> => {
  const parsed = envelope.safeParse(body);
  if (!parsed.success)
    throw new BadInput('not-an-event', 'the message is not an EventBridge event with detail-type and detail');
  const { source, detail } = parsed.data;
  return isOfStripe(source) ? eventsOfStripe(source, detail) : [readEvent(parsed.data['detail-type'], detail)];
};

const eventsOfStripe = async (source: string, detail: unknown): Promise<readonly DomainEvent[]> => {
  const event = readStripeEvent(detail);
  const told = { stripe: event.id, type: event.type };
  if (!event.livemode && !takesTestEvents) {
    logger.info('event of a test passed over', told);
    return [];
  }
  const creditor = creditorOfStripe(creditors, source, event.account);
  const links = await findLinks(creditor, namesAsked(event));
  const { timeZone, documentHosts = [] } = (await loadPolicy(creditor)).content.creditor;
  const { events, remember, because } = mapStripe(event, {
    creditor,
    zone: timeZone,
    documentHosts,
    linkOf: (names) => names.flatMap((name) => links.get(name) ?? [])[0],
  });
  const read = events.map(({ type, detail: mapped }) => readEvent(type, mapped));
  if (remember) await rememberLink(creditor, remember.names, remember.link);
  if (because !== undefined) logger.info('nothing to apply', { ...told, because });
  return read;
};
