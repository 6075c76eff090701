// What time alone makes due: invoices to enrol and wakes, each in its shard of the `agenda` index, earliest first.
import type { IsoInstant } from '#domain/calendar.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { agendaIndex, enrolPk, wakePk } from './keys.ts';
import { queryItems } from './table.ts';

export type Due = InvoiceKey & { readonly wakeAt: IsoInstant };

/** Invoices of a shard to be enrolled at or before an instant. */
export const dueToEnrol = (shard: number, now: IsoInstant, limit: number): Promise<readonly Due[]> =>
  due(enrolPk(shard), now, limit);

/** Invoices of a shard whose wake is due at or before an instant, and later than `after`. */
export const dueToWake = (shard: number, now: IsoInstant, limit: number, after?: IsoInstant): Promise<readonly Due[]> =>
  due(wakePk(shard), now, limit, after);

const due = async (pk: string, now: IsoInstant, limit: number, after?: IsoInstant): Promise<readonly Due[]> => {
  const items = await queryItems(
    {
      IndexName: agendaIndex,
      KeyConditionExpression: `agendaPk = :pk AND wakeAt ${after === undefined ? '<= :now' : 'BETWEEN :after AND :now'}`,
      ExpressionAttributeValues: { ':pk': pk, ':now': now, ...(after === undefined ? {} : { ':after': `${after}~` }) },
    },
    limit,
  );
  return items.map(({ pk: invoicePk, wakeAt }) => ({ ...keyOf(String(invoicePk)), wakeAt: String(wakeAt) }));
};

const keyOf = (pk: string): InvoiceKey => {
  const [, creditor = '', ...rest] = pk.split('#');
  return { creditor, invoice: rest.join('#') };
};
