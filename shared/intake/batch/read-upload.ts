// Reads an uploaded file row by row, whatever its format, into entries of a batch or rejected rows.
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { builtInProfile } from '../formats/built-in-profiles.ts';
import { readAnyFile } from '../formats/read-file.ts';
import { profiles } from '../profiles.ts';
import { readCsv } from '../read-csv.ts';
import type { Problem } from '../read-row.ts';
import type { BatchEntry } from './batch-entry.ts';
import { entryOfInvoice, entryOfPayment } from './entry-of.ts';

export type UploadRow =
  | { readonly line: number; readonly entry: BatchEntry }
  | {
      readonly line: number;
      readonly rejected: readonly Problem[];
      readonly raw: Readonly<Record<string, string>>;
    };
export type UploadHead = { readonly profile: string; readonly isProposed: boolean };

export async function* readUpload(
  open: () => Promise<Readable>,
  named: string | undefined,
): AsyncGenerator<UploadRow, UploadHead, undefined> {
  const own = profiles.find(({ name }) => name === named);
  if (own) {
    for await (const row of readCsv(await open(), own)) {
      yield 'accepted' in row ? { line: row.line, entry: { kind: 'invoice', ...row.accepted } } : row;
    }
    return { profile: own.name, isProposed: false };
  }
  const profile = named === undefined ? undefined : builtInProfile(named);
  const parsed = await readAnyFile(await buffer(await open()), { profile });
  for (const invoice of parsed.invoices) yield { line: invoice.line, entry: entryOfInvoice(invoice) };
  for (const payment of parsed.payments) yield { line: payment.line, entry: entryOfPayment(payment) };
  for (const [line, errors] of Map.groupBy(parsed.errors, (error) => error.line)) {
    yield { line, rejected: errors.map((error) => ({ ...error, value: '' })), raw: {} };
  }
  return { profile: parsed.profile, isProposed: parsed.profile === 'proposed' };
}
