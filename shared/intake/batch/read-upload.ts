// Reads an uploaded file row by row, whatever its format, into entries of a batch or rejected rows.
import type { Readable } from 'node:stream';
import { debtorIdRule, identifierRule, type Rule } from '../cell-rules.ts';
import type { FileProfile } from '../formats/file-profile.ts';
import type { ControlTotals, ParsedInvoice } from '../formats/parsed-file.ts';
import type { Problem, ReadRow, RejectedRow } from '../formats/parsed-row.ts';
import { readRows } from '../formats/read-rows.ts';
import type { RowEntry } from './batch-entry.ts';
import { entryOfDebtor, entryOfInvoice, entryOfPayment } from './entry-of.ts';

export type UploadRow = { readonly line: number; readonly entry: RowEntry } | RejectedRow;

/** What the file was, known once its last row has come. */
export type UploadHead = {
  readonly profile: string;
  readonly isProposed: boolean;
  readonly warnings: readonly string[];
  /** Its profile says that it lists all that is open. */
  readonly isFullList: boolean;
  /** What its last rows say that it holds. */
  readonly control?: ControlTotals;
};

export type ProfileNamed = (name: string) => Promise<FileProfile>;

/** Without a name, a file that does not say itself what it is gets a profile proposed. Throws BadInput as `readRows` does. */
export async function* readUpload(
  open: () => Promise<Readable> | Readable,
  named: string | undefined,
  profileNamed: ProfileNamed,
): AsyncGenerator<UploadRow, UploadHead, undefined> {
  const given = named === undefined ? undefined : await profileNamed(named);
  const rows = readRows(open, { profile: given });
  let read = 0;
  for await (const row of rows) {
    yield uploadRowOf(row);
    read += 1;
    if (read % rowsBetweenCollections === 0) globalThis.gc?.();
  }
  const { profile, warnings, control, isReturned } = rows.told();
  // Someone may call a profile of their own so.
  const isProposed = named === undefined && profile === 'proposed';
  // A document that says itself what it is was not read by the profile.
  return {
    profile,
    isProposed,
    warnings,
    isFullList: given?.name === profile && missesSettled(given) && isReturned !== true,
    ...(control === undefined ? {} : { control }),
  };
}

/**
 * V8 lets what has grown old lie until much of it has come together: collected now and then, a million rows hold hardly more memory
 * than ten thousand. Where the process does not offer it (`--expose-gc`), nothing is lost but that.
 */
const rowsBetweenCollections = 20_000;

/** Whether its files list all that is open. */
export const missesSettled = (profile: FileProfile): boolean =>
  profile.kind === 'invoices' && profile.missing === 'settled-confirm';

const uploadRowOf = (row: ReadRow): UploadRow => {
  if ('rejected' in row) return row;
  const { line } = row;
  if ('payment' in row) return { line, entry: entryOfPayment(row.payment) };
  if ('debtor' in row) return { line, entry: entryOfDebtor(row.debtor) };
  const rejected = notKeys(row.invoice);
  return rejected.length > 0 ? { line, rejected, raw: {} } : { line, entry: entryOfInvoice(row.invoice) };
};

/** Keys of the table are made of these. Lists are held to it when they are read; documents may call themselves what they like. */
const notKeys = ({ number, debtor, of }: ParsedInvoice): readonly Problem[] => [
  ...problemOf('number', number, identifierRule),
  ...problemOf('debtor', debtor, debtorIdRule),
  ...(of === undefined ? [] : problemOf('of', of, identifierRule)),
];

const problemOf = (field: string, value: string, rule: Rule<string>): readonly Problem[] => {
  const outcome = rule(value);
  if ('value' in outcome) return [];
  return [{ field, reason: outcome.reason, remedy: 'upload it as a list with an id of these letters', value }];
};
