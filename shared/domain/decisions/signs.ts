// What came back from a debtor, and how often nothing did, channel by channel: read from what was sent about its open invoices and from
// its history. Adaptation asks for it.
import { epochDay, epochDayIn, type IsoInstant } from '../calendar.ts';
import type { Debtor, Facts, StepTaken } from '../facts.ts';
import type { Channel } from '../vocabulary.ts';

type Known = Pick<Facts, 'debtor' | 'open'>;

/** Contacts by the channel since the last sign of any kind: an answer, a conversation, something opened or followed, an invoice paid. */
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

const lastSignAt = ({ conversations, engaged = [], settled }: Debtor['history']): IsoInstant => {
  let last = '';
  for (const { at } of conversations) if (at > last) last = at;
  for (const { at } of engaged) if (at > last) last = at;
  for (const { on } of settled) if (on > last) last = on;
  return last;
};

/**
 * The last day, since 1970-01-01, on which it did more than open a mail, which a machine may have done; undefined where it never did. That
 * a chat was read, its reader's own program says.
 */
export const engagedDay = ({ timeZone, history }: Debtor): number | undefined => {
  const { conversations, engaged = [], settled } = history;
  let last: number | undefined;
  const note = (day: number) => {
    if (last === undefined || day > last) last = day;
  };
  for (const { at } of conversations) note(epochDayIn(timeZone, at));
  for (const { at, act, channel } of engaged)
    if (act === 'clicked' || channel !== 'email') note(epochDayIn(timeZone, at));
  for (const { on } of settled) note(epochDay(on));
  return last;
};
