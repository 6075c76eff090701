// A debtor's contact register as a person reads it: one line for each record, as far as it was not erased.
import * as z from 'zod';
import type { Debtor } from '#domain/facts.ts';
import { costInWords } from '#domain/planning/contact-cost.ts';
import { answersByContact, type Made } from '#domain/register/answered.ts';
import type { Kept, RegisterRecord } from '#domain/register/register-record.ts';
import { replyTypes } from '#domain/register/verify-register.ts';
import type { Channel, Language } from '#domain/vocabulary.ts';
import { channels } from '#domain/vocabulary.ts';
import { type Answered, answeredIn } from '#evidence/answered-in.ts';
import { momentIn } from '#evidence/moment-in.ts';
import { happenedIn, meaningIn, wordsOf } from '#evidence/words.ts';
import { wordsOf as explanationWords } from '#explanations/words.ts';
import { table } from './output.ts';

/** `before`: answers from before they were records, which have no number and no hash. */
export const registerInWords = (
  records: readonly RegisterRecord[],
  before: readonly Kept[],
  debtor: Debtor,
  language: Language,
): readonly string[] => {
  const { labels } = wordsOf(language);
  const answers = answersByContact(madeIn(records), heardIn(records, before));
  return [
    `${labels.chain}: ${labels.debtor} ${debtor.debtor} (${debtor.name}), ${records.length}`,
    ...table([
      ...before.map((answer) => [
        '–',
        momentIn(String(answer.receivedAt), debtor.timeZone),
        happenedIn(replyTypes.heard, language),
        `${String(answer.reply)}: ${mediumIn(answer.channel, language) ?? ''}`,
        firstWords(String(answer.from ?? ''), String(answer.text ?? '')),
        wordsOf(language).words.before,
      ]),
      ...records.map((record) => [
        record.sequence,
        momentIn(record.at, debtor.timeZone),
        happenedIn(record.happened, language),
        whatOf(record, language),
        [toldOf(record, language), ...whatFollowed(record, answers, debtor, language)].filter(Boolean).join('; '),
        record.hash.slice(0, 12),
      ]),
    ]),
  ];
};

/** Of a claim, what it cost and what came back. */
const whatFollowed = (
  { happened, about, body }: RegisterRecord,
  answers: ReadonlyMap<string, readonly Answered[]>,
  { timeZone }: Debtor,
  language: Language,
): readonly string[] => {
  if (happened !== 'claimed' && happened !== 'task') return [];
  const cost = costSchema.safeParse(body.cost);
  return [
    ...(cost.success ? [costInWords(cost.data)] : []),
    ...(answers.get(about) ?? []).map((answer) => answeredIn(answer, timeZone, language)),
  ];
};
const costSchema = z.object({ amount: z.int(), currency: z.string() });

const madeIn = (records: readonly RegisterRecord[]): readonly Made[] =>
  records.flatMap(({ about, at, body }) => {
    const channel = body.step === undefined ? undefined : channelIn(body.channel);
    if (channel === undefined) return [];
    const statuses = records
      .filter((each) => each.about === about)
      .map(({ happened, body: { providerId } }) => ({
        status: happened,
        ...(typeof providerId === 'string' ? { providerId } : {}),
      }));
    return [{ contact: about, channel, claimedAt: at, statuses }];
  });

const heardIn = (records: readonly RegisterRecord[], before: readonly Kept[]) =>
  [...before, ...records.filter(({ happened }) => happened === replyTypes.heard).map(({ body }) => body)].map(
    (body) => {
      const said = records.find(({ happened, about }) => happened === replyTypes.answered && about === body.reply);
      return {
        ...{ reply: String(body.reply), channel: String(body.channel), at: String(body.receivedAt) },
        ...(typeof body.inReplyTo === 'string' ? { inReplyTo: body.inReplyTo } : {}),
        ...(typeof body.automatic === 'string' ? { automatic: body.automatic } : {}),
        ...(said === undefined ? {} : { meaning: String(said.body.meaning) }),
      };
    },
  );

/** Channel and step of a claim, channel of an answer, what was said of it; of all else, the contact or the event that it is about. */
const whatOf = ({ body, about }: RegisterRecord, language: Language): string => {
  const said = [mediumIn(body.channel, language), body.step, meaningIn(body.meaning, language)].filter(
    (each) => each !== undefined,
  );
  return said.length === 0 ? about : `${about}: ${said.map(String).join(', ')}`;
};

const mediumIn = (channel: unknown, language: Language): string | undefined => {
  const known = channelIn(channel);
  return known && explanationWords(language).media[known];
};
const channelIn = (channel: unknown): Channel | undefined => channels.find((each) => each === channel);

const toldOf = ({ personal, body, isErased }: RegisterRecord, language: Language): string => {
  if (isErased) return wordsOf(language).words.erased;
  if (personal.text !== undefined) return firstWords(personal.from ?? '', personal.text);
  return (
    personal.address ??
    personal.reason ??
    personal.detail ??
    personal.note ??
    (body.meaning && body.by ? String(body.by) : '')
  );
};

const firstWords = (from: string, text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = line.length > 60 ? `${line.slice(0, 59)}…` : line;
  return from === '' ? short : `${from}: ${short}`;
};
