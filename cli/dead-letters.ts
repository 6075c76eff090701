// The dead letters of a stack: each is seen once and held meanwhile, sent again where asked for, and all others let go. None is lost.
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Stack } from './connect.ts';
import { type DeadLetter, readDeadLetter } from './dead-letter.ts';

/** Whoever ends the command early finds them again after so many seconds. */
const holdSeconds = 300;
/** Memory is bounded: the rest shows when these are done with. */
export const mostLetters = 5_000;

export type Held = {
  /** The oldest first. */
  readonly letters: readonly DeadLetter[];
  /** How many there are that are not among them: somebody else holds them, or there are too many. */
  readonly others: number;
};

const queues = new SQSClient({});

/** Sees all dead letters, lets `work` look at them, and lets go of those that it has not sent again. */
export const withDeadLetters = async <T>(
  { EventsDeadLetterQueueUrl: queue }: Stack,
  work: (held: Held) => Promise<T>,
): Promise<T> => {
  const held = new Map<string, DeadLetter>();
  try {
    const total = await depthOf(queue);
    await seeAll(queue, held);
    const letters = [...held.values()].sort((one, other) => ((one.since ?? '') < (other.since ?? '') ? -1 : 1));
    return await work({ letters, others: Math.max(0, total - letters.length) });
  } finally {
    // Those that were sent again are gone; to let go of them is refused, and does no harm.
    await letGo(queue, [...held.values()]);
  }
};

/** Until a look finds nothing, or only what was seen before because its time ran out. */
const seeAll = async (queue: string, held: Map<string, DeadLetter>): Promise<void> => {
  while (held.size < mostLetters) {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({
        QueueUrl: queue,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: holdSeconds,
        // A long look asks every server of the queue; a short one may find nothing though there is something.
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['code', 'reason'],
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    const before = held.size;
    for (const letter of Messages.map(readDeadLetter)) held.set(letter.id, letter);
    if (held.size === before) return;
  }
};

const depthOf = async (queue: string): Promise<number> => {
  const { Attributes = {} } = await queues.send(
    new GetQueueAttributesCommand({
      QueueUrl: queue,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return (
    Number(Attributes.ApproximateNumberOfMessages ?? 0) + Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0)
  );
};

const letGo = async (queue: string, letters: readonly DeadLetter[]): Promise<void> => {
  for (let start = 0; start < letters.length; start += 10) {
    const Entries = letters.slice(start, start + 10).map(({ receipt }, index) => ({
      Id: String(index),
      ReceiptHandle: receipt,
      VisibilityTimeout: 0,
    }));
    await queues.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queue, Entries }));
  }
};

export type Retried = { readonly letter: DeadLetter; readonly problem?: string };

/** Sends them to the events queue again. Each is taken from the dead letters only when that has succeeded. */
export const sendAgain = async (
  { EventsQueueUrl, EventsDeadLetterQueueUrl }: Stack,
  letters: readonly DeadLetter[],
): Promise<readonly Retried[]> => {
  const retried: Retried[] = [];
  for (const letter of letters) {
    try {
      await queues.send(new SendMessageCommand({ QueueUrl: EventsQueueUrl, MessageBody: letter.body }));
    } catch (error) {
      retried.push({ letter, problem: `could not be sent: ${messageOf(error)}; it still lies here` });
      continue;
    }
    try {
      await queues.send(
        new DeleteMessageCommand({ QueueUrl: EventsDeadLetterQueueUrl, ReceiptHandle: letter.receipt }),
      );
      retried.push({ letter });
    } catch (error) {
      retried.push({ letter, problem: `was sent, but still lies here: ${messageOf(error)}; to send it twice is safe` });
    }
  }
  return retried;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
