// Factur-X and ZUGFeRD: days in format 102, types of document, terms with instalments or discounts.
import { describe, expect, it } from 'vitest';
import { readXml } from '#intake/formats/read-xml.ts';
import { changed } from './sample-files.ts';

type Change = readonly [from: string, to: string];
const invoiceIn = (...changes: readonly Change[]) => {
  const { invoices, errors } = readXml(changed('factur-x.xml', ...changes));
  expect(errors).toEqual([]);
  return invoices[0];
};
const errorsIn = (...changes: readonly Change[]) => {
  const { rows, rejected, invoices, errors } = readXml(changed('factur-x.xml', ...changes));
  expect([rows, rejected, invoices.length]).toEqual([1, 1, 0]);
  return errors.map(({ field, reason }) => `${field.split('/').slice(-2).join('/')} ${reason}`);
};

const due = '<ram:DueDateDateTime><udt:DateTimeString format="102">20260219</udt:DateTimeString></ram:DueDateDateTime>';
const description = 'Zahlbar innerhalb von 30 Tagen, bei Zahlung bis 03.02.2026 2 % Skonto';

describe('the type', () => {
  it.each([
    ['380', 'invoice'],
    ['384', 'invoice'],
    ['389', 'invoice'],
    ['877', 'invoice'],
    ['381', 'credit-note'],
    ['261', 'credit-note'],
  ])('%s is a %s', (type, kind) => {
    expect(invoiceIn(['>380<', `>${type}<`])?.kind).toBe(kind);
  });

  it.each([
    ['751', 'rsm:ExchangedDocument/ram:TypeCode is 751: it informs the accounts and asks for no payment'],
    ['', 'rsm:ExchangedDocument/ram:TypeCode is missing'],
  ])('%j is rejected', (type, error) => {
    expect(errorsIn(['>380<', `>${type}<`])).toEqual([error]);
  });

  it('384 comes with a warning', () => {
    expect(readXml(changed('factur-x.xml', ['>380<', '>384<'])).warnings[0]).toMatch(/corrects an earlier invoice/);
  });

  it('381 names its invoice', () => {
    const invoice =
      '<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>RE-1</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>';
    const end = '</ram:ApplicableHeaderTradeSettlement>';
    expect(invoiceIn(['>380<', '>381<'], [end, `${invoice}${end}`])).toMatchObject({ of: 'RE-1', due: '2026-01-20' });
  });
});

describe('the due date', () => {
  it('is derived from plain terms, and refused for others', () => {
    expect(invoiceIn([due, ''], [description, 'Zahlbar innerhalb von 14 Tagen'])?.due).toBe('2026-02-03');
    expect(invoiceIn([due, ''], [description, '#SKONTO#TAGE=7#PROZENT=2.00#\n30 Tage netto'])?.due).toBe('2026-02-19');
    expect(errorsIn([due, ''])).toEqual([
      'ram:SpecifiedTradePaymentTerms/ram:Description the terms of payment name more than one number',
    ]);
    expect(errorsIn([due, ''], [description, ''])).toEqual([
      'ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime is missing, and there are no terms of payment to derive it from',
    ]);
  });

  it('of instalments is the last, with a warning', () => {
    const [first, second] = ['20260219', '20260321'].map((day) => due.replace('20260219', day));
    const terms = `${first}<ram:PartialPaymentAmount>238.00</ram:PartialPaymentAmount></ram:SpecifiedTradePaymentTerms><ram:SpecifiedTradePaymentTerms>${second}<ram:PartialPaymentAmount>238.00</ram:PartialPaymentAmount>`;
    const file = readXml(changed('factur-x.xml', [due, terms]));
    expect(file.invoices[0]?.due).toBe('2026-03-21');
    expect(file.warnings).toEqual([
      'document 1: falls due on several days (2026-02-19 238.00, 2026-03-21 238.00); it is read as due on the last, 2026-03-21',
    ]);
  });

  it.each([
    ['format="102">20260230', 'is not a date'],
    ['format="102">2026-02-19', 'is not a date'],
    ['format="203">202602191200', 'is not a date'],
    ['format="616">20260219', 'is not a date'],
    ['format="102">', 'is missing'],
  ])('as %s is refused', (text, reason) => {
    expect(errorsIn(['format="102">20260219', text])).toEqual([`ram:DueDateDateTime/udt:DateTimeString ${reason}`]);
  });
});

it('the debtor is the VAT number, else another tax number, else the register, else a number that the seller gave', () => {
  const registration = (scheme: string, id: string) =>
    `<ram:SpecifiedTaxRegistration><ram:ID schemeID="${scheme}">${id}</ram:ID></ram:SpecifiedTaxRegistration>`;
  const [vat, tax] = [registration('VA', 'DE000000001'), registration('FC', '000/000/00000')];
  const register = [
    '<ram:Name>Bäckerei',
    '<ram:SpecifiedLegalOrganization><ram:ID>HRB 1</ram:ID></ram:SpecifiedLegalOrganization><ram:Name>Bäckerei',
  ] as const;
  expect(invoiceIn([vat, ''])?.debtor).toBe('000/000/00000');
  expect(invoiceIn([vat, ''], [tax, ''], register)?.debtor).toBe('HRB 1');
  expect(invoiceIn([vat, ''], [tax, ''])?.debtor).toBe('K-10023');
  expect(errorsIn([vat, ''], [tax, ''], ['<ram:ID>K-10023</ram:ID>', ''])).toEqual([
    'ram:SpecifiedTaxRegistration/ram:ID is missing',
  ]);
});

it('what is payable is what is due after prepayment', () => {
  expect(invoiceIn(['<ram:DuePayableAmount>476.00', '<ram:DuePayableAmount>76'])?.amount).toBe('76.00');
  expect(errorsIn(['<ram:DuePayableAmount>476.00', '<ram:DuePayableAmount>476,00'])).toEqual([
    'ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:DuePayableAmount "476,00" is not an amount',
  ]);
  expect(errorsIn(['<ram:DuePayableAmount>476.00', '<ram:DuePayableAmount>0.00'])[0]).toMatch(/is zero/);
});
