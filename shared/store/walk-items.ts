// All items of one sort in the whole table, whatever index they may be missing from: page by page, each once, strongly consistent.
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { documents, type Item, tableName } from './table.ts';

/** Those with sort key `sk` whose partition key begins with `prefix`. Pages without any are passed over. */
export async function* walkItems(prefix: string, sk: string): AsyncGenerator<readonly Item[]> {
  const pages = paginateScan(
    { client: documents },
    {
      TableName: tableName,
      ConsistentRead: true,
      FilterExpression: 'sk = :sk AND begins_with(pk, :prefix)',
      ExpressionAttributeValues: { ':sk': sk, ':prefix': prefix },
    },
  );
  for await (const { Items = [] } of pages) if (Items.length > 0) yield Items;
}
