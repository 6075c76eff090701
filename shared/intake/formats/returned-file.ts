// A file of rejected rows that comes back corrected: Recaudo wrote it, and in one way, whatever the file was that the rows came from.
import { markedEncoding } from './decode-text.ts';
import type { FileProfile } from './file-profile.ts';
import { type Delimiter, delimiters } from './find-delimiter.ts';

/** Behind the columns that the rows came with. */
export const addedColumns = ['line', 'field', 'reason', 'remedy'] as const;

/** The sign between its columns, for a spreadsheet may have changed it; undefined for a file whose first line names no such columns. */
export const returnedBy = (head: Uint8Array): Delimiter | undefined => {
  const [first = ''] = new TextDecoder(markedEncoding(head) ?? 'utf-8').decode(head).split(/[\r\n]/, 1);
  const plain = first.replaceAll('"', '');
  return delimiters.find((each) => plain.endsWith(`${each}${addedColumns.join(each)}`));
};

/** How a profile's rows stand there: below the first line, in whatever letters it was saved. */
export const forReturned = (
  { header: _, encoding: __, ...profile }: FileProfile,
  delimiter: Delimiter,
): FileProfile => ({
  ...profile,
  delimiter,
});
