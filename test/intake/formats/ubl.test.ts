// UBL invoices: what is payable, by whom and when, in Europe, Colombia and Peru; and what rejects a document.
import { describe, expect, it } from 'vitest';
import { readXml } from '#intake/formats/read-xml.ts';
import { changed, errorsIn, invoiceIn, sampleText } from './sample-files.ts';

const dueDate = '<cbc:DueDate>2026-02-07</cbc:DueDate>';
const note = '<cbc:Note>30 días</cbc:Note>';
const payable = '<cbc:PayableAmount currencyID="EUR">1000.00</cbc:PayableAmount>';
const vat = '<cbc:CompanyID>ESB00000002</cbc:CompanyID>';
const endpoint = '<cbc:EndpointID schemeID="9920">ESB00000002</cbc:EndpointID>';

describe('what is payable', () => {
  it.each([
    ['1000.00', '1000.00'],
    ['1000', '1000.00'],
    ['1000.5', '1000.50'],
    [' 1000.50 ', '1000.50'],
    ['1000.500', '1000.50'],
    ['0.01', '0.01'],
  ])('%j is read as %s', (text, amount) => {
    expect(invoiceIn('ubl-peppol.xml', [payable, payable.replace('1000.00', text)])?.amount).toBe(amount);
  });

  it.each([
    ['', 'is missing'],
    ['1e3', '"1e3" is not an amount'],
    ['1 000.00', '"1 000.00" is not an amount'],
    ['1.234,50', '"1.234,50" is not an amount'],
    ['1,234.50', '"1,234.50" is not an amount'],
    ['Infinity', '"Infinity" is not an amount'],
    ['0x10', '"0x10" is not an amount'],
    ['1000.005', '"1000.005" has more than the 2 decimals of EUR'],
    ['0.00', 'is zero'],
    ['-5.00', 'is below zero'],
    ['9'.repeat(15), `"${'9'.repeat(15)}" EUR is too large`],
    ['9'.repeat(41), 'has 41 characters'],
  ])('%j is refused', (text, reason) => {
    expect(errorsIn('ubl-peppol.xml', [payable, payable.replace('1000.00', text)])).toEqual([
      `cac:LegalMonetaryTotal/cbc:PayableAmount ${reason}`,
    ]);
  });

  it('has the decimals of its currency', () => {
    const inPesos = [
      ['EUR', 'CLP'],
      [payable.replace('EUR', 'CLP'), payable.replace('EUR', 'CLP').replace('1000.00', '1000')],
    ] as const;
    expect(invoiceIn('ubl-peppol.xml', ...inPesos)?.amount).toBe('1000');
    expect(errorsIn('ubl-peppol.xml', ['EUR', 'CLP'], ['"CLP">1000.00</cbc:Pay', '"CLP">1000.50</cbc:Pay'])).toEqual([
      'cac:LegalMonetaryTotal/cbc:PayableAmount "1000.50" has more than the 0 decimals of CLP',
    ]);
  });

  it('is in the currency of the document, which is told once or twice', () => {
    expect(invoiceIn('ubl-peppol.xml', [payable, payable.replace(' currencyID="EUR"', '')])?.currency).toBe('EUR');
    expect(errorsIn('ubl-peppol.xml', [payable, payable.replace('EUR', 'USD')])).toEqual([
      'cac:LegalMonetaryTotal/cbc:PayableAmount/@currencyID is not EUR, the currency of the document',
    ]);
    expect(errorsIn('ubl-peppol.xml', ['EUR', 'EURO'])[0]).toBe(
      'cac:LegalMonetaryTotal/cbc:PayableAmount/@currencyID is not a currency',
    );
  });
});

describe('the due date', () => {
  it('may be told with the means of payment', () => {
    const means = '<cac:PaymentMeans><cbc:PaymentDueDate>2026-02-09</cbc:PaymentDueDate></cac:PaymentMeans>';
    expect(invoiceIn('ubl-peppol.xml', [dueDate, ''], ['<cac:PaymentTerms>', `${means}<cac:PaymentTerms>`])?.due).toBe(
      '2026-02-09',
    );
  });

  it.each([
    ['30 días', '2026-02-07'],
    ['Net 45', '2026-02-22'],
    ['Pagamento em 60 dias', '2026-03-09'],
    ['Contado', '2026-01-08'],
  ])('is derived from the terms %j when it is not told, and says so', (terms, due) => {
    const file = readXml(changed('ubl-peppol.xml', [dueDate, ''], [note, `<cbc:Note>${terms}</cbc:Note>`]));
    expect(file.invoices[0]?.due).toBe(due);
    expect(file.warnings[0]).toMatch(/derived from its terms/);
  });

  it('is never invented', () => {
    expect(errorsIn('ubl-peppol.xml', [dueDate, ''], [note, ''])).toEqual([
      'cbc:DueDate is missing, and there are no terms of payment to derive it from',
    ]);
    expect(errorsIn('ubl-peppol.xml', [dueDate, ''], [note, '<cbc:Note>30/60 days</cbc:Note>'])).toEqual([
      'cac:PaymentTerms/cbc:Note the terms of payment state no number of days',
    ]);
  });

  it.each([
    ['2026-02-07Z', '2026-02-07'],
    ['2026-02-07+01:00', '2026-02-07'],
    ['2026-01-08', '2026-01-08'],
  ])('%j is %s', (text, due) => {
    expect(invoiceIn('ubl-peppol.xml', [dueDate, `<cbc:DueDate>${text}</cbc:DueDate>`])?.due).toBe(due);
  });

  it.each([
    ['2026-01-07', 'is before 2026-01-08, the date of issue'],
    ['2026-02-30', 'is not a date'],
    ['07/02/2026', 'is not a date'],
    ['2200-01-01', 'is in the year 2200'],
  ])('%j is refused', (text, reason) => {
    expect(errorsIn('ubl-peppol.xml', [dueDate, `<cbc:DueDate>${text}</cbc:DueDate>`])).toEqual([
      `cbc:DueDate ${reason}`,
    ]);
  });
});

describe('the customer', () => {
  const legal =
    '<cac:PartyLegalEntity><cbc:RegistrationName>Constructora Peñalba &amp; Hijos SL</cbc:RegistrationName>';

  it('is known by the tax id, else by the register, else by another id, else by the electronic address', () => {
    const register = [legal, `${legal}<cbc:CompanyID>M-1</cbc:CompanyID>`] as const;
    const other = [
      '<cac:PartyName><cbc:Name>Peñalba',
      '<cac:PartyIdentification><cbc:ID>C-9</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>Peñalba',
    ] as const;
    expect(invoiceIn('ubl-peppol.xml', register, other)?.debtor).toBe('ESB00000002');
    expect(invoiceIn('ubl-peppol.xml', [vat, ''], register, other)?.debtor).toBe('M-1');
    expect(invoiceIn('ubl-peppol.xml', [vat, ''], other)?.debtor).toBe('C-9');
    expect(invoiceIn('ubl-peppol.xml', [vat, ''])?.debtor).toBe('ESB00000002');
  });

  it('is not known by a mailbox, and is refused without any id', () => {
    const mailbox = [endpoint, '<cbc:EndpointID schemeID="EM">pagos@example.com</cbc:EndpointID>'] as const;
    for (const change of [mailbox, [endpoint, '']] as const) {
      expect(errorsIn('ubl-peppol.xml', [vat, ''], change)).toEqual([
        'cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID is missing',
      ]);
    }
  });

  it.each(['-', '0', '00000000', '222222222222', '222222222222-7', '99999999'])('%s stands for nobody', (id) => {
    expect(errorsIn('ubl-peppol.xml', [vat, `<cbc:CompanyID>${id}</cbc:CompanyID>`])).toEqual([
      `cac:AccountingCustomerParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID is ${id}, which stands for buyers who are not named: it tells nobody who owes it`,
    ]);
  });

  it.each(['22222222222', '2222222222222', '9999999', '10', '0-1'])('%s may be somebody', (id) => {
    expect(invoiceIn('ubl-peppol.xml', [vat, `<cbc:CompanyID>${id}</cbc:CompanyID>`])?.debtor).toBe(id);
  });

  it('may be a person, or have a trading name only', () => {
    const person = '<cac:Person><cbc:FirstName>Ana</cbc:FirstName><cbc:FamilyName>Ruiz</cbc:FamilyName></cac:Person>';
    expect(invoiceIn('ubl-peppol.xml', [legal, '<cac:PartyLegalEntity>'])?.debtorName).toBe('Peñalba');
    const named = invoiceIn(
      'ubl-peppol.xml',
      [legal, '<cac:PartyLegalEntity>'],
      ['<cac:PartyName><cbc:Name>Peñalba</cbc:Name></cac:PartyName>', person],
    );
    expect(named?.debtorName).toBe('Ana Ruiz');
  });

  it('is kept without a contact that cannot be read, and the file says so without telling it', () => {
    const file = readXml(
      changed(
        'ubl-peppol.xml',
        ['pagos@example.com', 'pagos at example'],
        ['910 000 002', 'ask Ana'],
        ['>ES<', '>SPAIN<'],
      ),
    );
    expect(file.invoices[0]).not.toHaveProperty('email');
    expect(file.invoices[0]).not.toHaveProperty('phone');
    expect(file.invoices[0]).not.toHaveProperty('country');
    expect(file.warnings).toHaveLength(3);
    expect(file.warnings.join()).not.toMatch(/Ana|pagos/);
  });
});

describe('a document', () => {
  it('is rejected with everything that is wrong with it', () => {
    const file = readXml(
      changed(
        'ubl-peppol.xml',
        ['<cbc:ID>2026-0417</cbc:ID>', ''],
        [payable, payable.replace('1000.00', 'x')],
        ['<cbc:IssueDate>2026-01-08', '<cbc:IssueDate>yesterday'],
      ),
    );
    expect(file.errors.map(({ line, field }) => `${line} ${field}`)).toEqual([
      '1 cbc:ID',
      '1 cac:LegalMonetaryTotal/cbc:PayableAmount',
      '1 cbc:IssueDate',
    ]);
    for (const { reason, remedy } of file.errors) expect([reason, remedy]).not.toContain('');
  });

  it.each([
    ['381', 'credit-note'],
    ['380', 'invoice'],
    ['386', 'invoice'],
    ['261', 'credit-note'],
  ])('of type %s is a %s', (type, kind) => {
    expect(invoiceIn('ubl-peppol.xml', ['>380<', `>${type}<`])?.kind).toBe(kind);
  });

  it('that corrects another is read with a warning; one that asks for no payment is not read', () => {
    expect(readXml(changed('ubl-peppol.xml', ['>380<', '>384<'])).warnings[0]).toMatch(/corrects an earlier invoice/);
    expect(errorsIn('ubl-peppol.xml', ['>380<', '>751<'])[0]).toMatch(/^cbc:InvoiceTypeCode is 751/);
    expect(errorsIn('ubl-peppol.xml', ['>380<', '>325<'])[0]).toMatch(/pro forma/);
  });

  it('that is a debit note is rejected', () => {
    expect(errorsIn('ubl-peppol.xml', ['<Invoice ', '<DebitNote '], ['</Invoice>', '</DebitNote>'])).toEqual([
      'DebitNote is not an invoice or a credit note',
    ]);
  });
});

describe('a credit note', () => {
  it('is due on its own day, whatever its terms', () => {
    const credit = invoiceIn('ubl-credit-note.xml', [
      '<b:DocumentCurrencyCode>',
      '<b:DueDate>2026-03-01</b:DueDate><b:DocumentCurrencyCode>',
    ]);
    expect([credit?.issued, credit?.due]).toEqual(['2026-01-20', '2026-01-20']);
  });

  it('for several invoices is for none in particular', () => {
    const another =
      '<a:BillingReference><a:InvoiceDocumentReference><b:ID>X-2</b:ID></a:InvoiceDocumentReference></a:BillingReference>';
    const file = readXml(
      changed('ubl-credit-note.xml', ['<a:AccountingCustomerParty>', `${another}<a:AccountingCustomerParty>`]),
    );
    expect(file.invoices[0]).not.toHaveProperty('of');
    expect(file.warnings).toEqual(['document 1: is for several invoices; it is read as for none in particular']);
  });
});

describe('in Colombia', () => {
  const bare = () => /<!\[CDATA\[(.*)\]\]>/s.exec(sampleText('ubl-colombia.xml'))?.[1] ?? '';

  it('an invoice is the same bare as in an AttachedDocument', () => {
    expect(readXml(bare())).toEqual(readXml(sampleText('ubl-colombia.xml')));
  });

  it('only a NIT has its check digit beside it', () => {
    expect(invoiceIn('ubl-colombia.xml', ['schemeName="31"', 'schemeName="13"'])?.debtor).toBe('900000001');
    expect(invoiceIn('ubl-colombia.xml', ['schemeID="7"', 'schemeID=""'])?.debtor).toBe('900000001');
    expect(invoiceIn('ubl-colombia.xml', ['>900000001<', '>900000001-7<'])?.debtor).toBe('900000001-7');
  });

  it('"contado" is due on the day of issue; credit without a day is refused', () => {
    const day = '<cbc:PaymentDueDate>2026-03-04</cbc:PaymentDueDate>';
    expect(invoiceIn('ubl-colombia.xml', [day, ''], ['<cbc:ID>2</cbc:ID>', '<cbc:ID>1</cbc:ID>'])?.due).toBe(
      '2026-02-02',
    );
    expect(errorsIn('ubl-colombia.xml', [day, ''])[0]).toMatch(/^cbc:DueDate is missing/);
  });

  it('an AttachedDocument without an invoice that can be read is rejected', () => {
    const field = 'cac:Attachment/cac:ExternalReference/cbc:Description';
    expect(errorsIn('ubl-colombia.xml', [bare(), ''])).toEqual([`${field} has no invoice in it`]);
    expect(errorsIn('ubl-colombia.xml', ['</Invoice>', ''])[0]).toMatch(
      /Description cannot be read: the file is not well-formed XML/,
    );
    expect(
      errorsIn('ubl-colombia.xml', [bare(), sampleText('ubl-colombia.xml').replace(/<!\[CDATA.*\]\]>/s, '')]),
    ).toEqual(['AttachedDocument is not an invoice or a credit note']);
  });
});

describe('in Peru', () => {
  it('instalments are one invoice, due on the last day', () => {
    expect(invoiceIn('ubl-peru.xml')?.due).toBe('2026-03-16');
    expect(invoiceIn('ubl-peru.xml', ['2026-03-16', '2026-01-31'])?.due).toBe('2026-02-14');
  });

  it('instalments on one day need no warning', () => {
    expect(readXml(changed('ubl-peru.xml', ['2026-03-16', '2026-02-14'])).warnings).toHaveLength(1);
  });

  it('what the buyer withholds is not owed', () => {
    expect(invoiceIn('ubl-peru.xml')?.amount).toBe('1038.40');
    expect(invoiceIn('ubl-peru.xml', ['>1038.40<', '>1180<'])?.amount).toBe('1180.00');
    expect(invoiceIn('ubl-peru.xml', ['>1038.40<', '>1180.01<'])?.amount).toBe('1180.00');
    expect(
      invoiceIn('ubl-peru.xml', ['<cbc:Amount currencyID="PEN">1038.40', '<cbc:Amount currencyID="USD">1038.40'])
        ?.amount,
    ).toBe('1180.00');
    expect(errorsIn('ubl-peru.xml', ['>1038.40<', '>1,038.40<'])).toEqual([
      'cac:PaymentTerms/cbc:Amount "1,038.40" is not an amount',
    ]);
  });

  it('"Contado" is due on the day of issue; "Credito" without a day is refused', () => {
    const days = [
      ['<cbc:PaymentDueDate>2026-02-14</cbc:PaymentDueDate>', ''],
      ['<cbc:PaymentDueDate>2026-03-16</cbc:PaymentDueDate>', ''],
    ] as const;
    expect(invoiceIn('ubl-peru.xml', ...days, ['>Credito<', '>Contado<'])?.due).toBe('2026-01-15');
    expect(errorsIn('ubl-peru.xml', ...days)).toHaveLength(1);
  });

  it('scheme 6 of a RUC is no check digit', () => {
    expect(invoiceIn('ubl-peru.xml')?.debtor).toBe('20000000001');
  });
});
