// Profiles: what they may say, what is wrong with one, and what each transform does.
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { fileProfile } from '#intake/formats/file-profile.ts';
import { readFile } from '#intake/formats/read-file.ts';
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
    [
      smallest.replace('invoices', 'invoice'),
      'kind is not known; write kind: invoices, kind: payments or kind: debtors',
    ],
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
    [`${smallest}exact: yes\n`, 'exact: is neither true nor false'],
    [`${smallest}exact: true\ndecimals: "."\ndates: D/M/YYYY\n`, 'exact: leaves something open; state decimals: "."'],
    [`${smallest}creditNotes: never\n`, 'creditNotes: is not known; write negative, none, or'],
    [`${smallest}  tags: vip\n`, 'fields.tags: is no list'],
    [`${smallest}  tags: [{ column: a }]\n`, 'fields.tags.0: says none or several'],
    [`${smallest}  tags: [{ column: a, separator: ";", format: "x-{}" }]\n`, 'fields.tags.0: says none or several'],
    [`${smallest}  tags: [{ column: a, format: x }]\n`, 'fields.tags.0.format: has no {}'],
    [`${smallest}  tags: [{ column: a, words: { Yes: 7 } }]\n`, 'fields.tags.0.words'],
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

  it('says all that is known of a debtor, and who is owed', () => {
    const profile = withFields({
      creditor: { constant: 'acme' },
      debtorType: { column: 'name', otherwise: 'consumer' },
      person: 'customer',
      language: { constant: 'PT' },
      timeZone: { constant: 'America/Lima' },
      debtorName: 'customer',
    });
    expect(readText(tsvOf({ name: 'Business' }), profile).invoices[0]).toMatchObject({
      creditor: 'acme',
      debtorType: 'business',
      person: 'C-1',
      language: 'pt',
      timeZone: 'America/Lima',
    });
    expect(readText(tsvOf({ name: '' }), profile).invoices[0]?.debtorType).toBe('consumer');
    expect(problemsOf(readText(tsvOf({ name: 'Ltd', customer: 'Ü' }), profile))).toEqual([
      '2 customer contains "Ü"',
      '2 name is not a type of debtor',
    ]);
  });

  it('reads a national number by the zone where no country is told', () => {
    const profile = withFields({ phone: 'name', timeZone: { constant: 'America/Bogota' }, debtorName: 'customer' });
    expect(readText(tsvOf({ name: '300 123 4567' }), profile).invoices[0]?.phone).toBe('+573001234567');
  });

  it.each<[object, string, readonly string[] | undefined]>([
    [{ separator: ';' }, 'vip; north;;vip ', ['vip', 'north']],
    [{ separator: ';' }, '', undefined],
    [{ words: { Yes: 'disputed', No: null } }, 'Yes', ['disputed']],
    [{ words: { Yes: 'disputed', No: null } }, 'No', undefined],
    [{ format: 'country-{}' }, '391', ['country-391']],
  ])('makes tags by %j of %j', (how, name, expected) => {
    const read = readText(tsvOf({ name }), withFields({ tags: [{ column: 'name', ...how }], debtorName: 'customer' }));
    expect(read.errors).toEqual([]);
    expect(read.invoices[0]?.tags).toEqual(expected);
  });

  it.each([
    [{ separator: ';' }, 'x'.repeat(61), 'has a tag of 61 characters'],
    [{ separator: ';' }, Array.from({ length: 21 }, (_, index) => `t${index}`).join(';'), 'has 21 tags'],
    [{ words: { Yes: 'disputed' } }, 'yes', 'is not one of the known words'],
    [{ words: { Yes: 'disputed' } }, '__proto__', 'is not one of the known words'],
  ])('makes no tags by %j of %j', (how, name, reason) => {
    const read = readText(tsvOf({ name }), withFields({ tags: [{ column: 'name', ...how }], debtorName: 'customer' }));
    expect(problemsOf(read)).toEqual([`2 name ${reason}`]);
  });

  it('has at most twenty tags of all columns together', () => {
    const list = (count: number, letter: string) => Array.from({ length: count }, (_, index) => `${letter}${index}`);
    const profile = withFields({
      tags: [
        { column: 'name', separator: ' ' },
        { column: 'customer', separator: ' ' },
      ],
      debtor: 'number',
      debtorName: 'number',
    });
    const row = (count: number) => tsvOf({ name: list(10, 'a').join(' '), customer: list(count, 'b').join(' ') });
    expect(readText(row(10), profile).invoices[0]?.tags).toHaveLength(20);
    expect(problemsOf(readText(row(11), profile))).toEqual(['2 tags has 21 tags']);
  });

  it('has tags of several columns, each once; a list may be absent, words and formats may not', () => {
    const tags = [
      { column: 'name', separator: ' ' },
      { column: 'nowhere', separator: ';' },
      { column: 'customer', format: '{}' },
    ];
    const read = readText(tsvOf({ name: 'vip C-1' }), withFields({ tags, debtorName: 'customer' }));
    expect(read.invoices[0]?.tags).toEqual(['vip', 'C-1']);
    expect(read.warnings).toEqual(['tags: the file has no column "nowhere"']);
    expect(() => readText(tsvOf({}), withFields({ tags: [{ column: 'nowhere', format: '{}' }] }))).toThrow(
      'the file lacks the columns nowhere of profile "test"',
    );
  });

  it.each([
    ['2.5', '10', [{ percent: '2.5', days: 10 }], []],
    ['', '', undefined, []],
    ['2', '', undefined, ['2 customer is empty, and name is not']],
    ['', '10', undefined, ['2 name is empty, and customer is not']],
    ['2 %', '10', undefined, ['2 name is not a percentage above 0 and below 100']],
    ['2', '366', undefined, ['2 customer is not a number of days']],
  ])('has a discount of %j within %j days', (name, customer, earlyPayment, problems) => {
    const differs = { discountPercent: 'name', discountDays: 'customer', debtor: 'number', debtorName: 'number' };
    const read = readText(tsvOf({ name, customer }), withFields(differs));
    expect(read.invoices[0]?.earlyPayment).toEqual(earlyPayment);
    expect(problemsOf(read)).toEqual(problems);
  });

  it('has the day of payment only where it is asked for, and mistakes in it count only there', () => {
    const profile = withFields({ settled: 'name', debtorName: 'customer' });
    const bytes = Buffer.from(tsvOf({ name: '2026-03-01' }, { number: 'F-2', name: 'soon' }));
    const read = readFile(bytes, { profile, readsSettled: true });
    expect(read.invoices.map(({ settled }) => settled)).toEqual(['2026-03-01']);
    expect(problemsOf(read)).toEqual(['3 name is not a date']);
    expect(readFile(bytes, { profile }).invoices.map(({ settled }) => settled)).toEqual([undefined, undefined]);
  });

  it('may give the same number twice where creditors differ', () => {
    const profile = withFields({ creditor: 'name', debtorName: 'customer' });
    const read = readText(tsvOf({ name: 'acme' }, { name: '' }, { name: 'default' }, { name: 'acme' }), profile);
    expect(problemsOf(read)).toEqual(['4 number is already on line 3', '5 number is already on line 2']);
  });

  it('has payments of a creditor', () => {
    const profile = fileProfile.parse({
      name: 'bank',
      kind: 'payments',
      fields: { creditor: 'customer', date: 'issued', amount: 'amount', currency: 'currency' },
    });
    expect(readText(tsvOf({}), profile).payments[0]).toMatchObject({ creditor: 'C-1', amount: '1234.50' });
    expect(problemsOf(readText(tsvOf({ customer: '#' }), profile))).toEqual(['2 customer contains "#"']);
  });

  const exact = aProfile({ exact: true, decimals: '.', dates: 'D/M/YYYY', fields: { ...fields, country: 'name' } });
  const told = { issued: '5/1/2026', due: '04/02/2026', name: 'CO' };

  it.each<[object, string]>([
    [{ amount: '1,234.50' }, 'amount "1,234.50" is not an amount'],
    [{ amount: '€ 5' }, 'amount "€ 5" is not an amount'],
    [{ amount: '0' }, 'amount is not more than zero'],
    [{ currency: '€' }, 'currency is not a currency'],
    [{ issued: '5.1.2026' }, 'issued is not a date'],
    [{ issued: '2026-01-05' }, 'issued is not a date'],
    [{ due: '4/2/26' }, 'due is not a date'],
    [{ name: 'Colombia' }, 'name is not a country'],
  ])('is read exactly where the profile says so: %j', (cells, problem) => {
    expect(problemsOf(readText(tsvOf({ ...told, ...cells }), exact))).toEqual([`2 ${problem}`]);
    expect(readText(tsvOf(told), exact).invoices[0]).toMatchObject({ issued: '2026-01-05', due: '2026-02-04' });
  });

  it.each([
    ['negative', 'credit-note', []],
    ['none', undefined, ['2 amount is not more than zero']],
  ])('takes amounts below zero by creditNotes: %s', (creditNotes, kind, problems) => {
    for (const profile of [exact, aProfile()]) {
      const read = readText(
        tsvOf({ ...(profile.exact ? told : {}), amount: '-0.01' }),
        fileProfile.parse({ ...profile, creditNotes }),
      );
      expect(read.invoices.map((each) => each.kind)).toEqual(kind === undefined ? [] : [kind]);
      expect(problemsOf(read)).toEqual(problems);
    }
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
