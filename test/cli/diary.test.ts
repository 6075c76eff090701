// `recaudo diary` and `recaudo policy test` as people and programs use them, without any stack.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readCase } from '#cli/cases/case-schema.ts';
import { differences } from '#cli/cases/check-expectations.ts';
import { liveCase } from '#cli/cases/live-case.ts';
import { main } from '#cli/main.ts';
import { printed } from './printed.ts';

const folder = join(import.meta.dirname, '../../samples/cases');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

describe('the cases of samples/cases', () => {
  it.each(files)('%s ends as it says', (name) => {
    const file = join(folder, name);
    const given = readCase(textOf(name), file);
    expect(given.name).toBeTruthy();
    expect(differences(given, liveCase(given, file), file)).toEqual([]);
  });

  it('say something: another policy or another fact is noticed', () => {
    for (const name of files) {
      const file = join(folder, name);
      const given = readCase(textOf(name), file);
      const silent = { ...given, debtors: given.debtors.map((each) => ({ ...each, optOut: [...allChannels] })) };
      const other = { ...given, to: given.from, facts: [] };
      const found = [silent, other].flatMap((changed) => differences(changed, liveCase(changed, file), file));
      if (name !== 'no-due-date.json' && name !== 'net-credit.json') expect(found, name).not.toEqual([]);
    }
  });
});
const allChannels = ['email', 'sms', 'whatsapp', 'voice', 'call', 'visit', 'letter'] as const;

const small = {
  policy: {
    stages: [{ name: 'administrative', fromDay: 1, toDay: 30 }],
    steps: [{ id: 's1', stage: 'administrative', day: 1, channel: 'email', fallback: 'sms' }],
    hours: { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] },
    minDaysBetween: 3,
    minimumBalance: { EUR: '5.00' },
  },
  from: '2026-03-01',
  to: '2026-03-31',
  debtors: [{ id: 'D1', type: 'business', timeZone: 'Europe/Madrid', language: 'es', email: 'd1@example.com' }],
  invoices: [{ id: 'I1', debtor: 'D1', amount: '100.00', currency: 'EUR', issued: '2026-02-01', due: '2026-03-02' }],
};
const changed = (change: object) => JSON.stringify({ ...small, ...change });
const live = (change: object = {}) => liveCase(readCase(changed(change), 'case.json'), 'case.json');

describe('diary', () => {
  it('answers with every field of its contract', () => {
    expect(live()).toEqual({
      diary: [
        {
          at: '2026-03-03T08:00:00.000Z',
          kind: 'contact',
          debtor: 'D1',
          invoice: 'I1',
          covers: ['I1'],
          stage: 'administrative',
          step: 's1',
          channel: 'email',
          because: 'notice-due',
        },
      ],
      end: [{ invoice: 'I1', stage: 'administrative', balance: '100.00' }],
      warnings: [],
    });
  });

  it('shows the handoff and the close without step and channel', () => {
    const { diary, end } = live({
      policy: { ...small.policy, stages: [...small.policy.stages, { name: 'handoff', fromDay: 31 }] },
      to: '2026-04-30',
      facts: [
        {
          at: '2026-04-10T12:00:00+02:00',
          event: 'Payment Received',
          detail: { id: 'p', invoice: 'I1', amount: '100.00', currency: 'EUR', effective: '2026-04-10' },
        },
      ],
    });
    expect(diary.slice(1)).toMatchObject([
      { at: '2026-04-01T22:00:00.000Z', kind: 'hand-off', stage: 'handoff', step: null, channel: null },
      { at: '2026-04-10T10:00:00.000Z', kind: 'close', stage: 'closed', because: 'paid', step: null },
    ]);
    expect(end).toEqual([{ invoice: 'I1', stage: 'closed', balance: '0.00' }]);
  });

  it('lives by the default policy where the case names none', () => {
    const { policy: _, ...rest } = small;
    const { diary } = liveCase(readCase(JSON.stringify({ ...rest, from: '2026-02-20' }), 'case.json'), 'case.json');
    expect(diary.map(({ step }) => step)).toEqual([
      'friendly-reminder',
      'due-today',
      'first-notice',
      'second-notice',
      'first-call',
      'third-notice',
    ]);
  });

  it('knows an invoice from its issue date on', () => {
    const later = { ...small.invoices[0], id: 'I2', issued: '2026-03-10', due: '2026-03-10' };
    const { diary } = live({ invoices: [...small.invoices, later] });
    expect(diary.map(({ at, covers }) => [at.slice(0, 10), covers])).toEqual([
      ['2026-03-03', ['I1']],
      ['2026-03-11', ['I2', 'I1']],
    ]);
  });

  it('passes over a fact that fits nothing, and says so', () => {
    const fact = { at: '2026-03-02T00:00:00Z', event: 'Contact Failed', detail: { id: 'x', invoice: 'I1' } };
    expect(live({ facts: [fact] }).warnings).toEqual([
      'fact of 2026-03-02T00:00:00.000Z: Contact Failed x fits no contact made before it',
    ]);
  });

  it.each([
    ['no JSON', '{', 'is not JSON'],
    [
      'an unknown zone',
      changed({ debtors: [{ ...small.debtors[0], timeZone: 'Europe/Atlantis' }] }),
      'debtors.0.timeZone: use an IANA time zone',
    ],
    [
      'an amount as a number',
      changed({ invoices: [{ ...small.invoices[0], amount: 100 }] }),
      'invoices.0.amount: write the amount as text',
    ],
    [
      'three decimals of euros',
      changed({ invoices: [{ ...small.invoices[0], amount: '1.005' }] }),
      'invoices.0.amount: "1.005" has more than the 2 decimals',
    ],
    [
      'an unknown debtor',
      changed({ invoices: [{ ...small.invoices[0], debtor: 'D9' }] }),
      'invoices.0.debtor: there is no debtor "D9"',
    ],
    [
      'the same invoice twice',
      changed({ invoices: [small.invoices[0], small.invoices[0]] }),
      'invoices.1.id: the id "I1" is taken',
    ],
    ['an end before its beginning', changed({ to: '2026-02-01' }), 'to: is before from'],
    [
      'an instant without offset',
      changed({ facts: [{ at: '2026-03-02T00:00:00', event: 'x' }] }),
      'facts.0.at: write an instant with its offset',
    ],
    [
      'an empty outage',
      changed({ outages: [{ from: '2026-03-02T00:00:00Z', to: '2026-03-02T00:00:00Z' }] }),
      'outages.0.to: must be later than from',
    ],
  ])('refuses %s with the field and the remedy', (_, text, message) => {
    expect(() => readCase(text, 'case.json')).toThrow(message);
  });

  it.each([
    [
      'an unknown event',
      { facts: [{ at: '2026-03-02T00:00:00Z', event: 'Payed', detail: {} }] },
      'facts.0: the detail-type "Payed" is not known',
    ],
    ['a policy with an unknown field', { policy: { ...small.policy, minDaysBetwen: 3 } }, 'minDaysBetwen'],
    [
      'a policy file that is not there',
      { policy: undefined, policyFile: 'nowhere.yaml' },
      'nowhere.yaml cannot be read',
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => live(change)).toThrow(message);
  });
});

describe('the commands', () => {
  it('diary --json prints one object on one line', async () => {
    const { out, code } = await printed(() => main(['diary', join(folder, 'weekend.json'), '--json']));
    const shape = z.object({
      diary: z.array(z.object({ at: z.string(), kind: z.string() })),
      end: z.array(z.object({})),
    });
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(shape.parse(JSON.parse(out)).diary.length).toBe(2);
  });

  it('policy test says how many are as expected', async () => {
    const { out, code } = await printed(() => main(['policy', 'test', folder]));
    expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      last: `${files.length} cases as expected, 0 not`,
    });
  });

  it('a missing file is bad input, in words', async () => {
    const { out, err, code } = await printed(() => main(['diary', 'nowhere.json', '--json']));
    expect(code).toBe(2);
    expect(err).toContain('nowhere.json cannot be read: there is no such file');
    expect(JSON.parse(out)).toMatchObject({ exitCode: 2 });
  });
});
