// What DynamoDB itself says that a piece of work has written.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/**
 * Sums ConsumedCapacity over every write that this process makes meanwhile: of the portfolio, or of the places to send in, which several
 * messages share.
 */
export const countWriteUnits = async (
  work: () => Promise<unknown>,
  of: 'portfolio' | 'places' = 'portfolio',
): Promise<number> => {
  const base: { send: (...args: readonly unknown[]) => Promise<unknown> } = Object.getPrototypeOf(
    DynamoDBClient.prototype,
  );
  const { send } = base;
  let units = 0;
  base.send = async function (this: unknown, ...args: readonly unknown[]) {
    const [command] = args;
    const isWrite =
      hasInput(command) &&
      /^(Put|Update|Delete|TransactWrite)/.test(command.constructor.name) &&
      ('TableName' in command.input || 'TransactItems' in command.input) &&
      isPlace(command.input) === (of === 'places');
    if (isWrite) command.input.ReturnConsumedCapacity = 'TOTAL';
    const answer: unknown = await Reflect.apply(send, this, [...args]);
    if (isWrite)
      units += consumed
        .parse(answer)
        .ConsumedCapacity.reduce((sum, each) => sum + (each.WriteCapacityUnits ?? each.CapacityUnits ?? 0), 0);
    return answer;
  };
  try {
    await work();
    return units;
  } finally {
    base.send = send;
  }
};

const isPlace = ({ Key }: Record<string, unknown>): boolean => JSON.stringify(Key ?? '').includes('"SENDING#');

const capacity = z.object({ WriteCapacityUnits: z.number().optional(), CapacityUnits: z.number().optional() });
// A list for a transaction, one for a single write.
const consumed = z.object({ ConsumedCapacity: z.union([z.array(capacity), capacity.transform((one) => [one])]) });

const hasInput = (command: unknown): command is { input: Record<string, unknown> } =>
  typeof command === 'object' && command !== null && 'input' in command;
