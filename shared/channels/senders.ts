// The channels that messages are sent by.
import { BrokenInvariant } from '#domain/errors.ts';
import type { Channel } from '#domain/vocabulary.ts';
import type { Sender } from './channel.ts';
import type { SendingChannel } from './channels.ts';
import { email } from './email/email.ts';
import { letter } from './letter/letter.ts';
import { sms } from './sms/sms.ts';
import { voice } from './voice/voice.ts';
import { whatsapp } from './whatsapp/whatsapp.ts';

const senders: Readonly<Record<SendingChannel, Sender>> = { email, sms, whatsapp, voice, letter };

/** Throws BrokenInvariant for a channel that nothing is sent by. */
export const senderOf = (channel: Channel): Sender => {
  if (!isSending(channel))
    throw new BrokenInvariant(`nothing is sent by ${channel}: a call or a visit is a task, opened with its script`);
  return senders[channel];
};

const isSending = (channel: Channel): channel is SendingChannel => Object.hasOwn(senders, channel);
