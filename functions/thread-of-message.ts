// How a message is answered, and how it is stopped: made ready before it is claimed, so that whoever answers at once is known.
import type { Delivery } from '#channels/channel.ts';
import { whatsappCorrespondence } from '#channels/whatsapp/whatsapp-number.ts';
import type { DebtorKey } from '#domain/facts.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { Channel } from '#domain/vocabulary.ts';
import { replyAddress } from '#replies/reply-address.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { lastHeard } from '#store/replies.ts';
import { rememberThread, threadOf, threadOfPhone } from '#store/threads.ts';

export type AnsweredBy = Pick<Delivery, 'replyTo' | 'unsubscribing' | 'heardAt'>;

const domain = readEnvironment(env.replyDomain);
const publicUrl = readEnvironment(env.publicUrl);

/** What goes to a phone carries nothing of the kind: its answers are known by the phone, on WhatsApp by the number it wrote to as well. */
export const threadOfMessage = async (
  key: DebtorKey,
  channel: Channel,
  address: string,
  { whatsappSender = '' }: PolicyContent['creditor'],
): Promise<AnsweredBy> => {
  if (channel === 'sms') {
    await rememberThread(threadOfPhone(address), key);
    return {};
  }
  if (channel === 'whatsapp') {
    await rememberThread(threadOfPhone(whatsappCorrespondence(whatsappSender, address)), key);
    const heardAt = await lastHeard(key, channel);
    return heardAt === undefined ? {} : { heardAt };
  }
  if (channel !== 'email') return {};
  const { token, proof } = await threadOf(key);
  await rememberThread(token, key);
  const link = `${publicUrl}stop/${token}/${proof}`;
  if (domain === '-') return { unsubscribing: { link } };
  const replyTo = replyAddress(token, domain);
  return { replyTo, unsubscribing: { link, address: replyTo } };
};

/** The link that the mail's own text shows: the one of its header. */
export const stopLinkOf = ({ unsubscribing }: AnsweredBy): { readonly stopLink?: string } =>
  unsubscribing === undefined ? {} : { stopLink: unsubscribing.link };
