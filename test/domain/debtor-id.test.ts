// Ids of debtors: tax ids of every country pass everywhere, in rows, in events and in the tags of messages.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { debtorIdPattern } from '#domain/debtor-id.ts';
import { BadInput } from '#domain/errors.ts';
import { readEvent } from '#domain/events.ts';
import { debtorIdRule } from '#intake/cell-rules.ts';
import { readXml } from '#intake/formats/read-xml.ts';
import { intakeRow } from '#intake/intake-row.ts';
import { accountTag, readAccountTag } from '#store/account-tag.ts';

const row = (id: string, person: string) => ({
  line: 2,
  invoice: 'F-1',
  debtor: { id, person, type: 'business', name: 'Ana' },
  currency: 'MXN',
  amount: 100,
  issued: '2026-01-05',
  due: '2026-02-04',
  tags: [],
});

const isTakenByEvents = (debtor: string): boolean => {
  try {
    readEvent('Consent Changed', { id: 'e-1', debtor, channel: 'email', given: true });
    return true;
  } catch (error) {
    if (error instanceof BadInput) return false;
    throw error;
  }
};

describe('an id is taken, or not, by rows and events alike', () => {
  it.each([
    ['Ñ&A010101AB1', true],
    ['&XX010101AB1', true],
    ['A&B-1', true],
    ['señal', true],
    ['B12345678', true],
    ['900.123.456-7', true],
    ['Ñ'.repeat(64), true],
    ['Ñ'.repeat(65), false],
    ['N\u0303A010101AB1', false],
    ['A#B', false],
    ['A\nB', false],
    ['A\u0000', false],
    ['-A', false],
    ['é', false],
    ['', false],
  ])('%j: %s', (id, isTaken) => {
    expect(intakeRow.safeParse(row(id, 'P-1')).success).toBe(isTaken);
    expect(intakeRow.safeParse(row('C-1', id)).success).toBe(isTaken);
    expect(isTakenByEvents(id)).toBe(isTaken);
  });

  it('in a cell also where its Ñ is written as two characters, which become one', () => {
    expect(debtorIdRule('N\u0303&A010101AB1')).toEqual({ value: 'Ñ&A010101AB1' });
  });
});

it('every debtor of the sample invoices has an id that is taken', () => {
  const files = readdirSync('samples/formats').filter((file) => file.endsWith('.xml'));
  const debtors = files.flatMap((file) =>
    readXml(readFileSync(`samples/formats/${file}`, 'utf8')).invoices.map(({ debtor }) => debtor),
  );
  expect(debtors).toContain('ÑA&010101AA1');
  expect(debtors.filter((debtor) => !debtorIdPattern.test(debtor))).toEqual([]);
});

describe('the account in the tag of a message', () => {
  const id = fc.stringMatching(debtorIdPattern);

  it('is read as it was written, in the characters and the length that SES takes', () => {
    fc.assert(
      fc.property(fc.constantFrom('default', 'a'.repeat(64)), id, (creditor, debtor) => {
        const tag = accountTag({ creditor, debtor });
        expect(tag).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        expect(readAccountTag(tag)).toEqual({ creditor, debtor });
      }),
    );
  });

  it('has room for the longest ids', () => {
    const longest = { creditor: 'a'.repeat(64), debtor: 'Ñ'.repeat(64) };
    expect(accountTag(longest).length).toBeLessThanOrEqual(256);
    expect(readAccountTag(accountTag(longest))).toEqual(longest);
  });

  it('is what it was before, for ids of plain letters', () => {
    expect(accountTag({ creditor: 'default', debtor: 'C-1' })).toBe('ZGVmYXVsdApDLTE');
  });
});
