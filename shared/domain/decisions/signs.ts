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

const lastSignAt = (history: Debtor['history']): IsoInstant =>
  [...history.conversations, ...(history.engaged ?? [])]
    .map(({ at }) => at)
    .concat(paidOrPromised(history))
    .reduce((last, at) => (at > last ? at : last), '');

/** The moment of each promise; of money the day, or the moment when it was told of before. */
const paidOrPromised = ({ settled, payments = [], promises }: Debtor['history']): readonly (IsoInstant | IsoDate)[] => [
  ...settled.map(({ on }) => on),
  ...payments.map(({ on, at }) => (isDatedAhead(on, at) ? at : on)),
  ...promises.flatMap((promise) => promisedAt(promise) ?? []),
];

const isDay = (at: IsoInstant | IsoDate): boolean => !at.includes('T');

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
  const { conversations, engaged = [] } = history;
  const acts = engaged.filter(({ act, channel }) => act === 'clicked' || channel !== 'email');
  const days = [...conversations, ...acts]
    .map(({ at }) => at)
    .concat(paidOrPromised(history))
    .map((at) => (isDay(at) ? epochDay(at) : epochDayIn(timeZone, at)));
  return days.length === 0 ? undefined : Math.max(...days);
};
