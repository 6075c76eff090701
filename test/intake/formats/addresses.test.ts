// Where letters reach a debtor, as files tell it: columns, e-invoices, and what is refused or left out.
import { describe, expect, it } from 'vitest';
import { addressFrom } from '#intake/formats/address-text.ts';
import { proposeFor } from '#intake/formats/read-file.ts';
import { readXml } from '#intake/formats/read-xml.ts';
import { builtInProfile } from '#intake/profiles/built-in-profiles.ts';
import { rowOfInvoice } from '#intake/row-of-invoice.ts';
import { bytesOf, problemsOf, readText } from './read.ts';
import { sampleText } from './sample-files.ts';

const told = { street: ['Calle Mayor 1'], postalCode: '28013', city: 'Madrid', region: '', country: 'ES' };
const madrid = { lines: ['Calle Mayor 1'], postalCode: '28013', city: 'Madrid', country: 'ES' };

describe('parts of an address', () => {
  it('make one', () => {
    expect(addressFrom(told)).toEqual({ value: madrid });
    expect(addressFrom({ ...told, street: ['Calle Mayor 1', ' 3º  B '] })).toEqual({
      value: { ...madrid, lines: ['Calle Mayor 1', '3º B'] },
    });
  });

  it('say nothing without a street', () => {
    expect(addressFrom({ ...told, street: ['', ' '] })).toEqual({ value: undefined });
  });

  it('go on in the next line, at a comma where there is one', () => {
    const street = 'Avenida de la Constitución de 1978 número 123, escalera izquierda, planta 4, puerta B';
    expect(addressFrom({ ...told, street: [street] })).toMatchObject({
      value: { lines: ['Avenida de la Constitución de 1978 número 123', 'escalera izquierda, planta 4, puerta B'] },
    });
    expect(addressFrom({ ...told, street: ['palabra '.repeat(10)] })).toMatchObject({
      value: { lines: ['palabra palabra palabra palabra palabra palabra', 'palabra palabra palabra palabra'] },
    });
  });

  it('are refused where they do not fit', () => {
    expect(addressFrom({ ...told, street: ['x'.repeat(51)] })).toMatchObject({ part: 'street' });
    expect(addressFrom({ ...told, street: ['palabra '.repeat(30)] })).toMatchObject({ part: 'street' });
    expect(addressFrom({ ...told, city: 'x'.repeat(41) })).toMatchObject({ part: 'city' });
  });

  it('get back the zero that a spreadsheet took, only where every code has five digits', () => {
    expect(addressFrom({ ...told, postalCode: '8013' })).toMatchObject({ value: { postalCode: '08013' } });
    expect(addressFrom({ ...told, postalCode: '8013', country: 'AR' })).toMatchObject({
      value: { postalCode: '8013' },
    });
    expect(addressFrom({ ...told, postalCode: '8013', country: undefined })).toMatchObject({
      value: { postalCode: '8013' },
    });
  });
});

const columns =
  'invoice,debtor_id,debtor_name,country,street,street_2,postal_code,city,state,amount,currency,issued,due';
const standard = builtInProfile('standard') ?? expect.fail('there is no profile standard');
const read = (cells: string) => readText(`${columns}\nF-1,D-1,Ana,${cells},10.00,EUR,2026-01-01,2026-02-01`, standard);

describe('a row', () => {
  it('tells the address of its debtor', () => {
    const [invoice] = read('ES,Calle Mayor 1,,28013,Madrid,').invoices;
    expect(invoice?.postalAddress).toEqual(madrid);
    expect(rowOfInvoice(invoice ?? expect.fail()).debtor.postalAddress).toEqual(madrid);
  });

  it.each([
    ['ES,Calle Mayor 1,,28013,,', '2 city is missing, and a street has one'],
    ['ES,Calle Mayor 1,,ABC,Madrid,', '2 postal_code is no postal code of ES'],
    ['ES,Calle Mayor 1,,,Madrid,', '2 postal_code is missing, and ES needs one'],
    ['US,1 Main St,,20500,Washington,', '2 state is missing, and US needs one'],
  ])('%s is refused: %s', (cells, problem) => {
    expect(problemsOf(read(cells)).join()).toContain(problem);
  });

  it('without a street counts without an address', () => {
    const [invoice] = read('ES,,,,Madrid,').invoices;
    expect(invoice).toBeDefined();
    expect(invoice?.postalAddress).toBeUndefined();
  });
});

describe('a list without a profile', () => {
  const propose = (header: string, row: string) => proposeFor(bytesOf(`${header}\n${row}\n`));

  it.each([
    ['Dirección;Código postal;Ciudad', 'street'],
    ['Address;Zip code;City', 'street'],
    ['Endereço;CEP;Cidade', 'street'],
  ])('has its columns found: %s', (header) => {
    const proposed = propose(
      `Factura;NIF;Cliente;Importe;Fecha;Vencimiento;${header}`,
      'F-1;B1;Ana;10,00;01/01/2026;01/02/2026;Calle Mayor 1;28013;Madrid',
    );
    const [street, postalCode, city] = header.split(';');
    expect(JSON.stringify(proposed)).toContain(`"street":"${street}"`);
    expect(JSON.stringify(proposed)).toContain(`"postalCode":"${postalCode}"`);
    expect(JSON.stringify(proposed)).toContain(`"city":"${city}"`);
  });

  it('leaves an address in one text alone', () => {
    const proposed = propose(
      'Factura;NIF;Cliente;Importe;Fecha;Vencimiento;Dirección',
      'F-1;B1;Ana;10,00;01/01/2026;01/02/2026;Calle Mayor 1',
    );
    expect(JSON.stringify(proposed)).not.toContain('"street"');
  });
});

describe('an e-invoice', () => {
  const facturX = sampleText('factur-x.xml');
  const withStreet = facturX.replace('<ram:CityName>', '<ram:LineOne>Invalidenstraße 7</ram:LineOne><ram:CityName>');

  it('tells the address of its buyer', () => {
    expect(readXml(withStreet).invoices[0]?.postalAddress).toEqual({
      lines: ['Invalidenstraße 7'],
      postalCode: '10115',
      city: 'Berlin',
      country: 'DE',
    });
  });

  it('that tells half of one counts without it, in silence', () => {
    const { invoices, warnings } = readXml(facturX);
    expect(invoices[0]?.postalAddress).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it('whose address cannot be right counts without it, and says so', () => {
    const { invoices, warnings } = readXml(withStreet.replace('>10115<', '>1O115<'));
    expect(invoices[0]).toMatchObject({ number: 'RE-2026-0088' });
    expect(invoices[0]?.postalAddress).toBeUndefined();
    expect(warnings.join()).toContain('is no postal code of DE; the address is left out');
  });
});
