// The event record without a fact of its own: its INSERT makes an invoice's execution look again, or begins a run.
import type { IsoInstant } from '#domain/calendar.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import type { StageName } from '#domain/vocabulary.ts';
import { invoiceEventItem } from './keys.ts';
import { tableName, type Write } from './table.ts';

export type Ring = {
  /** The same one twice is refused. */
  readonly id: string;
  readonly type: string;
  readonly at: IsoInstant;
  readonly reason?: string;
  /** The run that begins with it, and the stage in which it begins, where it is not the first. */
  readonly start?: number | undefined;
  readonly stage?: StageName | undefined;
};

export const ringRecord = ({ creditor, invoice }: InvoiceKey, { id, type, at, reason, start, stage }: Ring): Write => ({
  Put: {
    TableName: tableName,
    Item: {
      ...invoiceEventItem({ creditor, invoice }, id),
      ...{ creditor, invoice, event: id, type, at },
      ...(reason === undefined ? {} : { reason }),
      ...(start === undefined ? {} : { start }),
      ...(stage === undefined ? {} : { stage }),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});
