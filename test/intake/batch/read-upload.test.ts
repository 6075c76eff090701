// What intake takes of an uploaded file, whatever its format: entries, rejected rows as they came, and what is said of the whole.
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { batchEntry } from '#intake/batch/batch-entry.ts';
import { readUpload, type UploadHead, type UploadRow } from '#intake/batch/read-upload.ts';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { rejectHeader, rejectLine } from '#intake/reject-report.ts';
import { aProfile, aRow, columns, tsvOf } from '../formats/read.ts';
import { num, text, workbookOf } from '../formats/workbook.ts';

type Read = UploadHead & { readonly entries: readonly object[]; readonly rejected: readonly UploadRow[] };

const read = async (content: string | Uint8Array, profile?: FileProfile): Promise<Read> => {
  const rows = readUpload(
    () => Readable.from([Buffer.from(content)]),
    profile?.name,
    async () => profile ?? aProfile(),
  );
  const all: UploadRow[] = [];
  let next = await rows.next();
  for (; !next.done; next = await rows.next()) all.push(next.value);
  const entries = all.flatMap((row) => ('entry' in row ? [batchEntry.parse(row.entry)] : []));
  return { ...next.value, entries, rejected: all.filter((row) => 'rejected' in row) };
};

const bad = { ...aRow, number: 'F-2', due: 'soon' };
const ofJson = JSON.stringify([aRow, bad]);
const ofWorkbook = workbookOf([
  { name: 'List', rows: [columns, Object.values(aRow), Object.values(bad)].map((row) => row.map(text)) },
]);
const ofText = (delimiter: string) => tsvOf({}, bad).replaceAll('\t', delimiter);

describe('rejected rows keep their own columns', () => {
  it.each([
    ['tabs', tsvOf({}, bad)],
    ['semicolons', ofText(';')],
    ['a workbook', ofWorkbook],
    ['JSON', ofJson],
  ])('of %s', async (_, content) => {
    const { entries, rejected, profile, isProposed } = await read(content, aProfile());
    expect(entries).toMatchObject([{ kind: 'invoice', invoice: 'F-1', amount: 123_450, tags: [] }]);
    expect({ profile, isProposed }).toEqual({ profile: 'test', isProposed: false });
    expect(rejected).toMatchObject([{ raw: bad, rejected: [{ field: 'due' }] }]);
    const [row] = rejected;
    if (row === undefined || !('raw' in row)) throw new Error('no row was rejected');
    expect(rejectHeader(row)).toContain(columns.join(','));
  });
});

describe('rejected rows that come back corrected', () => {
  const titled = `List of today\n\n${ofText(';').replaceAll('Ana Ruiz', 'Ana Peña')}`;
  const stated = { delimiter: ';', header: 3, encoding: 'windows-1252', missing: 'settled-confirm' } as const;

  it.each<readonly [string, string | Uint8Array, Partial<FileProfile>]>([
    ['semicolons below a title, in old letters', Buffer.from(titled, 'latin1'), stated],
    ['tabs', tsvOf({}, bad), { delimiter: '\t' }],
    ['a workbook', ofWorkbook, {}],
    ['JSON', ofJson, {}],
  ])('are read by the profile of %s, however a spreadsheet saves them', async (_, content, given) => {
    const profile = aProfile(given);
    const first = await read(content, profile);
    expect(first.isFullList).toBe('missing' in given);
    const [row] = first.rejected;
    if (row === undefined || !('raw' in row)) throw new Error('no row was rejected');
    const corrected = `${rejectHeader(row)}${rejectLine(row)}`.replace('soon', '2026-03-01');
    const semicolons = corrected.replaceAll(',', ';').replace('\uFEFF', '');
    for (const saved of [corrected, semicolons, Buffer.from(semicolons, 'latin1')]) {
      const again = await read(saved, profile);
      expect(again.rejected).toEqual([]);
      expect(again.entries).toMatchObject([{ kind: 'invoice', invoice: 'F-2', due: '2026-03-01' }]);
      expect(again).toMatchObject({ profile: 'test', isFullList: false });
    }
  });
});

describe('an e-invoice whose number cannot be a key', () => {
  it.each(['2026/#7', 'Nº-7', '-7'])('%s is rejected, with the reason', async (number) => {
    const sample = readFileSync('samples/formats/ubl-peppol.xml', 'utf8');
    const { entries, rejected } = await read(sample.replace(/<cbc:ID>[^<]+</, `<cbc:ID>${number}<`));
    expect(entries).toEqual([]);
    expect(rejected).toMatchObject([{ rejected: [{ field: 'number', value: number }] }]);
  });
});

describe('an upload', () => {
  it('of a PDF is the invoice that is attached to it', async () => {
    const { entries, profile } = await read(readFileSync('test/intake/formats/golden/factur-x.pdf'));
    expect(entries).toMatchObject([{ kind: 'invoice' }]);
    expect(profile).toBe('cii');
  });

  it('may bring credit notes, of debtors with the letters of tax ids too', async () => {
    const { entries } = await read(tsvOf({ number: 'NC-1', customer: 'ÑA&B010101AB1', amount: '-20.00' }), aProfile());
    expect(entries).toMatchObject([{ kind: 'credit-note', number: 'NC-1', debtor: 'ÑA&B010101AB1', amount: 2_000 }]);
  });

  it.each([
    ['as people write them', {}],
    ['exactly', { exact: true, decimals: '.', dates: 'YYYY-MM-DD' }],
  ])('may have debits and credits in two columns, written %s', async (_, exactly) => {
    const { debtorName: __, ...fields } = { debtorName: undefined, ...aProfile().fields };
    const sides = { debit: 'amount', credit: 'name' };
    const content = tsvOf({ name: '' }, { number: 'NC-1', amount: '0.00', name: '3.00' });
    const { entries } = await read(content, aProfile({ fields: { ...fields, amount: sides }, ...exactly }));
    expect(entries).toMatchObject([
      { kind: 'invoice', amount: 123_450 },
      { kind: 'credit-note', amount: 300 },
    ]);
  });

  it('by no profile is by a proposed one, which a profile of that name is not', async () => {
    expect(await read(tsvOf({}))).toMatchObject({ profile: 'proposed', isProposed: true });
    expect(await read(tsvOf({}), aProfile({ name: 'proposed' }))).toMatchObject({ isProposed: false });
  });

  it('says what is to be said of the file as a whole', async () => {
    const profile = aProfile({ skip: [{ column: 'number', words: ['total'] }] });
    const { warnings } = await read(tsvOf({}, { number: 'Total' }), profile);
    expect(warnings).toEqual(['1 row was passed over, as the profile says under skip']);
  });

  it('that no list has the columns of is refused', async () => {
    const wide = `${tsvOf({}).trimEnd()}${'\t'.repeat(1000)}x\n`;
    await expect(read(wide, aProfile())).rejects.toThrow('more than 1000 columns');
    await expect(read(wide, aProfile())).rejects.toThrow(BadInput);
  });

  it('is refused for a profile that is not there before any of it is read', async () => {
    const rows = readUpload(
      () => {
        throw new Error('it was opened');
      },
      'ours',
      async () => {
        throw new BadInput('unknown-profile', 'there is no profile "ours"');
      },
    );
    await expect(rows.next()).rejects.toThrow('there is no profile');
  });
});

it('an amount of a workbook is exact', async () => {
  const cells = columns.map((column) => (column === 'amount' ? num('1234.5000000000002') : text(aRow[column] ?? '')));
  const { entries } = await read(workbookOf([{ name: 'List', rows: [columns.map(text), cells] }]), aProfile());
  expect(entries).toMatchObject([{ amount: 123_450 }]);
});

it.each([
  ['0.00', '0.00', 'is zero'],
  ['', '', 'is empty'],
  ['1.00', '2.00', 'are both filled in'],
  ['-1.00', '', 'is not more than zero'],
  ['1,00', '', 'is not an amount'],
])('in two columns that are written exactly, %j and %j are refused', async (amount, name, reason) => {
  const { debtorName: _, ...fields } = { debtorName: undefined, ...aProfile().fields };
  const profile = aProfile({
    ...{ exact: true, decimals: '.', dates: 'YYYY-MM-DD', creditNotes: 'none' },
    fields: { ...fields, amount: { debit: 'amount', credit: 'name' } },
  });
  expect((await read(tsvOf({ amount, name }), profile)).rejected).toMatchObject([
    { rejected: [{ reason: expect.stringContaining(reason) }] },
  ]);
});
