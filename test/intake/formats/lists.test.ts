// The lists in samples/formats/, each by its profile: what is accepted of them, to the letter.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFile } from '#intake/formats/read-file.ts';
import { totalsOf } from '#intake/formats/totals.ts';
import { builtInProfile, builtInProfiles } from '#intake/profiles/built-in-profiles.ts';
import { isSound } from './read.ts';

const samples = readdirSync('samples/formats')
  .filter((name) => /\.(csv|tsv|xlsx)$/.test(name))
  .sort();
const profileOf = (file: string) => file.slice(0, file.lastIndexOf('.'));
const read = (file: string) =>
  readFile(readFileSync(`samples/formats/${file}`), { profile: builtInProfile(profileOf(file)) });

/** kind, number, debtor, name, amount, dates. */
const linesOf = (file: string): string[] =>
  read(file).invoices.map(({ line, kind, number, debtor, debtorName, amount, currency, issued, due, email }) =>
    [line, kind, number, debtor, debtorName, `${amount} ${currency}`, issued, due, ...(email ? [email] : [])].join(
      ' | ',
    ),
  );

const odoo = [
  'invoice | INV/2026/00041 | ESB00000018 | Librería Quevedo | 1234.50 EUR | 2026-01-05 | 2026-02-04',
  'invoice | INV/2026/00042 | GB000000026 | Harbour & Finch Ltd | 640.00 GBP | 2026-01-12 | 2026-01-27',
  'credit-note | RINV/2026/00003 | ESB00000018 | Librería Quevedo | 34.50 EUR | 2026-01-20 | 2026-01-20',
];
const goldens: Readonly<Record<string, { readonly lines: readonly string[]; readonly totals: object }>> = {
  'odoo.csv': {
    lines: [`2 | ${odoo[0]} | pagos@example.com`, `3 | ${odoo[1]}`, `4 | ${odoo[2]} | pagos@example.com`],
    totals: { EUR: '1200.00', GBP: '640.00' },
  },
  'odoo.xlsx': {
    lines: odoo.map((line, index) => `${index + 2} | ${line}`),
    totals: { EUR: '1200.00', GBP: '640.00' },
  },
  'sap-fbl5n.tsv': {
    lines: [
      '4 | invoice | 1800000412 | 0000104711 | Müller Fensterbau GmbH | 12345.60 EUR | 2026-01-05 | 2026-02-04',
      '5 | credit-note | 1800000413 | 0000104711 | Müller Fensterbau GmbH | 345.60 EUR | 2026-01-09 | 2026-01-09',
      '7 | invoice | 1800000420 | 0000104890 | Atelier Perrin | 980.00 CHF | 2026-02-12 | 2026-03-14',
    ],
    totals: { CHF: '980.00', EUR: '12000.00' },
  },
  'quickbooks.csv': {
    lines: [
      '7 | invoice | 1037 | blue-heron-books | Blue Heron Books | 1234.50 USD | 2026-01-05 | 2026-02-04',
      '10 | invoice | 1041 | orchard-vale | Orchard & Vale | 629.10 USD | 2026-02-03 | 2026-03-05',
      '11 | credit-note | 1042 | orchard-vale | Orchard & Vale | 29.10 USD | 2026-02-17 | 2026-02-17',
    ],
    totals: { USD: '1834.50' },
  },
  'alegra.csv': {
    lines: [
      '2 | invoice | FV-1-301 | 900000017-4 | Ferretería El Roble SAS | 3450000.00 COP | 2026-01-05 | 2026-02-04 | cartera@example.com',
      '3 | invoice | FV-1-302 | 1000000025 | Camila Torres Ibarra | 238000.00 COP | 2026-01-07 | 2026-01-07',
      '4 | credit-note | NC-1-14 | 900000017-4 | Ferretería El Roble SAS | 50000.00 COP | 2026-01-12 | 2026-01-12 | cartera@example.com',
      '5 | invoice | FV-1-303 | 900000033-1 | Papelería Andina | 1190.50 USD | 2026-03-02 | 2026-04-01 | pagos@example.org',
    ],
    totals: { COP: '3638000.00', USD: '1190.50' },
  },
};

describe('each sample', () => {
  it('has a profile, and each profile that is a file a sample', () => {
    const files = builtInProfiles.filter((name) => name !== 'standard' && name !== 'ibm');
    expect([...builtInProfiles].sort()).toEqual(
      readdirSync('shared/intake/profiles').flatMap((file) => /^(.*)\.yaml$/.exec(file)?.[1] ?? []),
    );
    expect([...new Set(samples.map(profileOf))].sort()).toEqual(files);
  });

  it.each(samples)('%s is read whole, each row once', (file) => {
    const answer = read(file);
    expect(answer.errors).toEqual([]);
    expect(isSound(answer)).toBe(true);
    expect(answer.profile).toBe(profileOf(file));
  });

  it.each(Object.entries(goldens))('%s', (file, { lines, totals }) => {
    expect(linesOf(file)).toEqual(lines);
    expect(totalsOf(read(file))).toEqual(totals);
  });

  it('bank-payments.csv', () => {
    const answer = read('bank-payments.csv');
    expect(answer.payments).toEqual([
      {
        line: 4,
        date: '2026-02-05',
        amount: '1234.50',
        currency: 'EUR',
        reference: 'FACTURA INV/2026/00041',
        payer: 'LIBRERIA QUEVEDO',
        id: '20260204-0001',
      },
      expect.objectContaining({ line: 5, date: '2026-02-09', amount: '600.00', payer: 'Orchard & Vale' }),
      expect.objectContaining({ line: 6, amount: '-90.00', reference: 'DEVOLUCION RECIBO 1037' }),
    ]);
    expect(answer.invoices).toEqual([]);
    expect(totalsOf(answer)).toEqual({ EUR: '1744.50' });
    expect(answer.warnings).toContain('1 of the payments is below zero: money that went back');
  });
});

describe('the profiles by which files are imported', () => {
  it.each([
    ['standard', 'demo.csv', 16],
    ['ibm', 'ibm-late-payments.csv', 2466],
  ])('%s reads %s to the same end', (name, file, accepted) => {
    const answer = readFile(readFileSync(`samples/${file}`), { profile: builtInProfile(name) });
    expect(answer).toMatchObject({ profile: name, accepted, rejected: 0, format: 'csv' });
  });

  it('ibm makes addresses of customers', () => {
    const answer = readFile(readFileSync('samples/ibm-late-payments.csv'), { profile: builtInProfile('ibm') });
    expect(answer.invoices[0]).toEqual({
      line: 2,
      kind: 'invoice',
      number: '0000611365',
      debtor: '0379-NEVHP',
      debtorName: '0379-NEVHP',
      amount: '55.94',
      currency: 'USD',
      issued: '2013-01-02',
      due: '2013-02-01',
      email: '0379-NEVHP@example.com',
      debtorType: 'business',
      language: 'en',
      timeZone: 'UTC',
      tags: ['country-391', 'paper'],
    });
    expect(totalsOf(answer)).toEqual({ USD: '147703.18' });
  });
});
