// CFDI of Mexico: invoices, credit notes and payment complements, and what rejects them.
import { describe, expect, it } from 'vitest';
import { readXml } from '#intake/formats/read-xml.ts';
import { changed, errorsIn, invoiceIn } from './sample-files.ts';

const terms = ' CondicionesDePago="Crédito a 30 días"';
const receiver = 'Rfc="ÑA&amp;010101AA1" Nombre="ÑANDÚ &amp; ASOCIADOS" DomicilioFiscalReceptor';

describe('the number', () => {
  it.each([
    ['Serie="A" Folio="1001"', 'A-1001'],
    ['Folio="1001"', '1001'],
    ['Serie="A"', '00000000-0000-4000-8000-000000001001'],
    ['', '00000000-0000-4000-8000-000000001001'],
  ])('of %j is %s', (attributes, number) => {
    expect(invoiceIn('cfdi-40.xml', ['Serie="A" Folio="1001"', attributes])?.number).toBe(number);
  });
});

describe('the type', () => {
  it.each([
    ['N', 'is N, a payslip, which nobody owes you'],
    ['T', 'is T, a transfer of goods, which nobody owes you'],
    ['Z', 'is "Z"'],
    ['', 'is missing'],
  ])('%j is rejected', (type, reason) => {
    expect(errorsIn('cfdi-40.xml', ['TipoDeComprobante="I"', `TipoDeComprobante="${type}"`])).toEqual([
      `@TipoDeComprobante ${reason}`,
    ]);
  });

  it('E is a credit note, whose invoice is named by its UUID', () => {
    expect(invoiceIn('cfdi-33.xml')).toMatchObject({ kind: 'credit-note', of: '00000000-0000-4000-8000-000000001001' });
  });
});

it('an invoice that replaces another is read with a warning, and is not for that one', () => {
  const relation =
    '<cfdi:CfdiRelacionados TipoRelacion="04"><cfdi:CfdiRelacionado UUID="00000000-0000-4000-8000-000000000001"/></cfdi:CfdiRelacionados>';
  const file = readXml(changed('cfdi-40.xml', ['<cfdi:Emisor', `${relation}<cfdi:Emisor`]));
  expect(file.warnings[0]).toMatch(/replaces an earlier document/);
  expect(file.invoices[0]).not.toHaveProperty('of');
});

describe('the version', () => {
  it('may be 3.3 for an invoice as well', () => {
    expect(invoiceIn('cfdi-40.xml', [' Version="4.0"', ' Version="3.3"'])?.number).toBe('A-1001');
  });

  it.each(['3.2', '5.0', ''])('%j is rejected', (version) => {
    expect(errorsIn('cfdi-40.xml', [' Version="4.0"', ` Version="${version}"`])).toEqual([
      `@Version is ${version || 'missing'}, not 4.0 or 3.3`,
    ]);
  });
});

it('a document that nobody certified is rejected', () => {
  expect(errorsIn('cfdi-40.xml', [' UUID="00000000-0000-4000-8000-000000001001"', ''])).toEqual([
    'cfdi:Complemento/tfd:TimbreFiscalDigital/@UUID is missing: nobody has certified it',
  ]);
});

describe('the due date', () => {
  it.each([
    ['30 días', '2026-02-11'],
    ['Crédito a 60 dias', '2026-03-13'],
    ['Neto 15', '2026-01-27'],
    ['Contado', '2026-01-12'],
  ])('is derived from the terms %j', (text, due) => {
    expect(invoiceIn('cfdi-40.xml', ['Crédito a 30 días', text])?.due).toBe(due);
  });

  it('is refused without terms, paid in one sum or later', () => {
    for (const method of ['PPD', 'PUE']) {
      expect(errorsIn('cfdi-40.xml', [terms, ''], ['MetodoPago="PPD"', `MetodoPago="${method}"`])).toEqual([
        '@CondicionesDePago is missing, and there are no terms of payment to derive it from',
      ]);
    }
  });

  it('of a sum that is paid at once comes with a warning', () => {
    const file = readXml(changed('cfdi-40.xml', ['"PPD"', '"PUE"'], ['Crédito a 30 días', 'Contado']));
    expect(file.invoices[0]?.due).toBe('2026-01-12');
    expect(file.warnings[0]).toMatch(/within the month \(PUE\): check that it is still owed/);
  });
});

describe('the debtor', () => {
  it('cannot be the public at large', () => {
    expect(errorsIn('cfdi-40.xml', [receiver, receiver.replace('ÑA&amp;010101AA1', 'XAXX010101000')])[0]).toMatch(
      /^cfdi:Receptor\/@Rfc is XAXX010101000, the public at large/,
    );
  });

  it('from abroad is known by its own tax id', () => {
    const abroad = receiver.replace(
      'ÑA&amp;010101AA1"',
      'XEXX010101000" ResidenciaFiscal="USA" NumRegIdTrib="00-0000001"',
    );
    const invoice = invoiceIn('cfdi-40.xml', [receiver, abroad]);
    expect(invoice?.debtor).toBe('00-0000001');
    expect(invoice).not.toHaveProperty('country');
    expect(errorsIn('cfdi-40.xml', [receiver, receiver.replace('ÑA&amp;010101AA1', 'XEXX010101000')])).toEqual([
      'cfdi:Receptor/@NumRegIdTrib is missing',
    ]);
  });
});

it('an invoice is rejected with everything that is wrong with it', () => {
  expect(
    errorsIn(
      'cfdi-40.xml',
      [' Total="11600.00"', ' Total="11,600.00"'],
      ['Moneda="MXN"', 'Moneda="XXX"'],
      ['2026-01-12T10:15:00"', '12/01/2026"'],
      [terms, ''],
    ),
  ).toEqual([
    '@Moneda is not a currency',
    '@Total "11,600.00" is not an amount',
    '@Fecha is not a date',
    '@CondicionesDePago is missing, and there are no terms of payment to derive it from',
  ]);
});

describe('a payment complement', () => {
  const pago = 'cfdi:Complemento/pago20:Pagos/pago20:Pago';

  it('of version 1.0 is read too', () => {
    const changes = [
      ['pago20', 'pago10'],
      [' Version="2.0"', ' Version="1.0"'],
      ['Version="4.0"', 'Version="3.3"'],
    ] as const;
    expect(readXml(changed('cfdi-payment.xml', ...changes)).payments).toEqual(
      readXml(changed('cfdi-payment.xml')).payments,
    );
  });

  it('of one invoice may leave its part to the whole amount', () => {
    const one = [
      [
        /<pago20:DoctoRelacionado IdDocumento="00000000-0000-4000-8000-000000000999".*?\/>/.exec(
          changed('cfdi-payment.xml'),
        )?.[0] ?? '',
        '',
      ],
      [' ImpPagado="5600.00"', ''],
    ] as const;
    expect(readXml(changed('cfdi-payment.xml', ...one)).payments).toMatchObject([
      { amount: '9000.00', invoices: ['A-1001'] },
    ]);
    expect(errorsIn('cfdi-payment.xml', [' ImpPagado="5600.00"', ''])).toEqual([
      `${pago}/pago20:DoctoRelacionado/@ImpPagado is missing`,
    ]);
  });

  it('may name no invoice at all', () => {
    const text = changed('cfdi-payment.xml').replaceAll(/<pago20:DoctoRelacionado .*?\/>/g, '');
    expect(readXml(text).payments).toEqual([
      {
        line: 1,
        date: '2026-02-11',
        amount: '9000.00',
        currency: 'MXN',
        reference: '000321',
        payer: 'ÑANDÚ & ASOCIADOS',
        id: '00000000-0000-4000-8000-00000000B012/1',
      },
    ]);
  });

  it('is rejected whole when one of its parts is wrong', () => {
    expect(errorsIn('cfdi-payment.xml', ['ImpPagado="200.00"', 'ImpPagado="2e2"'])).toEqual([
      `${pago}/pago20:DoctoRelacionado/@ImpPagado "2e2" is not an amount`,
    ]);
    expect(errorsIn('cfdi-payment.xml', ['FechaPago="2026-02-11', 'FechaPago="2026-02-31'])).toEqual([
      `${pago}/@FechaPago is not a date`,
    ]);
    expect(errorsIn('cfdi-payment.xml', ['IdDocumento="00000000-0000-4000-8000-000000000999" ', ''])).toEqual([
      `${pago}/pago20:DoctoRelacionado/@IdDocumento is missing`,
    ]);
    expect(errorsIn('cfdi-40.xml', ['TipoDeComprobante="I"', 'TipoDeComprobante="P"'])).toEqual([`${pago} is missing`]);
  });
});
