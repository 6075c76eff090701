// Answers of the debtor as evidence tells them: when, by which way, from where, what was written, and what a person said that it means.
import type { IsoInstant } from '#domain/calendar.ts';
import type { RegisterRecord } from '#domain/register/register-record.ts';
import { replyTypes } from '#domain/register/verify-register.ts';

export type AnswerTold = {
  readonly reply: string;
  readonly at: IsoInstant;
  readonly channel: string;
  /** Absent where it was erased. */
  readonly from?: string;
  readonly text?: string;
  readonly erased: boolean;
  /** Why a machine is thought to have written it. */
  readonly automatic?: string;
  /** By which our provider knows the message that it answers. */
  readonly inReplyTo?: string;
  /** The message as it came. */
  readonly message?: { readonly key: string; readonly file: string; readonly hash: string };
  readonly said?: {
    readonly meaning: string;
    readonly at: IsoInstant;
    readonly by?: string;
    readonly note?: string;
  };
  /** Its own record, and that of what was said of it. */
  readonly records: readonly RegisterRecord[];
};

/** Those of which nobody said that they are about other invoices alone: an answer is to the account. */
export const answersTold = (records: readonly RegisterRecord[], invoice: string): readonly AnswerTold[] =>
  records
    .filter(({ happened }) => happened === replyTypes.heard)
    .flatMap((heard) => {
      const said = records.find(({ happened, about }) => happened === replyTypes.answered && about === heard.about);
      const invoices = said?.body.invoices;
      if (Array.isArray(invoices) && !invoices.includes(invoice)) return [];
      return [answerTold(heard, said)];
    });

const answerTold = (heard: RegisterRecord, said: RegisterRecord | undefined): AnswerTold => {
  const { body, personal } = heard;
  const { from, text, content, contentHash } = personal;
  return {
    ...{ reply: heard.about, at: heard.at, channel: String(body.channel), erased: heard.isErased },
    ...(from === undefined ? {} : { from }),
    ...(text === undefined ? {} : { text }),
    ...(typeof body.automatic === 'string' ? { automatic: body.automatic } : {}),
    ...(typeof body.inReplyTo === 'string' ? { inReplyTo: body.inReplyTo } : {}),
    ...(content === undefined || contentHash === undefined
      ? {}
      : { message: { key: content, file: `answers/${fileOf(heard)}`, hash: contentHash } }),
    ...(said === undefined
      ? {}
      : {
          said: {
            ...{ meaning: String(said.body.meaning), at: said.at },
            ...(typeof said.body.by === 'string' ? { by: said.body.by } : {}),
            ...(said.personal.note === undefined ? {} : { note: said.personal.note }),
          },
        }),
    records: said === undefined ? [heard] : [heard, said],
  };
};

/** By time, so that a folder lists them as they came. */
const fileOf = ({ at, about }: RegisterRecord): string => `${at.slice(0, 19).replaceAll(':', '')}-${about}.eml`;
