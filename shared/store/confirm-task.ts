// The task of a batch for one of its creditors: whether the invoices that its list misses are settled.
import type { IsoInstant } from '#domain/calendar.ts';
import { decimalsOf, decimalText, toDecimalText } from '#domain/money/money.ts';
import type { MissingEntry } from '#intake/batch/batch-entry.ts';
import { confirmDays } from '#intake/batch/full-list.ts';
import { mostReported } from '#intake/batch-report.ts';
import type { StoredBatch } from './batches.ts';
import { completeTask, type NewTask, taskIdOf } from './tasks.ts';

/** It is about several debtors: no debtor is called so. */
const severalDebtors = '-';

export const confirmTask = (
  { batch, file }: Pick<StoredBatch, 'batch' | 'file'>,
  creditor: string,
  asked: readonly MissingEntry[],
  now: IsoInstant,
): NewTask => {
  const sums = [...Map.groupBy(asked, ({ currency }) => currency)].map(([currency, own]) => {
    const sum = own.reduce((total, { amount }) => total + BigInt(amount), 0n);
    return `${decimalText(sum, decimalsOf(currency))} ${currency}`;
  });
  const [first] = asked;
  const count = asked.length === 1 ? '1 open invoice is' : `${asked.length} open invoices are`;
  return {
    ...{ task: taskOf(batch, creditor), kind: 'confirm-settled', creditor, debtor: severalDebtors },
    invoice: asked.length === 1 && first ? first.invoice : '',
    title: `${count} missing from a full list (${sums.join(', ')}): settled?`,
    script: [
      `Batch ${batch}, ${file}. Chasing pauses for ${confirmDays} days; nothing was paid by this.`,
      ...asked
        .slice(0, mostReported)
        .map(
          ({ invoice, debtor, amount, currency, due }) =>
            `${invoice} of ${debtor}: ${toDecimalText({ amount, currency })} ${currency}, due ${due}`,
        ),
      ...(asked.length > mostReported ? [`and ${asked.length - mostReported} more`] : []),
      `All are settled: recaudo batch settle ${batch}`,
      `Only some, or all but some: recaudo batch settle ${batch} --only F-1,F-2 or --except F-3`,
      `None is: recaudo batch settle ${batch} --none`,
    ].join('\n'),
    openedAt: now,
    status: 'open',
  };
};

/** Nobody has to answer any more. */
export const endQuestions = async (
  { batch, fullList }: Pick<StoredBatch, 'batch' | 'fullList'>,
  outcome: string,
  now: IsoInstant,
): Promise<void> => {
  for (const { creditor } of fullList?.creditors ?? []) {
    await completeTask({ creditor, debtor: severalDebtors }, taskOf(batch, creditor), outcome, undefined, now);
  }
};

const taskOf = (batch: string, creditor: string): string => taskIdOf('confirm-settled', creditor, batch);
