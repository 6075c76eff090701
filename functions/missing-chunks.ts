// The invoices that a full list misses, as chunks of their own behind those of its rows.
import { dateIn, type IsoInstant } from '#domain/calendar.ts';
import type { Invoice } from '#domain/facts.ts';
import { decimalsOf, decimalText, toDecimalText } from '#domain/money/money.ts';
import type { MissingEntry } from '#intake/batch/batch-entry.ts';
import { chunkKey, missingManifestKey } from '#intake/batch/batch-files.ts';
import type { ListedInvoices } from '#intake/batch/listed-invoices.ts';
import { type MissingInvoice, mostReported } from '#intake/batch-report.ts';
import type { StoredBatch } from '#store/batches.ts';
import { findMissing } from '#store/find-missing.ts';
import { putJson } from '#store/objects.ts';
import { loadPolicy } from '#store/policies.ts';

type FullList = NonNullable<StoredBatch['fullList']>;
type List = { readonly batch: string; readonly receivedAt: IsoInstant };

/** `after` is the last chunk of rows. Of which rejected rows nobody knows the invoice, they may be any: then none is missing. */
export const writeMissing = async (
  { batch, receivedAt }: List,
  creditors: readonly string[],
  listed: ListedInvoices,
  { after, chunkSize }: { readonly after: number; readonly chunkSize: number },
): Promise<{ readonly fullList: FullList; readonly first: MissingInvoice[] }> => {
  const chunks: number[] = [];
  const sums = new Map<string, bigint>();
  const first: MissingInvoice[] = [];
  const compared: FullList['creditors'] = [];
  let pending: MissingEntry[] = [];
  const flush = async () => {
    if (pending.length === 0) return;
    chunks.push(after + chunks.length + 1);
    await putJson(chunkKey(batch, after + chunks.length), pending);
    pending = [];
  };
  const take = async (invoice: Invoice) => {
    const { currency, balance } = invoice;
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(balance));
    if (first.length < mostReported) first.push(asReported(invoice));
    pending.push(entryOf(invoice));
    if (pending.length === chunkSize) await flush();
  };
  const unreadable = listed.unreadable();
  for (const creditor of unreadable === 0 ? creditors : []) {
    const day = dateIn((await loadPolicy(creditor)).content.creditor.timeZone, receivedAt);
    const counts = { creditor, day, open: 0, missing: 0, waiting: 0 };
    const isListed = (invoice: string) => listed.has(creditor, invoice);
    for await (const page of findMissing(creditor, isListed, { day, receivedAt, today: receivedAt.slice(0, 10) })) {
      counts.open += page.listed + page.waiting + page.missing.length;
      counts.waiting += page.waiting;
      counts.missing += page.missing.length;
      for (const invoice of page.missing) await take(invoice);
    }
    compared.push(counts);
  }
  await flush();
  if (chunks.length > 0) {
    await putJson(
      missingManifestKey(batch),
      chunks.map((chunk) => ({ chunk })),
    );
  }
  const totals = Object.fromEntries(
    [...sums].sort().map(([currency, sum]) => [currency, decimalText(sum, decimalsOf(currency))]),
  );
  return { fullList: { unreadable, creditors: compared, totals, chunks }, first };
};

const entryOf = ({ creditor, invoice, debtor, balance: amount, currency, due }: Invoice): MissingEntry => ({
  ...{ kind: 'missing', line: 0, creditor, invoice, debtor, amount, currency, due },
});

const asReported = ({ creditor, invoice, debtor, balance, currency, due }: Invoice): MissingInvoice => ({
  ...{ creditor, invoice, debtor, currency, due },
  amount: toDecimalText({ amount: balance, currency }),
});
