// Where a channel reaches a debtor.
import type { Debtor } from '../facts.ts';
import { addressLines } from '../postal-address.ts';
import type { Channel } from '../vocabulary.ts';

type Reached = Pick<Debtor, 'email' | 'phone' | 'postalAddress'>;

/** In one line, as the register keeps it; undefined where there is none, or the customer file has it. */
export const addressOn = (debtor: Reached, channel: Channel): string | undefined => {
  switch (channel) {
    case 'email':
      return debtor.email;
    case 'sms':
    case 'whatsapp':
    case 'voice':
    case 'call':
      return debtor.phone;
    case 'letter':
      return debtor.postalAddress && addressLines(debtor.postalAddress, debtor.postalAddress.country).join(', ');
    case 'visit':
      return undefined;
  }
};

/** Where to knock is kept in the customer file, not here: whoever goes there finds it. */
export const hasAddress = (debtor: Reached, channel: Channel): boolean =>
  channel === 'visit' || addressOn(debtor, channel) !== undefined;
