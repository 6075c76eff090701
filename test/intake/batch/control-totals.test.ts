// Control totals from the metadata, a file beside the upload and the list's own last rows: what is read, refused, and contradicts.
import { describe, expect, it } from 'vitest';
import { brakesOf } from '#intake/batch/brakes.ts';
import { combineControls, controlInFile, controlInMetadata } from '#intake/batch/control-totals.ts';

describe('in the metadata', () => {
  it.each([
    [{}, undefined],
    [{ profile: 'odoo' }, undefined],
    [{ 'control-rows': '12' }, { rows: 12 }],
    [{ 'control-total-eur': ' 10.00 ', 'control-total-clp': '900' }, { totals: { EUR: '10.00', CLP: '900' } }],
    [
      { 'control-rows': '12', 'control-total-eur': '-10' },
      { rows: 12, totals: { EUR: '-10' } },
    ],
  ])('%j', (metadata, expected) => expect(controlInMetadata(metadata)).toEqual(expected));

  it.each([
    [{ 'control-rows': 'twelve' }, 'the metadata control-rows cannot be read: "twelve" is no number of rows'],
    [{ 'control-rows': '-1' }, 'no number of rows'],
    [{ 'control-total-eur': '1.234,50' }, '"1.234,50" is not an amount in EUR; write it as 1234.50'],
    [{ 'control-total-euro': '12' }, '"EURO" is not a currency'],
  ])('%j is refused', (metadata, reason) => expect(() => controlInMetadata(metadata)).toThrow(reason));
});

describe('in a file beside the upload', () => {
  it.each([
    ['{"rows":12,"totals":{"EUR":"1234.50"}}', '.control.json', { rows: 12, totals: { EUR: '1234.50' } }],
    ['\ufeff{ "rows": 0 }', '.control.json', { rows: 0 }],
    ['currency,total\nEUR,1234.50\n', '.control.csv', { totals: { EUR: '1234.50' } }],
    [
      '\ufeffCurrency;Total;Rows\r\neur;10.00;3\r\nCLP;900;4\r\n',
      '.control.csv',
      { rows: 7, totals: { EUR: '10.00', CLP: '900' } },
    ],
  ] as const)('%j', (text, kind, expected) => expect(controlInFile(text, kind, 'x')).toEqual(expected));

  it.each([
    ['', '.control.json', 'it is not JSON'],
    ['{}', '.control.json', 'neither a total nor a number of rows'],
    ['{"totals":{"EUR":1234.5}}', '.control.json', 'with the amounts in quotes'],
    ['{"total":{"EUR":"1"}}', '.control.json', 'write { "rows": 12'],
    ['{"totals":{"EUR":"about 12"}}', '.control.json', '"about 12" is not an amount in EUR'],
    ['{"rows":1.5}', '.control.json', 'write { "rows": 12'],
    ['rows\n12\n', '.control.csv', 'names no columns currency and total'],
    ['currency,total\n', '.control.csv', 'neither a total nor a number of rows'],
    ['currency,total\nEUR,1\nEUR,2\n', '.control.csv', 'EUR stands there twice'],
    ['currency,total\nEURO,1\n', '.control.csv', 'x, line 2 cannot be read: "EURO" is not a currency'],
    ['currency,total,rows\nEUR,1,many\n', '.control.csv', '"many" is no number of rows'],
  ] as const)('%j is refused', (text, kind, reason) => expect(() => controlInFile(text, kind, 'x')).toThrow(reason));
});

describe('of several places', () => {
  const metadata = { where: 'the metadata', told: { rows: 12, totals: { EUR: '10.00' } } };
  const nothing = { where: 'the file x', told: undefined };

  it('nothing is nothing', () => expect(combineControls([nothing])).toBeUndefined());

  it('what they say is held together', () =>
    expect(
      combineControls([metadata, nothing, { where: 'its last row', told: { totals: { EUR: '10', CLP: '900' } } }]),
    ).toEqual({
      rows: 12,
      totals: { EUR: '10.00', CLP: '900' },
    }));

  it('what contradicts is told, and holds the batch', () => {
    const control = combineControls([
      metadata,
      { where: 'its last row', told: { rows: 13, totals: { EUR: '10.01' } } },
    ]);
    expect(control?.conflicts).toEqual([
      'the control totals contradict one another: the metadata says 12 rows, its last row 13 rows',
      'the control totals contradict one another: the metadata says 10.00 EUR, its last row 10.01 EUR',
    ]);
    const weighed = { rows: 12, rejected: 0, totals: { EUR: '10.00' }, contacts: 0, before: [], isProposed: false };
    expect(brakesOf({ ...weighed, control }, []).map(({ code }) => code)).toEqual([
      'control-conflict',
      'control-conflict',
    ]);
  });
});
