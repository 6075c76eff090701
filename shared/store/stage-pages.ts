// The open invoices of a creditor, page by page through the shards of the `stage` index: a walk that can be left and taken up.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type InvoiceKey, type InvoiceStage, invoiceStages } from '#domain/facts.ts';
import { allShards, stageIndex, stagePk } from './keys.ts';
import { documents, tableName } from './table.ts';

/** Those whose collection goes on. Earlier stages come first: an invoice that moves on meanwhile is met again. */
export const openStages = invoiceStages.filter(
  (stage) => stage !== 'placed' && stage !== 'internal' && stage !== 'closed',
);

export const isInCollection = (stage: InvoiceStage): boolean => openStages.some((each) => each === stage);

/** Where a walk has come to: how many partitions are done, and where the page before ended in the next. */
export const placeSchema = z.object({ partition: z.int(), after: z.record(z.string(), z.string()).optional() });
export type Place = z.output<typeof placeSchema>;
export const beginning: Place = { partition: 0 };

/** The next invoices from a place on, `limit` at most; `next` is there while there may be more. Eventually consistent. */
export const openInvoicesFrom = (creditor: string, from: Place, limit: number): Promise<Page> =>
  invoicesFrom(creditor, openStages, from, limit);

type Page = { readonly keys: readonly InvoiceKey[]; readonly next?: Place };

/** The same of other stages; a place is one of the same stages. */
export const invoicesFrom = async (
  creditor: string,
  stages: readonly InvoiceStage[],
  from: Place,
  limit: number,
): Promise<Page> => {
  const partitionCount = stages.length * allShards.length;
  const keys: InvoiceKey[] = [];
  let { partition, after } = from;
  while (partition < partitionCount) {
    const stage = stages[Math.floor(partition / allShards.length)] ?? '';
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: stageIndex,
        KeyConditionExpression: 'stagePk = :pk',
        ExpressionAttributeValues: { ':pk': stagePk(creditor, stage, partition % allShards.length) },
        Limit: limit - keys.length,
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    keys.push(...Items.map(({ stageSk }) => ({ creditor, invoice: String(stageSk).slice('YYYY-MM-DD#'.length) })));
    if (LastEvaluatedKey) return { keys, next: { partition, after: LastEvaluatedKey } };
    partition += 1;
    after = undefined;
    if (keys.length === limit && partition < partitionCount) return { keys, next: { partition } };
  }
  return { keys };
};
