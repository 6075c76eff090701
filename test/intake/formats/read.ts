// Small files for the tests of formats, and what reading them gives.
import { BadInput } from '#domain/errors.ts';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { fileProfile } from '#intake/formats/file-profile.ts';
import type { ParsedFile } from '#intake/formats/parsed-file.ts';
import { proposeFor, readFile } from '#intake/formats/read-file.ts';
import { totalsOf } from '#intake/formats/totals.ts';

export const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : content;

export const readText = (content: string | Uint8Array, profile?: FileProfile): ParsedFile =>
  readFile(bytesOf(content), { profile });

/** Why a file as a whole is refused; throws where it is read. */
export const refusal = (content: string | Uint8Array, profile = aProfile()): BadInput => {
  try {
    readText(content, profile);
  } catch (error) {
    if (error instanceof BadInput) return error;
    throw error;
  }
  throw new Error('it was read');
};

type Cells = { readonly [column: string]: string };

/** A good row; name what shall differ. */
export const aRow: Cells = {
  number: 'F-1',
  customer: 'C-1',
  name: 'Ana Ruiz',
  amount: '1234.50',
  currency: 'EUR',
  issued: '2026-01-05',
  due: '2026-02-04',
};
export const columns = Object.keys(aRow);

/** A profile for the columns of `aRow`; name what shall differ. */
export const aProfile = (differs: object = {}): FileProfile =>
  fileProfile.parse({
    name: 'test',
    kind: 'invoices',
    fields: {
      number: 'number',
      debtor: 'customer',
      debtorName: 'name',
      amount: 'amount',
      currency: 'currency',
      issued: 'issued',
      due: 'due',
    },
    ...differs,
  });

/** Separated by tabs, so that every mark of an amount may stand as it is. */
export const tsvOf = (...rows: Cells[]): string =>
  [
    columns.join('\t'),
    ...rows.map((row) => columns.map((column) => ({ ...aRow, ...row })[column] ?? '').join('\t')),
  ].join('\n');

/** Rows with numbers of their own. */
export const numbered = (rows: readonly Cells[]): Cells[] =>
  rows.map((row, index) => ({ number: `F-${index + 1}`, ...row }));

export const amountsOf = ({ invoices }: ParsedFile): string[] => invoices.map(({ amount }) => amount);

/** "2 amount is zero" of each problem. */
export const problemsOf = ({ errors }: ParsedFile): string[] =>
  errors.map(({ line, field, reason }) => `${line} ${field} ${reason}`);

/** What every answer keeps, whatever the file held. */
export const isSound = (read: ParsedFile): boolean => {
  const bad = new Set(read.errors.map(({ line }) => line));
  // One entry of a bank may hold several payments.
  const good = [...new Set([...read.invoices, ...read.payments, ...read.debtors].map(({ line }) => line))];
  return (
    read.rows === read.accepted + read.rejected &&
    read.accepted === good.length &&
    read.rejected === bad.size &&
    good.every((line) => !bad.has(line)) &&
    [...read.invoices, ...read.payments].every((each) => isWellFormed(Object.values(each))) &&
    read.errors.every(({ field, reason, remedy }) => field !== '' && reason !== '' && remedy !== '')
  );
};

/** No half of a character, which nothing could store. */
const isWellFormed = (values: readonly unknown[]): boolean =>
  values.flat().every((value) => typeof value !== 'string' || value.isWellFormed());

/** How often a file was read, or refused as BadInput, by the profile and as a proposal; throws for anything else, or an answer that is not sound. */
export const readOrRefused = (bytes: Uint8Array, profile?: FileProfile): { read: number; refused: number } => {
  const tally = { read: 0, refused: 0 };
  for (const reading of [() => readFile(bytes, { profile }), () => proposeFor(bytes).read]) {
    try {
      const read = reading();
      if (!isSound(read)) throw new Error(`not sound: ${JSON.stringify(read).slice(0, 2000)}`);
      totalsOf(read);
      tally.read += 1;
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      if (error.message.length > 3000) throw new Error(`too long to be read: ${error.message.slice(0, 3000)}`);
      tally.refused += 1;
    }
  }
  return tally;
};
