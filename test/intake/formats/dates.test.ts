// How dates are written, and when a file is asked instead of guessed at.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import { type DateOrder, readDate } from '#intake/formats/date-text.ts';
import { aProfile, isSound, numbered, problemsOf, readText, tsvOf } from './read.ts';

const dates = (...issued: string[]) =>
  readText(tsvOf(...numbered(issued.map((each) => ({ issued: each, due: '2199-01-01' })))), aProfile());

describe('a date', () => {
  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026/1/31', '2026-01-31'],
    ['2026.01.31', '2026-01-31'],
    ['20260131', '2026-01-31'],
    ['2026-01-31T10:00:00', '2026-01-31'],
    ['2026-01-31 23:59:59.999Z', '2026-01-31'],
    ['31/1/2026 12:00 AM', '2026-01-31'],
    ['31.01.2026', '2026-01-31'],
    ['1-31-2026', '2026-01-31'],
    ['03/03/2026', '2026-03-03'],
    ['31 Jan 2026', '2026-01-31'],
    ['31-ene-2026', '2026-01-31'],
    ['31 de enero de 2026', '2026-01-31'],
    ['1 de março de 2026', '2026-03-01'],
    ['15-set-2026', '2026-09-15'],
    ['January 31, 2026', '2026-01-31'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s', (text, date) => {
    expect(readDate(text)).toEqual({ kind: 'date', date });
  });

  it.each([
    '',
    'soon',
    '31/02/2026',
    '13/13/2026',
    '2026-02-29',
    '2026-13-01',
    '1/2',
    '1-2/2026',
    '31 Foo 2026',
    '46000',
  ])('%j is none', (text) => {
    expect(readDate(text)).toEqual({ kind: 'none' });
  });

  it.each<[string, DateOrder, string]>([
    ['03/04/2026', 'D/M/YYYY', '2026-04-03'],
    ['03/04/2026', 'M/D/YYYY', '2026-03-04'],
    ['03/04/26', 'D/M/YY', '2026-04-03'],
    ['03/04/26', 'M/D/YY', '2026-03-04'],
    ['2026-04-03', 'M/D/YYYY', '2026-04-03'],
  ])('%s in the order %s is %s', (text, order, date) => {
    expect(readDate(text, order)).toEqual({ kind: 'date', date });
  });

  it.each<[string, DateOrder, string]>([
    ['03/04/2026', 'YYYY-MM-DD', 'none'],
    ['13/04/2026', 'M/D/YYYY', 'none'],
    ['03/04/26', 'D/M/YYYY', 'short-year'],
  ])('%s in the order %s is refused', (text, order, kind) => {
    expect(readDate(text, order)).toEqual({ kind });
  });

  it('is read back from each way to write it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000 }), fc.constantFrom('/', '-', '.'), (days, mark) => {
        const date = addDays('1970-01-01', days);
        const [year = '', month = '', day = ''] = date.split('-');
        expect(readDate([day, month, year].join(mark), 'D/M/YYYY')).toEqual({ kind: 'date', date });
        expect(readDate([Number(month), Number(day), year].join(mark), 'M/D/YYYY')).toEqual({ kind: 'date', date });
      }),
    );
  });
});

describe('the order is found from all dates of a file', () => {
  it.each([
    ['a 13th says the day is first', ['03/04/2026', '13/04/2026'], ['2026-04-03', '2026-04-13']],
    ['a 13th says the month is first', ['03/04/2026', '04/13/2026'], ['2026-03-04', '2026-04-13']],
    [
      'dates with the year first say nothing, and need nothing',
      ['2026-04-03', '2026-04-04'],
      ['2026-04-03', '2026-04-04'],
    ],
  ])('%s', (_, texts, expected) => {
    expect(dates(...texts).invoices.map(({ issued }) => issued)).toEqual(expected);
  });

  it('asks where every date fits both orders', () => {
    const read = dates('03/04/2026', '05/05/2026', '12/01/2026');
    expect(read.invoices.map(({ issued }) => issued)).toEqual(['2026-05-05']);
    expect(problemsOf(read)).toEqual([
      '2 issued may be 2026-04-03 or 2026-03-04: nothing in the file says which',
      '4 issued may be 2026-01-12 or 2026-12-01: nothing in the file says which',
    ]);
    expect(read.errors[0]?.remedy).toBe('state the order in the profile: dates: D/M/YYYY or dates: M/D/YYYY');
    expect(isSound(read)).toBe(true);
  });

  it('asks where one date needs the day first and another the month', () => {
    const read = dates('13/04/2026', '04/13/2026', '03/04/2026', '2026-01-01');
    expect(read.invoices.map(({ issued }) => issued)).toEqual(['2026-01-01']);
    expect(problemsOf(read)).toEqual(
      [2, 3, 4].map(
        (line) => `${line} issued may have the day or the month first: the file has 13/04/2026 and 04/13/2026`,
      ),
    );
  });

  it('takes the order of the profile at its word', () => {
    const rows = tsvOf({ issued: '03/04/2026', due: '05/04/2026' });
    expect(readText(rows, aProfile({ dates: 'D/M/YYYY' })).invoices[0]).toMatchObject({
      issued: '2026-04-03',
      due: '2026-04-05',
    });
    expect(readText(rows, aProfile({ dates: 'M/D/YYYY' })).invoices[0]).toMatchObject({
      issued: '2026-03-04',
      due: '2026-05-04',
    });
  });

  it('asks for years of two digits', () => {
    const rows = tsvOf({ issued: '13/04/26', due: '14/04/26' });
    expect(problemsOf(readText(rows, aProfile()))).toEqual([
      '2 issued has a year of two digits',
      '2 due has a year of two digits',
    ]);
    expect(readText(rows, aProfile({ dates: 'D/M/YY' })).invoices[0]?.issued).toBe('2026-04-13');
  });

  it.each([
    ['1969-12-31', 'is in the year 1969'],
    ['2200-01-01', 'is in the year 2200'],
    ['soon', 'is not a date'],
  ])('refuses %s', (issued, reason) => {
    expect(problemsOf(dates(issued))).toEqual([`2 issued ${reason}`]);
  });

  it('refuses a due date before the issue, and takes the same day', () => {
    expect(problemsOf(readText(tsvOf({ due: '2026-01-04' }), aProfile()))).toEqual([
      '2 due is before 2026-01-05, the date of issue',
    ]);
    expect(problemsOf(readText(tsvOf({ due: '2026-01-05' }), aProfile()))).toEqual([]);
  });
});
