// Every cell that a row can be rejected for, with its neighbour that is accepted.
import { describe, expect, it } from 'vitest';
import { acceptedOf, fileOf, problemsOf, readAll, rejectedOf } from './csv-file.ts';

const noPercent = 'discount_percent is not a percentage above 0 and below 100';
const noDays = 'discount_days is not a number of days';

describe('a row is rejected, with field, reason and remedy, when', () => {
  const long = (length: number) => 'x'.repeat(length);
  it.each([
    ['its invoice is empty', { invoice: ' ' }, 'invoice is empty'],
    ['its debtor has no id', { debtor_id: '' }, 'debtor_id is empty'],
    ['its debtor has no name', { debtor_name: '' }, 'debtor_name is empty'],
    ['its amount is empty', { amount: '' }, 'amount is empty'],
    ['its currency is empty', { currency: '' }, 'currency is empty'],
    ['its issue date is empty', { issued: '' }, 'issued is empty'],
    ['its due date is empty', { due: '' }, 'due is empty'],
    ['an id holds #, which the table uses', { invoice: 'F#1' }, 'invoice contains "#"'],
    ['an id holds a letter with an accent', { debtor_id: 'josé' }, 'debtor_id contains "é"'],
    ['an invoice holds what only tax ids do', { invoice: 'Ñ&1' }, 'invoice contains "Ñ"'],
    ['an id holds a line break', { invoice: 'F\n1' }, 'invoice contains "\\n"'],
    ['an id begins with a hyphen', { person: '-1' }, 'person does not start with a letter or digit'],
    ['an id has 65 characters', { invoice: long(65) }, 'invoice has 65 characters'],
    ['the creditor is no id', { creditor: 'a#b' }, 'creditor contains "#"'],
    ['the name has 201 characters', { debtor_name: long(201) }, 'debtor_name has 201 characters'],
    ['the name holds a control character', { debtor_name: 'Ana\u0007' }, 'debtor_name contains a control character'],
    ['the type is unknown', { debtor_type: 'company' }, 'debtor_type is not a type of debtor'],
    ['the email has no domain', { email: 'ana@' }, 'email is not an email address'],
    ['there are two emails', { email: 'a@example.com;b@example.com' }, 'email is not an email address'],
    ['the email has 255 characters', { email: `${long(243)}@example.com` }, 'email is not an email address'],
    ['the phone is too short', { phone: '12', country: 'CO' }, 'phone is not a phone number'],
    ['the phone is national and no country is known', { phone: '300 123 4567' }, 'phone is not a phone number'],
    ['the zone lies in no country', { phone: '300 123 4567', time_zone: 'UTC' }, 'phone is not a phone number'],
    ['the phone has an extension', { phone: '+573001234567 ext 5' }, 'phone is not a phone number'],
    ['the phone is text', { phone: 'call me' }, 'phone is not a phone number'],
    ['the country is a name', { country: 'Colombia' }, 'country is not a country'],
    ['the language is not ours', { language: 'fr' }, 'language is not a language we write in'],
    ['the zone is a city', { time_zone: 'Bogota' }, 'time_zone is not a time zone'],
    ['the currency is unknown', { currency: 'EURO' }, 'currency is not a currency'],
    ['the amount is zero', { amount: '0.00' }, 'amount is not more than zero'],
    ['the amount is negative', { amount: '-0.01' }, 'amount is not more than zero'],
    ['the amount has thousand separators', { amount: '1,234.50' }, 'amount "1,234.50" is not an amount'],
    ['the amount has a decimal comma', { amount: '1234,50' }, 'amount "1234,50" is not an amount'],
    ['the amount has a currency sign', { amount: '€10' }, 'amount "€10" is not an amount'],
    ['the amount is in scientific notation', { amount: '1e3' }, 'amount "1e3" is not an amount'],
    [
      'the currency has no decimals',
      { amount: '10.5', currency: 'CLP' },
      'amount "10.5" has more than the 0 decimals of CLP',
    ],
    ['the amount is beyond counting', { amount: '999999999999999' }, 'amount "999999999999999" EUR is too large'],
    ['the date is written in another way', { issued: '05/01/2026' }, 'issued is not a date'],
    ['the date carries a time', { issued: '2026-01-05T00:00:00' }, 'issued is not a date'],
    ['the day does not exist', { due: '2026-02-30' }, 'due is not a date'],
    ['the year was cut', { issued: '0026-01-05' }, 'issued is in the year 0026'],
    ['it is due before it was issued', { due: '2026-01-04' }, 'due is before 2026-01-05, the date of issue'],
    ['a tag has 61 characters', { tags: long(61) }, 'tags has a tag of 61 characters'],
    ['it has 21 tags', { tags: Array.from({ length: 21 }, (_, index) => `t${index}`).join(';') }, 'tags has 21 tags'],
    ['the document lies nowhere', { document: 'F-1.pdf' }, 'document is no document'],
    ["the document is another's message", { document: 'contacts/acme/x.eml' }, 'document is no document'],
    ['the link is not encrypted', { document: 'http://x.example/F-1' }, 'document is no document'],
    ['the discount is nothing', { discount_percent: '0.00', discount_days: '10' }, noPercent],
    ['the discount is everything', { discount_percent: '100', discount_days: '10' }, noPercent],
    ['the discount has a sign', { discount_percent: '2%', discount_days: '10' }, noPercent],
    ['the days are a word', { discount_percent: '2', discount_days: 'ten' }, noDays],
    ['the days are more than a year', { discount_percent: '2', discount_days: '366' }, noDays],
    ['a discount has no days', { discount_percent: '2' }, 'discount_days is empty, and discount_percent is not'],
    ['days have no discount', { discount_days: '10' }, 'discount_percent is empty, and discount_days is not'],
  ])('%s', async (_, cells, problem) => {
    const rows = await readAll(fileOf(cells));
    expect(problemsOf(rows)).toEqual([problem]);
    expect(rejectedOf(rows)[0]?.rejected[0]?.remedy).not.toBe('');
    expect(acceptedOf(rows)).toEqual([]);
  });
});

describe('a row is accepted when', () => {
  it.each([
    ['an id has 64 characters', { invoice: 'x'.repeat(64) }, { invoice: 'x'.repeat(64) }],
    ['an id has all that ids may have', { invoice: ' F 1._/-z ' }, { invoice: 'F 1._/-z' }],
    ['the amount is one cent', { amount: '0.01' }, { amount: 1 }],
    ['zeros follow the decimals of the currency', { amount: '10.00', currency: 'CLP' }, { amount: 10 }],
    ['the currency has three decimals', { amount: '1.234', currency: 'KWD' }, { amount: 1234, currency: 'KWD' }],
    ['the currency is in small letters', { currency: 'eur' }, { currency: 'EUR' }],
    ['it is due on the day of issue', { due: '2026-01-05' }, { due: '2026-01-05' }],
    ['the leap day exists', { due: '2028-02-29' }, { due: '2028-02-29' }],
    ['tags repeat and have spaces', { tags: 'vip; north;;vip ' }, { tags: ['vip', 'north'] }],
    ['it names its creditor', { creditor: 'acme' }, { creditor: 'acme' }],
    ['its document is a file', { document: 'documents/acme/F-1.pdf' }, { document: 'documents/acme/F-1.pdf' }],
    ['its document is a page', { document: 'https://x.example/F-1' }, { document: 'https://x.example/F-1' }],
    [
      'a discount is given on the day of issue',
      { discount_percent: '99.9999', discount_days: '0' },
      { earlyPayment: [{ percent: '99.9999', days: 0 }] },
    ],
    [
      'a discount is given for a year',
      { discount_percent: '0.0001', discount_days: '365' },
      { earlyPayment: [{ percent: '0.0001', days: 365 }] },
    ],
  ])('%s', async (_, cells, fields) => {
    expect(acceptedOf(await readAll(fileOf(cells)))).toEqual([expect.objectContaining(fields)]);
  });

  it.each([
    ['the name has breaks and runs of spaces', { debtor_name: ' Ana\r\n  Ruiz ' }, { name: 'Ana Ruiz' }],
    ['the name has 200 characters', { debtor_name: 'ñ'.repeat(200) }, { name: 'ñ'.repeat(200) }],
    ['the type is in capitals', { debtor_type: 'Consumer' }, { type: 'consumer' }],
    ['the language is ours', { language: 'PT' }, { language: 'pt' }],
    ['the phone is international', { phone: '+34 600 000 001' }, { phone: '+34600000001' }],
    ['the phone is national, with a country', { phone: '300 123 4567', country: 'co' }, { phone: '+573001234567' }],
    [
      'the phone is national, with a zone',
      { phone: '(11) 90000-0001', time_zone: 'America/Sao_Paulo' },
      { phone: '+5511900000001', timeZone: 'America/Sao_Paulo' },
    ],
    [
      'the zone goes by its longer name',
      { phone: '011 2345-6789', time_zone: 'America/Argentina/Buenos_Aires' },
      { phone: '+541123456789' },
    ],
    [
      'the country overrules the zone',
      { phone: '300 123 4567', country: 'CO', time_zone: 'Europe/Madrid' },
      { phone: '+573001234567' },
    ],
    ['the phone is guarded against formulas', { phone: "'+34600000001" }, { phone: '+34600000001' }],
  ])('%s', async (_, cells, fields) => {
    const [row] = acceptedOf(await readAll(fileOf(cells)));
    expect(row?.debtor).toMatchObject(fields);
  });

  it('takes the debtor for a business and leaves out what the file does not say', async () => {
    const [row] = acceptedOf(await readAll(fileOf({})));
    expect(row).toEqual({
      line: 2,
      invoice: 'F-1',
      debtor: { id: 'ana-ruiz', type: 'business', name: 'Ana Ruiz' },
      currency: 'EUR',
      amount: 123450,
      issued: '2026-01-05',
      due: '2026-02-04',
      tags: [],
    });
  });
});

it('reports everything that is wrong with a row, the amount even without a currency', async () => {
  const rows = await readAll(fileOf({ invoice: 'F#1', currency: 'XXXX', amount: 'ten', due: 'soon', email: 'ana' }));
  expect(rejectedOf(rows)[0]?.rejected.map(({ field, value }) => [field, value])).toEqual([
    ['invoice', 'F#1'],
    ['email', 'ana'],
    ['currency', 'XXXX'],
    ['amount', 'ten'],
    ['due', 'soon'],
  ]);
});

it('cuts the value that it quotes to 200 characters', async () => {
  const [row] = rejectedOf(await readAll(fileOf({ due: 'x'.repeat(1000) })));
  expect(row?.rejected[0]?.value).toHaveLength(200);
});
