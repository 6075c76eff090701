// `recaudo parse` and `recaudo profile` as people and programs use them: a process of its own, without a stack.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recaudo, root } from './recaudo.ts';

const folder = mkdtempSync(join(tmpdir(), 'recaudo-parse-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const list = `Factura;NIT;Cliente;Saldo pendiente;Moneda;Fecha de emisión;Vencimiento
F-1;00123;Peña S.L.;1.234,50;EUR;05/01/2026;13/02/2026
F-2;00124;Ortiz;-34,50;EUR;05/01/2026;13/02/2026
F-3;00124;Ortiz;10,00;USD;05/01/2026;13/02/2026
`;

describe('parse', () => {
  it('answers programs with one object of the promised fields, amounts in decimal text', () => {
    const { code, out, err } = recaudo(['parse', fileOf('list.csv', list), '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toHaveLength(2);
    const answer = JSON.parse(out);
    expect(answer).toEqual({
      format: 'csv',
      profile: 'proposed',
      rows: 3,
      accepted: 3,
      rejected: 0,
      totals: { EUR: '1200.00', USD: '10.00' },
      invoices: [
        {
          line: 2,
          kind: 'invoice',
          number: 'F-1',
          debtor: '00123',
          debtorName: 'Peña S.L.',
          amount: '1234.50',
          currency: 'EUR',
          issued: '2026-01-05',
          due: '2026-02-13',
        },
        expect.objectContaining({ number: 'F-2', kind: 'credit-note', amount: '34.50', due: '2026-01-05' }),
        expect.objectContaining({ number: 'F-3', currency: 'USD' }),
      ],
      payments: [],
      debtors: [],
      errors: [],
      warnings: [expect.stringContaining('amount from "Saldo pendiente"')],
    });
  });

  it('answers people with totals, the rows, and what is wrong with the others', () => {
    const { code, out } = recaudo(['parse', fileOf('bad.csv', list.replace('USD', 'EURO'))]);
    expect(code).toBe(2);
    expect(out).toContain('csv, profile proposed: 3 rows, 2 accepted, 1 rejected\nTotal:\n  1200.00 EUR\n');
    expect(out).toContain('F-2 (credit note)  00124  Ortiz');
    expect(out).toContain('Rejected (1)\n  line 4  Moneda  is not a currency; write an ISO 4217 code such as EUR');
    expect(out).toContain('warning: no profile was given; proposed for invoices: number from "Factura"');
  });

  it('lists as many as asked for, and sums them all', () => {
    const { out } = recaudo(['parse', fileOf('list.csv', list), '--limit', '1', '--json']);
    expect(JSON.parse(out)).toMatchObject({ rows: 3, invoices: [{ number: 'F-1' }], totals: { EUR: '1200.00' } });
    expect(recaudo(['parse', fileOf('list.csv', list), '--limit', '1']).out).toContain('  and 2 more');
  });

  it.each([
    ['standard', 'samples/demo.csv', 16],
    ['ibm', 'samples/ibm-late-payments.csv', 2466],
  ])('reads %s as an import does', (profile, file, accepted) => {
    const { code, out } = recaudo(['parse', file, '--profile', profile, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ profile, accepted, rejected: 0 });
  });

  it.each<[string, readonly string[], string]>([
    ['no such file', ['no-such.csv'], 'there is no such file'],
    ['no such profile', ['samples/demo.csv', '--profile', 'oddo'], 'there is no profile "oddo"; use standard, ibm'],
    ['no such profile file', ['samples/demo.csv', '--profile', './no.yaml'], 'there is no such file'],
    ['no profile where it must be given', ['samples/demo.csv', '--strict'], 'needs a profile'],
    ['a limit that is no number', ['samples/demo.csv', '--limit', 'all'], '--limit takes a whole number'],
    ['a file that is none of these', ['README.md'], 'no column was found for'],
  ])('ends with 2 for %s, and says so in words', (_, args, message) => {
    const { code, out, err } = recaudo(['parse', ...args, '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({ error: expect.stringContaining(message), exitCode: 2 });
    expect(err).not.toContain('    at ');
  });

  it('and profile are shown on the page about the command line', () => {
    const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');
    const shown = ['parse samples/formats/odoo.csv --profile odoo', 'profile samples/formats/odoo.csv'];
    for (const line of shown) {
      expect(page).toContain(`npx recaudo ${line}`);
      expect(recaudo(line.split(' ')).code).toBe(0);
    }
  });
});

describe('profile', () => {
  it('shows people the proposal, the first rows by it, and what is doubtful', () => {
    const { code, out, err } = recaudo(['profile', fileOf('odd.csv', list.replaceAll('13/02', '03/02'))]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(
      '# dates: 05/01/2026 could be read both ways: state dates:\nname: odd\ndelimiter: ;\ndecimals: ","\n',
    );
    expect(out).toContain('  amount: Saldo pendiente\n');
    expect(out).toContain('Read by it:\ncsv, profile proposed: 3 rows, 0 accepted, 3 rejected');
    expect(out).toContain('Doubts (1)\n  ? dates: 05/01/2026 could be read both ways');
  });

  it('writes a profile by which parse reads the same file', () => {
    const [file, profile] = [fileOf('ours.csv', list), join(folder, 'written.yaml')];
    const { code, out } = recaudo(['profile', file, '--out', profile, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      profile: expect.objectContaining({ name: 'written', kind: 'invoices', dates: 'D/M/YYYY', decimals: ',' }),
      doubts: [],
      preview: expect.objectContaining({
        format: 'csv',
        rows: 3,
        accepted: 3,
        totals: { EUR: '1200.00', USD: '10.00' },
      }),
      written: profile,
    });
    const read = recaudo(['parse', file, '--profile', profile, '--strict', '--json']);
    expect(read.code).toBe(0);
    expect(JSON.parse(read.out)).toMatchObject({ profile: 'written', accepted: 3, warnings: [] });
  });

  it('leaves a file that is there as it is', () => {
    const profile = fileOf('kept.yaml', 'mine');
    const { code, err } = recaudo(['profile', fileOf('list.csv', list), '--out', profile]);
    expect(code).toBe(2);
    expect(err).toContain('it is there already');
    expect(readFileSync(profile, 'utf8')).toBe('mine');
  });

  it.each<[string, string, string]>([
    ['a file that is not there', 'no-such.csv', 'there is no such file'],
    ['a file in which nothing is found', 'README.md', 'no column was found for'],
    ['a profile with mistakes', 'bad', 'is no profile'],
  ])('ends with 2 for %s, and says so in words', (_, file, message) => {
    const bad = fileOf('bad.yaml', 'name: bad');
    const args = file === 'bad' ? ['parse', 'samples/demo.csv', '--profile', bad] : ['profile', file];
    const { code, out } = recaudo([...args, '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({ error: expect.stringContaining(message), exitCode: 2 });
  });
});
