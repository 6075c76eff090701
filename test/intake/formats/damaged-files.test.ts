// However a file is damaged or swollen, it is read soundly or refused as BadInput, and soon.
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDate } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { decimalsOf, parseAmount } from '#domain/money/money.ts';
import type { ReadFile } from '#intake/formats/notes.ts';
import { isMt940, readMt940 } from '#intake/formats/read-mt940.ts';
import { readXml } from '#intake/formats/read-xml.ts';
import { changed, sampleText } from './sample-files.ts';

/** Of each sample and kind of damage; `PROPERTY_RUNS` tries more. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 40);

const samples = readdirSync('samples/formats').filter((name) => name.endsWith('.xml') || name.endsWith('.mt940'));
const readerOf = (name: string) => (name.endsWith('.mt940') ? readMt940 : readXml);

const readOrRefused = (read: (text: string) => ReadFile, text: string, check = expectSound): ReadFile | BadInput => {
  try {
    const file = read(text);
    check(file);
    return file;
  } catch (error) {
    if (error instanceof BadInput) {
      expect(error.message.length).toBeLessThan(500);
      return error;
    }
    throw error;
  }
};

const expectCounted = ({ rows, accepted, rejected }: ReadFile): void => expect(accepted + rejected).toBe(rows);

const expectSound = ({ rows, accepted, rejected, invoices, payments, errors }: ReadFile): void => {
  expect(accepted + rejected).toBe(rows);
  const bad = new Set(errors.map(({ line }) => line));
  expect(bad.size).toBe(rejected);
  for (const { line, amount, currency, issued, due } of invoices) {
    expect(bad.has(line)).toBe(false);
    expect(isDate(issued) && isDate(due) && issued <= due).toBe(true);
    expectExact(amount, currency);
    expect(amount).not.toMatch(/^-/);
  }
  for (const { line, amount, currency, date } of payments) {
    expect(bad.has(line)).toBe(false);
    expect(isDate(date)).toBe(true);
    expectExact(amount, currency);
  }
  for (const { reason, remedy } of errors) {
    expect(reason).not.toBe('');
    expect(remedy).not.toBe('');
    expect(reason.length).toBeLessThan(500);
  }
};

const expectExact = (amount: string, currency: string) => {
  expect(parseAmount(amount, currency).amount).not.toBe(0);
  expect(amount.split('.')[1]?.length ?? 0).toBe(decimalsOf(currency));
};

type Damage = { readonly at: number; readonly kind: 'cut' | 'flip' | 'insert' | 'repeat'; readonly text: string };
const pieces = fc.constantFrom(
  '<',
  '>',
  '&',
  '"',
  '\0',
  '\uFEFF',
  '\uD800',
  ']]>',
  '<!--',
  '<![CDATA[',
  '?20',
  ':61:',
  '-',
  ',',
  '9',
  '\n',
  '&#0;',
);
const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('cut', 'flip', 'insert', 'repeat'),
  text: fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 })),
});
const damaged = (whole: string, { at, kind, text }: Damage): string => {
  const index = Math.floor(at * whole.length);
  const [before, after] = [whole.slice(0, index), whole.slice(index)];
  if (kind === 'cut') return before;
  if (kind === 'insert') return before + text + after;
  if (kind === 'repeat') return before + whole.slice(index, index + 400) + after;
  return before + String.fromCharCode((after.charCodeAt(0) || 0) ^ (1 << (text.length % 7))) + after.slice(1);
};

describe.each(samples)('%s', (name) => {
  const whole = sampleText(name);

  it('damaged anywhere is read soundly or refused', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        readOrRefused(readerOf(name), damages.reduce(damaged, whole));
      }),
      { numRuns },
    );
  });

  it('with any one value replaced is read soundly or refused', () => {
    const values = [...whole.matchAll(/(?<=>)[^<>]+(?=<)|(?<=")[^"<>]*(?=")|(?<=^:\w+:).*$/gm)];
    const value = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom('', '0', '-1', '1e3', 'NaN', '2026-02-30', '__proto__', '9'.repeat(60)),
    );
    fc.assert(
      fc.property(fc.nat(values.length - 1), value, (index, text) => {
        const { index: at = 0, 0: old = '' } = values[index] ?? {};
        const safe = text.replaceAll(/[<>&"]/g, '');
        readOrRefused(readerOf(name), whole.slice(0, at) + safe + whole.slice(at + old.length));
      }),
      { numRuns },
    );
  });

  it('cut at its end anywhere is never read as whole', () => {
    fc.assert(
      fc.property(fc.nat(whole.trimEnd().length - 2), (length) => {
        const result = readOrRefused(readerOf(name), whole.slice(0, length));
        if (name.endsWith('.xml')) expect(result).toBeInstanceOf(BadInput);
      }),
      { numRuns },
    );
  });
});

it('any text at all is refused or read soundly', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(pieces, { maxLength: 40 }).map((all) => `<Document>${all.join('')}</Document>`),
    fc.array(pieces, { maxLength: 40 }).map((all) => `:20:A\n:60F:C260101EUR0,00\n${all.join('')}`),
  );
  fc.assert(
    fc.property(text, (any) => {
      readOrRefused(readXml, any);
      readOrRefused(readMt940, any);
      isMt940(any);
    }),
    { numRuns: 5 * numRuns },
  );
});

/** What grew with the square of its length would not end in time. */
describe('a file of a million characters', () => {
  const long = 1_000_000;
  const fill = (text: string) => text.repeat(Math.ceil(long / text.length));
  const entry = /<Ntry>.*?<\/Ntry>/s.exec(sampleText('camt.053.xml'))?.[0] ?? '';
  const laughs = `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({ length: 20 }, (_, n) => `<!ENTITY a${n + 1} "&a${n};&a${n};">`).join('')}]><a>&a20;</a>`;

  it.each([
    [
      'in an amount',
      () => changed('ubl-peppol.xml', ['>1000.00</cbc:PayableAmount>', `>${fill('1')}</cbc:PayableAmount>`]),
    ],
    ['in a currency', () => changed('ubl-peppol.xml', ['EUR', fill('EUR').slice(0, long / 10)])],
    ['in a name', () => changed('ubl-peppol.xml', ['Constructora', fill('a b')])],
    ['in terms', () => changed('cfdi-40.xml', ['Crédito a 30 días', fill('30 ')])],
    ['of space in terms', () => changed('cfdi-40.xml', ['Crédito a 30 días', `30${fill(' ')}`])],
    ['in an email', () => changed('factur-x.xml', ['buchhaltung@example.org', fill('a.')])],
    ['in a phone', () => changed('factur-x.xml', ['+49 30 0000000', fill('0 ')])],
    ['in a date', () => changed('factur-x.xml', ['20260219', fill('2')])],
    ['in a tag', () => `<${fill('a')}/>`],
    ['of attributes', () => `<Comprobante ${Array.from({ length: 70_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`],
    ['of open tags', () => fill('<a>')],
    ['of empty elements', () => `<Invoice>${fill('<ID/>')}</Invoice>`],
    ['of ampersands', () => `<a>${fill('&amp;')}</a>`],
    ['of laughs', () => laughs + fill(' ')],
    ['of a comment', () => `<a><!--${fill('- ')}--></a>`],
    [
      'of CDATA that wraps no invoice',
      () =>
        `<AttachedDocument><Attachment><ExternalReference><Description><![CDATA[${fill('<a>')}]]></Description></ExternalReference></Attachment></AttachedDocument>`,
    ],
    ['of entries', () => `<Document><BkToCstmrStmt><Stmt>${fill(entry)}</Stmt></BkToCstmrStmt></Document>`],
  ])('%s', (_, text) => {
    readOrRefused(readXml, text(), expectCounted);
  });

  it.each([
    ['of entries', () => fill(':61:2602100210C1,00NTRFNONREF//B\n:86:166?00G?20SVWZ+Rechnung?32Ana\n')],
    ['in an entry', () => `:61:2602100210C${fill('1')}`],
    ['of details', () => `:61:2602100210C1,00NTRFNONREF\n:86:166${fill('?20')}`],
    ['of details in lines', () => `:61:2602100210C1,00NTRFNONREF\n:86:${fill('a\n')}`],
    ['of details between slashes', () => `:61:2602100210C1,00NTRFNONREF\n:86:/NAME/${fill('/REMI/')}`],
    ['of braces', () => fill('{1:}')],
    ['of space', () => fill(' ')],
  ])('of MT940 %s', (_, text) => {
    readOrRefused(readMt940, `:20:A\n:60F:C260101EUR0,00\n${text()}`, expectCounted);
  });
});
