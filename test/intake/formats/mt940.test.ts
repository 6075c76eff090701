// MT940 statements: marks, amounts, days around New Year, the three ways to tell details, pages and balances.
import { describe, expect, it } from 'vitest';
import { isMt940, readMt940 } from '#intake/formats/read-mt940.ts';
import { isXml } from '#intake/formats/read-xml.ts';

const head = ':20:S-1\n:25:000/000\n:28C:1/1\n';
/** Without a balance to add up to. */
const statementOf = (entries: string, currency = 'EUR') =>
  readMt940(`${head}:60F:C260101${currency}0,00\n${entries}\n`);
const paymentOf = (entries: string) => statementOf(entries).payments[0];
const line61 = (from: string) => `:61:${from}`;
const good = '2602100210C100,00NTRFNONREF//B-1';

describe('the mark', () => {
  it.each([
    ['C', '100.00'],
    ['CR', '100.00'],
    ['RC', '-100.00'],
    ['RCR', '-100.00'],
  ])('%s is a payment of %s', (mark, amount) => {
    expect(paymentOf(line61(good.replace('C100', `${mark}100`)))?.amount).toBe(amount);
  });

  it.each([
    ['D', 'no payment of a debtor'],
    ['DR', 'no payment of a debtor'],
    ['RD', 'no payment of a debtor'],
    ['EC', 'not booked yet'],
    ['ED', 'not booked yet'],
  ])('%s is passed over and counted', (mark, why) => {
    const file = statementOf(line61(good.replace('C100', `${mark}100`)));
    expect([file.rows, file.payments]).toEqual([0, []]);
    expect(file.warnings[0]).toBe(`1 entry was passed over: ${why}`);
  });

  it.each([
    ['D', 'NRTI', '', '-100.00'],
    ['D', 'NDDT', ':86:109?00RUECKLASTSCHRIFT', '-100.00'],
    ['D', 'NDDT', ':86:108?00RUECKLASTSCHRIFT', '-100.00'],
    ['D', 'NDDT', ':86:/RTRN/MS03//NAME/Ana/REMI/nota 1', '-100.00'],
    ['D', 'NDDT', ':86:105?00LASTSCHRIFT', undefined],
    ['C', 'NRTI', '', undefined],
    ['C', 'NTRF', ':86:159?00RUECKUEBERWEISUNG', undefined],
    ['C', 'NTRF', ':86:166?00GUTSCHRIFT', '100.00'],
  ])('%s of type %s and %j: what came back is told apart', (mark, type, details, amount) => {
    const entry = good.replace('C100', `${mark}100`).replace('NTRF', type);
    expect(paymentOf(`${line61(entry)}\n${details}`)?.amount).toBe(amount);
  });
});

describe('the amount', () => {
  it.each([
    ['100,', 'EUR', '100.00'],
    ['100,5', 'EUR', '100.50'],
    ['100,00', 'EUR', '100.00'],
    ['0,01', 'EUR', '0.01'],
    ['100,', 'CLP', '100'],
    ['100,500', 'KWD', '100.500'],
    ['000000000100,00', 'EUR', '100.00'],
  ])('%s %s is %s', (figures, currency, amount) => {
    const file = statementOf(line61(good.replace('100,00', figures)), currency);
    expect(file.payments).toMatchObject([{ amount, currency }]);
  });

  it.each([
    ['100.00', 'has the amount "100.00"'],
    ['100', 'has the amount "100"'],
    ['1.234,50', 'has the amount "1.234,50"'],
    ['1 234,50', 'has the amount "1 234,50"'],
    ['-1,00', 'has the amount "-1,00"'],
    ['1,005', '"1.005" has more than the 2 decimals of EUR'],
  ])('%s is refused', (figures, reason) => {
    expect(statementOf(line61(good.replace('100,00', figures))).errors).toMatchObject([
      { line: 1, field: ':61:', reason },
    ]);
  });

  it('of nothing is passed over', () => {
    expect(statementOf(line61(good.replace('100,00', '0,00'))).warnings[0]).toBe(
      '1 entry was passed over: of no amount',
    );
  });

  it('needs the currency of the opening balance', () => {
    expect(readMt940(`${head}${line61(good)}`).errors).toMatchObject([{ field: ':60F:', reason: 'is missing' }]);
    expect(statementOf(line61(good), 'EUX').errors).toMatchObject([{ field: ':60F:', reason: 'is not a currency' }]);
  });
});

describe('the day', () => {
  it.each([
    ['2602100210', '2026-02-10'],
    ['260210', '2026-02-10'],
    ['2512310102', '2025-12-31'],
    ['2601021231', '2026-01-02'],
    ['2402290229', '2024-02-29'],
    ['2402280229', '2024-02-28'],
    ['6912311231', '2069-12-31'],
    ['7001010101', '1970-01-01'],
  ])('of value and booking %s is %s', (days, date) => {
    expect(paymentOf(line61(good.replace('2602100210', days)))?.date).toBe(date);
  });

  it.each(['2602300210', '2613010101', '2600100210', '2602101301', '2602100230', '2502280229'])(
    '%s is refused',
    (days) => {
      expect(statementOf(line61(good.replace('2602100210', days))).errors).toMatchObject([{ line: 1, field: ':61:' }]);
    },
  );
});

describe('details', () => {
  const readAs = (details: string, entry = good) => {
    const { reference, payer } = paymentOf(`${line61(entry)}\n${details}`) ?? {};
    return { reference, payer };
  };

  it('in numbered parts give purpose and name, joined where a part was full', () => {
    expect(
      readAs(
        ':86:166?00GUTSCHRIFT?20SVWZ+Rechnung RE-2026-00001?21234 vom Januar?32Baeckerei Mueller und Soehn?33e KG',
      ),
    ).toEqual({
      reference: 'Rechnung RE-2026-00001234 vom Januar',
      payer: 'Baeckerei Mueller und Soehne KG',
    });
  });

  it.each([
    ['?20EREF+RE-1?21SVWZ+Rechnung?22RE-1', 'Rechnung RE-1'],
    ['?20EREF+RE-1', 'RE-1'],
    ['?20EREF+NOTPROVIDED?21KREF+K-1', 'K-1'],
    ['?20EREF+NOTPROVIDED', ''],
    ['?20Rechnung RE-1?21danke', 'Rechnung RE-1 danke'],
    ['?20Rechnung RE-1?60und RE-2', 'Rechnung RE-1 und RE-2'],
    ['?20bezahlt? ja', 'bezahlt? ja'],
    ['?10310?34000', ''],
  ])('in numbered parts %j are %j', (parts, reference) => {
    expect(readAs(`:86:166?00GUTSCHRIFT${parts}`).reference).toBe(reference);
  });

  it('in numbered parts may have another sign between them, no code, and lines cut anywhere', () => {
    expect(readAs(':86:166<00GUTSCHRIFT<20SVWZ+RE-1<32Ana')).toEqual({ reference: 'RE-1', payer: 'Ana' });
    expect(readAs(':86:?20RE-1?32Ana')).toEqual({ reference: 'RE-1', payer: 'Ana' });
    expect(readAs(':86:166?00GUTSCHRIFT?2\n0SVWZ+RE\n-1?32A\nna')).toEqual({ reference: 'RE-1', payer: 'Ana' });
  });

  it.each([
    ['/TRTP/SEPA OVERBOEKING/IBAN/NL00/BIC/X/NAME/Ana BV/REMI/factuur 1/EREF/E-1', 'factuur 1', 'Ana BV'],
    ['/EREF/E-1//CNTP/NL00/XNL2A/Ana BV///REMI/USTD//factuur 1/', 'factuur 1', 'Ana BV'],
    ['/REMI/STRD/CUR/0000000000001/', '0000000000001', ''],
    ['/ORDP//NAME/Ana BV/EREF/E-1/', 'E-1', 'Ana BV'],
    ['/NAME/Ana BV/EREF/NOTPROVIDED', '', 'Ana BV'],
  ])('between slashes %s', (details, reference, payer) => {
    expect(readAs(`:86:${details}`)).toEqual({ reference, payer });
  });

  it('as free text are one line, joined without a space only where a line was full', () => {
    expect(readAs(':86:Factura 1\nde Ana').reference).toBe('Factura 1 de Ana');
    expect(readAs(`:86:${'x'.repeat(64)}1\n2 y`).reference).toBe(`${'x'.repeat(64)}12 y`);
  });

  it('that are not there leave the reference of the entry itself', () => {
    expect(readAs('', '260210C1,00NTRFF-1001//B')).toEqual({ reference: 'F-1001', payer: '' });
    expect(readAs('', '260210C1,00NTRFNONREF')).toEqual({ reference: '', payer: '' });
    expect(readAs('', '260210C1,00FMSC')).toEqual({ reference: '', payer: '' });
    expect(readAs('', '260210C1,00NTRFNONREF//B\nFactura 1')).toEqual({ reference: 'Factura 1', payer: '' });
  });

  it('after anything but an entry belong to none', () => {
    const file = readMt940(`${head}:60F:C260101EUR0,00\n:61:${good}\n:62F:C260101EUR100,00\n:86:Saldo\n`);
    expect(file.payments[0]?.reference).toBe('');
  });
});

describe('the id', () => {
  it('is the reference of the bank, numbered when it comes again, and never that of a payment for its return', () => {
    const entries = [
      good,
      good,
      good.replace('C100', 'RC100'),
      good.replace('//B-1', ''),
      good.replace('B-1', 'NONREF'),
    ];
    expect(statementOf(entries.map(line61).join('\n')).payments.map(({ id }) => id)).toEqual([
      'B-1',
      'B-1/2',
      'B-1/returned',
      undefined,
      undefined,
    ]);
  });

  it('goes on over the pages of a statement and begins again with the next', () => {
    const page = (tag: string, after: string) =>
      `${head}:60${tag}:C260101EUR0,00\n:61:${good}\n:62${after}:C260101EUR100,00\n-\n`;
    const ids = (...pages: readonly string[]) => readMt940(pages.join('')).payments.map(({ id }) => id);
    expect(ids(page('F', 'M'), page('M', 'F'))).toEqual(['B-1', 'B-1/2']);
    expect(ids(page('F', 'F'), page('F', 'F'))).toEqual(['B-1', 'B-1']);
  });
});

describe('a balance', () => {
  const balanced = (closing: string) =>
    readMt940(`${head}:60F:D260101EUR50,00\n:61:${good}\n:62F:${closing}\n-`).warnings;

  it('that the entries add up to needs no word', () => {
    expect(balanced('C260210EUR50,00')).toEqual([]);
    expect(balanced('C260210EUR50,')).toEqual([]);
  });

  it('that they do not add up to is told', () => {
    for (const closing of ['C260210EUR50,01', 'D260210EUR50,00', 'nonsense']) {
      expect(balanced(closing)).toEqual(['the entries of statement 1 do not add up to its closing balance']);
    }
  });

  it('that is missing at the end is told', () => {
    expect(readMt940(`${head}:60F:C260101EUR0,00\n:61:${good}`).warnings).toEqual([
      'statement 1 has no closing balance: the file may have been cut',
    ]);
  });
});

describe('an entry', () => {
  it('that cannot be read is rejected, and the others are read', () => {
    const file = statementOf([line61(good), line61('nonsense'), line61(good)].join('\n'));
    expect([file.rows, file.accepted, file.rejected]).toEqual([3, 2, 1]);
    expect(file.errors).toMatchObject([{ line: 2, field: ':61:' }]);
    expect(file.payments.map(({ line }) => line)).toEqual([1, 3]);
  });
});

describe('a file', () => {
  const whole = `${head}:60F:C260101EUR0,00\n:61:${good}\n:62F:C260210EUR100,00\n-`;

  it.each([
    ['with the breaks of Windows', whole.replaceAll('\n', '\r\n')],
    ['with old breaks', whole.replaceAll('\n', '\r')],
    ['with a byte order mark', `\uFEFF${whole}`],
    [
      'in the blocks of SWIFT',
      `{1:F01XXXXDEXXAXXX0000000000}{2:I940XXXXDEXXXXXXN}{4:\n${whole}}{5:{CHK:000000000000}}`,
    ],
    ['in a block that begins on the line of its first tag', `{1:F01XXXXDEXXAXXX0000000000}{4:${whole}}`],
    ['after its number as a tag', `:940:\n${whole}`],
    ['after its number', `940\n${whole}`],
    ['after the name of the bank', `XXXXNL2A\n940\nXXXXNL2A\n${whole}`],
  ])('%s is known and read', (_, text) => {
    expect([isMt940(text), isXml(text)]).toEqual([true, false]);
    expect(readMt940(text)).toMatchObject({ accepted: 1, warnings: [] });
  });

  it.each(['', 'invoice,amount', '<?xml version="1.0"?><a/>', '{"20": 1}', 'a :20: b', 'invoice 940 10', '940;10'])(
    '%j is not known',
    (text) => {
      expect(isMt940(text)).toBe(false);
      expect(() => readMt940(text)).toThrow('the file is not an MT940 statement');
    },
  );

  it('that the bank may still change, that is binary or too large is refused', () => {
    expect(() => readMt940(`${head}:34F:EUR0,00\n`)).toThrow(/MT942 report/);
    expect(() => readMt940(`${head}\0`)).toThrow(/binary/);
    expect(() => readMt940(`${head}${' '.repeat(24_000_000)}`)).toThrow(/too large/);
  });
});
