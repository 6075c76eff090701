// The files in samples/: what the README and the demo run on.
import { createReadStream, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { addDays } from '#domain/calendar.ts';
import { readEvent } from '#domain/events.ts';
import { parseAmount } from '#domain/money/money.ts';
import { controlInFile } from '#intake/batch/control-totals.ts';
import { readUpload } from '#intake/batch/read-upload.ts';
import { startTally } from '#intake/batch-report.ts';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { readRows } from '#intake/formats/read-rows.ts';
import { intakeRow } from '#intake/intake-row.ts';
import { acceptedOf, allOf, ibmProfile, rejectedOf, standardProfile, uploadRow } from './csv-file.ts';

const sample = (name: string, profile: FileProfile) =>
  allOf(readRows(() => createReadStream(`samples/${name}`), { profile }));

describe('ibm-late-payments.csv', () => {
  it('is accepted whole: 2466 invoices of 100 customers, 147,703.18 USD, 561 of them disputed', async () => {
    const rows = await sample('ibm-late-payments.csv', ibmProfile);
    const tally = startTally();
    for (const row of rows) tally.add(uploadRow(row));
    expect(tally.result()).toEqual({
      rows: 2466,
      rejected: 0,
      totals: { USD: '147703.18' },
      creditors: ['default'],
      errors: [],
      warnings: [],
    });
    const accepted = acceptedOf(rows);
    expect(new Set(accepted.map(({ debtor }) => debtor.id)).size).toBe(100);
    expect(accepted.filter(({ tags }) => tags.includes('disputed'))).toHaveLength(561);
    expect(accepted.filter(({ tags }) => tags.includes('country-391'))).toHaveLength(616);
  });

  it('begins with these two rows', async () => {
    const [first, second] = acceptedOf(await sample('ibm-late-payments.csv', ibmProfile));
    expect(first).toEqual({
      line: 2,
      invoice: '0000611365',
      debtor: {
        id: '0379-NEVHP',
        type: 'business',
        name: '0379-NEVHP',
        email: '0379-NEVHP@example.com',
        language: 'en',
        timeZone: 'UTC',
      },
      currency: 'USD',
      amount: 5594,
      issued: '2013-01-02',
      due: '2013-02-01',
      tags: ['country-391', 'paper'],
    });
    expect(second).toMatchObject({
      line: 3,
      invoice: '0007900770',
      amount: 6174,
      issued: '2013-01-26',
      due: '2013-02-25',
      tags: ['country-406', 'electronic', 'disputed'],
    });
  });
});

describe('demo.csv and demo-events.json', () => {
  const demo = () => sample('demo.csv', standardProfile);
  const events = z
    .array(z.strictObject({ at: z.iso.datetime(), detailType: z.string(), detail: z.looseObject({ id: z.string() }) }))
    .parse(JSON.parse(readFileSync('samples/demo-events.json', 'utf8')));
  const parsed = events.map(({ detailType, detail }) => readEvent(detailType, detail));

  it('hold nothing that is rejected', async () => {
    const rows = await demo();
    expect(rejectedOf(rows)).toEqual([]);
    expect(acceptedOf(rows)).toHaveLength(16);
    for (const row of acceptedOf(rows)) expect(intakeRow.parse(row)).toEqual(row);
  });

  it('write to nobody real', async () => {
    for (const { debtor } of acceptedOf(await demo())) {
      expect(debtor.email ?? 'nobody@example.com').toMatch(/@(example\.(com|org)|simulator\.amazonses\.com)$/);
    }
  });

  it('hold no invoice issued after the run opens, a week before the first due date', async () => {
    const rows = acceptedOf(await demo());
    const opens = addDays(rows.map(({ due }) => due).sort()[0] ?? '', -7);
    expect(opens).toBe('2026-01-02');
    expect(rows.filter(({ issued }) => issued > opens)).toEqual([]);
  });

  it('tell their story in order, each event once, about invoices and debtors of the file', async () => {
    const rows = acceptedOf(await demo());
    const at = events.map((event) => event.at);
    expect(at).toEqual([...at].sort());
    expect(new Set(events.map(({ detail }) => detail.id)).size).toBe(events.length);
    const invoices = rows.map(({ invoice }) => invoice);
    const debtors = rows.map(({ debtor }) => debtor.id);
    for (const { detail } of parsed) {
      if ('invoice' in detail && detail.invoice !== undefined) expect(invoices).toContain(detail.invoice);
      if ('debtor' in detail && typeof detail.debtor === 'string') expect(debtors).toContain(detail.debtor);
    }
  });

  it('leave four debts open: a half, two too small for an agency, one large', async () => {
    const open = new Map(acceptedOf(await demo()).map(({ invoice, amount }) => [invoice, amount]));
    const reversed = parsed.flatMap(({ type, detail }) => (type === 'Payment Reversed' ? [detail.payment] : []));
    for (const { type, detail } of parsed) {
      if (type !== 'Payment Received' && type !== 'Credit Note Issued') continue;
      if (reversed.includes(detail.id) || detail.invoice === undefined) continue;
      const { amount } = parseAmount(detail.amount, detail.currency);
      open.set(detail.invoice, (open.get(detail.invoice) ?? 0) - amount);
    }
    expect([...open].filter(([, balance]) => balance !== 0)).toEqual([
      ['F-1003', 930000],
      ['F-1010', 38500],
      ['F-1011', 1248050],
      ['F-1012', 8640],
    ]);
  });
});

it('bad-rows.csv tells of each row what is wrong, with the value and what to do', async () => {
  const rows = rejectedOf(await sample('bad-rows.csv', standardProfile));
  const told = rows.flatMap(({ line, rejected }) =>
    rejected.map(({ field, reason, value }) => `${line} ${field} ${reason}: ${value}`),
  );
  expect(told).toEqual([
    '3 invoice is empty: ',
    '4 invoice contains "#": B#03',
    '5 invoice has 75 characters: B-04-1234567890123456789012345678901234567890123456789012345678901234567890',
    '6 debtor_type is not a type of debtor: company',
    '7 email is not an email address: ana.ruiz(at)example.com',
    '8 phone is not a phone number: 12',
    '9 country is not a country: Colombia',
    '9 phone is not a phone number: 300 000 0001',
    '10 language is not a language we write in: fr',
    '11 time_zone is not a time zone: Bogota',
    '12 amount "1,234.50" is not an amount: 1,234.50',
    '13 amount is not more than zero: 0.00',
    '14 amount "100.50" has more than the 0 decimals of CLP: 100.50',
    '15 currency is not a currency: EURO',
    '16 issued is not a date: 05/01/2026',
    '16 due is not a date: 2026-02-30',
    '17 due is before 2026-02-04, the date of issue: 2026-01-05',
    '18 invoice is already on line 2: B-01',
    '19 row has 14 cells, the header 18: ',
    '19 due is empty: ',
    '20 row has 19 cells, the header 18: extra',
    '20 debtor_type is not a type of debtor: Ana',
    '21 amount "minus five" is not an amount: minus five',
    '22 discount_percent is not a percentage above 0 and below 100: 2 %',
    '23 discount_days is not a number of days: ten',
    '24 discount_days is empty, and discount_percent is not: ',
  ]);
  expect(rows.flatMap(({ rejected }) => rejected).filter(({ remedy }) => remedy === '')).toEqual([]);
});

it('bad-rows.csv holds one good row and one for each thing that can be wrong', async () => {
  const rows = await sample('bad-rows.csv', standardProfile);
  expect(acceptedOf(rows).map(({ line, debtor }) => [line, debtor.phone])).toEqual([[2, '+573000000001']]);
  expect(
    rejectedOf(rows).map(({ line, rejected }) => `${line} ${rejected.map(({ field }) => field).join(' ')}`),
  ).toEqual([
    '3 invoice',
    '4 invoice',
    '5 invoice',
    '6 debtor_type',
    '7 email',
    '8 phone',
    '9 country phone',
    '10 language',
    '11 time_zone',
    '12 amount',
    '13 amount',
    '14 amount',
    '15 currency',
    '16 issued due',
    '17 due',
    '18 invoice',
    '19 row due',
    expect.stringMatching(/^20 row /),
    '21 amount',
    '22 discount_percent',
    '23 discount_days',
    '24 discount_days',
  ]);
});

describe('full-list/open-items.csv', () => {
  const profile = readProfile(readFileSync('samples/full-list/open-items.yaml', 'utf8'), 'open-items.yaml');
  const file = 'samples/full-list/open-items.csv';

  it('comes to what its last rows and the file beside it say', async () => {
    const rows = readUpload(
      () => createReadStream(file),
      'open-items',
      async () => profile,
    );
    const tally = startTally();
    let next = await rows.next();
    for (; !next.done; next = await rows.next()) tally.add(next.value);
    const { control, isFullList } = next.value;
    const { rejected, rows: count, totals } = tally.result();
    expect({ isFullList, rejected }).toEqual({ isFullList: true, rejected: 0 });
    expect(control).toEqual({ rows: count, totals });
    const beside = readFileSync(`${file}.control.json`, 'utf8');
    expect(controlInFile(beside, '.control.json', 'beside')).toEqual(control);
  });
});
