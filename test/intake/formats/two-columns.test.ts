// Amounts in two columns: which side is above zero, what is refused, and how the two are proposed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { fileProfile } from '#intake/formats/file-profile.ts';
import { profileText } from '#intake/formats/profile-text.ts';
import { proposeFor } from '#intake/formats/read-file.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { aProfile, aRow, isSound, problemsOf, readText } from './read.ts';

const sides = { debit: 'Debe', credit: 'Haber' };
const { amount: _, ...others } = aRow;
const invoiceProfile = (amount: object = sides, more: object = {}) =>
  aProfile({ fields: { ...aProfile().fields, amount }, ...more });
const invoiceList = (debit: string, credit: string, more = '') =>
  `${[...Object.keys(others), 'Debe', 'Haber', 'tipo'].join('\t')}\n${[...Object.values(others), debit, credit, more].join('\t')}`;
const invoice = (debit: string, credit: string, profile = invoiceProfile()) =>
  readText(invoiceList(debit, credit), profile);

const paymentProfile = (amount: object = sides) =>
  fileProfile.parse({
    name: 'bank',
    kind: 'payments',
    fields: { date: 'Fecha', amount, currency: { constant: 'EUR' } },
  });
const payment = (debit: string, credit: string, profile = paymentProfile()) =>
  readText(`Fecha\tDebe\tHaber\n2026-01-05\t${debit}\t${credit}`, profile);

describe('of invoices', () => {
  it.each([
    ['a debit is owed', '1234.50', '', 'invoice', '1234.50'],
    ['a credit is given back', '', '34.50', 'credit-note', '34.50'],
    ['zero in the other column is as good as nothing', '10.00', '0.00', 'invoice', '10.00'],
    ['also in that of debits', '0', '10.00', 'credit-note', '10.00'],
    ['so is a dash with nothing', '10.00', ' ', 'invoice', '10.00'],
  ])('%s', (_name, debit, credit, kind, amount) => {
    expect(invoice(debit, credit).invoices).toEqual([expect.objectContaining({ kind, amount })]);
  });

  it.each([
    ['neither', '', '', '2 Debe / Haber is empty'],
    ['both', '10.00', '0.01', '2 Debe / Haber are both filled in'],
    ['zeros alone', '0.00', '0', '2 Debe / Haber is zero'],
    ['a sign', '-10.00', '', '2 Debe is below zero, though its column says which way the money goes'],
    ['a sign in the other', '', '(10.00)', '2 Haber is below zero, though its column says which way the money goes'],
    ['a word', '', 'x', '2 Haber is not an amount'],
  ])('%s is refused', (_name, debit, credit, problem) => {
    expect(problemsOf(invoice(debit, credit))).toEqual([problem]);
  });

  it('a credit must be called a credit note where a column has words for these', () => {
    const profile = invoiceProfile(sides, { creditNotes: { column: 'tipo', words: ['NC'] } });
    expect(readText(invoiceList('', '5', 'NC'), profile).invoices[0]).toMatchObject({ kind: 'credit-note' });
    expect(problemsOf(readText(invoiceList('', '5', 'Cobro'), profile))).toEqual([
      '2 Debe / Haber is below zero, and tipo does not call it a credit note',
    ]);
  });
});

describe('of payments', () => {
  it.each([
    ['a credit came in', '', '600.00', '600.00'],
    ['a debit went out', '90.00', '', '-90.00'],
    ['zero is as good as nothing', '0,00', '600,00', '600.00'],
  ])('%s', (_name, debit, credit, amount) => {
    expect(payment(debit, credit).payments).toEqual([expect.objectContaining({ amount })]);
  });

  it('a column whose amounts are all below zero is turned', () => {
    const profile = paymentProfile({
      debit: { column: 'Debe', transforms: ['negate'] },
      credit: { column: ['Abono', 'Haber'] },
    });
    expect(payment('-90.00', '', profile).payments[0]).toMatchObject({ amount: '-90.00' });
    expect(payment('', '600.00', profile).payments[0]).toMatchObject({ amount: '600.00' });
  });

  it('turn the signs that the same rows have as invoices', () => {
    const cents = fc.integer({ min: 1, max: 10 ** 9 }).map((each) => (each / 100).toFixed(2));
    fc.assert(
      fc.property(cents, fc.boolean(), (amount, isDebit) => {
        const cells: [string, string] = isDebit ? [amount, ''] : ['', amount];
        expect(invoice(...cells).invoices[0]?.kind).toBe(isDebit ? 'invoice' : 'credit-note');
        expect(payment(...cells).payments[0]?.amount).toBe(isDebit ? `-${amount}` : amount);
      }),
    );
  });
});

it('marks before decimals are found over both columns', () => {
  const list = 'Fecha\tDebe\tHaber\n2026-01-05\t1.234\t\n2026-01-05\t\t0,5';
  expect(readText(list, paymentProfile()).payments.map(({ amount }) => amount)).toEqual(['-1234.00', '0.50']);
});

describe('a profile', () => {
  const read = (amount: string) =>
    readProfile(
      `name: ours\nkind: payments\nfields:\n  date: Fecha\n  currency: { constant: EUR }\n  amount: ${amount}`,
      'ours.yaml',
    );
  it.each([
    ['{ debit: Debe }', 'fields.amount.credit: is missing; write the name of its column'],
    ['{ debit: Debe, credit: Haber, column: Importe }', 'fields.amount: unknown field "column"'],
    ['{ debit: { constant: "1" }, credit: Haber }', 'unknown field "constant"'],
    ['{ debit: "", credit: Haber }', 'is empty'],
  ])('%s is refused', (amount, message) => {
    expect(() => read(amount)).toThrow(BadInput);
    expect(() => read(amount)).toThrow(message);
  });

  it('needs both columns in the file', () => {
    expect(() => readText('Fecha\tDebe\n2026-01-05\t1', paymentProfile())).toThrow('lacks the columns Haber');
  });
});

describe('two columns are proposed', () => {
  it.each([
    ['Fecha valor;Concepto;Debe;Haber', 'Debe', 'Haber'],
    ['Fecha valor;Concepto;Cargos;Abonos;Saldo', 'Cargos', 'Abonos'],
    ['Fecha;Descripción;Salidas;Entradas', 'Salidas', 'Entradas'],
    ['Value date;Description;Debit;Credit', 'Debit', 'Credit'],
    ['Date;Details;Paid out;Paid in;Balance', 'Paid out', 'Paid in'],
    ['Data do movimento;Descrição;Saídas;Entradas', 'Saídas', 'Entradas'],
    ['Data valor;Histórico;Débito;Crédito;Saldo', 'Débito', 'Crédito'],
  ])('of payments: %s', (header, debit, credit) => {
    const content = `${header}\n13/02/2026;Factura F-1;;10,50;1\n13/02/2026;Recibo;3,00;;1`
      .split('\n')
      .map((line) => line.split(';').slice(0, header.split(';').length).join(';'))
      .join('\n');
    const { proposal } = proposeFor(Buffer.from(content));
    expect(proposal.draft).toMatchObject({ kind: 'payments', fields: { amount: { debit, credit } } });
    const profile = readProfile(
      profileText(proposal, 'ours').replace('fields:', 'fields:\n  currency: { constant: EUR }'),
      'ours.yaml',
    );
    const read = readText(content, profile);
    expect(isSound(read)).toBe(true);
    expect(read.payments.map(({ amount }) => amount)).toEqual(['10.50', '-3.00']);
  });

  const ledger = 'Factura;Cliente;NIF;Debe;Haber;Moneda;Fecha;Vencimiento';
  const rows = 'F-1;Ana;00123;100,50;;EUR;2026-01-05;2026-02-04\nNC-1;Ana;00123;;20,00;EUR;2026-01-06;2026-02-04';

  it('of invoices', () => {
    const read = readText(`${ledger}\n${rows}`);
    expect(read.invoices.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['invoice', '100.50'],
      ['credit-note', '20.00'],
    ]);
  });

  it('before a balance, which may be that of the account, with a doubt', () => {
    const content = `${ledger};Saldo\n${rows.split('\n')[0]};500,00`;
    const { proposal } = proposeFor(Buffer.from(content));
    expect(proposal.draft).toMatchObject({ fields: { amount: sides } });
    expect(proposal.doubts).toEqual([
      { field: 'amount', doubt: expect.stringContaining('"Saldo" is taken for the sum') },
    ]);
  });

  it('with the currency that their headers name', () => {
    const content = `${ledger.replace('Debe', 'Debe (EUR)').replace('Moneda', 'x')}\n${rows}`;
    expect(readText(content).invoices[0]).toMatchObject({ amount: '100.50', currency: 'EUR' });
  });

  it('turned where all of one are below zero', () => {
    const content = 'Fecha valor;Concepto;Cargo;Abono\n2026-01-05;x;-1,50;0,00\n2026-01-06;y;0,00;2,00';
    const { proposal } = proposeFor(Buffer.from(content));
    const debit = { column: 'Cargo', transforms: ['negate'] };
    expect(proposal.draft).toMatchObject({ fields: { amount: { debit, credit: 'Abono' } } });
    const mixed = proposeFor(Buffer.from(`${content}\n2026-01-07;z;3,00;`)).proposal;
    expect(mixed.draft).toMatchObject({ fields: { amount: { debit: 'Cargo', credit: 'Abono' } } });
  });

  it('not where there is only one of the two', () => {
    const { proposal } = proposeFor(Buffer.from('Fecha valor;Concepto;Haber\n2026-01-05;x;1,00'));
    expect(proposal.draft).toMatchObject({ fields: { amount: 'Haber' } });
  });
});
