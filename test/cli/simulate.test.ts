// recaudo simulate as a person runs it: files in, figures out, and words where something is wrong.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { recaudo } from './recaudo.ts';

const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const standard = 'shared/policies/default.yaml';
const text = readFileSync(standard, 'utf8');
const same = put('same.yaml', text);
const seldom = put('seldom.yaml', text.replace(/^ {2}- \{ id: second-notice.*\n/m, ''));
const ibm = ['--portfolio', 'samples/ibm-late-payments.csv', '--profile', 'ibm'];
const halfYear = ['--from', '2012-01-01', '--to', '2012-06-30'];

const run = (...args: readonly string[]) => {
  const { out: stdout, err: stderr, code: status } = recaudo(['simulate', ...args]);
  return { stdout, stderr, status };
};

const numbers = z.record(z.string(), z.number());
const reportShape = z.object({
  portfolio: z.object({
    rows: z.number(),
    rejected: z.number(),
    rejections: z.array(z.object({ line: z.number(), field: z.string(), reason: z.string(), remedy: z.string() })),
  }),
  policies: z.array(
    z.object({
      policy: z.string(),
      debtors: z.number(),
      invoices: z.number(),
      contacts: z.number(),
      cost: z.string(),
      refused: z.number(),
      contactsByStage: z.record(z.string(), numbers),
      money: z.record(
        z.string(),
        z.object({ collected: z.string(), recoveryRate: z.number(), daysLate: z.number().nullable() }),
      ),
    }),
  ),
  differences: z
    .array(z.object({ figure: z.string(), difference: z.number(), low: z.number(), high: z.number() }))
    .optional(),
});

const simulated = (...args: readonly string[]) => {
  const { stdout, stderr, status } = run(...args, '--json');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return reportShape.parse(JSON.parse(stdout));
};

describe('a simulation', () => {
  it('is the same by the same seed, on one thread or on three, and another by another seed', () => {
    const args = ['--policy', standard, ...ibm, '--times', '4', ...halfYear];
    const [one, three, other] = [
      simulated(...args, '--workers', '1'),
      simulated(...args, '--workers', '3'),
      simulated(...args, '--seed', '2'),
    ];
    expect(three).toEqual(one);
    expect(other.policies).not.toEqual(one.policies);
  });

  it('takes every debtor as often as it is told', () => {
    const once = simulated('--policy', standard, ...ibm, '--model', 'recorded', ...halfYear).policies[0];
    const thrice = simulated('--policy', standard, ...ibm, '--model', 'recorded', '--times', '3', ...halfYear)
      .policies[0];
    expect(once?.debtors).toBe(100);
    expect(thrice).toMatchObject({
      debtors: 300,
      invoices: (once?.invoices ?? 0) * 3,
      contacts: (once?.contacts ?? 0) * 3,
    });
  });

  it('pays by the file: two policies differ in contacts, not in payments', () => {
    const { policies, differences } = simulated(
      ...['--policy', standard, '--policy', seldom, ...ibm, '--model', 'recorded', ...halfYear],
    );
    const [first, second] = policies;
    expect(second?.money).toEqual(first?.money);
    expect(second?.contacts).toBeLessThan(first?.contacts ?? 0);
    expect(differences?.find(({ figure }) => figure === 'collected')).toMatchObject({ difference: 0, low: 0, high: 0 });
    expect(differences?.find(({ figure }) => figure === 'contacts')?.high).toBeLessThan(0);
  });

  it('lets two policies differ only where they do', () => {
    const rows = Array.from({ length: 12 }, (_, index) => {
      const settled = index % 2 === 0 ? '2026-03-20' : '';
      return `F-${index},d-${index},Debtor ${index},d${index}@example.com,100.00,EUR,2026-02-01,2026-03-02,${settled}`;
    });
    const header = 'invoice,debtor_id,debtor_name,email,amount,currency,issued,due,settled';
    const portfolio = put('singles.csv', [header, ...rows].join('\n'));
    const [first, second] = simulated(
      ...['--policy', standard, '--policy', seldom, '--portfolio', portfolio, '--model', 'recorded'],
      ...['--from', '2026-02-01', '--to', '2026-03-31'],
    ).policies;
    expect(second?.contactsByStage.preventive).toEqual(first?.contactsByStage.preventive);
    // Without the second notice, one mail fewer for each of the twelve.
    expect(second?.contacts).toBe((first?.contacts ?? 0) - 12);
    expect(second?.money).toEqual(first?.money);
  });

  it('finds no difference between a policy and its copy', () => {
    const { policies, differences } = simulated('--policy', standard, '--policy', same, ...ibm, ...halfYear);
    expect({ ...policies[1], policy: '' }).toEqual({ ...policies[0], policy: '' });
    for (const { difference, low, high } of differences ?? []) expect([difference, low, high]).toEqual([0, 0, 0]);
    expect(policies[0]?.refused).toBe(0);
  });

  it('counts rejected rows, and says what is wrong with each', () => {
    const { portfolio, policies } = simulated(
      ...['--policy', standard, '--portfolio', 'samples/bad-rows.csv', '--from', '2026-01-01', '--to', '2026-03-31'],
    );
    expect(portfolio.rejected).toBeGreaterThan(5);
    expect(policies[0]?.invoices).toBe(portfolio.rows - portfolio.rejected);
    for (const { line, field, reason, remedy } of portfolio.rejections) {
      expect(line).toBeGreaterThan(1);
      expect([field, reason, remedy]).not.toContain('');
    }
  });

  it('costs what the prices say', () => {
    const args = ['--policy', standard, ...ibm, ...halfYear];
    const { cost, contacts } = simulated(...args, '--prices', 'email=0.5').policies[0] ?? {};
    expect(Number(cost)).toBe((contacts ?? 0) / 2);
  });

  it('follows a model file', () => {
    const model = put(
      'nobody.yaml',
      'unprompted: [{ fromDay: -365, perDay: 0 }]\nchannels: { email: { pay: 0, promise: 0 } }\n',
    );
    const { policies } = simulated('--policy', standard, ...ibm, ...halfYear, '--model-file', model);
    expect(policies[0]?.money.USD).toMatchObject({ collected: '0.00', recoveryRate: 0, daysLate: null });
  });

  it('prints tables, and what it cannot tell', () => {
    const { stdout, status } = run('--policy', standard, '--policy', seldom, ...ibm, ...halfYear);
    expect(status).toBe(0);
    for (const heading of [
      'Contacts by stage',
      'Time in stage',
      'Open by stage',
      'Differences',
      'What this cannot tell',
    ])
      expect(stdout).toContain(heading);
  });
});

describe('its files', () => {
  const rows = [
    'invoice,debtor_id,debtor_name,email,amount,currency,issued,due',
    'F-1,d-1,=HYPERLINK(1),ana@example.com,100.00,EUR,2026-02-01,2026-03-02',
    'F-2,d-2,"<script>alert(1)</script>, & Co",bo@example.com,50.00,EUR,2026-02-01,2026-03-02',
  ];
  const portfolio = put('two.csv', rows.join('\n'));
  const [csv, html] = [join(folder, 'contacts.csv'), join(folder, 'report.html')];
  const policy = put('a<b>.yaml', text);

  it('hold one line for each contact, none of it a formula', () => {
    const { policies } = simulated(
      ...['--policy', policy, '--portfolio', portfolio, '--from', '2026-02-01', '--to', '2026-05-01'],
      ...['--csv', csv, '--html', html, '--language', 'pt'],
    );
    const lines = readFileSync(csv, 'utf8').trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFpolicy,creditor,debtor,/);
    expect(lines).toHaveLength(1 + (policies[0]?.contacts ?? 0));
    expect(lines.join('\n')).toContain("'=HYPERLINK(1)");
    expect(lines.join('\n')).not.toMatch(/(^|,)"?[=+@]/m);
  });

  it('hold a page that needs nothing else, in its language, and runs nothing', () => {
    const page = readFileSync(html, 'utf8');
    expect(page).toContain('<html lang="pt">');
    expect(page).not.toMatch(/https?:|<script|<link|<img|@import|url\(/);
    expect(page).toContain('a&lt;b&gt;');
    expect(page.match(/<svg /g)?.length).toBeGreaterThan(3);
  });
});

describe('what cannot be simulated', () => {
  const good = ['--policy', standard, ...ibm];
  it.each([
    [
      'a policy that is not there',
      ['--policy', 'none.yaml', ...ibm, ...halfYear],
      'none.yaml cannot be read: there is no such file',
    ],
    [
      'a portfolio that is not there',
      ['--policy', standard, '--portfolio', 'none.csv', ...halfYear],
      'none.csv cannot be read',
    ],
    [
      'days in the wrong order',
      [...good, '--from', '2012-07-01', '--to', '2012-06-30'],
      '--from 2012-07-01 is after --to 2012-06-30',
    ],
    ['a day that no calendar has', [...good, '--from', '2012-02-30', '--to', '2012-06-30'], '--from takes a date'],
    ['too many years', [...good, '--from', '2000-01-01', '--to', '2012-06-30'], 'more than ten years'],
    ['an unknown profile', ['--policy', standard, '--portfolio', 'x.csv', '--profile', 'sap', ...halfYear], 'sap'],
    ['three policies', [...good, '--policy', same, '--policy', seldom, ...halfYear], 'two can be compared'],
    ['no policy', [...ibm, ...halfYear], '--policy'],
    ['days without invoices', [...good, '--from', '2001-01-01', '--to', '2001-06-30'], 'nothing to collect'],
    [
      'recorded dates that are not in the file',
      [
        '--policy',
        standard,
        '--portfolio',
        'samples/demo.csv',
        '--model',
        'recorded',
        '--from',
        '2026-01-01',
        '--to',
        '2026-03-01',
      ],
      'column "settled"',
    ],
    [
      'a price that is none',
      [...good, ...halfYear, '--prices', 'email=cheap'],
      '--prices: the price of email, "cheap", is not an amount',
    ],
    ['a price of no channel', [...good, ...halfYear, '--prices', 'fax=1'], '"fax" is no channel; there are email'],
    ['a seed that is no number', [...good, ...halfYear, '--seed', 'x'], '--seed takes a whole number'],
    [
      'a model of another kind',
      [...good, ...halfYear, '--model-file', put('bad.yaml', 'luck: 1')],
      'bad.yaml is no response model',
    ],
  ])('is %s, in words', (_, args, words) => {
    const { stderr, status, stdout } = run(...args);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect([status, stdout]).toEqual([2, '']);
  });

  it('is a policy that does not hold, with line and column', () => {
    const broken = put('broken.yaml', text.replace('minDaysBetween: 3', 'minDaysBetween: -1'));
    const { stderr, status } = run('--policy', broken, ...ibm, ...halfYear);
    expect(stderr).toMatch(/broken\.yaml:\d+:\d+ error value minDaysBetween/);
    expect(status).toBe(2);
  });

  it('is anything that is to be written where nothing can be', () => {
    const { stderr, status } = run(...good, ...halfYear, '--csv', join(folder, 'no', 'such.csv'));
    expect(stderr).toContain('cannot be written');
    expect(status).toBe(2);
  });
});
