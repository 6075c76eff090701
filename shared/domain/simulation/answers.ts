// What a simulated debtor's answer to a contact does to its account.
import { plusMs } from '../calendar.ts';
import { remember } from '../history.ts';
import type { Happening } from '../lives/happen.ts';
import type { Entry } from '../lives/live.ts';
import type { Channel } from '../vocabulary.ts';

export const answersAfterMs = 60_000;

/** The address is dead: the message comes back. */
export const failure = ({ at, invoice, step }: Entry, channel: Channel): Happening => ({
  at: plusMs(at, answersAfterMs),
  event: {
    type: 'Contact Failed',
    detail: {
      id: `failure-${invoice}-${at}`,
      creditor: 'default',
      invoice,
      ...(step === null ? {} : { step }),
      channel,
      permanent: true,
    },
  },
});

/** The call or visit itself becomes a direct contact; it is not counted twice. */
export const conversation = ({ at }: Entry, channel: Channel): Happening => ({
  at: plusMs(at, answersAfterMs),
  change: (account) => ({
    ...account,
    debtor: {
      ...account.debtor,
      counter: account.debtor.counter + 1,
      history: remember(account.debtor.history, { kind: 'conversation', conversation: { at, channel } }),
    },
    person: {
      ...account.person,
      version: account.person.version + 1,
      contacts: account.person.contacts.map((each) =>
        each.at === at && each.channel === channel ? { ...each, direct: true } : each,
      ),
    },
  }),
});
