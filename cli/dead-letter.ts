// One dead letter: an event that could not be applied, with its cause, as the message that lies in the queue says it.
import type { Message } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { CommandFailed, exitCodes } from './exit.ts';

export type DeadLetter = {
  /** The message's own id in the queue of dead letters. */
  readonly id: string;
  readonly type: string | null;
  readonly event: string | null;
  readonly creditor: string | null;
  readonly code: string;
  readonly reason: string;
  /** When it was set aside; of one that failed five times, when it first came. */
  readonly since: string | null;
  /** The message word for word. */
  readonly body: string;
  readonly receipt: string;
};

/** Of messages that nobody refused, but that failed each time: not the sender's fault. */
export const causeOfOurs = 'ours';

const envelope = z.object({
  'detail-type': z.string().optional().catch(undefined),
  detail: z
    .object({ id: z.string().optional().catch(undefined), creditor: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

export const readDeadLetter = ({
  MessageId = '',
  Body = '',
  ReceiptHandle = '',
  Attributes = {},
  MessageAttributes = {},
}: Message): DeadLetter => {
  const { 'detail-type': type, detail } = envelope.safeParse(contentOf(Body)).data ?? {};
  const sent = Number(Attributes.SentTimestamp);
  return {
    id: MessageId,
    type: type ?? null,
    event: detail?.id ?? null,
    creditor: detail?.creditor ?? null,
    code: MessageAttributes.code?.StringValue ?? causeOfOurs,
    reason:
      MessageAttributes.reason?.StringValue ?? 'failed five times for a cause of ours: see the log of apply-event',
    since: Number.isFinite(sent) ? new Date(sent).toISOString() : null,
    body: Body,
    receipt: ReceiptHandle,
  };
};

/** The message as data, or its text where it is none. */
export const contentOf = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

/** The one that a person named, by its id or by so much of the beginning as only one has. Throws CommandFailed. */
export const letterNamed = (letters: readonly DeadLetter[], named: string): DeadLetter => {
  const fitting = letters.filter(({ id }) => id.startsWith(named));
  const [found, another] = fitting;
  if (another !== undefined && !fitting.some(({ id }) => id === named))
    throw new CommandFailed(
      exitCodes.badInput,
      `${fitting.length} dead letters begin with ${named}; write more of the id`,
    );
  if (found) return fitting.find(({ id }) => id === named) ?? found;
  throw new CommandFailed(
    exitCodes.notFound,
    `there is no dead letter ${named}: recaudo events list shows those that there are; one that somebody else looks at shows again in some minutes`,
  );
};

/** What a person chose: some ids, all, or those of one code. Throws CommandFailed, where it is none or more than one of them. */
export type Choice = { readonly ids: readonly string[]; readonly all: boolean; readonly code: string | undefined };

export const checkChoice = ({ ids, all, code }: Choice): void => {
  if ([ids.length > 0, all, code !== undefined].filter(Boolean).length !== 1)
    throw new CommandFailed(exitCodes.badInput, 'say which: ids of dead letters, or --code CODE, or --all');
};

export const chosen = (letters: readonly DeadLetter[], { ids, all, code }: Choice): readonly DeadLetter[] => {
  if (all) return letters;
  if (code !== undefined) return letters.filter((letter) => letter.code === code);
  return [...new Set(ids.map((id) => letterNamed(letters, id)))];
};
