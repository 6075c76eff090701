// What time alone makes due: invoices to enrol and wakes, each in its shard of the `agenda` index, earliest first.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { IsoInstant } from '#domain/calendar.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { agendaIndex, enrolPk, wakePk } from './keys.ts';
import { documents, tableName } from './table.ts';

export type Due = InvoiceKey & { readonly wakeAt: IsoInstant };

/** Where a page ended: the index's own key, to be handed back as it is. */
export type PageEnd = Readonly<Record<string, string>>;

/** Invoices of a shard to be enrolled at or before an instant. */
export const dueToEnrol = async (shard: number, now: IsoInstant, limit: number): Promise<readonly Due[]> =>
  (await pageOf(enrolPk(shard), now, limit)).due;

/** Invoices of a shard whose wake is due at or before an instant. */
export const dueToWake = async (shard: number, now: IsoInstant, limit: number): Promise<readonly Due[]> =>
  (await pageOf(wakePk(shard), now, limit)).due;

/** The same, page by page: `end` is there while there may be more. */
export const pageOfWakes = (shard: number, now: IsoInstant, limit: number, after?: PageEnd) =>
  pageOf(wakePk(shard), now, limit, after);

const pageOf = async (
  pk: string,
  now: IsoInstant,
  limit: number,
  after?: PageEnd,
): Promise<{ readonly due: readonly Due[]; readonly end?: PageEnd }> => {
  const { Items = [], LastEvaluatedKey } = await documents.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: agendaIndex,
      KeyConditionExpression: 'agendaPk = :pk AND wakeAt <= :now',
      ExpressionAttributeValues: { ':pk': pk, ':now': now },
      Limit: limit,
      ...(after ? { ExclusiveStartKey: after } : {}),
    }),
  );
  const due = Items.map((item) => ({ ...keyOf(String(item.pk)), wakeAt: String(item.wakeAt) }));
  return LastEvaluatedKey ? { due, end: LastEvaluatedKey } : { due };
};

const keyOf = (pk: string): InvoiceKey => {
  const [, creditor = '', ...rest] = pk.split('#');
  return { creditor, invoice: rest.join('#') };
};
