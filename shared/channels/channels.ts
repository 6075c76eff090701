// Where each channel reaches a debtor.
import type { Debtor } from '#domain/facts.ts';
import type { Channel } from '#domain/vocabulary.ts';

/** What this deployment can contact debtors by; a policy that asks for another channel is not put in force. */
export const connectedChannels: readonly Channel[] = ['email', 'sms', 'call', 'visit'];

/** The address of a debtor on a channel, or undefined. A visit has none here: the agent finds the place in the customer file. */
export const addressFor = (debtor: Pick<Debtor, 'email' | 'phone'>, channel: Channel): string | undefined => {
  switch (channel) {
    case 'email':
      return debtor.email;
    case 'sms':
    case 'call':
      return debtor.phone;
    case 'whatsapp':
      return debtor.phone;
    case 'visit':
    case 'letter':
      return undefined;
  }
};
