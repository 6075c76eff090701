// How a message is answered, and how it is stopped: made ready before it is claimed, so that whoever answers at once is known.
import type { Unsubscribing } from '#channels/email.ts';
import type { DebtorKey } from '#domain/facts.ts';
import type { Channel } from '#domain/vocabulary.ts';
import { replyAddress } from '#replies/reply-address.ts';
import { env, readEnvironment } from '#store/environment.ts';
import { rememberThread, threadOf, threadOfPhone } from '#store/threads.ts';

export type AnsweredBy = { readonly replyTo?: string; readonly unsubscribing?: Unsubscribing };

const domain = readEnvironment(env.replyDomain);
const publicUrl = readEnvironment(env.publicUrl);

/** A text message carries nothing of the kind: its answers are known by the phone. */
export const threadOfMessage = async (key: DebtorKey, channel: Channel, address: string): Promise<AnsweredBy> => {
  if (channel === 'sms') {
    await rememberThread(threadOfPhone(address), key);
    return {};
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
