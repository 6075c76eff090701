// What the local AWS has decided is decided again from what it has recorded: not one decision differs.
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReplayedDecision, replay } from '#domain/lives/replay.ts';
import { localEnvironment, withoutAws } from '#infra/local/local-environment.ts';
import { aPolicy } from '#test/fixtures.ts';
import { contactsOf, freshAt, issued, liveUntil, outputs, paid, stack, type TestEvent } from '#test/stack.ts';

const { applyPolicy } = await import('#store/apply-policy.ts');
const { debtorEventItem } = await import('#store/keys.ts');
const { documents, tableName } = await import('#store/table.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { loadRecord } = await import('#store/load-record.ts');
const { walkDebtors } = await import('#store/walk-debtors.ts');

const begin = '2026-02-20T00:00:00.000Z';
const pinned = 'replayed';
/** As long as a batch may name it. */
const imported = 'imported'.padEnd(64, '-x');

const event = (at: string, detailType: string, detail: Readonly<Record<string, unknown>>): TestEvent => ({
  at,
  detailType,
  detail,
});
/** Of one debtor, who shares a person with another. */
const ofMany = (id: string, given: Readonly<Record<string, unknown>> = {}) => ({
  debtor: {
    id,
    name: 'Ana Ruiz',
    email: `${id.toLowerCase()}@example.com`,
    phone: '+34600000002',
    person: 'ana',
    language: 'es',
    timeZone: 'Europe/Madrid',
  },
  ...given,
});

beforeAll(async () => {
  await freshAt(begin);
  await registerInvoice(
    {
      creditor: 'default',
      invoice: 'B/1',
      debtor: { id: imported, name: 'Luis Paz', type: 'consumer', email: 'luis@example.com' },
      amount: 70_000,
      currency: 'EUR',
      issued: '2026-01-02',
      due: '2026-03-02',
      tags: ['a'],
    },
    'batch-0123456789abcdef/2',
    begin,
  );
  await liveUntil('2026-03-15T00:00:00.000Z', [
    issued(begin, 'NEVERPAYS'),
    issued(begin, 'PAYS'),
    issued(begin, 'SMALLISH', { amount: '40.00' }),
    issued(begin, 'REOPENED'),
    issued(begin, 'M-1', ofMany('MANY')),
    issued(begin, 'M-2', ofMany('MANY', { due: '2026-03-10', amount: '250.00' })),
    issued('2026-03-04T08:00:00.000Z', 'M-3', ofMany('MANY', { due: '2026-03-20' })),
    issued(begin, 'O-1', ofMany('OTHER', { due: '2026-03-05' })),
    issued(begin, 'P-1', { creditor: pinned }),
    paid('2026-03-12T10:00:00.000Z', 'PAYS'),
    paid('2026-03-11T10:00:00.000Z', 'REOPENED', '1000.00', 'p-reopens'),
    event('2026-03-06T10:00:00.000Z', 'Dispute Opened', {
      id: 'do',
      invoice: 'M-2',
      dispute: 'd-1',
      amount: '100.00',
      currency: 'EUR',
    }),
    event('2026-03-10T15:00:00.000Z', 'Contact Failed', { id: 'cf', invoice: 'NEVERPAYS', permanent: true }),
  ]);
  await applyPolicy(pinned, aPolicy({ minDaysBetween: 5 }).content, 'hash-1', {
    inFlight: 'pin',
    by: 'ana',
    source: 'test',
    at: '2026-03-15T00:00:00.000Z',
  });
  await liveUntil('2026-06-20T00:00:00.000Z', [
    issued('2026-03-16T09:00:00.000Z', 'P-2', { creditor: pinned, due: '2026-04-10' }),
    event('2026-03-20T10:00:00.000Z', 'Payment Reversed', { id: 'pr', invoice: 'REOPENED', payment: 'p-reopens' }),
    event('2026-03-23T10:00:00.000Z', 'Promise Made', { id: 'pm', invoice: 'M-1', date: '2026-03-30' }),
    event('2026-04-03T10:00:00.000Z', 'Conversation Held', {
      id: 'ch',
      debtor: 'MANY',
      channel: 'call',
      at: '2026-04-02T17:00:00.000Z',
    }),
    event('2026-04-06T10:00:00.000Z', 'Debtor Changed', { id: 'dc', debtor: 'OTHER', timeZone: 'America/Bogota' }),
    event('2026-04-08T10:00:00.000Z', 'Invoice Changed', { id: 'ic', invoice: 'M-3', due: '2026-04-20' }),
    paid('2026-06-18T10:00:00.000Z', 'NEVERPAYS'),
  ]);
}, 400_000);

const replayed = async (creditor: string, debtor: string): Promise<readonly ReplayedDecision[]> => {
  const loaded = await loadRecord({ creditor, debtor });
  if (!loaded) throw new Error(`debtor ${debtor} has no record`);
  return replay(loaded.record, loaded.ground);
};

describe('a replay of what was recorded', () => {
  it.each(['D-NEVERPAYS', 'D-PAYS', 'D-SMALLISH', 'D-REOPENED', 'MANY', 'OTHER', imported])(
    'of %s finds no difference',
    async (debtor) => {
      const decisions = await replayed('default', debtor);
      const contacts = await contactsOf(debtor);
      expect(decisions.filter(({ differences }) => differences.length > 0)).toEqual([]);
      expect(decisions.filter(({ recorded }) => recorded.step !== undefined)).toHaveLength(contacts.length);
      expect(contacts.length).toBeGreaterThan(2);
    },
  );

  it('follows the version that an invoice was pinned to', async () => {
    const decisions = [...(await replayed(pinned, 'D-P-1')), ...(await replayed(pinned, 'D-P-2'))];
    expect(decisions.filter(({ differences }) => differences.length > 0)).toEqual([]);
    expect(new Set(decisions.map(({ recorded }) => recorded.policyVersion))).toEqual(new Set(['0', '1', undefined]));
  });

  it('takes closings and handoffs again, each as often as it happened', async () => {
    const kinds = async (debtor: string) => (await replayed('default', debtor)).map(({ recorded }) => recorded.kind);
    expect((await kinds('D-PAYS')).at(-1)).toBe('close');
    expect((await kinds('D-REOPENED')).filter((kind) => kind === 'close' || kind === 'hand-off')).toEqual([
      'close',
      'hand-off',
    ]);
    expect((await kinds('D-NEVERPAYS')).slice(-2)).toEqual(['hand-off', 'close']);
  });

  it('tells a difference where one is', async () => {
    const loaded = await loadRecord({ creditor: 'default', debtor: 'D-NEVERPAYS' });
    if (!loaded) throw new Error('there is no record');
    const policyOf = (version: number) => ({ ...aPolicy({ minDaysBetween: 9 }), version });
    const differences = replay(loaded.record, { ...loaded.ground, policyOf }).flatMap((each) => each.differences);
    expect(differences.length).toBeGreaterThan(0);
  });

  describe('by the command', () => {
    const running = join(mkdtempSync(join(tmpdir(), 'recaudo-replay-')), 'running.json');
    const run = (...args: readonly string[]) => {
      const command = [join(import.meta.dirname, '../../cli/recaudo.js'), 'replay', ...args];
      const environment = { ...withoutAws(process.env), RECAUDO_RUNNING: running };
      writeFileSync(
        running,
        JSON.stringify({
          endpoint: stack.endpoint,
          environment: localEnvironment(stack.endpoint),
          outputs,
        }),
      );
      return new Promise<{ readonly code: number; readonly out: string; readonly err: string }>((resolve) => {
        execFile(process.execPath, command, { env: environment }, (error, out, err) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
        );
      });
    };

    it('shows each decision of an invoice, and that it is the same', async () => {
      const { code, out } = await run('PAYS');
      expect(code).toBe(0);
      expect(out).toContain('Decisions about invoice PAYS of debtor D-PAYS');
      expect(out).toContain('2026-03-02 09:00  ok         contact due-today email for PAYS (step-due)');
      expect(out).toMatch(/\d decisions taken again, each as it was\n$/);
    });

    it('walks a creditor with progress, and answers one object', async () => {
      const { code, out, err } = await run('--all', '--json');
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ debtors: 7, different: 0, skipped: [], differences: [] });
      expect(err).toMatch(/7 debtors, \d+ decisions, 0 different\n$/);
    });

    it('refuses what it cannot find, and no or two subjects', async () => {
      expect(await run('NOBODY')).toMatchObject({ code: 4 });
      expect(await run()).toMatchObject({ code: 2 });
      expect(await run('PAYS', '--all')).toMatchObject({ code: 2 });
    });

    it('ends with 1 when a record no longer tells what was known', async () => {
      await documents.send(
        new UpdateCommand({
          TableName: tableName,
          Key: debtorEventItem({ creditor: 'default', debtor: 'OTHER' }, 'dc'),
          UpdateExpression: 'SET detail.#zone = :zone',
          ExpressionAttributeNames: { '#zone': 'timeZone' },
          ExpressionAttributeValues: { ':zone': 'Asia/Tokyo' },
        }),
      );
      const { code, out } = await run('OTHER');
      expect(code).toBe(1);
      expect(out).toContain('DIFFERENT');
      expect(out).toContain('see docs/replay.md');
    });
  });

  it('walks every debtor once', async () => {
    const debtors: string[] = [];
    for await (const page of walkDebtors('default')) debtors.push(...page);
    expect(debtors.toSorted()).toEqual([
      'D-NEVERPAYS',
      'D-PAYS',
      'D-REOPENED',
      'D-SMALLISH',
      'MANY',
      'OTHER',
      imported,
    ]);
  });
});
