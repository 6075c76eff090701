// `recaudo statement`: what it refuses before it asks a stack, and what people read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statementInWords } from '#cli/statement-in-words.ts';
import { aDebtorEntry, aLedger, anEntry, aStatement } from '../statements/builders.ts';
import { recaudo, root } from './recaudo.ts';

const run = (...args: readonly string[]) => recaudo(['statement', ...args]);

describe('statement', () => {
  it.each([
    [['D-1', '--as-of', '2026-02-30'], '--as-of takes a calendar date such as 2026-03-31, not "2026-02-30"'],
    [['D-1', '--known-at', '2026-03-31'], '--known-at takes an instant with its offset'],
    [['D-1', '--known-at', '2026-03-31T18:00:00'], '--known-at takes an instant with its offset'],
    [['D-1', '--language', 'fr'], 'Allowed choices are es, en, pt'],
    [[], "missing required argument 'debtor'"],
  ])('%j is bad input', (args, message) => {
    const { code, err } = run(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('with good options asks for a stack', () => {
    const { code, err } = run(
      'D-1',
      '--as-of',
      '2026-03-31',
      '--known-at',
      '2026-04-02T10:00:00+02:00',
      '--language',
      'pt',
    );
    expect(code).toBe(3);
    expect(err).toContain('no local stack is running');
  });
});

it('people read every movement, every charge and the sums', () => {
  const ledger = aLedger({}, [anEntry({ kind: 'payment', amount: 40_000, effective: '2026-03-20' })]);
  const debtorEntries = [aDebtorEntry({ kind: 'payment', amount: 5_000, effective: '2026-03-30' })];
  const statement = aStatement({ invoices: [ledger], debtorEntries }, { language: 'en' });
  const printed = statementInWords(statement);
  const page = readFileSync(join(root, 'docs/cli.md'), 'utf8');
  expect(page).toContain(`$ npx recaudo statement D-1 --as-of 2026-04-01 --language en\n${printed.join('\n')}\n`);
  expect(printed).toEqual([
    'Statement of account',
    '  Creditor  Aceros del Norte',
    '  Debtor    Marta Salas (D-1)',
    '  As of     2026-04-01',
    '',
    'Invoice F-1, issued 2026-01-01, due 2026-03-02',
    '  Date        What           Debit      Credit      Balance',
    '  2026-01-01  Invoice  1000.00 EUR              1000.00 EUR',
    '  2026-03-20  Payment               400.00 EUR   600.00 EUR',
    '  Charges not claimed yet, up to 2026-04-01: 8.28 EUR',
    '  2026-03-03  2026-03-20  €1,000.00 × 12% ÷ 365 × 18 days  5.92 EUR  The agreed rate',
    '  2026-03-21  2026-04-01  €600.00 × 12% ÷ 365 × 12 days    2.36 EUR  The agreed rate',
    '',
    'Summary, EUR',
    '  Total owed               600.00 EUR',
    '  Charges not claimed yet    8.28 EUR',
    '  Of which past due        608.28 EUR',
    '  Your credit              -50.00 EUR',
    '  Total to pay             558.28 EUR',
  ]);
});

it('people read in Spanish that nothing is owed', () => {
  expect(statementInWords(aStatement({ invoices: [] })).at(-1)).toBe('No se debe nada.');
});
