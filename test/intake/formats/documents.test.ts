// What each e-invoice and bank file in samples/formats says, written by hand.
import { expect, it } from 'vitest';
import { isMt940, readMt940 } from '#intake/formats/read-mt940.ts';
import { isXml, readXml } from '#intake/formats/read-xml.ts';
import { sampleText } from './sample-files.ts';

const one = { rows: 1, accepted: 1, rejected: 0, errors: [] };

it.each([
  [
    'ubl-peppol.xml',
    {
      format: 'ubl',
      ...one,
      payments: [],
      debtors: [],
      invoices: [
        {
          line: 1,
          kind: 'invoice',
          number: '2026-0417',
          debtor: 'ESB00000002',
          debtorName: 'Constructora Peñalba & Hijos SL',
          amount: '1000.00',
          currency: 'EUR',
          issued: '2026-01-08',
          due: '2026-02-07',
          email: 'pagos@example.com',
          phone: '+34910000002',
          postalAddress: { lines: ['Calle Mayor 1'], postalCode: '28013', city: 'Madrid', country: 'ES' },
          country: 'ES',
        },
      ],
      warnings: [],
    },
  ],
  [
    'ubl-credit-note.xml',
    {
      format: 'ubl',
      ...one,
      payments: [],
      debtors: [],
      invoices: [
        {
          line: 1,
          kind: 'credit-note',
          number: 'NC-2026-009',
          debtor: '500000000',
          debtorName: 'Padaria Estrela do Sul Lda',
          amount: '121.00',
          currency: 'EUR',
          issued: '2026-01-20',
          due: '2026-01-20',
          country: 'PT',
          of: '2026-0417',
        },
      ],
      warnings: [],
    },
  ],
  [
    'ubl-colombia.xml',
    {
      format: 'ubl',
      ...one,
      payments: [],
      debtors: [],
      invoices: [
        {
          line: 1,
          kind: 'invoice',
          number: 'FEV1207',
          debtor: '900000001-7',
          debtorName: 'Taller Mecánico Rojas SAS',
          amount: '1190000.00',
          currency: 'COP',
          issued: '2026-02-02',
          due: '2026-03-04',
          email: 'facturas.rojas@example.com',
          phone: '+573000000001',
          country: 'CO',
        },
      ],
      warnings: [],
    },
  ],
  [
    'ubl-peru.xml',
    {
      format: 'ubl',
      ...one,
      payments: [],
      debtors: [],
      invoices: [
        {
          line: 1,
          kind: 'invoice',
          number: 'F001-00000731',
          debtor: '20000000001',
          debtorName: 'Comercial Andina del Perú S.A.C.',
          amount: '1038.40',
          currency: 'PEN',
          issued: '2026-01-15',
          due: '2026-03-16',
          country: 'PE',
        },
      ],
      warnings: [
        'document 1: 1038.40 of the 1180.00 payable are owed on credit, net of what the buyer withholds',
        'document 1: falls due on several days (2026-02-14 500.00, 2026-03-16 538.40); it is read as due on the last, 2026-03-16',
      ],
    },
  ],
  [
    'cfdi-40.xml',
    {
      format: 'cfdi',
      ...one,
      payments: [],
      debtors: [],
      invoices: [
        {
          line: 1,
          kind: 'invoice',
          number: 'A-1001',
          debtor: 'ÑA&010101AA1',
          debtorName: 'ÑANDÚ & ASOCIADOS',
          amount: '11600.00',
          currency: 'MXN',
          issued: '2026-01-12',
          due: '2026-02-11',
          country: 'MX',
          uuid: '00000000-0000-4000-8000-000000001001',
        },
      ],
      warnings: ['document 1: tells no due date; it is derived from its terms, 30 days after its issue'],
    },
  ],
  [
    'cfdi-33.xml',
    {
      format: 'cfdi',
      ...one,
      payments: [],
      debtors: [],
      invoices: [
        {
          line: 1,
          kind: 'credit-note',
          number: '88',
          debtor: 'ÑA&010101AA1',
          debtorName: 'ÑANDÚ & ASOCIADOS SA DE CV',
          amount: '1160.00',
          currency: 'MXN',
          issued: '2026-01-19',
          due: '2026-01-19',
          country: 'MX',
          uuid: '00000000-0000-4000-8000-00000000E088',
          of: '00000000-0000-4000-8000-000000001001',
        },
      ],
      warnings: [],
    },
  ],
  [
    'cfdi-payment.xml',
    {
      format: 'cfdi',
      ...one,
      invoices: [],
      debtors: [],
      payments: [
        {
          line: 1,
          date: '2026-02-11',
          amount: '5600.00',
          currency: 'MXN',
          reference: '00000000-0000-4000-8000-000000001001',
          payer: 'ÑANDÚ & ASOCIADOS',
          invoices: ['A-1001'],
          id: '00000000-0000-4000-8000-00000000B012/1',
        },
        {
          line: 1,
          date: '2026-02-11',
          amount: '200.00',
          currency: 'USD',
          reference: '00000000-0000-4000-8000-000000000999',
          payer: 'ÑANDÚ & ASOCIADOS',
          invoices: ['00000000-0000-4000-8000-000000000999'],
          id: '00000000-0000-4000-8000-00000000B012/2',
        },
      ],
      warnings: [],
    },
  ],
  [
    'factur-x.xml',
    {
      format: 'cii',
      ...one,
      payments: [],
      debtors: [],
      invoices: [
        {
          line: 1,
          kind: 'invoice',
          number: 'RE-2026-0088',
          debtor: 'DE000000001',
          debtorName: 'Bäckerei Müller & Söhne KG',
          amount: '476.00',
          currency: 'EUR',
          issued: '2026-01-20',
          due: '2026-02-19',
          email: 'buchhaltung@example.org',
          phone: '+49300000000',
          country: 'DE',
        },
      ],
      warnings: [],
    },
  ],
  [
    'camt.053.xml',
    {
      format: 'camt.053',
      rows: 3,
      accepted: 3,
      rejected: 0,
      errors: [],
      invoices: [],
      debtors: [],
      payments: [
        {
          line: 1,
          date: '2026-02-10',
          amount: '1000.00',
          currency: 'EUR',
          reference: 'Factura 2026-0417',
          payer: 'Constructora Peñalba & Hijos SL',
          id: 'BK26-000101',
        },
        {
          line: 2,
          date: '2026-02-10',
          amount: '476.00',
          currency: 'EUR',
          reference: 'RF18539007547034',
          payer: 'Bäckerei Müller & Söhne KG',
          invoices: ['RE-2026-0088'],
          id: 'BK26-000102',
        },
        {
          line: 2,
          date: '2026-02-10',
          amount: '320.00',
          currency: 'EUR',
          reference: 'E2E-77',
          payer: 'Harbour & Finch Ltd',
          id: 'BK26-000102-2',
        },
        {
          line: 4,
          date: '2026-02-06',
          amount: '-89.90',
          currency: 'EUR',
          reference: 'RE-2026-0031',
          payer: 'Jonas Beispiel',
          id: 'BK26-000104/returned',
        },
      ],
      warnings: ['1 entry was passed over: not booked yet', '1 entry was passed over: no payment of a debtor'],
    },
  ],
  [
    'camt.054.xml',
    {
      format: 'camt.054',
      rows: 2,
      accepted: 2,
      rejected: 0,
      errors: [],
      invoices: [],
      debtors: [],
      payments: [
        {
          line: 1,
          date: '2026-02-11',
          amount: '250.00',
          currency: 'EUR',
          reference: 'fatura 2026-0420 obrigado',
          payer: 'Padaria Estrela do Sul Lda',
          id: 'ES-9001',
        },
        {
          line: 2,
          date: '2026-02-11',
          amount: '-250.00',
          currency: 'EUR',
          reference: '',
          payer: '',
          id: 'ES-9001/returned',
        },
      ],
      warnings: [],
    },
  ],
])('%s', (name, expected) => {
  const text = sampleText(name);
  expect(isXml(text)).toBe(true);
  expect(isMt940(text)).toBe(false);
  expect(readXml(text)).toEqual(expected);
});

it('statement.mt940', () => {
  const text = sampleText('statement.mt940');
  expect(isMt940(text)).toBe(true);
  expect(isXml(text)).toBe(false);
  expect(readMt940(text)).toEqual({
    format: 'mt940',
    rows: 5,
    debtors: [],
    accepted: 5,
    rejected: 0,
    errors: [],
    invoices: [],
    payments: [
      {
        line: 1,
        date: '2025-12-31',
        amount: '476.00',
        currency: 'EUR',
        reference: 'Rechnung RE-2026-0088 vom 20.01.2026',
        payer: 'Baeckerei Mueller & Soehne KG',
        id: 'ABC-001',
      },
      {
        line: 2,
        date: '2025-12-31',
        amount: '1210.50',
        currency: 'EUR',
        reference: 'factuur 2026-0417',
        payer: 'Voorbeeld BV',
        id: 'ABC-002',
      },
      {
        line: 4,
        date: '2026-01-02',
        amount: '-89.90',
        currency: 'EUR',
        reference: 'RUECKLASTSCHRIFT RE-2026-0031',
        payer: 'Jonas Beispiel',
        id: 'ABC-003/returned',
      },
      {
        line: 5,
        date: '2026-01-02',
        amount: '-476.00',
        currency: 'EUR',
        reference: 'Storno',
        payer: '',
        id: 'ABC-001/returned',
      },
      {
        line: 6,
        date: '2026-01-03',
        amount: '320.00',
        currency: 'EUR',
        reference: 'Payment of invoice 77, thank you, from Harbour & Finch in London, by order of the customer',
        payer: '',
        id: 'ABC-004',
      },
    ],
    warnings: ['1 entry was passed over: no payment of a debtor'],
  });
});
