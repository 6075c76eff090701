// An answer of a debtor as it comes: read by plain rules, acted on at once only on the safe side, and left to a person. Each step may be
// repeated: the item says what was found, and the facts that follow are named by it.
import { dateIn, type IsoInstant } from '#domain/calendar.ts';
import { BadInput, Conflict } from '#domain/errors.ts';
import type { Debtor } from '#domain/facts.ts';
import { type FactOfReply, factsOfReply } from '#domain/replies/facts-of-reply.ts';
import { actsAtOnce, meaningOf } from '#replies/meaning-of.ts';
import { findAccount } from './merged-into.ts';
import { loadPolicy } from './policies.ts';
import { recordFact } from './record-fact.ts';
import { findReply, putNewReply, type StoredReply } from './replies.ts';
import { taskOfReply } from './reply-task.ts';
import { beforeNext } from './table.ts';
import { listTasksOfDebtor, openTask } from './tasks.ts';

/** An answer as it came, before it is read. */
export type NewReply = Pick<
  StoredReply,
  | 'reply'
  | 'creditor'
  | 'debtor'
  | 'channel'
  | 'receivedAt'
  | 'from'
  | 'subject'
  | 'text'
  | 'content'
  | 'contentHash'
  | 'attachments'
  | 'inReplyTo'
  | 'automatic'
>;

/** So much of it lies in the table. */
const mostKept = 4_000;
/** So many answers of a debtor wait for a person; whatever else it writes meanwhile is kept, and shown with them. */
const mostWaiting = 3;

/** Throws BadInput when there is no such debtor. */
export const recordReply = async (
  told: NewReply,
  now: IsoInstant,
): Promise<{ readonly kind: 'recorded' | 'repeated' }> => {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const stored = await findAccount(told);
    if (!stored) throw new BadInput('unknown-debtor', `there is no debtor ${told.debtor} of creditor ${told.creditor}`);
    const incoming = { ...told, debtor: stored.debtor.debtor };
    const found = await findReply(incoming, incoming.reply);
    const reply = found ?? readReply(incoming, stored.debtor);
    if (found || (await putNewReply(reply, stored.register, now))) {
      await followUp(reply, stored.debtor, now);
      return { kind: found ? 'repeated' : 'recorded' };
    }
    await beforeNext(attempt);
  }
  throw new Conflict(`answer ${told.reply} met other records of debtor ${told.debtor} eight times`);
};

const readReply = (incoming: NewReply, { language, timeZone, jurisdiction }: Debtor): StoredReply => {
  const meant = (text: string) =>
    meaningOf(text, {
      today: dateIn(timeZone, incoming.receivedAt),
      language,
      isMonthFirst: jurisdiction === 'US',
    });
  const own = meant(incoming.text);
  // A subject is usually ours. Mail programs that stop for their users write the word there, and nothing else.
  const proposals = own.length > 0 || incoming.text.trim() !== '' ? own : meant(incoming.subject ?? '');
  const acts = incoming.automatic === undefined ? proposals.find(({ meaning }) => actsAtOnce(meaning)) : undefined;
  return {
    ...incoming,
    text: incoming.text.slice(0, mostKept),
    proposals: proposals.map((each) => ({ ...each })),
    ...(acts === undefined ? {} : { acts: acts.meaning }),
  };
};

const followUp = async (reply: StoredReply, { timeZone }: Debtor, now: IsoInstant): Promise<void> => {
  const { content } = await loadPolicy(reply.creditor);
  await recordAll(factsOfReply(reply, content.replies, timeZone), now);
  if (reply.automatic !== undefined || reply.answer !== undefined) return;
  const tasks = await listTasksOfDebtor(reply);
  const waiting = tasks.filter(({ kind, status }) => kind === 'confirm-reply' && status === 'open');
  const task = taskOfReply(reply, now);
  if (waiting.length < mostWaiting || waiting.some((each) => each.task === task.task)) await openTask(task);
};

export const recordAll = async (facts: readonly FactOfReply[], now: IsoInstant): Promise<void> => {
  for (const fact of facts) await recordFact(fact, now);
};
