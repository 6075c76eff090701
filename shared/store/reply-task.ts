// The task of an answer: what the debtor wrote, what it may mean, and how to say so.
import type { IsoInstant } from '#domain/calendar.ts';
import type { ReplyMeaning } from '#domain/vocabulary.ts';
import type { StoredReply } from './replies.ts';
import { type NewTask, taskIdOf } from './tasks.ts';

const inWords: Readonly<Record<ReplyMeaning, string>> = {
  stop: 'wants no more messages this way',
  'wrong-person': 'says that it is somebody else',
  disputes: 'does not agree with what is asked for',
  'has-paid': 'says that it has paid',
  'cannot-pay': 'says that it cannot pay',
  'will-pay': 'says that it will pay',
};

/** The same answer gives the same task. Of no invoice: it stands until somebody has read it, even when all is paid meanwhile. */
export const taskOfReply = (reply: StoredReply, now: IsoInstant): NewTask => {
  const { creditor, debtor, channel, proposals, acts, receivedAt, from, subject, text } = reply;
  const [first] = proposals;
  return {
    task: taskIdOf('confirm-reply', creditor, debtor, reply.reply),
    kind: 'confirm-reply',
    creditor,
    debtor,
    invoice: '',
    title: `${debtor} answered by ${channel}: ${first === undefined ? 'read what it means' : `perhaps it ${inWords[first.meaning]}`}`,
    script: [
      `Answer ${reply.reply}, ${receivedAt.slice(0, 16).replace('T', ' ')} UTC${from === undefined ? '' : `, from ${from}`}`,
      ...(subject === undefined || subject === '' ? [] : [`Subject: ${subject}`]),
      '',
      text,
      '',
      ...proposals.map(
        ({ meaning, because, date }) =>
          `Perhaps it ${inWords[meaning]} ("${because}"${date === undefined ? '' : `, on ${date}`}): ${commandFor(reply, meaning, date)}`,
      ),
      ...(acts === undefined ? [] : [`No more messages by ${channel} are sent since; --as other takes that back.`]),
      `Anything else: recaudo replies answer ${debtor} ${reply.reply} --as other`,
    ].join('\n'),
    openedAt: now,
    status: 'open',
  };
};

const commandFor = ({ debtor, reply }: StoredReply, meaning: ReplyMeaning, date: string | undefined): string =>
  `recaudo replies answer ${debtor} ${reply} --as ${meaning}${meaning === 'will-pay' ? ` --date ${date ?? 'DAY'}` : ''}`;
