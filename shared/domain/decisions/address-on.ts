// Where a channel reaches a debtor.
import type { Debtor } from '../facts.ts';
import type { Channel } from '../vocabulary.ts';

/** Of a person who goes there, or a letter: postal addresses are kept in the customer file, not here. */
const inFile = 'in-file';

type Reached = Pick<Debtor, 'email' | 'phone'>;

/** What a provider is given; undefined where there is none, or the customer file has it. */
export const addressOn = (debtor: Reached, channel: Channel): string | undefined => {
  const place = placeOf(channel);
  return place === inFile ? undefined : debtor[place];
};

export const hasAddress = (debtor: Reached, channel: Channel): boolean => {
  const place = placeOf(channel);
  return place === inFile || debtor[place] !== undefined;
};

const placeOf = (channel: Channel): 'email' | 'phone' | typeof inFile => {
  switch (channel) {
    case 'email':
      return 'email';
    case 'sms':
    case 'whatsapp':
    case 'voice':
    case 'call':
      return 'phone';
    case 'visit':
    case 'letter':
      return inFile;
  }
};
