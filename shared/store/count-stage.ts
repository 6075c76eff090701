// How many invoices of a creditor are in a stage, from the `stage` index.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { allShards, stageIndex, stagePk } from './keys.ts';
import { documents, tableName } from './table.ts';

export const countStage = async (creditor: string, stage: string): Promise<number> => {
  const counts = await Promise.all(allShards.map((shard) => countPartition(stagePk(creditor, stage, shard))));
  return counts.reduce((sum, count) => sum + count, 0);
};

const countPartition = async (pk: string): Promise<number> => {
  let total = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const { Count = 0, LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: stageIndex,
        Select: 'COUNT',
        KeyConditionExpression: 'stagePk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    total += Count;
    start = LastEvaluatedKey;
  } while (start);
  return total;
};
