// The one line that a WhatsApp message may carry for its sender: its tags.

type Tags = Readonly<Record<string, string | undefined>>;

/** Neither of the two has a point in it. */
export const tagOf = ({ account = '', contact = '' }: Tags): string => `${account}.${contact}`;

export const tagsIn = (line: string): Tags => {
  const [account, contact, ...more] = line.split('.');
  return account && contact && more.length === 0 ? { account, contact } : {};
};
