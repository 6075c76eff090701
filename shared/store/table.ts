// The one DynamoDB table: its client, and transactions that tell a refused condition from a failure.
import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { TemporaryFailure } from '#domain/errors.ts';
import { env, readEnvironment } from './environment.ts';
import type { Key } from './keys.ts';

export const tableName = readEnvironment(env.table);
export const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

export type Item = Readonly<Record<string, unknown>>;
export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Strongly consistent. */
export const getItem = async (key: Key): Promise<Item | undefined> =>
  (await documents.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }))).Item;

/** Strongly consistent; in no particular order; keys that do not exist are left out. */
export const getItems = async (keys: readonly Key[]): Promise<readonly Item[]> => {
  const found: Item[] = [];
  for (let start = 0; start < keys.length; start += 100) {
    let pending: Record<string, unknown>[] = keys.slice(start, start + 100).map((key) => ({ ...key }));
    for (let attempt = 0; pending.length > 0; attempt += 1) {
      if (attempt === 8)
        throw new TemporaryFailure(`${pending.length} items could not be read in 8 attempts: the table throttles`);
      const answer = await documents.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys: pending, ConsistentRead: true } } }),
      );
      found.push(...(answer.Responses?.[tableName] ?? []));
      pending = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
  }
  return found;
};

/** All items of a query, up to `limit`; strongly consistent unless it asks an index. */
export const queryItems = async (
  query: Omit<QueryCommandInput, 'TableName'>,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly Item[]> => {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: documents },
    {
      ...query,
      TableName: tableName,
      ConsistentRead: query.IndexName === undefined,
      ...(Number.isFinite(limit) ? { Limit: limit } : {}),
    },
  );
  for await (const page of pages) {
    items.push(...(page.Items ?? []));
    if (items.length >= limit) return items.slice(0, limit);
  }
  return items;
};

/** Items of one partition whose sort key begins with a prefix. */
export const queryPrefix = (pk: string, prefix: string, limit?: number): Promise<readonly Item[]> =>
  queryItems(
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    },
    limit,
  );

/** All or nothing. Answers which writes' conditions refused it (by position); an empty list means that it is done. */
export const transact = async (writes: readonly Write[]): Promise<readonly number[]> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await documents.send(new TransactWriteCommand({ TransactItems: [...writes] }));
      return [];
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
      const refused = codes.flatMap((code, index) => (code === 'ConditionalCheckFailed' ? [index] : []));
      if (refused.length > 0) return refused;
      // Another transaction is at the same items, or the table throttles: neither says anything about our conditions.
      if (attempt === 6)
        throw new TemporaryFailure(`the transaction was cancelled: ${codes.join(', ')}`, { cause: error });
      await beforeNext(attempt);
    }
  }
};

/** A pause before another attempt, longer each time and by chance, so that those who met do not meet again. */
export const beforeNext = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** attempt));
