// gzip and ZIP around a file: one file, and never more than the bounds.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { readFile } from '#intake/formats/read-file.ts';
import { checkSize, mostBytes, mostRatio, ratioFrom } from '#intake/formats/zip-entries.ts';
import { builtInProfile } from '#intake/profiles/built-in-profiles.ts';
import { aProfile, readText, refusal, tsvOf } from './read.ts';
import { zipOf } from './workbook.ts';

const list = tsvOf({});

describe('a file is read out of', () => {
  it.each([
    ['gzip', gzipSync(list)],
    ['ZIP', zipOf({ name: 'list.tsv', content: list })],
    ['a folder in ZIP', zipOf({ name: 'a/', content: '' }, { name: 'a/list.tsv', content: list })],
    [
      'ZIP as a Mac packs it',
      zipOf({ name: 'list.tsv', content: list }, { name: '__MACOSX/._list.tsv', content: 'x' }),
    ],
    [
      'ZIP with JSON',
      zipOf({
        name: 'x',
        content: JSON.stringify([{ ...{}, number: 'F-1' }]).replace(
          '"F-1"',
          '"F-1","customer":"C","name":"N","amount":"1","currency":"EUR","issued":"2026-01-01","due":"2026-01-02"',
        ),
      }),
    ],
  ])('%s', (_, bytes) => {
    expect(readText(bytes, aProfile()).accepted).toBe(1);
  });
});

it.each([
  ['gzip', (book: Buffer) => gzipSync(book)],
  ['ZIP', (book: Buffer) => zipOf({ name: 'list.xlsx', content: book })],
])('a workbook is read out of %s', (_, pack) => {
  const book = readFileSync('samples/formats/odoo.xlsx');
  expect(readFile(pack(book), { profile: builtInProfile('odoo') })).toMatchObject({ format: 'xlsx', accepted: 3 });
});

describe('an archive is refused', () => {
  const whole = zipOf({ name: 'list.tsv', content: list });
  const changed = (at: number): Buffer => {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    return bytes;
  };
  it.each<[string, Uint8Array, string]>([
    ['with two files', zipOf({ name: 'a', content: 'a' }, { name: 'b', content: 'b' }), 'holds 2 files (a, b)'],
    ['with none', zipOf(), 'holds 0 files'],
    ['in an archive', gzipSync(whole), 'holds an archive'],
    ['in gzip twice', gzipSync(gzipSync(list)), 'holds an archive'],
    ['with a password', zipOf({ name: 'a', content: 'a', flags: 1 }), 'is encrypted'],
    ['cut at its end', whole.subarray(0, -10), 'its end is missing'],
    ['with a changed byte in its content', changed(45), 'cannot be unpacked'],
    ['with a changed name of its list', changed(whole.length - 60), 'is damaged'],
    ['of gzip that is cut', gzipSync(list).subarray(0, 40), 'cannot be unpacked'],
    ['that says it is smaller', zipOf({ name: 'a', content: list, size: 3 }), 'cannot be unpacked'],
    ['that says it is larger', zipOf({ name: 'a', content: list, size: 3000 }), 'is not what was packed'],
    [
      'with 2001 files',
      zipOf(...Array.from({ length: 2001 }, (_, index) => ({ name: `f${index}`, content: '' }))),
      'lists 2001 files',
    ],
  ])('%s', (_, bytes, message) => {
    expect(refusal(bytes).message).toContain(message);
  });

  const zeros = Buffer.alloc(8 * 1024 * 1024);
  it.each<[string, Uint8Array, string]>([
    ['of gzip', gzipSync(zeros), 'grows more than'],
    ['of ZIP', zipOf({ name: 'a', content: zeros }), 'grows more than'],
    ['in a workbook', zipOf({ name: 'xl/workbook.xml', content: zeros }), 'grows more than'],
    ['that says it holds 4 GB', zipOf({ name: 'a', content: 'a', size: 0xfffffffe }), 'holds more than'],
  ])('when it is a bomb %s', (_, bytes, message) => {
    expect(refusal(bytes)).toMatchObject({ code: 'bad-archive', message: expect.stringContaining(message) });
  });

  it.each([
    [ratioFrom, 1, true],
    [ratioFrom + 1, 1, false],
    [ratioFrom * 4, (ratioFrom * 4) / mostRatio + 1, true],
    [ratioFrom * 4, (ratioFrom * 4) / mostRatio - 1, false],
    [mostBytes, mostBytes, true],
    [mostBytes + 1, mostBytes, false],
  ])('%i bytes out of %i: taken is %s', (size, packed, isTaken) => {
    const check = () => checkSize(size, packed);
    if (isTaken) expect(check).not.toThrow();
    else expect(check).toThrow(BadInput);
  });
});
