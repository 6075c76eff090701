// What follows from an answer of a debtor once a person has said what it means, as facts.
import { addDays, type IsoDate } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import type { PolicyContent } from '../policy.ts';
import { changeOfWishes } from '../wishes.ts';
import { type FactOfReply, pauseOfReply, type Reply } from './facts-of-reply.ts';

export type ReplyAnswer = Extract<DomainEvent, { type: 'Reply Answered' }>['detail'];

/**
 * The invoices that it is about; undefined is all of them. Of a dispute the only one that is open, where none is named. Throws BadInput where
 * that cannot be known.
 */
export const invoicesOf = (
  { meaning, invoices }: ReplyAnswer,
  { open }: { readonly open: readonly string[] },
): readonly string[] | undefined => {
  if (meaning !== 'disputes' || invoices !== undefined) return invoices;
  if (open.length === 1) return open;
  throw new BadInput(
    'which-invoice',
    `the debtor has ${open.length} open invoices: name those that it disputes, with --invoice`,
  );
};

/**
 * Paid: it waits for the money. A promise, of the invoices named or of all. A dispute of each invoice named. It cannot pay: with the
 * cause, as segments ask for it. The wrong person: the address goes. No more of the channel. What it wishes is its own word. The pause of the
 * answer ends with it.
 */
export const factsOfAnswer = (
  reply: Reply,
  answer: ReplyAnswer,
  { paidPauseDays }: PolicyContent['replies'],
  today: IsoDate,
): readonly FactOfReply[] => {
  const { creditor, debtor, channel, reply: id } = reply;
  const by = answer.by === undefined ? {} : { by: answer.by };
  const named = (what: string) => ({ id: `reply-${id}-${what}`, creditor, ...by });
  /** Of each invoice that is named, or of the debtor. */
  const each = (what: string) =>
    answer.invoices === undefined
      ? [{ ...named(what), debtor }]
      : answer.invoices.map((invoice) => ({ ...named(`${what}-${invoice}`), invoice }));
  const facts = (): readonly FactOfReply[] => {
    switch (answer.meaning) {
      case 'has-paid':
        return each('paid').map((about) => ({
          type: 'Hold Placed',
          detail: {
            ...about,
            hold: `paid-${id}`,
            reason: 'payment-in-flight',
            until: addDays(today, paidPauseDays),
          },
        }));
      case 'will-pay':
        return each('promise').map((about) => ({
          type: 'Promise Made',
          detail: {
            ...about,
            date: answer.date ?? today,
            ...(answer.amount === undefined ? {} : { amount: answer.amount, currency: answer.currency }),
          },
        }));
      case 'disputes':
        return (answer.invoices ?? []).map((invoice) => ({
          type: 'Dispute Opened',
          detail: {
            ...named(`dispute-${invoice}`),
            invoice,
            dispute: `reply-${id}`,
            ...(answer.note === undefined ? {} : { reason: answer.note.slice(0, 500) }),
          },
        }));
      case 'cannot-pay':
        return answer.cause === undefined
          ? []
          : [{ type: 'Debtor Changed', detail: { ...named('cause'), debtor, cause: answer.cause } }];
      case 'wrong-person':
        return [{ type: 'Debtor Changed', detail: { ...named('address'), debtor, ...addressOf(channel) } }];
      case 'stop':
        return [
          { type: 'Consent Changed', detail: { ...named('stopped'), debtor, channel, given: false, saidBy: 'debtor' } },
        ];
      case 'other':
        return [];
      default:
        return answer.meaning satisfies never;
    }
  };
  return [...facts(), ...wished(reply, answer, named), ...takenBack(reply, answer, named), released(reply, named)];
};

const addressOf = (channel: Reply['channel']): { readonly email?: null; readonly phone?: null } =>
  channel === 'email' ? { email: null } : { phone: null };

/** Of when it wrote so. */
const wished = ({ debtor, receivedAt }: Reply, { wishes }: ReplyAnswer, named: Named): readonly FactOfReply[] =>
  wishes === undefined
    ? []
    : [{ type: 'Debtor Changed', detail: { ...named('wishes'), debtor, ...changeOfWishes(wishes), at: receivedAt } }];

type Named = (what: string) => { readonly id: string; readonly creditor: string; readonly by?: string };

/** What was done at once, and was not meant. */
const takenBack = ({ acts, channel, debtor }: Reply, { meaning }: ReplyAnswer, named: Named): readonly FactOfReply[] =>
  acts === undefined || meaning === 'stop' || meaning === 'wrong-person'
    ? []
    : [{ type: 'Consent Changed', detail: { ...named('resumed'), debtor, channel, given: true } }];

const released = ({ reply, debtor }: Reply, named: Named): FactOfReply => ({
  type: 'Hold Released',
  detail: { ...named('resume'), debtor, hold: pauseOfReply(reply) },
});
