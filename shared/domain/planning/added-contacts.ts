// Contacts with a debtor that it gets after a change, and would not get without it.
import type { IsoInstant } from '../calendar.ts';
import type { Account } from '../lives/account.ts';
import type { Policy } from '../policy.ts';
import { type Outgoing, outboxOf } from './outbox-of.ts';

/** Of both, each as its policy finds it; there may have been nothing before. */
export const addedContacts = (
  before: Account | undefined,
  after: Account,
  policy: Policy,
  now: IsoInstant,
): readonly Outgoing[] => {
  const had = before ? outboxOf([before], policy, now) : [];
  const isSame = (one: Outgoing, other: Outgoing) => one.date === other.date && one.channel === other.channel;
  return outboxOf([after], policy, now).filter((outgoing) => !had.some((each) => isSame(each, outgoing)));
};
