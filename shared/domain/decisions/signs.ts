// What came back from a debtor, and how often nothing did, channel by channel: read from what was sent about its open invoices and from
// its history. Adaptation asks for it.
import { epochDay, epochDayIn, type IsoDate, type IsoInstant } from '../calendar.ts';
import type { Debtor, Facts, PromiseToPay, StepTaken } from '../facts.ts';
import type { Channel } from '../vocabulary.ts';

type Known = Pick<Facts, 'debtor' | 'open'>;

/**
 * Contacts by the channel since the last sign of any kind: an answer, a conversation, something opened or followed, a promise, money, be it
 * a part of an invoice.
 */
export const silenceBy = ({ debtor, open }: Known, channel: Channel): number => {
  const known = counted.get(open);
  if (known?.debtor === debtor) return known.by.get(channel) ?? 0;
  const by = countSilence(debtor, open);
  counted.set(open, { debtor, by });
  return by.get(channel) ?? 0;
};

const counted = new WeakMap<Facts['open'], { debtor: Debtor; by: ReadonlyMap<Channel, number> }>();

const countSilence = ({ history }: Debtor, open: Facts['open']): ReadonlyMap<Channel, number> => {
  const since = lastSignAt(history);
  const contacts = new Map<string, Channel>();
  for (const { steps } of open)
    for (const key in steps) {
      const taken = steps[key];
      // One contact speaks for several invoices.
      if (taken && taken.at > since && mayBeAnswered(taken)) contacts.set(taken.contact, taken.channel);
    }
  const by = new Map<Channel, number>();
  for (const channel of contacts.values()) by.set(channel, (by.get(channel) ?? 0) + 1);
  return by;
};

/** One that did not arrive, or that a person is still to make, says nothing by its silence. */
const mayBeAnswered = ({ outcome }: StepTaken): boolean =>
  outcome !== 'failed' && outcome !== 'refused' && outcome !== 'task';

const lastSignAt = ({
  conversations,
  engaged = [],
  settled,
  payments = [],
  promises,
}: Debtor['history']): IsoInstant => {
  let last = '';
  for (const { at } of conversations) if (at > last) last = at;
  for (const { at } of engaged) if (at > last) last = at;
  for (const { on } of settled) if (on > last) last = on;
  for (const { on, at } of payments) {
    const paid = isDatedAhead(on, at) ? at : on;
    if (paid > last) last = paid;
  }
  for (const promise of promises) {
    const at = promisedAt(promise);
    if (at !== undefined && at > last) last = at;
  }
  return last;
};

/** Money is told of days after it was paid, and cheques before: a date begins what is written on its day. */
const isDatedAhead = (on: IsoDate, at: IsoInstant): boolean => on > at;

/** What a person took back is no sign. Undefined where it was made before its moment was kept, too. */
const promisedAt = ({ at, outcome }: PromiseToPay): IsoInstant | undefined =>
  outcome === 'cancelled' ? undefined : at;

/**
 * The last day, since 1970-01-01, on which it did more than open a mail, which a machine may have done; undefined where it never did. That
 * a chat was read, its reader's own program says.
 */
export const engagedDay = ({ timeZone, history }: Debtor): number | undefined => {
  const { conversations, engaged = [], settled, payments = [], promises } = history;
  let last: number | undefined;
  const note = (day: number) => {
    if (last === undefined || day > last) last = day;
  };
  for (const { at } of conversations) note(epochDayIn(timeZone, at));
  for (const { at, act, channel } of engaged)
    if (act === 'clicked' || channel !== 'email') note(epochDayIn(timeZone, at));
  for (const { on } of settled) note(epochDay(on));
  for (const { on, at } of payments) note(isDatedAhead(on, at) ? epochDayIn(timeZone, at) : epochDay(on));
  for (const promise of promises) {
    const at = promisedAt(promise);
    if (at !== undefined) note(epochDayIn(timeZone, at));
  }
  return last;
};
