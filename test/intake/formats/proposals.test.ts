// Without a profile one is proposed: from headers in three languages, from values, and with doubts where there are any.
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { rankOf } from '#intake/formats/header-words.ts';
import { profileName, profileText } from '#intake/formats/profile-text.ts';
import { proposeFor, readFile } from '#intake/formats/read-file.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { isSound, readText } from './read.ts';

const proposed = (content: string) => {
  const { proposal, read } = proposeFor(Buffer.from(content));
  return { ...proposal, read };
};
const columnsOf = (content: string): object => proposed(content).draft.fields as object;

describe('headers are known', () => {
  it.each([
    ['Número de factura;Código cliente;Razón social;Saldo pendiente;Divisa;Fecha de emisión;Fecha de vencimiento'],
    ['Invoice No.;Customer ID;Customer Name;Balance Due;Currency;Invoice Date;Due Date'],
    ['Nº da nota fiscal;Código do cliente;Nome do cliente;Saldo devedor;Moeda;Data de emissão;Data de vencimento'],
    ['invoice_number;customer_id;customer_name;amount_due;currency_code;issue_date;due_date'],
    ['invoiceNumber;customerId;customerName;amountDue;currencyCode;issueDate;dueDate'],
  ])('%s', (header) => {
    const read = readText(`${header}\nF-1;C-1;Ana;10,50;EUR;2026-01-05;2026-02-04`);
    expect(read.invoices).toEqual([
      {
        line: 2,
        kind: 'invoice',
        number: 'F-1',
        debtor: 'C-1',
        debtorName: 'Ana',
        amount: '10.50',
        currency: 'EUR',
        issued: '2026-01-05',
        due: '2026-02-04',
      },
    ]);
  });

  it.each([
    ['Saldo', 'balance'],
    ['SALDO PENDIENTE (EUR)', 'balance'],
    ['Amount USD', 'total'],
    ['e-mail', 'email'],
    ['Teléfono', 'phone'],
    ['NIF/CIF', 'taxId'],
    ['Días de crédito', 'terms'],
    ['# Factura', 'number'],
    ['FECHA  VALOR', 'paid'],
    ['Ordenante', 'payer'],
  ] as const)('%s is a %s', (header, kind) => {
    expect(rankOf(header, kind)).toBeDefined();
  });

  it.each(['Total IVA', 'Amount (TAX)', 'Subtotal', 'Total tax'])('%s is not what an invoice came to', (header) => {
    expect(rankOf(header, 'total')).toBeUndefined();
  });

  it.each(['', 'colour', '123', 'Notes on the invoice'])('%j is nothing', (header) => {
    expect(rankOf(header, 'number')).toBeUndefined();
  });
});

describe('a proposal', () => {
  const base = 'Invoice;Customer;Tax ID;Total;Balance due;Currency;Date;Due date';
  const row = 'F-1;Ana Ruiz;00123;100.00;40.00;EUR;2026-01-05;2026-02-04';

  it('takes what is left to pay, not what the invoice came to, and says so', () => {
    const read = readText(`${base}\n${row}`);
    expect(read.invoices[0]).toMatchObject({ amount: '40.00', debtor: '00123', debtorName: 'Ana Ruiz' });
    expect(read.profile).toBe('proposed');
    expect(read.warnings).toEqual([expect.stringMatching(/^no profile was given; .*amount from "Balance due"/)]);
  });

  it('takes the total where there is no balance, with a doubt', () => {
    const { doubts } = proposed(`${base.replace('Balance due', 'x')}\n${row}`);
    expect(doubts).toEqual([
      { field: 'amount', doubt: 'there is no balance due: what was paid in part is not taken off' },
    ]);
  });

  it('makes ids of names where customers have no number, with a doubt', () => {
    const { read, doubts } = proposed(`${base.replace('Tax ID', 'x')}\n${row}`);
    expect(read.invoices[0]).toMatchObject({ debtor: 'ana-ruiz', debtorName: 'Ana Ruiz' });
    expect(doubts.map(({ field }) => field)).toEqual(['debtor']);
  });

  it('tells the number of a customer from the name by what is in the columns', () => {
    const { read } = proposed(`${base.replace('Tax ID', 'Client')}\n${row}`);
    expect(read.invoices[0]).toMatchObject({ debtor: '00123', debtorName: 'Ana Ruiz' });
  });

  it('derives due dates from terms', () => {
    const content = `${base.replace('Due date', 'Terms')}\n${row.replace('2026-02-04', '30 days')}`;
    expect(readText(content).invoices[0]?.due).toBe('2026-02-04');
  });

  it('takes the currency that a header names', () => {
    const content = `${base.replace('Balance due', 'Balance due (GBP)').replace('Currency', 'x')}\n${row}`;
    expect(readText(content).invoices[0]).toMatchObject({ amount: '40.00', currency: 'GBP' });
  });

  it('refuses rows without a currency, with a doubt', () => {
    const { read, doubts } = proposed(`${base.replace('Currency', 'x')}\n${row}`);
    expect(read.errors[0]?.remedy).toContain('currency: { constant: EUR }');
    expect(doubts.map(({ field }) => field)).toEqual(['currency']);
  });

  it('finds words for credit notes', () => {
    const content = `${base};Type\n${row};Invoice\n${row.replace('F-1', 'F-2')};Credit Memo`;
    expect(readText(content).invoices.map(({ kind }) => kind)).toEqual(['invoice', 'credit-note']);
  });

  it('leaves contact details out where most of them cannot be read', () => {
    const content = (email: string) => `${base};Email;Phone\n${row};${email};none`;
    expect(columnsOf(content('a@example.com'))).toMatchObject({ email: 'Email' });
    expect(columnsOf(content('ask Ana'))).not.toHaveProperty('email');
    expect(proposed(content('ask Ana')).doubts.map(({ field }) => field)).toEqual(['email', 'phone']);
  });

  it('says which other column could be meant', () => {
    const { doubts } = proposed(`${base};Folio\n${row};9`);
    expect(doubts).toEqual([{ field: 'number', doubt: '"Invoice" was taken; "Folio" could be meant as well' }]);
  });

  it.each([
    [
      'dates',
      row.replace('2026-01-05', '03/04/2026').replace('2026-02-04', '05/06/2026'),
      '03/04/2026 could be read both ways',
    ],
    ['amount', row.replace('40.00', '1.234'), '1.234 could be read both ways'],
  ])('has a doubt about %s that fit two readings', (field, cells, doubt) => {
    expect(proposed(`${base}\n${cells}`).doubts).toEqual([{ field, doubt: expect.stringContaining(doubt) }]);
  });

  it('is one of payments where there are no due dates', () => {
    const content = 'Fecha valor;Concepto;Ordenante;Importe;Divisa\n13/02/2026;Factura F-1;Ana;10,50;EUR';
    expect(readText(content).payments).toEqual([
      { line: 2, date: '2026-02-13', amount: '10.50', currency: 'EUR', reference: 'Factura F-1', payer: 'Ana' },
    ]);
  });

  it('reads JSON by its paths', () => {
    const list = [
      {
        invoice: { number: 'F-1', issueDate: '2026-01-05', dueDate: '2026-02-04' },
        customerId: 7,
        amountDue: 40,
        currency: 'EUR',
      },
    ];
    expect(readText(JSON.stringify(list)).invoices[0]).toMatchObject({ number: 'F-1', debtor: '7', due: '2026-02-04' });
    const flat = [
      {
        invoiceNumber: 'F-1',
        issueDate: '2026-01-05',
        dueDate: '2026-02-04',
        customerId: 7,
        amountDue: 40.5,
        currency: 'EUR',
      },
    ];
    expect(readText(JSON.stringify({ data: flat })).invoices[0]).toMatchObject({ debtor: '7', amount: '40.50' });
  });

  it.each([
    ['a;b\n1;2', 'the number of the invoice, the customer, the amount, the date of issue, the due date'],
    [`${base.replace('Due date', 'x')}\n${row}`, 'no column was found for the due date, or the days until it'],
  ])('is refused where needed columns are not found: %#', (content, message) => {
    expect(() => readText(content)).toThrow(BadInput);
    expect(() => readText(content)).toThrow(message);
  });

  it('is refused where a column that is read stands twice', () => {
    expect(() => readText(`${base};balance_due\n${row};1`)).toThrow('columns 5 and 9 are both "Balance due"');
  });

  it('is refused when a profile must be given', () => {
    expect(() => readFile(Buffer.from(`${base}\n${row}`), { isStrict: true })).toThrow('needs a profile');
  });

  it('reads the same when it was written and read again', () => {
    const content = `${base};Type;Email\n${row};Invoice;a@example.com\n${row.replace('F-1', 'F-2').replace('2026-02-04', '13/02/2026')};Credit note;`;
    const { proposal, read } = proposeFor(Buffer.from(content));
    const profile = readProfile(profileText(proposal, 'ours'), 'ours.yaml');
    const again = readFile(Buffer.from(content), { profile });
    expect(isSound(again)).toBe(true);
    expect({ ...again, warnings: [] }).toEqual({ ...read, profile: 'ours', warnings: [] });
  });

  it.each([
    ['./Our Lists/März 2026.xlsx', 'marz-2026'],
    ['ours.yaml', 'ours'],
    ['ñ.yaml', 'n'],
    ['.yaml', 'proposed'],
    ['', 'proposed'],
  ])('from %j is called %s', (file, name) => {
    expect(profileName(file)).toBe(name);
  });
});
