// `npm run soak:lives`: the properties of test/domain/lives.properties.test.ts on the local AWS: random lives through the real workflows, facts told twice
// and in any order, executions stopped and senders crashed on the way. Nothing is said twice, nobody is asked for what is paid.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateIn, daysBetween, instantAt, plusMs, weekday } from '#domain/calendar.ts';
import { crashSender, stopExecutionOf } from '#test/interruptions.ts';
import { contactsOf, freshAt, invoiceNow, issued, liveUntil, outbox, stack, type TestEvent } from '#test/stack.ts';

const { runWorkflow } = await import('#infra/local/run-workflow.ts');
const { setClock } = await import('#infra/local/set-clock.ts');
const { loadRecord } = await import('#store/load-record.ts');
const { replay } = await import('#domain/lives/replay.ts');
const { loadEntries } = await import('#store/load-entries.ts');

const begin = '2026-02-20T00:00:00.000Z';
const end = '2026-04-12T00:00:00.000Z';
const seed = 20_261_125;
const lives = 10;

const numberOf = (life: number): string => `LIFE-${life}`;
const debtorOf = (life: number): string => `D-${numberOf(life)}`;
const zones = ['UTC', 'America/Bogota', 'Europe/Madrid', 'America/Santiago'] as const;

const day = fc.integer({ min: -5, max: 45 }).map((days) => addDays('2026-03-02', days));
const hour = fc.integer({ min: 0, max: 23 }).map((each) => `T${String(each).padStart(2, '0')}:20:00.000Z`);
const moment = fc.tuple(day, hour).map(([date, time]) => `${date}${time}`);
const fact = fc.tuple(
  moment,
  fc.oneof(
    fc.constant({ type: 'Payment Received', detail: { amount: '400.00', currency: 'EUR', effective: '2026-03-02' } }),
    fc.constant({ type: 'Payment Received', detail: { amount: '1000.00', currency: 'EUR', effective: '2026-03-02' } }),
    day.map((date) => ({ type: 'Promise Made', detail: { date } })),
    fc.constant({ type: 'Dispute Opened', detail: { dispute: 'd' } }),
    fc.constant({ type: 'Dispute Resolved', detail: { dispute: 'd', outcome: 'rejected' } }),
    fc.constant({ type: 'Conversation Held', detail: { channel: 'call' } }),
  ),
);
const drawn = fc.sample(
  fc.record({
    zone: fc.constantFrom(...zones),
    due: fc.integer({ min: -4, max: 20 }).map((days) => addDays('2026-03-02', days)),
    facts: fc.array(fact, { maxLength: 4 }),
  }),
  { seed, numRuns: lives },
);
const happenings: readonly TestEvent[] = drawn.flatMap(({ zone, due, facts }, life) => {
  const invoice = numberOf(life);
  const told = facts.flatMap(([at, { type, detail }], index): TestEvent[] => {
    const event = { at, detailType: type, detail: { id: `${invoice}-${index}`, invoice, ...detail } };
    // Every other fact is told twice, the second time late.
    return index % 2 === 0 ? [event] : [event, { ...event, at: plusMs(at, 26 * 3_600_000) }];
  });
  return [
    issued(begin, invoice, {
      due,
      debtor: {
        id: debtorOf(life),
        name: 'Marta Salas',
        email: `life-${life}@example.com`,
        phone: '+34600000001',
        language: 'es',
        timeZone: zone,
      },
    }),
    ...told,
  ];
});
const between = (from: string, to: string) => happenings.filter(({ at }) => at >= from && at < to);

/** The sender of whoever is due next dies after its n-th write. Answers the clock, which never goes back: no fact may come before. */
const crashNextSender = async (write: number, now: string): Promise<string> => {
  const all = await Promise.all(drawn.map((_, life) => invoiceNow(numberOf(life))));
  const [next] = all
    .filter(({ cursor, invoice }) => cursor.taskToken !== undefined && invoice.balance > 0)
    .toSorted((one, other) => ((one.cursor.wakeAt ?? '') < (other.cursor.wakeAt ?? '') ? -1 : 1));
  const wakeAt = next?.cursor.wakeAt ?? end;
  const at = wakeAt > now ? wakeAt : now;
  if (!next || happenings.some((each) => each.at >= now && each.at <= plusMs(at, patienceMs)) || at >= end) return now;
  await setClock(at);
  await crashSender(write, next.invoice);
  return at;
};

/** After so long reconcile looks after a wake that is overdue. */
const patienceMs = 20 * 60_000;

beforeAll(async () => {
  await freshAt(begin);
  let from = '';
  for (const [leg, to] of [
    '2026-03-03T12:00:00.000Z',
    '2026-03-12T12:00:00.000Z',
    '2026-03-24T12:00:00.000Z',
    end,
  ].entries()) {
    await liveUntil(to, between(from, to));
    from = to;
    if (to === end) break;
    for (let life = leg; life < lives; life += 3)
      await stopExecutionOf({ creditor: 'default', invoice: numberOf(life) });
    let clock = to;
    for (const write of [leg + 1, leg + 3]) clock = await crashNextSender(write, clock);
    // A repair that met a crash leaves the rest to the next pass, which a schedule makes elsewhere.
    if (happenings.some(({ at }) => at >= clock && at <= plusMs(clock, patienceMs))) continue;
    await setClock(plusMs(clock, patienceMs));
    await runWorkflow(stack.ReconcileArn, {});
  }
}, 180_000);

describe('every life', () => {
  it('is lived: most are contacted several times', async () => {
    const counts = await Promise.all(drawn.map(async (_, life) => (await contactsOf(debtorOf(life))).length));
    expect(counts.filter((count) => count >= 3).length).toBeGreaterThan(lives / 2);
  });

  it.each(drawn.map((_, life) => life))('%i takes each step once, and each message left once', async (life) => {
    const contacts = await contactsOf(debtorOf(life));
    const keys = contacts.map(({ lead, step, repetition, attempt }) => [lead, step, repetition, attempt].join());
    expect(new Set(keys).size).toBe(keys.length);
    const sent = (await outbox()).filter(({ to }) => to === `life-${life}@example.com`);
    const mails = contacts.filter(({ channel, status }) => channel === 'email' && status !== 'abandoned');
    expect(sent.length).toBeLessThanOrEqual(mails.length);
  });

  it.each(drawn.map(({ zone }, life) => [life, zone] as const))(
    '%i keeps hours and spacing in %s',
    async (life, zone) => {
      const reached = (await contactsOf(debtorOf(life))).filter(
        ({ status }) => !['refused', 'failed', 'abandoned'].includes(status),
      );
      reached.forEach(({ claimedAt }, index) => {
        const date = dateIn(zone, claimedAt);
        expect(weekday(date)).toBeLessThanOrEqual(5);
        expect(claimedAt >= instantAt(zone, date, '09:00') && claimedAt < instantAt(zone, date, '18:00')).toBe(true);
        const before = reached[index - 1];
        if (before) expect(daysBetween(dateIn(zone, before.claimedAt), date)).toBeGreaterThanOrEqual(3);
      });
    },
  );

  it.each(drawn.map((_, life) => life))('%i asks for nothing that was paid before', async (life) => {
    const invoice = numberOf(life);
    const entries = await loadEntries({ creditor: 'default', invoice });
    for (const { claimedAt } of await contactsOf(debtorOf(life))) {
      const paid = entries
        .filter(({ kind, recordedAt }) => kind === 'payment' && recordedAt < claimedAt)
        .reduce((sum, { amount }) => sum + amount, 0);
      expect(paid).toBeLessThan(100_000);
    }
  });

  it.each(drawn.map((_, life) => life))('%i is decided the same again', async (life) => {
    const loaded = await loadRecord({ creditor: 'default', debtor: debtorOf(life) });
    const decisions = loaded ? replay(loaded.record, loaded.ground) : [];
    expect(decisions.length).toBeGreaterThan(0);
    expect(decisions.flatMap(({ differences }) => differences)).toEqual([]);
  });
});
