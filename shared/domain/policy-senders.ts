// What a creditor must have before messages can go by a channel.
import type { PolicyContent } from './policy.ts';
import type { Channel } from './vocabulary.ts';

type Creditor = PolicyContent['creditor'];

const needed: Readonly<Partial<Record<Channel, keyof Creditor>>> = {
  whatsapp: 'whatsappSender',
  voice: 'voiceSender',
};

/** The field of the creditor that a channel needs and that is not set; undefined when nothing is missing. */
export const missingSender = (creditor: Creditor, channel: Channel): keyof Creditor | undefined => {
  const field = needed[channel];
  return field !== undefined && creditor[field] === undefined ? field : undefined;
};
