// Rates as somebody writes them in a CSV file, and each thing that can be wrong with them.
import { describe, expect, it } from 'vitest';
import { readRates } from '#rules/read-rates.ts';

const header = 'series,from,pct,source';

describe('a file of rates', () => {
  it('is read row by row', () => {
    const text = `\uFEFF${header}\r\nECB_MRO,2027-01-01,2.15,"ECB, 22 December 2026"\r\n\r\nDE_BASIS,2027-01-01,-0.88,Bundesbank\r\n`;
    expect(readRates(text)).toEqual({
      rates: [
        { series: 'ECB_MRO', from: '2027-01-01', percent: '2.15', source: 'ECB, 22 December 2026' },
        { series: 'DE_BASIS', from: '2027-01-01', percent: '-0.88', source: 'Bundesbank' },
      ],
      problems: [],
    });
  });

  it('names its columns in any order and in capitals', () => {
    const { rates } = readRates('Source,PCT,From,Series\nECB,2.15,2027-01-01,ECB_MRO');
    expect(rates).toEqual([{ series: 'ECB_MRO', from: '2027-01-01', percent: '2.15', source: 'ECB' }]);
  });

  it.each([
    ['ECB_MOR,2027-01-01,2.15,ECB', 'series', 'there is no series "ECB_MOR"', 'did you mean "ECB_MRO"?'],
    ['LIBOR,2027-01-01,2.15,ECB', 'series', 'there is no series "LIBOR"', 'use one of ECB_MRO'],
    ['ECB_MRO,2027-02-29,2.15,ECB', 'from', '"2027-02-29" is no calendar date', 'as 2026-01-01'],
    ['ECB_MRO,,2.15,ECB', 'from', '"" is no calendar date', 'write the first day'],
    ['ECB_MRO,2027-01-01,"2,15",ECB', 'pct', '"2,15" is not a percentage', 'with a point'],
    ['ECB_MRO,2027-01-01,2.15 %,ECB', 'pct', '"2.15 %" is not a percentage', 'without a sign'],
    ['ECB_MRO,2027-01-01,,ECB', 'pct', '"" is not a percentage', 'write percent a year'],
    ['ECB_MRO,2027-01-01,2.15,', 'source', 'is missing', 'say where it was published'],
    ['ECB_MRO,2027-01-01,2,15,ECB', 'row', 'has 5 cells, the first line 4', 'in double quotes'],
    ['ECB_MRO,2026-01-01,2.15,again', 'from', 'is already on line 2 for ECB_MRO', 'keep one of the rows'],
  ])('%s: %s %s', (row, field, reason, remedy) => {
    const { rates, problems } = readRates(`${header}\nECB_MRO,2026-01-01,2.15,ECB\n${row}`);
    expect(rates).toHaveLength(1);
    expect(problems).toContainEqual({ line: 3, field, reason, remedy: expect.stringContaining(remedy) });
  });

  it.each(['39000.12', '0.00000001', '8', '123456789012345.12345678'])('takes %s as what a unit is worth', (value) => {
    for (const series of ['CL_UF', 'MX_UDI'])
      expect(readRates(`${header}\n${series},2027-03-02,${value},bank`)).toMatchObject({
        ...{ rates: [{ series, percent: value }], problems: [] },
      });
  });

  it.each(['0', '0.00', '-1', '39000.123456789', '1234567890123456', '"39.000,12"', '8.5 %', '$8', ''])(
    'refuses %s as what a unit is worth',
    (value) => {
      const { rates, problems } = readRates(`${header}\nCL_UF,2027-03-02,${value},bank`);
      const read = value.replaceAll('"', '');
      expect([rates, problems]).toEqual([
        [],
        [
          {
            ...{ line: 2, field: 'pct', reason: `"${read}" is not an amount above zero with at most 8 decimals` },
            remedy: 'write what one UF is worth in CLP with a point, as 1234.56, without separators or currency',
          },
        ],
      ]);
    },
  );

  it('does not call the value of a mistyped unit a percentage', () => {
    const { problems } = readRates(`${header}\nCL-UF,2027-03-02,39000.12,bank`);
    expect(problems).toMatchObject([{ field: 'series', remedy: 'did you mean "CL_UF"?' }]);
  });

  it('tells all that is wrong with a row', () => {
    const { problems } = readRates(`${header}\nX,yesterday,much,`);
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [2, 'series'],
      [2, 'from'],
      [2, 'pct'],
      [2, 'source'],
    ]);
  });

  it.each([
    ['', 'the file lacks the columns series, from, pct, source'],
    [
      'series,from,pct\nECB_MRO,2026-01-01,2',
      'the file lacks the columns source; its first line must be series,from,pct,source',
    ],
    [`${header},note\nECB_MRO,2026-01-01,2,ECB,x`, 'the unknown columns note'],
    [header, 'the file has no rates'],
    [`${header}\n"ECB_MRO,2026-01-01`, 'the file is not CSV'],
  ])('%j is refused as a whole: %s', (text, message) => {
    expect(() => readRates(text)).toThrow(message);
  });
});
