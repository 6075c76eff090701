// Policies applied to invoices in flight: planned, walked through page by page, and only those woken whose decision changed.
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { plusDays24h } from '#domain/calendar.ts';
import { propose } from '#domain/planning/propose.ts';
import type { InFlight, PolicyContent } from '#domain/policy.ts';
import { crashAfterWrite } from '#test/crash.ts';
import { eventually, freshAt, issued as issuedTo, liveUntil, stack } from '#test/stack.ts';

const { readUpload } = await import('#policies/read-upload.ts');
const { planPortfolio } = await import('#policies/plan-portfolio.ts');
const { putInForce } = await import('#policies/put-in-force.ts');
const { applyPolicy, checkMayApply } = await import('#store/apply-policy.ts');
const { findPolicyInForce, loadPolicy, policyAt } = await import('#store/policies.ts');
const { findInvoice } = await import('#store/load-facts.ts');
const { findReplanStatus, startReplan } = await import('#store/replan-executions.ts');
const { replanPage } = await import('#store/replan-walk.ts');
const { listContacts } = await import('#store/contacts.ts');
const { listEvents } = await import('#store/list-events.ts');
const { now: readClock } = await import('#clock/movable.ts');
const { setClock } = await import('#infra/local/set-clock.ts');
const { runWorkflow } = await import('#infra/local/run-workflow.ts');

const begin = '2026-02-23T00:00:00.000Z';
/** One for each test: functions keep versions that they have read, for versions never change, and the table is emptied. */
let creditor = 'default';
let creditors = 0;
const asNewCreditor = async (): Promise<void> => {
  creditors += 1;
  creditor = `replan-${creditors}`;
  await freshAt(begin);
};
const issued = (at: string, invoice: string, given: Readonly<Record<string, unknown>> = {}) =>
  issuedTo(at, invoice, { creditor, ...given });
const invoiceNow = async (invoice: string) => {
  const found = await findInvoice({ creditor, invoice });
  if (!found) throw new Error(`there is no invoice ${invoice}`);
  return found;
};
const contactsOf = (debtor: string) => listContacts({ creditor, debtor });

const text = readFileSync('shared/policies/default.yaml', 'utf8');
const policyWith = (...edits: readonly (readonly [string, string])[]): PolicyContent => {
  const edited = [...edits, ['id: default', `id: ${creditor}`] as const].reduce((known, [from, to]) => {
    if (!known.includes(from)) throw new Error(`the default does not say ${from}`);
    return known.replace(from, to);
  }, text);
  const reading = readUpload(edited, { today: '2026-03-02' });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.content;
};
/** The second notice a day earlier, by text message. */
const tuned = () =>
  policyWith([
    'id: second-notice, stage: administrative, day: 8, channel: email, fallback: sms',
    'id: second-notice, stage: administrative, day: 7, channel: sms, fallback: email',
  ]);

const apply = async (content: PolicyContent, inFlight: InFlight, by = 'ana') =>
  putInForce(stack.ReplanArn, content, { inFlight, by, source: 'test', at: await readClock() }, 0);

const replanEnds = () =>
  eventually('the end of the replan', async () => (await findPolicyInForce(creditor))?.replan === undefined, 60);

const rung = async (invoice: string) =>
  (await listEvents({ creditor, invoice })).filter(({ type }) => type === 'Policy Applied').length;

/** Five debtors: two wait for the second notice, one for the first, one is not enrolled, one is seriously late. */
const portfolio = async (name: string, now: string): Promise<Readonly<Record<string, string>>> => {
  const ids = {
    second: `${name}-SECOND`,
    other: `${name}-OTHER`,
    first: `${name}-FIRST`,
    later: `${name}-LATER`,
    late: `${name}-LATE`,
  };
  await liveUntil(now, [
    issued(begin, ids.second),
    issued(begin, ids.other),
    issued(begin, ids.first, { due: '2026-03-10' }),
    issued(begin, ids.later, { due: '2026-06-10' }),
    issued(begin, ids.late, { due: '2026-01-20' }),
  ]);
  return ids;
};

beforeEach(asNewCreditor);

describe('a policy applied now', () => {
  it('wakes only those whose decision changed, raises the version of all, and moves enrolments', async () => {
    const ids = await portfolio('NOW', '2026-03-05T12:00:00.000Z');
    const all = Object.values(ids);
    const before = new Map(await Promise.all(all.map(async (id) => [id, await invoiceNow(id)] as const)));
    const content = policyWith(
      ['day: 8, channel: email', 'day: 7, channel: email'],
      ['{ name: preventive, fromDay: -7', '{ name: preventive, fromDay: -9'],
      ['id: friendly-reminder, stage: preventive, day: -7', 'id: friendly-reminder, stage: preventive, day: -9'],
    );
    expect(await apply(content, 'now')).toMatchObject({ version: 1, changed: true, replans: true });
    await replanEnds();
    for (const id of all) {
      const { invoice, cursor } = await invoiceNow(id);
      expect(invoice.version, id).toBeGreaterThan(before.get(id)?.invoice.version ?? 0);
      expect(cursor.policyVersion, id).toBe(1);
    }
    expect([await rung(ids.second ?? ''), await rung(ids.other ?? ''), await rung(ids.late ?? '')]).toEqual([1, 1, 0]);
    await liveUntil('2026-03-05T13:00:00.000Z');
    // Those that were not rung rest where they were, by the same token, at the version that was raised.
    const late = await invoiceNow(ids.late ?? '');
    expect(late.cursor.taskToken).toBe(before.get(ids.late ?? '')?.cursor.taskToken);
    expect(late.cursor.restVersion).toBe(late.invoice.version);
    expect(late.cursor.rests).toBe(before.get(ids.late ?? '')?.cursor.rests);
    expect((await invoiceNow(ids.second ?? '')).cursor.wakeAt?.slice(0, 10)).toBe('2026-03-09');
    expect((await invoiceNow(ids.later ?? '')).cursor.wakeAt?.slice(0, 10)).toBe('2026-06-01');
    // Reconcile finds nobody to wake.
    const rests = await Promise.all(all.map(async (id) => (await invoiceNow(id)).cursor.rests));
    await runWorkflow(stack.ReconcileArn, { sweep: true });
    expect(await Promise.all(all.map(async (id) => (await invoiceNow(id)).cursor.rests))).toEqual(rests);
    await liveUntil('2026-03-10T00:00:00.000Z');
    expect(
      (await contactsOf(`D-${ids.second}`)).map(({ step, policyVersion }) => [step, policyVersion]).at(-1),
    ).toEqual(['second-notice', 1]);
  });

  it.each([
    ['next-stage', ['first-notice', 'email', 0]],
    ['pin', ['first-notice', 'email', 0]],
  ] as const)('and for those in flight %s: nobody is woken, and each follows what it should', async (mode, last) => {
    const ids = await portfolio(mode.toUpperCase(), '2026-03-05T12:00:00.000Z');
    await apply(tuned(), mode);
    await replanEnds();
    for (const id of Object.values(ids)) expect(await rung(id), id).toBe(0);
    const second = `D-${ids.second}`;
    expect(
      (await contactsOf(second)).map(({ step, channel, policyVersion }) => [step, channel, policyVersion]).at(-1),
    ).toEqual(last);
    await liveUntil('2026-03-20T00:00:00.000Z');
    const said = async (debtor: string) =>
      (await contactsOf(debtor))
        .filter(({ step }) => step === 'second-notice')
        .map(({ channel, policyVersion, claimedAt }) => [channel, policyVersion, claimedAt.slice(0, 10)]);
    // It was in the administrative stage already: both modes leave it on the old policy until that ends.
    expect(await said(second)).toEqual([['email', 0, '2026-03-10']]);
    // It entered the administrative stage after the new policy came.
    expect(await said(`D-${ids.first}`)).toEqual(
      mode === 'pin' ? [['email', 0, '2026-03-18']] : [['sms', 1, '2026-03-17']],
    );
  });
});

/** Lives cost time here: the others are lived by the soak (`npm run soak:lives`), and by properties of the plan in every run. */
const isSoak = process.env.SOAK === 'true';
const modes = isSoak ? (['now', 'next-stage', 'pin'] as const) : (['now'] as const);

describe('the plan', () => {
  it.each(modes)('lists for tomorrow exactly what is then sent, in flight: %s', async (mode) => {
    const name = `PLAN-${mode}`;
    const dues = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-02-05', '2026-03-16', '2026-03-17'];
    const invoices = dues.flatMap((due, index) => [
      issued(begin, `${name}-${index}`, { due }),
      ...(index % 2 === 0
        ? [
            issued(begin, `${name}-${index}-B`, {
              due: '2026-03-09',
              debtor: {
                id: `D-${name}-${index}`,
                name: 'Marta Salas',
                email: 'm@example.com',
                phone: '+34600000001',
                language: 'es',
                timeZone: 'America/Bogota',
              },
            }),
          ]
        : []),
    ]);
    await liveUntil('2026-03-09T10:30:00.000Z', invoices);
    const now = await readClock();
    const before = await loadPolicy(creditor);
    const content = policyWith(
      ['day: 8, channel: email, fallback: sms', 'day: 7, channel: sms, fallback: email'],
      ['id: first-notice, stage: administrative, day: 1', 'id: first-notice, stage: administrative, day: 2'],
      ['minDaysBetween: 3', 'minDaysBetween: 2'],
    );
    const after = propose(before, content, mode, now);
    const plan = await planPortfolio(creditor, { before, after }, now, { sample: 10 });
    expect(plan.invoices).toBe(invoices.length);
    await apply(content, mode);
    await replanEnds();
    await liveUntil(plusDays24h(now, 2));
    const debtors = [...new Set(dues.map((_, index) => `D-${name}-${index}`))];
    const sent = (await Promise.all(debtors.map(contactsOf)))
      .flat()
      .filter(({ claimedAt, debtor }) => claimedAt >= now && claimedAt < endOf(plan, debtor))
      .map(({ claimedAt, debtor, lead, step, channel, covers }) =>
        [claimedAt, debtor, lead, step, channel, ...covers.map(({ invoice }) => invoice)].join(' '),
      );
    const listed = plan.outbox.after.map(({ at, debtor, invoice, step, channel, covers }) =>
      [at, debtor, invoice, step, channel, ...covers].join(' '),
    );
    expect(listed.length).toBeGreaterThan(1);
    expect(sent.toSorted()).toEqual(listed.toSorted());
  });
});

/** All debtors are told until the end of their own next day; the clock of this test stands on the ninth. */
const endOf = (_: unknown, debtor: string): string =>
  /-[0246]$/.test(debtor) ? '2026-03-11T05:00:00.000Z' : '2026-03-11T00:00:00.000Z';

describe('a replan', () => {
  const prepare = async (name: string) => {
    const ids = await portfolio(name, '2026-03-05T12:00:00.000Z');
    const at = await readClock();
    const { version } = await applyPolicy(creditor, tuned(), `hash-${name}`, {
      inFlight: 'now',
      by: 'ana',
      source: 'test',
      at,
      replans: true,
    });
    return { ids: Object.values(ids), version, at };
  };
  const quick = async () => {};
  const walk = async (version: number, at: string) => {
    for (;;) {
      const { next } = await replanPage(creditor, version, at, quick, (_, error) => {
        throw error;
      });
      if (next === 'done') return;
    }
  };

  it('killed after any of its writes goes on where it was, and ends as if nothing had been', async () => {
    for (const writes of isSoak ? [1, 4, 6] : [4]) {
      await asNewCreditor();
      const { ids, version, at } = await prepare(`KILL${writes}-${Date.now()}`);
      await crashAfterWrite(writes, () => walk(version, at));
      expect((await findPolicyInForce(creditor))?.replan?.version).toBe(version);
      await startReplan(stack.ReplanArn, creditor, version);
      await replanEnds();
      expect(await Promise.all(ids.map(rung))).toEqual([1, 1, 0, 0, 0]);
      for (const id of ids) expect((await invoiceNow(id)).cursor.policyVersion).toBe(version);
    }
  });

  it('twice equals once', async () => {
    const { ids, version, at } = await prepare(`TWICE-${Date.now()}`);
    await walk(version, at);
    await liveUntil('2026-03-05T13:00:00.000Z');
    const once = await Promise.all(ids.map(invoiceNow));
    const { beginReplan } = await import('#store/replans.ts');
    await beginReplan(creditor, { version, by: 'ana', since: at });
    await walk(version, await readClock());
    await liveUntil('2026-03-05T14:00:00.000Z');
    expect(await Promise.all(ids.map(invoiceNow))).toEqual(once);
  });

  it('that goes on refuses another policy, with the name and the time of the first', async () => {
    const { version, at } = await prepare(`BUSY-${Date.now()}`);
    const refused = apply(policyWith(['minDaysBetween: 3', 'minDaysBetween: 4']), 'now', 'bea');
    await expect(refused).rejects.toThrow(/version 1 .*applied by ana at 2026-03-05T12:00:00.000Z.*still goes on/);
    await expect(checkMayApply(creditor)).rejects.toThrow(/ana/);
    await walk(version, at);
    await checkMayApply(creditor);
    const [one, other] = await Promise.allSettled([
      apply(policyWith(['minDaysBetween: 3', 'minDaysBetween: 4']), 'now', 'bea'),
      apply(policyWith(['minDaysBetween: 3', 'minDaysBetween: 5']), 'now', 'carla'),
    ]);
    expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected']);
    const lost = one.status === 'rejected' ? one : other;
    expect(lost.status === 'rejected' && String(lost.reason)).toMatch(
      one.status === 'rejected' ? /applied by carla at/ : /applied by bea at/,
    );
    await replanEnds();
    expect((await policyAt(creditor, 2)).content.minDaysBetween).toBe(one.status === 'fulfilled' ? 4 : 5);
  });

  it('tells how it fares', async () => {
    await setClock('2026-03-05T12:00:00.000Z');
    expect(await findReplanStatus(stack.ReplanArn, `nobody-${Date.now()}`, 1)).toBeUndefined();
  });
});
