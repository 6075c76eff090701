// When an agent may meet a debtor: inside the hours, spacing and budget that hold for any contact. The call or visit itself was counted when
// it was claimed, and does not stand in its own way.

import { addDays, dateIn, type IsoInstant } from '../calendar.ts';
import { contactMoment } from '../decisions/contact-moment.ts';
import { pauseOf } from '../decisions/pause-of.ts';
import { whyOutOfReach } from '../decisions/reachable-channel.ts';
import type { Facts } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';
import type { Meeting } from '../vocabulary.ts';

export type MeetingDue =
  | { readonly kind: 'due'; readonly at: IsoInstant; readonly until: IsoInstant }
  /** Not as things stand: held, stopped, too small, or no way to reach the debtor. */
  | { readonly kind: 'not-now'; readonly because: string };

export type MeetingPlan = {
  readonly channel: Meeting;
  /** Its own, and those of other tasks that the same conversation is about. */
  readonly contacts: readonly string[];
  /** Not before; at that very time where it was agreed, whatever the debtor likes otherwise. */
  readonly from: IsoInstant;
  readonly agreed: boolean;
};

/** The first moment at or after now, or after `from`. */
export const meetingDue = (
  facts: Facts,
  policy: PolicyContent,
  { channel, contacts: own, from, agreed }: MeetingPlan,
  now: IsoInstant,
): MeetingDue => {
  const { debtor, person, law, invoice } = facts;
  const start = from > now ? from : now;
  const today = dateIn(debtor.timeZone, start);
  if (invoice.balance <= 0) return { kind: 'not-now', because: 'paid' };
  const pause = pauseOf(facts, policy, today);
  if (pause) return { kind: 'not-now', because: pause.because };
  const outOfReach = whyOutOfReach({ debtor, law }, channel, policy, today);
  if (outOfReach) return { kind: 'not-now', because: outOfReach };
  const others = <Contact extends { readonly contact: string }>(contacts: readonly Contact[]) =>
    contacts.filter((each) => !own.includes(each.contact));
  const { preferred: _, ...unprompted } = debtor;
  const moment = contactMoment(
    {
      debtor: { ...(agreed ? unprompted : debtor), contacts: others(debtor.contacts) },
      person: { ...person, contacts: others(person.contacts) },
      law,
    },
    agreed ? { ...policy, preferred: {} } : policy,
    channel,
    start,
    addDays(today, 1),
  );
  return moment ? { kind: 'due', at: moment.at, until: moment.until } : { kind: 'not-now', because: 'hours' };
};
