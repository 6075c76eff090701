// Files row by row: what comes is what reading them whole gives, however they come in, and they are opened as often as they must.
import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { collected } from '#intake/formats/opened-file.ts';
import type { ParsedFile } from '#intake/formats/parsed-file.ts';
import type { ReadRow } from '#intake/formats/parsed-row.ts';
import { readFile } from '#intake/formats/read-file.ts';
import { readRows } from '#intake/formats/read-rows.ts';
import { builtInProfile, builtInProfiles } from '#intake/profiles/built-in-profiles.ts';
import { aProfile, tsvOf } from './read.ts';

/** In pieces of so many bytes. */
const sourceOf = (bytes: Uint8Array, size = 65_536): Readable =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
    })(),
  );

const readBy = async (content: string | Uint8Array, profile?: FileProfile, size?: number) => {
  const bytes = Buffer.from(content);
  let opened = 0;
  const reading = readRows(
    () => {
      opened += 1;
      return sourceOf(bytes, size);
    },
    { profile },
  );
  const rows: ReadRow[] = [];
  for await (const row of reading) rows.push(row);
  const { control, warnings, ...told } = reading.told();
  return { opened, rows, read: collected({ ...told, rows, warnings: () => warnings, control: () => control }) };
};

describe('every sample', () => {
  const files = [
    ...readdirSync('samples/formats').map((file) => `samples/formats/${file}`),
    ...['demo', 'bad-rows', 'ibm-late-payments'].map((file) => `samples/${file}.csv`),
  ];
  const nameOf = (file: string): string => {
    if (file.includes('ibm')) return 'ibm';
    return builtInProfiles.find((name) => file.startsWith(`samples/formats/${name}.`)) ?? 'standard';
  };

  it.each(files)('%s gives row by row what it gives whole, with a profile and without', async (file) => {
    const bytes = readFileSync(file);
    for (const profile of [builtInProfile(nameOf(file)), undefined]) {
      const whole = outcomeOf(() => said(readFile(bytes, { profile })));
      expect(await readBy(bytes, profile, 1000).then(({ read }) => said(read), refused)).toEqual(whole);
    }
  });

  /** An entry of a bank may hold several payments, each of which is a row by itself. */
  const said = ({ rows: _, accepted: __, ...read }: ParsedFile) => read;
  const refused = (error: unknown) => {
    expect(error).toBeInstanceOf(BadInput);
    return String(error);
  };
  const outcomeOf = <T>(read: () => T): T | string => {
    try {
      return read();
    } catch (error) {
      return refused(error);
    }
  };
});

describe('a list', () => {
  const openProfile = aProfile();
  const statedProfile = aProfile({ decimals: '.', dates: 'YYYY-MM-DD', encoding: 'utf-8' });
  const text = tsvOf({}, { number: 'F-2', name: 'Peña' });

  it.each([
    ['once where its profile says how it is written', statedProfile, text, 1, 2],
    ['twice where the profile leaves that open', openProfile, text, 2, 2],
    ['twice where only the encoding is open', aProfile({ decimals: '.', dates: 'YYYY-MM-DD' }), text, 2, 2],
    ['once where its mark says the encoding', aProfile({ decimals: '.', dates: 'YYYY-MM-DD' }), `\uFEFF${text}`, 1, 2],
    ['three times where it is not UTF-8', openProfile, Buffer.from(text, 'latin1'), 3, 2],
    ['once where it is held', openProfile, gzipSync(text), 1, 2],
    ['once without a profile', undefined, text, 1, 2],
  ])('is opened %s', async (_, profile, content, times, count) => {
    const { opened, rows, read } = await readBy(content, profile);
    expect(opened).toBe(times);
    expect(rows).toHaveLength(count);
    expect(read.invoices.map(({ number }) => number)).toEqual(['F-1', 'F-2']);
    if (profile !== undefined) expect(read.invoices[1]?.debtorName).toBe('Peña');
  });

  it('settles by its last row how its first is written', async () => {
    const far = Array.from({ length: 3000 }, (_, index) => ({
      number: `F-${index}`,
      amount: '1.234',
      issued: '03/04/2026',
      due: '05/06/2026',
    }));
    const { read } = await readBy(
      tsvOf(...far, { number: 'Z', amount: '1,5', issued: '31/01/2026', due: '05/06/2026' }),
      openProfile,
    );
    expect(read).toMatchObject({ rows: 3001, rejected: 0 });
    expect(read.invoices[0]).toMatchObject({ amount: '1234.00', issued: '2026-04-03', due: '2026-06-05' });
  });

  it('tells the currency beside its amounts only where all of them agree', async () => {
    if (openProfile.kind !== 'invoices') throw new Error('it is of invoices');
    const { currency: _, ...fields } = openProfile.fields;
    const profile = aProfile({ fields });
    const rows = [{ amount: '10 €' }, { number: 'F-2', amount: '20' }];
    expect((await readBy(tsvOf(...rows), profile)).read.invoices.map(({ currency }) => currency)).toEqual([
      'EUR',
      'EUR',
    ]);
    const { read } = await readBy(tsvOf(...rows, { number: 'F-3', amount: 'USD 5' }), profile);
    expect(read.errors[0]).toMatchObject({ reason: 'has no currency: the file names none, or several' });
  });

  it.each(['\r\n', '\n', '\r'])('begins below sep=; and titles, lines ended by %j', async (lineEnd) => {
    const lines = ['sep=;', 'List of today', '', ...text.replaceAll('\t', ';').split('\n')];
    const { read } = await readBy(lines.join(lineEnd), statedProfile);
    expect(read.invoices.map(({ line }) => line)).toEqual([5, 6]);
    expect((await readBy(lines.join(lineEnd), aProfile({ ...statedProfile, header: 4 }))).read).toEqual(read);
  });

  it('has its cells as they came beside what is wrong with a row, by column', async () => {
    const { rows } = await readBy(tsvOf({ amount: ' ten ', name: "'=1" }), statedProfile);
    expect(rows).toEqual([
      {
        line: 2,
        number: 'F-1',
        rejected: [expect.objectContaining({ field: 'amount', reason: 'is not an amount', value: 'ten' })],
        raw: {
          number: 'F-1',
          customer: 'C-1',
          name: "'=1",
          amount: ' ten ',
          currency: 'EUR',
          issued: '2026-01-05',
          due: '2026-02-04',
        },
      },
    ]);
  });

  it('says what it was once its last row has come, not before', async () => {
    const reading = readRows(() => sourceOf(Buffer.from(text)), { profile: statedProfile });
    await reading.next();
    expect(() => reading.told()).toThrow('before its last row');
    for await (const _ of reading);
    expect(reading.told()).toEqual({ format: 'tsv', profile: 'test', warnings: [] });
  });

  it('is refused strictly without a profile', async () => {
    await expect(readRows(() => sourceOf(Buffer.from(text)), { isStrict: true }).next()).rejects.toMatchObject({
      code: 'no-profile',
    });
  });

  it('is refused where nothing is left of it', async () => {
    const profile = aProfile({ ...statedProfile, skip: [{ column: 'number', words: ['F*'] }] });
    await expect(readBy(text, profile)).rejects.toMatchObject({ code: 'no-rows' });
  });
});

it('lists cut into any pieces, with any marks, are read as they are whole', async () => {
  const cell = fc.constantFrom(
    'F-1',
    'F-2',
    '1.234',
    '1,5',
    '03/04/2026',
    '13/04/2026',
    'EUR',
    'Peña €',
    '"a\nb"',
    '',
    ' ',
  );
  const row = fc.record({ number: cell, customer: cell, name: cell, amount: cell, issued: cell, due: cell });
  const encodings = fc.constantFrom<BufferEncoding>('utf8', 'latin1', 'utf16le');
  const stated = fc.constantFrom({}, { decimals: ',' }, { decimals: '.', dates: 'D/M/YYYY' });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 6 }),
      encodings,
      stated,
      fc.integer({ min: 1, max: 40 }),
      async (cells, encoding, differs, size) => {
        const text = tsvOf(...cells);
        const bytes = Buffer.from(encoding === 'utf16le' ? `\uFEFF${text}` : text.replaceAll('€', ''), encoding);
        const profile = aProfile(differs);
        const streamed = await readBy(bytes, profile, size).then(
          ({ read }) => read,
          (error: unknown) => (error instanceof BadInput ? error.code : error),
        );
        const whole = (() => {
          try {
            return readFile(bytes, { profile });
          } catch (error) {
            return error instanceof BadInput ? error.code : error;
          }
        })();
        expect(streamed).toEqual(whole);
      },
    ),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 60) * 3 },
  );
});
