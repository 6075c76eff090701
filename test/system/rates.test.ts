// Rates that laws refer to, as a creditor lives with them: one goes missing, notices go out without it, somebody imports it, and the
// next notice, the invoice and the statement go by it. Published rates never change silently.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditAccount } from '#domain/money/audit-account.ts';
import { aPolicy } from '#test/fixtures.ts';
import { freshAt, issued, liveUntil, outbox } from '../stack.ts';
import { commandLine } from './command-line.ts';

const { applyPolicy } = await import('#store/apply-policy.ts');
const { listContacts } = await import('#store/contacts.ts');
const { loadAudited } = await import('#store/load-audited.ts');
const { loadEntries } = await import('#store/load-entries.ts');
const { listOpenTasks } = await import('#store/tasks.ts');

const { fileOf, run, done, leave } = commandLine();
const rates = (name: string, ...rows: readonly string[]): string =>
  fileOf(name, ['series,from,pct,source', ...rows].join('\n'));

const creditor = 'rated';
const begin = '2026-11-20T00:00:00.000Z';
const { content } = aPolicy({
  jurisdiction: 'ES',
  acknowledge: ['ES-business.dayCount'],
  interest: { annualRatePercent: 'law' },
  compensation: { amount: 'law' },
  costs: {
    ...{ mode: 'single', base: 'atDelay', per: 'once', afterDays: 0, afterUsefulNotice: false },
    bands: { EUR: [{ from: '0', fixed: '10.00' }] },
  },
});
const claimsOn = async (invoice: string) =>
  (await loadEntries({ creditor, invoice }))
    .filter(({ kind }) => kind !== 'principal')
    .map(({ kind, amount, effective }) => [kind, amount, effective])
    .toSorted();

beforeAll(async () => {
  await freshAt(begin);
  const own = { ...content, creditor: { ...content.creditor, id: creditor } };
  await applyPolicy(creditor, own, 'hash-rated', { inFlight: 'now', by: 'ana', source: 'test', at: begin });
  const one = (number: number) => ({
    creditor,
    issued: '2026-11-01',
    due: '2026-12-01',
    debtor: {
      ...{ id: `D-RATE-${number}`, name: 'Talleres Sol', email: `rate-${number}@example.com`, type: 'business' },
      ...{ language: 'es', timeZone: 'UTC' },
    },
  });
  await liveUntil('2027-01-05T00:00:00.000Z', [issued(begin, 'RATE-1', one(1)), issued(begin, 'RATE-2', one(2))]);
});
afterAll(leave);

describe('a rate that is missing', () => {
  it('does not stop the notice, which claims nothing and says why', async () => {
    for (const number of [1, 2]) {
      const contacts = await listContacts({ creditor, debtor: `D-RATE-${number}` });
      const notice = contacts.find(({ step }) => step === 'formal-notice');
      expect(notice?.claimedAt).toMatch(/^2027-01-04/);
      expect(notice?.status).toMatch(/accepted|delivered/);
      expect(notice?.unclaimed).toEqual([
        expect.stringContaining('ES-business.interest needs the rate of ECB_MRO for 2027-01-01 to 2027-01-04'),
      ]);
      expect(await claimsOn(`RATE-${number}`)).toEqual([]);
    }
    const printed = await done('invoice', 'RATE-1', '--creditor', creditor);
    expect(printed).toMatch(/formal-notice .*charges not claimed: ES-business\.interest needs the rate of ECB_MRO/);
    expect(printed).toContain('Nothing more is charged: ES-business.interest needs the rate of ECB_MRO');
  });

  it('opens one task, however many debtors it concerns', async () => {
    const tasks = (await listOpenTasks(creditor)).filter(({ kind }) => kind === 'look-up-law');
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.script).toContain('ECB_MRO');
    expect(await done('tasks', '--kind', 'look-up-law', '--creditor', creditor)).toContain('1 open task');
  });

  it('refuses a policy that needs it, and a statement', async () => {
    const file = fileOf(
      'by-law.yaml',
      'extends: default\njurisdiction: FR\ndebtorType: business\ncreditor: { id: by-law }\ninterest: { annualRatePercent: law }\n',
    );
    const { code, err } = await run('policy', 'plan', file);
    expect([code, err]).toEqual([2, expect.stringContaining('FR-business.interest needs the rate of ECB_MRO')]);
    const statement = await run('statement', 'D-RATE-1', '--creditor', creditor);
    expect([statement.code, statement.err]).toEqual([2, expect.stringContaining('recaudo rates import')]);
  });
});

describe('an import', () => {
  it('says first what it would do, then brings what is new and leaves what is known', async () => {
    const file = rates('new.csv', 'ECB_MRO,2027-01-01,2.60,BCE', 'ECB_MRO,2026-07-01,2.4,BCE');
    expect(await done('rates', 'import', file, '--dry-run')).toContain(
      '1 new rate, 0 corrected, 1 known already. Nothing',
    );
    expect(await done('rates')).toMatch(/ECB_MRO +3 +2026-07-01 +2026-12-31 +2\.40/);
    const said = JSON.parse(await done('rates', 'import', file, '--by', 'ana', '--json'));
    expect(said).toMatchObject({ dryRun: false, added: [{ percent: '2.60' }], unchanged: [{}], corrected: [] });
    expect(await done('rates')).toMatch(/ECB_MRO +4 +2027-01-01 +2027-06-30 +2\.60/);
    // Again changes nothing.
    expect(await done('rates', 'import', file)).toContain('0 new rates, 0 corrected, 2 known already.');
  });

  it.each([
    ['of a published rate', 'ECB_MRO,2026-01-01,2.16,BCE', '2.15 % is known'],
    ['of an imported one', 'ECB_MRO,2027-01-01,2.61,BCE', '2.60 % is known (BCE)'],
  ])('refuses another value %s, and all that comes with it', async (_, row, known) => {
    const { code, err, out } = await run(
      'rates',
      'import',
      rates('other.csv', 'DE_BASIS,2027-01-01,1.6,Bundesbank', row),
    );
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('published rates never change silently');
    expect(err).toContain(known);
    expect(await done('rates')).toMatch(/DE_BASIS +3 +2026-07-01/);
  });

  it.each([
    [['import', 'nowhere.csv'], 'cannot be read'],
    [
      ['import', rates('wrong.csv', 'ECB_MRO,2027-02-01,2.6,BCE', 'ECB,2027-01-01,2.6,BCE')],
      'line 3: series there is no series "ECB"',
    ],
    [['import', rates('same.csv', 'PE_LEGAL,2027-01-01,2.6,x'), '--correct', ' '], 'say after --correct why'],
    [['--series', 'LIBOR'], 'Allowed choices'],
    [['import'], 'missing required argument'],
  ])('%j is bad input: %s', async (args, words) => {
    const { code, err } = await run('rates', ...args);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });
});

it('brings what a unit is worth, in its currency and for its day', async () => {
  const file = rates('uf.csv', 'CL_UF,2027-01-04,39000.12,Banco Central');
  expect(await done('rates', 'import', file)).toContain('CL_UF from 2027-01-04: 39000.12 CLP (Banco Central)');
  expect(await done('rates')).toMatch(/CL_UF +1 +2027-01-04 +2027-01-04 +39000\.12 CLP +Banco Central/);
  expect(await done('rates', '--series', 'CL_UF')).toMatch(/2027-01-04 +2027-01-04 +39000\.12 CLP +Banco Central/);
});

describe('what was imported', () => {
  it('is claimed for all days by the next notice, with compensation and costs', async () => {
    await liveUntil('2027-01-16T00:00:00.000Z');
    // 1000.00 × (10.40 % × 30 + 10.60 % × 15) ÷ 365.
    expect(await claimsOn('RATE-1')).toEqual([
      ['collection-cost', 1000, '2027-01-15'],
      ['compensation', 4000, '2027-01-15'],
      ['interest', 1290, '2027-01-15'],
    ]);
    const [contact] = (await listContacts({ creditor, debtor: 'D-RATE-1' })).filter(
      ({ step }) => step === 'interest-notice',
    );
    expect(contact).not.toHaveProperty('unclaimed');
    const mail = (await outbox()).findLast(({ to }) => to.includes('rate-1@example.com'));
    for (const said of ['intereses por 12,90', 'gastos de cobranza por 10,00', 'compensación por 40,00', '1062,90'])
      expect(mail?.text?.replaceAll(/\s+/g, ' ')).toContain(said);
    expect(auditAccount(await loadAudited({ creditor, debtor: 'D-RATE-1' }))).toEqual([]);
  });

  it('is shown by the invoice, and the statement says the same', async () => {
    const printed = await done('invoice', 'RATE-1', '--creditor', creditor);
    for (const line of [
      /interest +12\.90 EUR to 2027-01-16|interest +13\.\d\d EUR to 2027-01-16/,
      /interest +2026-12-02 to 2026-12-31 +1000\.00 × 10\.4 % ÷ 365 × 30 days/,
      /compensation +2026-12-02 +40\.00 +40\.00 EUR +ES-business\.compensation/,
      /collection costs +2026-12-02 +10\.00 +10\.00 EUR +agreed/,
      /62\.90 EUR of it claimed by notices/,
    ])
      expect(printed).toMatch(line);
    const { charges } = JSON.parse(await done('invoice', 'RATE-1', '--creditor', creditor, '--json'));
    const statement = JSON.parse(
      await done('statement', 'D-RATE-1', '--creditor', creditor, '--as-of', '2027-01-16', '--json'),
    );
    const cents = charges.interest.unpaid + charges.compensation.unpaid + charges.collectionCosts.unpaid;
    expect(statement.accounts[0].toPay).toBe(`10${(cents / 100).toFixed(2)}`);
  });

  it('is corrected with a reason, and both values are kept', async () => {
    const file = rates('corrected.csv', 'ECB_MRO,2027-01-01,2.50,BCE', 'ECB_MRO,2026-01-01,2.10,BCE');
    expect(await done('rates', 'import', file, '--correct', 'misprint', '--by', 'ben')).toContain('2 corrected');
    const listed = await done('rates', '--series', 'ECB_MRO');
    expect(listed).toMatch(/2027-01-01 +2027-06-30 +2\.50 % +BCE +imported 2027-01-\d\d by ben/);
    expect(listed).toMatch(/not 2\.60 % +BCE +corrected 2027-01-\d\d: misprint/);
    expect(listed).toMatch(/not 2\.15 % +Bundesbank.* corrected 2027-01-\d\d: misprint/);
    expect(await done('rates', 'import', file)).toContain('0 new rates, 0 corrected, 2 known already.');
  });
});
