// A debt handed to an agency. Its deadlines are worked by a schedule, for placements outlive executions.
import * as z from 'zod';
import type { IsoInstant } from '#domain/calendar.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { addEnding, endingValues } from './endings.ts';
import { debtorOf, type StoredInvoice, stageKeys } from './items.ts';
import { invoiceItem, invoicePk, placementItem } from './keys.ts';
import { raiseDebtor } from './raise-debtor.ts';
import { queryPrefix, tableName, transact } from './table.ts';

const placementSchema = z.object({
  agency: z.string(),
  amount: z.int(),
  currency: z.string(),
  commissionPercent: z.string(),
  dossier: z.string(),
  dossierHash: z.string(),
  policyVersion: z.int(),
  status: z.enum(['placed', 'recalled']),
  placedAt: z.string(),
  recalledAt: z.string().optional(),
});
export type Placement = z.output<typeof placementSchema>;

type Terms = {
  readonly agency: string;
  readonly commissionPercent: string;
  readonly dossier: { readonly key: string; readonly hash: string };
  readonly policyVersion: number;
  readonly now: IsoInstant;
};

/** Records the placement and ends the run, unless a fact arrived: then false, and nothing is placed. */
export const placeDebt = async (
  { invoice }: StoredInvoice,
  { agency, commissionPercent, dossier, policyVersion, now }: Terms,
): Promise<boolean> => {
  const keys = stageKeys(invoice, 'placed', invoice.due);
  const placement: Placement = {
    agency,
    amount: invoice.balance,
    currency: invoice.currency,
    commissionPercent,
    dossier: dossier.key,
    dossierHash: dossier.hash,
    policyVersion,
    status: 'placed',
    placedAt: now,
  };
  const refused = await transact([
    {
      Put: {
        TableName: tableName,
        Item: {
          ...placementItem(invoice, invoice.run),
          creditor: invoice.creditor,
          invoice: invoice.invoice,
          debtor: invoice.debtor,
          run: invoice.run,
          ...placement,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Update: {
        TableName: tableName,
        Key: invoiceItem(invoice),
        UpdateExpression: `SET stage = :placed, because = :placed, stagePk = :stagePk, stageSk = :stageSk, ${addEnding} REMOVE taskToken, agendaPk, wakeAt`,
        ConditionExpression: 'version = :version AND run = :run',
        ExpressionAttributeValues: {
          ...endingValues({ at: now, stage: 'placed' }),
          ':placed': 'placed',
          ':stagePk': keys.stagePk,
          ':stageSk': keys.stageSk,
          ':version': invoice.version,
          ':run': invoice.run,
        },
      },
    },
    raiseDebtor(debtorOf(invoice)),
  ]);
  return refused.length === 0;
};

/** Every placement of an invoice, oldest first. */
export const listPlacements = async (key: InvoiceKey): Promise<readonly Placement[]> =>
  (await queryPrefix(invoicePk(key), 'PLACEMENT#')).map((item) => placementSchema.parse(item));
