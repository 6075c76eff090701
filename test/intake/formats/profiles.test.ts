// Profiles: what they may say, what is wrong with one, and what each transform does.
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { applyTransforms, type Transform } from '#intake/formats/transforms.ts';
import { amountsOf, aProfile, numbered, problemsOf, readText, tsvOf } from './read.ts';

const smallest = `name: ours
kind: invoices
fields:
  number: number
  debtor: customer
  amount: amount
  issued: issued
  due: due
`;

describe('a profile', () => {
  it('needs a name, a kind and five columns', () => {
    expect(readProfile(smallest, 'ours.yaml')).toEqual({
      name: 'ours',
      kind: 'invoices',
      fields: {
        number: { column: 'number', transforms: [] },
        debtor: { column: 'customer', transforms: [] },
        amount: { column: 'amount', transforms: [] },
        issued: { column: 'issued', transforms: [] },
        due: { column: 'due', transforms: [] },
      },
      skip: [],
      creditNotes: 'negative',
      duplicates: ['number'],
      missing: 'nothing',
    });
  });

  it('may say all of this', () => {
    const whole = `${smallest.replace('due: due', 'due: { from: issued, days: { column: Terms } }')}  currency: { constant: EUR }
  email: { column: [E-mail, Mail], transforms: [trim, lower] }
description: ours
encoding: windows-1252
delimiter: "\\t"
decimals: ","
dates: D/M/YYYY
sheet: March
header: 3
path: data.items
creditNotes: { column: Type, words: [NC] }
duplicates: [number, debtor]
missing: settled-confirm
skip: [{ column: Type, words: ["", "total*"] }]
`;
    expect(readProfile(whole, 'ours.yaml')).toMatchObject({ missing: 'settled-confirm', delimiter: '\t', header: 3 });
  });

  it('may be of payments', () => {
    const text =
      'name: bank\nkind: payments\nfields: { date: Date, amount: { column: Amount, transforms: [negate] } }\n';
    expect(readProfile(text, 'bank.yaml')).toMatchObject({ kind: 'payments', duplicates: [] });
  });

  it.each([
    ['', 'the profile: '],
    ['- a', 'the profile: '],
    ['name: [', 'it is not YAML: '],
    [`${smallest}kind: invoices\n`, 'it is not YAML: Map keys must be unique'],
    [smallest.replace('invoices', 'invoice'), 'kind is not known; write kind: invoices or kind: payments'],
    [smallest.replace('  number: number\n', ''), 'fields.number: is missing; write the name of its column'],
    [smallest.replace('number: number', 'nunber: number'), 'fields: unknown field "nunber"; did you mean "number"?'],
    [smallest.replace('name: ours', 'name: Our List'), 'name: write small letters, digits and hyphens'],
    [smallest.replace('amount: amount', 'amount: 7'), 'fields.amount: '],
    [
      smallest.replace('amount: amount', 'amount: {}'),
      'fields.amount: says neither or both; write a column or a constant',
    ],
    [
      smallest.replace('amount: amount', 'amount: { column: a, transforms: [shout] }'),
      'fields.amount.transforms.0: use trim, upper',
    ],
    [smallest.replace('due: due', 'due: { from: issue, days: 3 }'), 'fields.due.from: is not known; write issued'],
    [smallest.replace('due: due', 'due: { from: issued, days: -1 }'), 'fields.due.days: '],
    [`${smallest}decimals: ;\n`, 'decimals: ";" is not known; write one of ".", ","'],
    [`${smallest}dates: DD/MM/YYYY\n`, 'dates: "DD/MM/YYYY" is not known; write one of "YYYY-MM-DD", "D/M/YYYY"'],
    [`${smallest}header: 0\n`, 'header: is below 1'],
    [`${smallest}missing: paid\n`, 'missing: "paid" is not known; write one of "nothing", "settled-confirm"'],
    [`${smallest}skip: [{ column: a, words: ["*"] }]\n`, 'skip.0.words.0: is every row'],
    [`${smallest}  currency: { constant: EURO }\n`, 'fields.currency.constant: is no currency'],
    [
      `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c]`,
      'it is not YAML: ',
    ],
    ['x'.repeat(65_537), 'has more than 65536 letters'],
  ])('%#: is refused: %2$s', (text, message) => {
    expect(() => readProfile(text, 'ours.yaml')).toThrow(BadInput);
    expect(() => readProfile(text, 'ours.yaml')).toThrow(message);
  });

  it('tells all that is wrong at once', () => {
    const bad = `${smallest.replace('name: ours', 'name: OURS')}header: 0\ndecimals: ";"\n`;
    expect(() => readProfile(bad, 'ours.yaml')).toThrow(
      /ours\.yaml is no profile: .*name: .* \| decimals: .* \| header: .*docs\/profiles\.md/,
    );
  });
});

describe('a transform', () => {
  it.each<[Transform[], string, string]>([
    [['trim'], ' a ', 'a'],
    [['upper'], 'fv-1', 'FV-1'],
    [['lower'], 'A@B.CO', 'a@b.co'],
    [['digits'], 'NIT 900.123-4', '9001234'],
    [['first-word'], ' C-1 Ana Ruiz', 'C-1'],
    [['last-word'], 'Factura F-1 ', 'F-1'],
    [['negate'], '1,50', '-1,50'],
    [['negate'], '-1,50', '1,50'],
    [['negate'], '1,50-', '1,50'],
    [['negate'], '(1,50)', '1,50'],
    [['id'], 'Peña e Hijos, S.L.', 'pena-e-hijos-s-l'],
    [[{ prefix: 'ES-' }], '1', 'ES-1'],
    [[{ suffix: '@example.com' }], 'ana', 'ana@example.com'],
    [[{ 'strip-prefix': 'inv ' }], 'INV 0012', '0012'],
    [[{ 'strip-prefix': 'inv ' }], 'X 0012', 'X 0012'],
    [[{ remove: '.' }], '900.123.4', '9001234'],
    [[{ words: { Pesos: 'COP' } }], 'pesos', 'COP'],
    [[{ words: { Pesos: 'COP' } }], 'euros', 'euros'],
    [['digits', { prefix: 'C' }], 'a1b2', 'C12'],
    [['digits', { prefix: 'C' }], 'none', ''],
  ])('%j makes of %j: %j', (transforms, cell, expected) => {
    expect(applyTransforms(cell, transforms)).toBe(expected);
  });
});

describe('by its profile a file', () => {
  const fields = aProfile().fields;
  const withFields = (differs: object) => aProfile({ fields: { ...fields, ...differs } });

  it('has what the profile says where a cell is empty, or in every row', () => {
    const profile = withFields({ currency: { column: 'currency', otherwise: 'COP' }, country: { constant: 'España' } });
    const read = readText(tsvOf({ currency: '' }), profile);
    expect(read.invoices[0]).toMatchObject({ currency: 'COP', country: 'ES' });
  });

  it('takes the first of several names that it has', () => {
    expect(readText(tsvOf({}), withFields({ debtor: { column: ['client', 'customer'] } })).invoices[0]?.debtor).toBe(
      'C-1',
    );
  });

  it.each([
    [30, '', '2026-02-04'],
    [0, '', '2026-01-05'],
    [{ column: 'due' }, '30', '2026-02-04'],
    [{ column: 'due' }, 'Net 30', '2026-02-04'],
    [{ column: 'due' }, 'a 30 días', '2026-02-04'],
    [{ column: 'due' }, 'Contado', '2026-01-05'],
  ])('is due %j days after the issue, %s: %s', (days, due, expected) => {
    const read = readText(tsvOf({ due }), withFields({ due: { from: 'issued', days } }));
    expect(read.invoices[0]?.due).toBe(expected);
  });

  it.each([
    ['', 'is empty'],
    ['2/10 net 30', 'is not a number of days'],
    ['soon', 'is not a number of days'],
  ])('is refused where its terms are %j', (due, reason) => {
    const read = readText(tsvOf({ due }), withFields({ due: { from: 'issued', days: { column: 'due' } } }));
    expect(problemsOf(read)).toEqual([`2 due ${reason}`]);
  });

  it('tells credit notes by their sign, each on its own day', () => {
    const read = readText(tsvOf({ amount: '-10.00', due: '2025-01-01' }), aProfile());
    expect(read.invoices[0]).toMatchObject({ kind: 'credit-note', amount: '10.00', due: '2026-01-05' });
  });

  it('tells credit notes by a word, whatever their sign', () => {
    const profile = aProfile({ creditNotes: { column: 'name', words: ['nc'] } });
    const rows = numbered([
      { name: 'NC', amount: '-10' },
      { name: 'nc', amount: '10' },
      { amount: '10' },
      { amount: '-10' },
    ]);
    const read = readText(tsvOf(...rows), profile);
    expect(read.invoices.map(({ kind }) => kind)).toEqual(['credit-note', 'credit-note', 'invoice']);
    expect(problemsOf(read)).toEqual(['5 amount is below zero, and name does not call it a credit note']);
  });

  it('never makes one debtor of two names', () => {
    const profile = withFields({ debtor: { column: 'name', transforms: ['id'] } });
    const rows = numbered([{ name: 'Peña' }, { name: 'PEÑA' }, { name: 'Pena' }]);
    const read = readText(tsvOf(...rows), profile);
    expect(read.invoices.map(({ debtor }) => debtor)).toEqual(['pena', 'pena']);
    expect(problemsOf(read)).toEqual(['4 name gives the same id "pena" as "Peña"']);
  });

  it('turns signs with negate, numbers of a workbook too', () => {
    expect(
      amountsOf(
        readText(tsvOf({ amount: '-10' }), withFields({ amount: { column: 'amount', transforms: ['negate'] } })),
      ),
    ).toEqual(['10.00']);
  });

  it.each([
    ['Colombia', 'CO'],
    ['co', 'CO'],
    ['Brasil', 'BR'],
    ['Reino Unido', 'GB'],
    ['United States', 'US'],
  ])('has the country %s as %s', (name, country) => {
    expect(readText(tsvOf({ name }), withFields({ country: 'name' })).invoices[0]?.country).toBe(country);
  });

  it('has contact details, or says what is wrong with them', () => {
    const profile = withFields({
      email: 'name',
      phone: 'customer',
      country: { constant: 'CO' },
      debtor: 'number',
      debtorName: 'number',
    });
    expect(readText(tsvOf({ name: 'a@example.com', customer: '300 123 4567' }), profile).invoices[0]).toMatchObject({
      email: 'a@example.com',
      phone: '+573001234567',
      country: 'CO',
    });
    expect(problemsOf(readText(tsvOf({ name: 'a at b', customer: '12' }), profile))).toEqual([
      '2 name is not an email address',
      '2 customer is not a phone number',
    ]);
  });
});
