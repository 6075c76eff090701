// Versions of a policy in the table: numbered, immutable, one apply at a time, and whom each of them holds for.
import { beforeEach, describe, expect, it } from 'vitest';
import type { PolicyContent } from '#domain/policy.ts';
import { aPolicy } from '#test/fixtures.ts';
import { freshAt, issued, liveUntil } from '#test/stack.ts';

const { applyPolicy } = await import('#store/apply-policy.ts');
const { listContacts } = await import('#store/contacts.ts');
const { findPolicyInForce, listPolicyVersions, loadPolicy, policyAt } = await import('#store/policies.ts');
const { beginReplan, endReplan, noteReplan } = await import('#store/replans.ts');

const at = '2026-02-20T00:00:00.000Z';
let serial = 0;

/** Versions are remembered by the process, so each test has a creditor of its own. */
const aCreditor = (): string => {
  serial += 1;
  return `policy-${serial}`;
};
const content = (minDaysBetween: number): PolicyContent => aPolicy({ minDaysBetween }).content;
type Given = Partial<Parameters<typeof applyPolicy>[3]>;
const apply = (creditor: string, days: number, given: Given = {}) =>
  applyPolicy(creditor, content(days), `hash-${days}`, { inFlight: 'now', by: 'ana', source: 'test', at, ...given });

beforeEach(() => freshAt(at));

describe('a policy that is applied', () => {
  it('becomes the next version, with who applied it, when, what from and for whom', async () => {
    const creditor = aCreditor();
    expect(await loadPolicy(creditor)).toMatchObject({ version: 0 });
    expect(await apply(creditor, 2)).toEqual({ version: 1, changed: true });
    expect(await apply(creditor, 3, { inFlight: 'pin', by: 'luis', rollbackOf: 1 })).toEqual({
      version: 2,
      changed: true,
    });
    expect(await listPolicyVersions(creditor)).toMatchObject([
      { version: 1, by: 'ana', source: 'test', appliedAt: at, inFlight: 'now', contentHash: 'hash-2' },
      { version: 2, by: 'luis', inFlight: 'pin', rollbackOf: 1, content: { minDaysBetween: 3 } },
    ]);
    expect((await policyAt(creditor, 1)).content.minDaysBetween).toBe(2);
  });

  it('changes nothing when its content is in force already', async () => {
    const creditor = aCreditor();
    await apply(creditor, 2);
    expect(await apply(creditor, 2, { by: 'luis' })).toEqual({ version: 1, changed: false });
    expect(await findPolicyInForce(creditor)).toMatchObject({ version: 1, by: 'ana' });
  });

  it('is refused when it was planned against another version, with who applied that and when', async () => {
    const creditor = aCreditor();
    await apply(creditor, 2, { expected: 0 });
    await expect(apply(creditor, 3, { expected: 0 })).rejects.toThrow(
      `version 1 of the policy of ${creditor} was applied by ana at ${at}`,
    );
    expect(await apply(creditor, 3, { expected: 1 })).toMatchObject({ version: 2 });
  });

  it('at the same moment as another is refused, with the name and time of the first', async () => {
    const creditor = aCreditor();
    const names = ['ana', 'luis', 'rosa'];
    const answers = await Promise.allSettled(names.map((by, index) => apply(creditor, index + 2, { by, expected: 0 })));
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []));
    expect(refused).toHaveLength(2);
    const { by = '' } = (await findPolicyInForce(creditor)) ?? {};
    for (const reason of refused) expect(reason).toContain(`was applied by ${by} at ${at}`);
    expect(await listPolicyVersions(creditor)).toHaveLength(1);
  });

  it('is refused for a channel that has no sender, in a fallback or a strategy too', async () => {
    const step = { id: 'a', stage: 'administrative', day: 1, tone: 'warm' } as const;
    const options = { inFlight: 'now', by: 'ana', source: 'test', at } as const;
    const refused = async (given: Parameters<typeof aPolicy>[0]) =>
      applyPolicy(
        aCreditor(),
        aPolicy({ stages: [{ name: 'administrative', fromDay: 1 }], ...given }).content,
        'hash',
        options,
      ).then(
        () => 'applied',
        (error: unknown) => String(error),
      );
    const words = 'which has no sender; set creditor.';
    expect(await refused({ steps: [{ ...step, channel: 'whatsapp' }] })).toContain(`step "a" uses whatsapp, ${words}`);
    expect(await refused({ steps: [{ ...step, channel: 'email', fallback: ['sms', 'whatsapp'] }] })).toContain(
      `step "a" uses whatsapp, ${words}`,
    );
    expect(
      await refused({
        steps: [{ ...step, channel: 'email' }],
        strategies: { soft: { steps: [{ ...step, channel: 'whatsapp' }] } },
      }),
    ).toContain('whatsapp');
    expect(await refused({ steps: [{ ...step, channel: 'email', fallback: 'sms' }] })).toBe('applied');
  });
});

describe('a replan', () => {
  it('keeps other policies out until it has ended, and tells how far it has come', async () => {
    const creditor = aCreditor();
    await apply(creditor, 2, { replans: true });
    expect((await findPolicyInForce(creditor))?.replan).toEqual({ version: 1, by: 'ana', since: at, done: 0 });
    await expect(apply(creditor, 3, { by: 'luis' })).rejects.toThrow(
      `the replan that ana began at ${at} still goes on (0 invoices done)`,
    );
    expect(await noteReplan(creditor, 1, { done: 12, total: 40, cursor: 'page-2' })).toBe(true);
    await expect(apply(creditor, 3)).rejects.toThrow('(12 of 40 invoices done)');
    expect(await apply(creditor, 2)).toEqual({ version: 1, changed: false });
    expect((await findPolicyInForce(creditor))?.replan).toMatchObject({ done: 12, total: 40, cursor: 'page-2' });
    expect(await noteReplan(creditor, 1, { done: 40 })).toBe(true);
    expect((await findPolicyInForce(creditor))?.replan).toEqual({
      version: 1,
      by: 'ana',
      since: at,
      done: 40,
      total: 40,
    });
    expect(await endReplan(creditor, 1)).toBe(true);
    expect(await endReplan(creditor, 1)).toBe(false);
    expect(await apply(creditor, 3)).toMatchObject({ version: 2 });
  });

  it('is begun once, goes on where it was when begun again, and never for a version that is not in force', async () => {
    const creditor = aCreditor();
    await apply(creditor, 2);
    expect(await beginReplan(creditor, { version: 2, by: 'ops', since: at })).toBe(false);
    expect(await beginReplan(creditor, { version: 1, by: 'ops', since: at })).toBe(true);
    await noteReplan(creditor, 1, { done: 7, cursor: 'c' });
    expect(await beginReplan(creditor, { version: 1, by: 'others', since: '2026-02-21T00:00:00.000Z' })).toBe(true);
    expect((await findPolicyInForce(creditor))?.replan).toEqual({
      version: 1,
      by: 'ops',
      since: at,
      done: 7,
      cursor: 'c',
    });
    expect(await noteReplan(creditor, 2, { done: 8 })).toBe(false);
    expect(await endReplan(creditor, 2)).toBe(false);
  });
});

describe('the versions before', () => {
  it('are there while those in flight may still follow them, the default as version 0', async () => {
    const creditor = aCreditor();
    await apply(creditor, 2, { inFlight: 'pin' });
    await apply(creditor, 3, { inFlight: 'next-stage', at: '2026-02-21T00:00:00.000Z' });
    expect(await loadPolicy(creditor)).toMatchObject({
      version: 2,
      before: {
        inFlight: 'next-stage',
        appliedAt: '2026-02-21T00:00:00.000Z',
        policy: { version: 1, before: { inFlight: 'pin', appliedAt: at, policy: { version: 0 } } },
      },
    });
    await apply(creditor, 4);
    expect((await loadPolicy(creditor)).before).toBeUndefined();
    await apply(creditor, 5, { inFlight: 'pin' });
    const { before } = await loadPolicy(creditor);
    expect(before).toMatchObject({ policy: { version: 3 } });
    expect(before?.policy.before).toBeUndefined();
  });

  it('are at most 20', async () => {
    const creditor = aCreditor();
    for (let days = 1; days <= 22; days += 1) await apply(creditor, days, { inFlight: 'pin' });
    let policy = await loadPolicy(creditor);
    let links = 0;
    for (; policy.before; links += 1) policy = policy.before.policy;
    expect([links, policy.version]).toEqual([20, 2]);
  });

  it('are followed by whoever was in flight when a version was pinned; the contact says which, and which was in force', async () => {
    const creditor = aCreditor();
    await liveUntil('2026-02-24T00:00:00.000Z', [issued(at, 'PINNED', { creditor })]);
    const { content: now } = aPolicy();
    const steps = now.steps.map((step) =>
      step.id === 'due-today' ? { ...step, channel: 'sms' as const, fallback: 'email' as const } : step,
    );
    await applyPolicy(creditor, { ...now, steps }, 'hash-pinned', {
      inFlight: 'pin',
      by: 'ana',
      source: 'test',
      at: '2026-02-24T00:00:00.000Z',
    });
    await liveUntil('2026-03-02T12:00:00.000Z', [issued('2026-02-24T00:00:00.000Z', 'FRESH', { creditor })]);
    const made = async (debtor: string) =>
      (await listContacts({ creditor, debtor })).map(({ step, channel, policyVersion, policyInForce }) => [
        step,
        channel,
        policyVersion,
        policyInForce,
      ]);
    expect(await made('D-PINNED')).toEqual([
      ['friendly-reminder', 'email', 0, 0],
      ['due-today', 'email', 0, 1],
    ]);
    expect((await made('D-FRESH')).at(-1)).toEqual(['due-today', 'sms', 1, 1]);
    expect((await listContacts({ creditor, debtor: 'D-PINNED' })).at(-1)).toMatchObject({
      segment: 'default',
      bound: [{ by: 'policy' }],
    });
  });
});
