// Reads an uploaded file row by row, whatever its format, into entries of a batch or rejected rows.
import type { Readable } from 'node:stream';
import type { FileProfile } from '../formats/file-profile.ts';
import type { ReadRow, RejectedRow } from '../formats/parsed-row.ts';
import { readRows } from '../formats/read-rows.ts';
import type { BatchEntry } from './batch-entry.ts';
import { entryOfInvoice, entryOfPayment } from './entry-of.ts';

export type UploadRow = { readonly line: number; readonly entry: BatchEntry } | RejectedRow;

/** What the file was, known once its last row has come. */
export type UploadHead = {
  readonly profile: string;
  readonly isProposed: boolean;
  readonly warnings: readonly string[];
};

export type ProfileNamed = (name: string) => Promise<FileProfile>;

/** Without a name, a file that does not say itself what it is gets a profile proposed. Throws BadInput as `readRows` does. */
export async function* readUpload(
  open: () => Promise<Readable> | Readable,
  named: string | undefined,
  profileNamed: ProfileNamed,
): AsyncGenerator<UploadRow, UploadHead, undefined> {
  const rows = readRows(open, { profile: named === undefined ? undefined : await profileNamed(named) });
  for await (const row of rows) yield uploadRowOf(row);
  const { profile, warnings } = rows.told();
  // Someone may call a profile of their own so.
  return { profile, isProposed: named === undefined && profile === 'proposed', warnings };
}

const uploadRowOf = (row: ReadRow): UploadRow => {
  if ('rejected' in row) return row;
  const { line } = row;
  return { line, entry: 'invoice' in row ? entryOfInvoice(row.invoice) : entryOfPayment(row.payment) };
};
