// Charges that could not be claimed, for a rate or a value of the law is not known: one task for each such gap of a creditor, not one
// for each of the debtors that it concerns.
import type { IsoInstant } from '#domain/calendar.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { askedItem, taskItem } from './keys.ts';
import { tableName, transact } from './table.ts';
import { type NewTask, taskIdOf, taskToItem } from './tasks.ts';

/** `reason` names what is missing and its days. May be repeated: true when the task is new. */
export const askToLookUp = async (
  { creditor, invoice, debtor }: InvoiceKey & { readonly debtor: string },
  reason: string,
  now: IsoInstant,
): Promise<boolean> => {
  const gap = gapOf(reason);
  const task: NewTask = {
    task: taskIdOf('look-up-law', creditor, gap),
    kind: 'look-up-law',
    creditor,
    debtor,
    invoice,
    title: 'Charges are not claimed: a rate or a value of the law is not known',
    script: `${reason}\nNotices go out without new charges of this kind, to this debtor and to all others that it concerns, until it is known. The next notice after that claims them for all days.`,
    openedAt: now,
    status: 'open',
  };
  const refused = await transact([
    {
      Put: {
        TableName: tableName,
        Item: { ...askedItem(creditor, task.task), gap, at: now },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    { Put: { TableName: tableName, Item: { ...taskItem(task, task.task), ...taskToItem(task) } } },
  ]);
  return refused.length === 0;
};

/** The same gap on another day: what is missing, from which month on. */
const gapOf = (reason: string): string =>
  reason.replaceAll(/ to \d{4}-\d{2}-\d{2}/g, '').replaceAll(/(\d{4}-\d{2})-\d{2}/g, '$1');
