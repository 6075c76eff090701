// Every sample, damaged in every way that came to mind: it is read soundly, or refused as BadInput; never another exception.
// A fixed seed and a bounded number in every run; `npm run soak:fuzz` tries many more, from another seed each time.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, it } from 'vitest';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { zipEntries } from '#intake/formats/zip-entries.ts';
import { builtInProfile, builtInProfiles } from '#intake/profiles/built-in-profiles.ts';
import { aProfile, readOrRefused } from './read.ts';
import { type Part, zipOf } from './workbook.ts';

const numRuns = Number(process.env.FUZZ_CASES ?? 800);
const seed = Number(process.env.FUZZ_SEED ?? 20_260_301);

const folder = 'samples/formats';
const golden = 'test/intake/formats/golden';
const json = Buffer.from(JSON.stringify({ data: [{ invoiceNumber: 'F-1', amountDue: 40.5, customer: 'Ana' }] }));
type Sample = { readonly bytes: Buffer; readonly profile?: FileProfile | undefined };
const samples: readonly Sample[] = [
  ...readdirSync(folder).map((name) => ({
    bytes: readFileSync(`${folder}/${name}`),
    profile: builtInProfile(name.replace(/\..*$/, '')),
  })),
  ...readdirSync(golden)
    .filter((name) => !/\.(md|py)$/.test(name))
    .map((name) => ({ bytes: readFileSync(`${golden}/${name}`) })),
  { bytes: readFileSync('samples/demo.csv'), profile: builtInProfile('standard') },
  ...[json, Buffer.from('{"a":1}\n{"a":2}\n'), gzipSync(json), zipOf({ name: 'a.json', content: json })].map(
    (bytes) => ({ bytes }),
  ),
];
const files = samples.map(({ bytes }) => bytes);
const workbook: readonly Part[] = zipEntries(readFileSync(`${folder}/odoo.xlsx`)).map(({ name, read }) => ({
  name,
  content: read(),
}));

const pieces: readonly Buffer[] = [
  ...[
    '\0',
    '\uFEFF',
    '\u202E',
    '\u200F',
    '\u2028',
    '"',
    "'",
    '\r',
    '\t',
    ';',
    ',',
    '\u001a',
    '<',
    '&',
    ']]>',
    '{',
    '[',
    ':61:',
    '-}',
  ],
  ...[
    '<!DOCTYPE a [<!ENTITY b "c">]>',
    '&b;',
    '<![CDATA[',
    '<!--',
    '<?xml version="1.0" encoding="utf-16"?>',
    'sep=|\n',
  ],
  ...[
    '1e309',
    '-0',
    'NaN',
    '9'.repeat(400),
    '0.1e-400',
    '__proto__',
    'constructor',
    '=1+1',
    '\\ud800',
    '31/02/2026',
    '1.234',
  ],
  ...['{"a":'.repeat(60), '['.repeat(3000), '<a>'.repeat(80), '\n'.repeat(500), ' '.repeat(500)],
]
  .map((each) => Buffer.from(each))
  .concat(
    [
      [0xed, 0xa0, 0x80],
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0xc0, 0x80],
      [0x1f, 0x8b, 8],
      [0x50, 0x4b, 3, 4],
      [0x50, 0x4b, 5, 6],
    ].map((each) => Buffer.from(each)),
  );

type Change = (bytes: Buffer) => Buffer;
const place = fc.double({ min: 0, max: 1, noNaN: true });
const put = (bytes: Buffer, share: number, piece: Buffer, length = 0): Buffer => {
  const at = Math.floor(share * bytes.length);
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + length)]);
};
const flipped = (bytes: Buffer, share: number, mask: number): Buffer => {
  const at = Math.floor(share * Math.max(0, bytes.length - 1));
  return put(bytes, at / Math.max(1, bytes.length), Buffer.from([(bytes[at] ?? 0) ^ mask]), 1);
};
const inUtf16 = (bytes: Buffer) => Buffer.from(`\uFEFF${bytes.toString()}`, 'utf16le');

const change: fc.Arbitrary<Change> = fc.oneof(
  place.map(
    (share): Change =>
      (bytes) =>
        bytes.subarray(0, Math.floor(share * bytes.length)),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(
    ([share, mask]): Change =>
      (bytes) =>
        flipped(bytes, share, mask),
  ),
  fc.tuple(place, fc.constantFrom(...pieces), fc.nat(8)).map(
    ([share, piece, less]): Change =>
      (bytes) =>
        put(bytes, share, piece, less),
  ),
  fc.tuple(place, fc.nat(400)).map(
    ([share, length]): Change =>
      (bytes) =>
        put(bytes, share, Buffer.alloc(0), length),
  ),
  fc.tuple(place, place, fc.nat(400)).map(
    ([share, from, length]): Change =>
      (bytes) => {
        const at = Math.floor(from * bytes.length);
        return put(bytes, share, bytes.subarray(at, at + length));
      },
  ),
  fc.tuple(place, fc.constantFrom(...files), place, place).map(
    ([share, other, from, to]): Change =>
      (bytes) => {
        const ends = [from, to].map((each) => Math.floor(each * other.length));
        return put(bytes, share, other.subarray(Math.min(...ends), Math.max(...ends)));
      },
  ),
);
const wrap: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Change>((bytes) => bytes) },
  fc.constantFrom<Change>(
    (bytes) => gzipSync(bytes),
    (bytes) => zipOf({ name: 'list.csv', content: bytes }),
    inUtf16,
    (bytes) => inUtf16(bytes).swap16(),
    (bytes) => Buffer.from(bytes.toString(), 'latin1'),
    (bytes) => Buffer.concat([Buffer.from('\uFEFF'), bytes]),
  ),
);

type Damaged = readonly [bytes: Uint8Array, profile: FileProfile | undefined];
const anyProfile = fc.constantFrom(undefined, aProfile(), ...builtInProfiles.map((name) => builtInProfile(name)));

const damagedFile: fc.Arbitrary<Damaged> = fc
  .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 3 }), wrap, anyProfile, fc.nat(3))
  .map(([{ bytes, profile }, changes, wrapped, other, which]) => [
    wrapped(changes.reduce((changed, each) => each(changed), bytes)),
    which === 0 ? other : profile,
  ]);

/** Damaged inside, and packed again: otherwise nearly all of them are refused for their packing. */
const damagedWorkbook: fc.Arbitrary<Damaged> = fc
  .array(fc.tuple(fc.nat(workbook.length - 1), change), { minLength: 1, maxLength: 3 })
  .map((changes) => [
    zipOf(
      ...workbook.map((part, index) =>
        damagedPart(
          part,
          changes.filter(([which]) => which === index),
        ),
      ),
    ),
    builtInProfile('odoo'),
  ]);
const damagedPart = ({ name, content }: Part, changes: readonly (readonly [number, Change])[]): Part => ({
  name,
  content: changes.reduce<Buffer>((changed, [, each]) => each(changed), Buffer.from(content)),
});

const tried = { files: 0, read: 0, refused: 0 };

it('a damaged file is read soundly or refused', () => {
  fc.assert(
    fc.property(
      fc.oneof({ weight: 4, arbitrary: damagedFile }, { weight: 1, arbitrary: damagedWorkbook }),
      ([bytes, profile]) => {
        const { read, refused } = readOrRefused(bytes, profile);
        tried.files += 1;
        tried.read += read;
        tried.refused += refused;
      },
    ),
    { numRuns, seed },
  );
}, 600_000);

afterAll(() => {
  const { files: count, read, refused } = tried;
  process.stdout.write(`fuzz: ${count} damaged files of seed ${seed}: ${read} times read, ${refused} times refused\n`);
});
