// recaudo simulate on two threads: 100,000 invoices of 40,000 debtors, all due within 90 days, lived for 180 days. It runs as a
// process of its own, from the file to the report.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { addDays } from '#domain/calendar.ts';
import type { Measure } from './measure.ts';

const invoices = 100_000;
const debtors = 40_000;
const begin = '2026-01-01';

export const benchSimulate = async (): Promise<readonly Measure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-simulate-'));
  try {
    const portfolio = join(folder, 'portfolio.csv');
    writeFileSync(portfolio, manyInvoices());
    const start = performance.now();
    const { contacts, mostBytes } = await simulate(portfolio);
    const seconds = (performance.now() - start) / 1000;
    return [
      {
        name: 'simulate 100,000 invoices × 180 days, two threads',
        value: seconds,
        unit: 's',
        bound: { atMost: 20 },
      },
      { name: 'its memory at the most', value: mostBytes / 2 ** 20, unit: 'MiB', bound: { atMost: 1024 } },
      { name: 'its contacts', value: contacts, unit: '' },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Amounts as in the IBM set; three of four debtors have a telephone, in three zones. */
const manyInvoices = (): string => {
  const amounts = readFileSync('samples/ibm-late-payments.csv', 'utf8')
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[6] ?? '1.00');
  const zones = ['America/Bogota', 'Europe/Madrid', 'America/Sao_Paulo'];
  const rows = Array.from({ length: invoices }, (_, index) => {
    const debtor = index % debtors;
    const due = addDays(begin, 10 + ((index * 7919) % 90));
    return [
      `I-${index}`,
      `D-${debtor}`,
      `Debtor ${debtor}`,
      `d${debtor}@example.com`,
      debtor % 4 === 0 ? '' : `+346000${String(debtor).padStart(5, '0')}`,
      zones[debtor % zones.length],
      amounts[index % amounts.length],
      'USD',
      addDays(due, -30),
      due,
    ].join(',');
  });
  return ['invoice,debtor_id,debtor_name,email,phone,time_zone,amount,currency,issued,due', ...rows, ''].join('\n');
};

const answer = z.object({ policies: z.tuple([z.object({ invoices: z.number(), contacts: z.number() })]) });

const simulate = async (portfolio: string): Promise<{ readonly contacts: number; readonly mostBytes: number }> => {
  const to = addDays(begin, 179);
  const child = spawn(
    process.execPath,
    [
      ...['cli/recaudo.js', 'simulate', '--policy', 'shared/policies/default.yaml', '--portfolio', portfolio],
      ...['--from', begin, '--to', to, '--workers', '2', '--json'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let mostBytes = 0;
  const look = setInterval(() => {
    mostBytes = Math.max(mostBytes, residentBytes(child.pid));
  }, 200);
  let out = '';
  for await (const piece of child.stdout) out += piece;
  clearInterval(look);
  const [policy] = answer.parse(JSON.parse(out)).policies;
  if (policy.invoices !== invoices) throw new Error(`${policy.invoices} invoices were simulated, not ${invoices}`);
  return { contacts: policy.contacts, mostBytes };
};

/** Of Linux; 0 where there is no such file. */
const residentBytes = (pid: number | undefined): number => {
  try {
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
};
