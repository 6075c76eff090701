// Small files for the tests of intake, and what reading them gives.
import { Readable } from 'node:stream';
import type { UploadRow } from '#intake/batch/read-upload.ts';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import type { ReadRow, RejectedRow } from '#intake/formats/parsed-row.ts';
import { readRows } from '#intake/formats/read-rows.ts';
import type { IntakeRow } from '#intake/intake-row.ts';
import { findImportProfile } from '#intake/profiles/built-in-profiles.ts';
import { type AcceptedRow, takeInvoice } from '#intake/row-of-invoice.ts';

export const standardProfile = findImportProfile('standard');
export const ibmProfile = findImportProfile('ibm');

/** As an import takes it. */
export type CsvRow = AcceptedRow | RejectedRow;

export const columns = [
  'creditor',
  'invoice',
  'debtor_id',
  'debtor_name',
  'debtor_type',
  'person',
  'email',
  'phone',
  'country',
  'language',
  'time_zone',
  'amount',
  'currency',
  'issued',
  'due',
  'tags',
  'discount_percent',
  'discount_days',
  'document',
] as const;
type Cells = Partial<Record<(typeof columns)[number], string>>;

/** A good row; name what shall differ. */
const aRow: Cells = {
  invoice: 'F-1',
  debtor_id: 'ana-ruiz',
  debtor_name: 'Ana Ruiz',
  amount: '1234.50',
  currency: 'EUR',
  issued: '2026-01-05',
  due: '2026-02-04',
};

export const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** A file with our own columns, every cell quoted. */
export const fileOf = (...rows: Cells[]): string =>
  [
    columns.join(','),
    ...rows.map((row) => columns.map((column) => quoted({ ...aRow, ...row }[column] ?? '')).join(',')),
    '',
  ].join('\n');

/** `pieces` are the chunks of the stream. */
export const readAll = async (
  pieces: string | readonly (string | Uint8Array)[],
  profile: FileProfile = standardProfile,
): Promise<CsvRow[]> => allOf(readRows(() => sourceOf(pieces), { profile }));

export const sourceOf = (pieces: string | readonly (string | Uint8Array)[]): Readable =>
  Readable.from([pieces].flat().map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));

export const allOf = async (rows: AsyncIterable<ReadRow>): Promise<CsvRow[]> => {
  const all: CsvRow[] = [];
  for await (const row of rows) all.push(takeInvoice(row));
  return all;
};

export const acceptedOf = (rows: readonly CsvRow[]): IntakeRow[] =>
  rows.flatMap((row) => ('accepted' in row ? [row.accepted] : []));

export const rejectedOf = (rows: readonly CsvRow[]): RejectedRow[] =>
  rows.flatMap((row) => ('rejected' in row ? [row] : []));

/** "field reason" of each problem of the first rejected row. */
export const problemsOf = (rows: readonly CsvRow[]): string[] =>
  (rejectedOf(rows)[0]?.rejected ?? []).map(({ field, reason }) => `${field} ${reason}`);

/** As a batch counts it. */
export const uploadRow = (row: CsvRow): UploadRow =>
  'accepted' in row ? { line: row.line, entry: { kind: 'invoice', ...row.accepted } } : row;
