// Whatever the bytes are: rows, each accepted or rejected, or BadInput; never another exception.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { zipEntries } from '#intake/formats/zip-entries.ts';
import { builtInProfile, builtInProfiles } from '#intake/profiles/built-in-profiles.ts';
import { aProfile, readOrRefused, tsvOf } from './read.ts';
import { day, num, text, workbookOf, zipOf } from './workbook.ts';

const profiles: readonly (FileProfile | undefined)[] = [
  undefined,
  aProfile(),
  ...builtInProfiles.map((name) => builtInProfile(name)),
];
const profile = fc.constantFrom(...profiles);

/** `PROPERTY_RUNS` tries more of each kind. */
const runs = Number(process.env.PROPERTY_RUNS ?? 60);

const checkAll = (made: fc.Arbitrary<Uint8Array>, numRuns = runs): void => {
  fc.assert(
    fc.property(made, profile, (bytes, by) => void readOrRefused(bytes, by)),
    { numRuns },
  );
};

describe('rows or BadInput', () => {
  it('of any bytes, behind any beginning that means something', () => {
    const beginnings = [
      '',
      '\uFEFF',
      'PK\x03\x04',
      '\x1f\x8b\x08',
      '{"a":[',
      '[',
      'sep=;\n',
      '"',
      'Number,Customer,Amount\n',
    ].map((each) => Buffer.from(each, each === '\uFEFF' ? 'utf8' : 'latin1'));
    const marks = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff]), Buffer.from([0])];
    checkAll(
      fc
        .tuple(fc.constantFrom(...beginnings, ...marks), fc.uint8Array({ maxLength: 300 }))
        .map(([begin, rest]) => Buffer.concat([begin, rest])),
      2 * runs,
    );
  });

  it('of any cells under columns that are known', () => {
    const word = fc.constantFrom(
      '',
      '0',
      '-1',
      '1.234',
      '1,5',
      '€ 3',
      '1e400',
      '=1+1',
      '13/04/2026',
      '03/04/2026',
      'EUR',
      'F-1',
      '__proto__',
      'Total',
      '\u2028',
      '"',
      "'",
      '1'.repeat(400),
    );
    const cell = fc.oneof(
      word,
      fc.string({ unit: 'binary', maxLength: 12 }).map((each) => each.replace(/[\t\n\r"]/g, '')),
    );
    const rows = fc.array(
      fc.record({ number: cell, customer: cell, name: cell, amount: cell, currency: cell, issued: cell, due: cell }),
      { minLength: 1, maxLength: 6 },
    );
    checkAll(
      rows.map((cells) => Buffer.from(tsvOf(...cells))),
      2 * runs,
    );
  });

  it('of any cells in a workbook', () => {
    const value = fc.oneof(
      fc.constantFrom('1', '1.0', '4.5E+15', '46027', '60', '-3', '1E999', 'x', ''),
      fc.double().map(String),
    );
    const cell = fc.oneof(
      value.map((each) => num(each)),
      value.map(day),
      fc.string({ maxLength: 8 }).map((each) => text(each.replace(/[^ -~]/g, ''))),
      value.map((each) => `<c t="s"><v>${each}</v></c>`),
    );
    const header = ['number', 'customer', 'name', 'amount', 'currency', 'issued', 'due'].map(text);
    checkAll(
      fc
        .array(fc.array(cell, { maxLength: 8 }), { maxLength: 5 })
        .map((rows) => workbookOf([{ name: 'A', rows: [header, ...rows] }])),
    );
  });

  it('of a workbook with changed parts', () => {
    const parts = zipEntries(readFileSync('samples/formats/odoo.xlsx')).map(({ name, read }) => ({
      name,
      content: read(),
    }));
    const change = fc.tuple(
      fc.nat(parts.length - 1),
      fc.nat(),
      fc.string({ unit: 'binary-ascii', maxLength: 6 }),
      fc.nat(8),
    );
    checkAll(
      fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
        const changed = [...parts];
        for (const [which, at, more, less] of changes) {
          const part = changed[which];
          if (part === undefined) continue;
          const xml = part.content.toString('latin1');
          const place = at % xml.length;
          const content = Buffer.from(xml.slice(0, place) + more + xml.slice(place + less), 'latin1');
          changed[which] = { name: part.name, content };
        }
        return zipOf(...changed);
      }),
      2 * runs,
    );
  });

  it('of any JSON', () => {
    checkAll(fc.jsonValue({ maxDepth: 5 }).map((value) => Buffer.from(JSON.stringify(value))));
    const entry = fc.dictionary(
      fc.constantFrom('number', 'customer', 'amount', 'issued', 'due', 'currency', '__proto__', 'constructor'),
      fc.jsonValue({ maxDepth: 2 }),
    );
    checkAll(fc.array(entry, { maxLength: 5 }).map((entries) => Buffer.from(JSON.stringify(entries))));
  });
});

it('a profile, or BadInput, of any YAML', () => {
  const whole = readFileSync('shared/intake/profiles/sap-fbl5n.yaml', 'utf8');
  const cut = fc
    .tuple(fc.nat(whole.length), fc.string({ maxLength: 10 }))
    .map(([at, more]) => whole.slice(0, at) + more + whole.slice(at + 5));
  fc.assert(
    fc.property(
      fc.oneof(
        cut,
        fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value)),
        fc.string(),
      ),
      (yaml) => {
        try {
          readProfile(yaml, 'any.yaml');
        } catch (error) {
          expect(error).toBeInstanceOf(BadInput);
        }
      },
    ),
    { numRuns: runs },
  );
});
