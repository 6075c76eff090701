// Every debtor of a creditor, page by page, found by its invoices in the `stage` index.
import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { invoiceStages } from '#domain/facts.ts';
import { readInvoice } from './items.ts';
import { allShards, stageIndex, stagePk } from './keys.ts';
import { documents, getItems, tableName } from './table.ts';

const pageSize = 100;

/** Each debtor once. An invoice that changes its stage meanwhile may be passed over. */
export async function* walkDebtors(creditor: string): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>();
  for (const stage of invoiceStages) {
    for (const shard of allShards) {
      const pages = paginateQuery(
        { client: documents },
        {
          TableName: tableName,
          IndexName: stageIndex,
          Limit: pageSize,
          KeyConditionExpression: 'stagePk = :pk',
          ExpressionAttributeValues: { ':pk': stagePk(creditor, stage, shard) },
        },
      );
      for await (const { Items = [] } of pages) {
        const items = await getItems(Items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
        const debtors = new Set(items.map((item) => readInvoice(item).invoice.debtor));
        const fresh = [...debtors].filter((debtor) => !seen.has(debtor));
        for (const debtor of fresh) seen.add(debtor);
        if (fresh.length > 0) yield fresh;
      }
    }
  }
}
