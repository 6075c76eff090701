// Agents on the real table and the real workflows: two agents and one task, leases that end by themselves, and what an outcome becomes,
// also through crashes and repetitions.
import { beforeEach, describe, expect, it } from 'vitest';
import { plusMs } from '#domain/calendar.ts';
import type { TaskResult } from '#domain/events.ts';
import { crashEvent } from '#test/interruptions.ts';
import {
  contactsOf,
  diaryOf,
  eventually,
  freshAt,
  invoiceNow,
  issued,
  liveUntil,
  sendEvents,
  stack,
} from '#test/stack.ts';

const { recordAnswer } = await import('#store/answer-task.ts');
const { claimTask, freePerson, releaseTask, tasksHeldBy } = await import('#store/lease-task.ts');
const { takeNext } = await import('#store/take-next.ts');
const { rankTasks } = await import('#store/rank-tasks.ts');
const { loadPolicy } = await import('#store/policies.ts');
const { listEvents } = await import('#store/list-events.ts');
const { settleStreams } = await import('#infra/local/settle-streams.ts');
const { findDebtor } = await import('#store/load-facts.ts');
const { newPerson, readPerson } = await import('#store/items.ts');
const { personItem, personLeaseItem } = await import('#store/keys.ts');
const { getItem } = await import('#store/table.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { findTask, openTask } = await import('#store/tasks.ts');
const { inWordsOfToday, taskNow: wordsNow } = await import('#messages/task-now.ts');

const now = '2026-03-18T10:00:00.000Z';
beforeEach(() => freshAt(now));

/** A call about an invoice of its own. */
const aCall = async (name: string, given: { creditor?: string; person?: string; amount?: number } = {}) => {
  const { creditor = 'default', person, amount = 100_000 } = given;
  const debtor = {
    id: `D-${name}`,
    name: 'Marta Salas',
    type: 'business' as const,
    language: 'es' as const,
    timeZone: 'UTC',
    phone: '+34600000001',
    ...(person === undefined ? {} : { person }),
  };
  const invoice = { creditor, invoice: name, currency: 'EUR', issued: '2026-02-01', due: '2026-03-02', tags: [] };
  await registerInvoice({ ...invoice, debtor, amount }, `issue-${name}`, now);
  const task = { task: `call-${name}`, kind: 'call', creditor, debtor: debtor.id, invoice: name } as const;
  await openTask({ ...task, title: 'Call', script: 'Good day.', openedAt: now, status: 'open', invoices: [name] });
  return task;
};
const taskNow = async (task: { creditor: string; debtor: string; task: string }) => {
  const found = await findTask(task, task.task);
  if (!found) throw new Error(`there is no task ${task.task}`);
  return found;
};
const everything = () => true;
const next = async (agent: string, creditor = 'default', at = now) =>
  takeNext(creditor, agent, await loadPolicy(creditor), at, everything);
const personOf = async (person: string) => {
  const item = await getItem(personItem(person));
  return item ? readPerson(item) : newPerson(person);
};
const terms = async () => (await loadPolicy('default')).content.tasks;

describe('agents who take tasks at the same time', () => {
  it('never get the same task, nor the same person for two creditors; nobody holds more than the policy allows', async () => {
    for (const [index, name] of ['RACE-1', 'RACE-2', 'RACE-3', 'RACE-4'].entries())
      await aCall(name, { amount: 100_000 * (index + 1) });
    await aCall('RACE-5', { person: 'P-RACE' });
    await aCall('RACE-6', { person: 'P-RACE' });
    await aCall('RACE-7', { creditor: 'acme', person: 'P-RACE' });
    const own = Array.from({ length: 8 }, (_, index) => next(`agent-${index % 2}`));
    const taken = (await Promise.all([...own, next('hugo', 'acme'), next('ines', 'acme')])).flatMap((each) =>
      each.kind === 'taken' ? [each.ranked] : [],
    );
    const tasks = taken.map(({ task }) => task.task);
    expect(new Set(tasks).size).toBe(tasks.length);
    expect(taken.filter(({ person }) => person === 'P-RACE')).toHaveLength(1);
    // Four persons of their own, and the one that they share.
    expect(taken).toHaveLength(5);
    for (const agent of ['agent-0', 'agent-1'])
      expect((await tasksHeldBy('default', agent, now)).length).toBeLessThanOrEqual(3);
    expect(JSON.stringify(await getItem(personLeaseItem('P-RACE')))).not.toMatch(/acme|default|D-RACE|hugo|agent/);
  });

  it('a lease is kept by its agent, ends by itself, and is given back', async () => {
    const call = await aCall('LEASE');
    const person = 'default/D-LEASE';
    expect(await next('ana')).toMatchObject({ kind: 'taken', ranked: { task: { task: 'call-LEASE' } } });
    expect(await next('ben')).toMatchObject({ kind: 'none' });
    const later = plusMs(now, 20 * 60_000);
    const kept = await claimTask(await taskNow(call), person, 'ana', await terms(), later);
    expect(kept).toMatchObject({ task: { lease: { agent: 'ana', since: now, until: plusMs(later, 30 * 60_000) } } });
    expect(await claimTask(await taskNow(call), person, 'ben', await terms(), later)).toEqual({ kind: 'taken' });
    const after = plusMs(later, 30 * 60_000);
    expect(await next('ben', 'default', after)).toMatchObject({ kind: 'taken' });
    expect(await releaseTask(await taskNow(call), person, 'ana', after)).toBe(false);
    expect(await releaseTask(await taskNow(call), person, 'ben', after)).toBe(true);
    // Somebody else gets it first; where nobody is, the same agent again.
    await aCall('LEASE-SMALL', { amount: 20_000 });
    expect(await next('ben', 'default', after)).toMatchObject({ ranked: { task: { task: 'call-LEASE-SMALL' } } });
    expect(await next('cleo', 'default', after)).toMatchObject({ ranked: { task: { task: 'call-LEASE' } } });
  });

  it('a person is free again once the agent has said so, and not a moment before', async () => {
    const first = await aCall('FREE-1', { person: 'P-FREE' });
    const second = await aCall('FREE-2', { person: 'P-FREE' });
    expect(await claimTask(await taskNow(first), 'P-FREE', 'ana', await terms(), now)).toMatchObject({
      kind: 'claimed',
    });
    expect(await claimTask(await taskNow(second), 'P-FREE', 'ana', await terms(), now)).toEqual({ kind: 'busy' });
    await freePerson(second, 'P-FREE', 'ana');
    expect(await claimTask(await taskNow(second), 'P-FREE', 'ben', await terms(), now)).toEqual({ kind: 'busy' });
    await freePerson(first, 'P-FREE', 'ana');
    expect(await claimTask(await taskNow(second), 'P-FREE', 'ben', await terms(), now)).toMatchObject({
      kind: 'claimed',
    });
  });

  it('what may not be done now is not given out: held, paid, or outside the hours of the debtor', async () => {
    await aCall('REST-HELD');
    const hold = { id: 'h', creditor: 'default', invoice: 'REST-HELD', hold: 'h', reason: 'manual' } as const;
    await recordFact({ type: 'Hold Placed', detail: hold }, now);
    const colombian = await aCall('REST-HOURS');
    const change = {
      id: 'co',
      creditor: 'default',
      debtor: colombian.debtor,
      jurisdiction: 'CO',
      timeZone: 'America/Bogota',
    };
    await recordFact({ type: 'Debtor Changed', detail: change }, now);
    expect(await next('ana')).toMatchObject({ kind: 'none', resting: 1, later: '2026-03-18T14:00:00.000Z' });
    const ranked = await rankTasks('default', await loadPolicy('default'), now);
    expect(ranked.map(({ due }) => (due.kind === 'due' ? due.at : due.because))).toEqual([
      '2026-03-18T14:00:00.000Z',
      'manual',
    ]);
  });
});

describe('what an outcome becomes', () => {
  const answered = async (
    name: string,
    result: TaskResult,
    { at = now, id = `done-${name}` }: { at?: string; id?: string } = {},
  ) => {
    const detail = { id, creditor: 'default', debtor: `D-${name}`, task: `call-${name}`, outcome: result.kind, result };
    return recordAnswer({ type: 'Task Completed', detail: { ...detail, agent: 'ana' } }, at);
  };

  it.each<[string, TaskResult, object]>([
    [
      'OUT-PROMISE',
      { kind: 'promise', date: '2026-03-25', amount: '250.00', currency: 'EUR' },
      { invoice: { holds: { 'call-OUT-PROMISE-1-promise': { reason: 'promise', until: '2026-03-26' } } } },
    ],
    [
      'OUT-DISPUTE',
      { kind: 'dispute', reason: 'half was broken', amount: '500.00', currency: 'EUR' },
      { invoice: { holds: { 'call-OUT-DISPUTE-1-dispute': { reason: 'dispute', amount: 50_000 } } } },
    ],
    [
      'OUT-PAID',
      { kind: 'paid', on: '2026-03-17' },
      { invoice: { holds: { 'call-OUT-PAID-1-paid': { reason: 'payment-in-flight', until: '2026-03-23' } } } },
    ],
    [
      'OUT-CANNOT',
      { kind: 'cannot-pay', cause: 'illness', capacity: 'partial' },
      { debtor: { circumstances: { cause: 'illness', capacity: 'partial' } } },
    ],
    ['OUT-REFUSES', { kind: 'refuses', reason: 'no delivery' }, { invoice: { holds: {} } }],
  ])(
    '%s: the facts, one conversation, a recap, and the end of the task, however often it is told',
    async (name, result, expected) => {
      const call = await aCall(name);
      expect(await answered(name, result)).toEqual({ kind: 'recorded' });
      await answered(name, result);
      // Somebody else comes too late.
      expect(await answered(name, { kind: 'deceased' }, { id: 'other' })).toEqual({ kind: 'repeated' });
      const debtor = (await findDebtor(call))?.debtor;
      expect({ debtor, invoice: (await invoiceNow(name)).invoice }).toMatchObject(expected);
      const recap = { conversation: `call-${name}-1-conversation`, invoices: [name] };
      expect(debtor?.history.conversations).toEqual([{ at: now, channel: 'call', recap }]);
      const task = await taskNow(call);
      expect(task).toMatchObject({
        status: 'done',
        outcome: result.kind,
        attempts: [{ agent: 'ana', reached: true, result }],
      });
      expect(task.attempts[0]?.recap).toContain('Marta Salas, gracias por hablar con nosotros');
    },
  );

  it('what the debtor said of how it likes to be contacted is its own word, once', async () => {
    const call = await aCall('OUT-WISHES');
    const result: TaskResult = { kind: 'refuses' };
    const task = { id: 'wishes', creditor: 'default', debtor: call.debtor, task: call.task };
    const answer = { ...task, outcome: 'refuses', result, agent: 'ana', wishes: { channel: 'sms', day: 5 } } as const;
    await recordAnswer({ type: 'Task Completed', detail: answer }, now);
    await recordAnswer({ type: 'Task Completed', detail: answer }, now);
    const source = { saidBy: 'debtor', at: now, event: 'call-OUT-WISHES-1-wishes', by: 'ana' };
    expect((await findDebtor(call))?.debtor).toMatchObject({
      ...{ preferredChannel: 'sms', preferred: { day: 5 } },
      sources: { preferredChannel: source, preferred: source },
    });
  });

  it('a call-back returns at its time, before all else; calls in vain end the contact, which goes on by the next channel', async () => {
    const call = await aCall('OUT-AGAIN', { amount: 20_000 });
    await aCall('OUT-LARGE', { amount: 150_000 });
    await answered('OUT-AGAIN', { kind: 'call-back', at: '2026-03-18T15:00:00Z' }, { id: 'b' });
    expect(await taskNow(call)).toMatchObject({
      status: 'open',
      returns: { at: '2026-03-18T15:00:00.000Z', agreed: true },
    });
    const order = async (at: string) =>
      (await rankTasks('default', await loadPolicy('default'), at)).map(({ task }) => task.task);
    expect(await order('2026-03-18T14:59:00.000Z')).toEqual(['call-OUT-LARGE', 'call-OUT-AGAIN']);
    expect(await order('2026-03-18T15:00:00.000Z')).toEqual(['call-OUT-AGAIN', 'call-OUT-LARGE']);
    const at = (day: number) => `2026-03-${day}T15:00:00.000Z`;
    await answered('OUT-AGAIN', { kind: 'no-answer' }, { id: 'n1', at: at(18) });
    await answered('OUT-AGAIN', { kind: 'no-answer' }, { id: 'n2', at: at(19) });
    expect(await taskNow(call)).toMatchObject({ status: 'open', returns: { at: at(20), agreed: false } });
    await answered('OUT-AGAIN', { kind: 'no-answer' }, { id: 'n3', at: at(20) });
    const task = await taskNow(call);
    expect(task).toMatchObject({ status: 'done', outcome: 'no-answer' });
    expect(task.attempts.map(({ outcome, reached }) => [outcome, reached])).toEqual([
      ['call-back', true],
      ['no-answer', false],
      ['no-answer', false],
      ['no-answer', false],
    ]);
  });

  it('a stranger gets nothing more, and the dead are left in peace by every creditor', async () => {
    await aCall('OUT-WRONG');
    await answered('OUT-WRONG', { kind: 'wrong-number' });
    expect((await findDebtor({ creditor: 'default', debtor: 'D-OUT-WRONG' }))?.debtor.phone).toBeUndefined();
    await aCall('OUT-DEAD', { person: 'P-DEAD' });
    await aCall('OUT-DEAD-2', { creditor: 'acme', person: 'P-DEAD' });
    await answered('OUT-DEAD', { kind: 'deceased' });
    expect(await personOf('P-DEAD')).toMatchObject({ stop: 'deceased', contacts: [] });
    expect(await next('hugo', 'acme')).toEqual({ kind: 'none', resting: 1 });
    const lifted = { id: 'alive', creditor: 'default', debtor: 'D-OUT-DEAD', stop: null };
    await recordFact({ type: 'Person Stopped', detail: lifted }, now);
    expect(await next('hugo', 'acme')).toMatchObject({ kind: 'taken' });
  });

  it('what cannot be is refused, and the task stays as it was', async () => {
    const call = await aCall('OUT-BAD');
    await aCall('OUT-OTHER');
    for (const [result, words] of [
      [{ kind: 'promise', date: '2026-03-17' }, 'date: 2026-03-17 is no day of the next year'],
      [{ kind: 'promise', date: '2026-03-20', amount: '1', currency: 'USD' }, 'currency: invoice OUT-BAD is in EUR'],
      [{ kind: 'dispute', invoice: 'OUT-OTHER' }, 'invoice: debtor D-OUT-BAD has no invoice OUT-OTHER'],
      [{ kind: 'paid', on: '2026-03-19' }, 'on: 2026-03-19 is still to come'],
      [{ kind: 'call-back', at: '2026-03-18T09:00:00Z' }, 'is not within the next 60 days'],
    ] as const)
      await expect(answered('OUT-BAD', result)).rejects.toThrow(words);
    const untouched = await taskNow(call);
    expect(untouched).toMatchObject({ status: 'open', attempts: [] });
    expect(untouched.answering).toBeUndefined();
    await answered('OUT-BAD', { kind: 'refuses' });
    expect(await taskNow(call)).toMatchObject({ status: 'done' });
  });
});

it('a call that was claimed is made, and its promise is recorded once through a crash after every write', async () => {
  await freshAt('2026-02-20T00:00:00.000Z');
  const debtor = { ...issued('', 'CRASH').detail };
  await liveUntil('2026-03-17T12:00:00.000Z', [issued('2026-02-20T00:00:00.000Z', 'CRASH', debtor)]);
  const taken = await next('ana', 'default', '2026-03-17T12:00:00.000Z');
  if (taken.kind !== 'taken') throw new Error(`there is no call to make: ${JSON.stringify(taken)}`);
  const { task } = taken.ranked;
  expect(task).toMatchObject({ kind: 'call', step: 'first-call', stage: 'administrative', invoices: ['CRASH'] });
  const done = {
    at: '2026-03-17T12:00:00.000Z',
    detailType: 'Task Completed',
    detail: {
      ...{ id: 'spoke', debtor: 'D-CRASH', task: task.task, outcome: 'promise', agent: 'ana' },
      result: { kind: 'promise', date: '2026-03-24' },
    },
  };
  for (let write = 1; write <= 3; write += 1) await crashEvent(write, done);
  for (let write = 1; write <= 3; write += 1) await crashEvent(write, done);
  await sendEvents(done, done);
  const key = { creditor: 'default', debtor: 'D-CRASH' };
  await eventually('the end of the task', async () => (await findTask(key, task.task))?.status === 'done');
  await liveUntil('2026-03-24T12:00:00.000Z');
  expect((await findTask(key, task.task))?.attempts).toMatchObject([
    { outcome: 'promise', agent: 'ana', reached: true },
  ]);
  const stored = (await findDebtor(key))?.debtor;
  expect(stored?.history.promises).toHaveLength(1);
  expect(stored?.history.conversations).toHaveLength(1);
  expect((await contactsOf('D-CRASH')).at(-1)).toMatchObject({ step: 'first-call', status: 'delivered' });
  // The call counts once in the person's budget, as the conversation that it became.
  const calls = (await personOf('default/D-CRASH')).contacts.filter(({ channel }) => channel === 'call');
  expect(calls).toMatchObject([{ contact: task.contact, direct: true }]);
  expect((await invoiceNow('CRASH')).cursor.because).toBe('promise');
  expect((await diaryOf('D-CRASH')).at(-1)).toBe('2026-03-17 administrative first-call by call');
});

it('a call that waited for weeks is told in the words of the day on which it is taken, and keeps them', async () => {
  await freshAt('2026-02-20T00:00:00.000Z');
  const start = '2026-02-20T00:00:00.000Z';
  const { debtor } = issued('', 'WAITED').detail;
  const later = '2026-04-10T12:00:00.000Z';
  await liveUntil(later, [
    issued(start, 'WAITED'),
    issued(start, 'WAITED-2', { debtor, due: '2026-04-01', amount: '77.00' }),
    {
      at: '2026-04-05T09:00:00.000Z',
      detailType: 'Payment Received',
      detail: { id: 'part', invoice: 'WAITED', amount: '400.00', currency: 'EUR', effective: '2026-04-04' },
    },
  ]);
  const policy = await loadPolicy('default');
  const key = { creditor: 'default', debtor: 'D-WAITED' };
  const ranked = (await rankTasks('default', policy, later)).find(({ task }) => task.kind === 'call');
  if (!ranked) throw new Error('no call was opened');
  expect(ranked.task.script).toMatch(/hace 15 días,? y quedan\s+1\.?000,00 €/);
  const claimed = await claimTask(ranked.task, ranked.person, 'ana', policy.content.tasks, later);
  if (claimed.kind !== 'claimed') throw new Error(`the call is ${claimed.kind}`);
  const worded = await inWordsOfToday(claimed.task, 'ana', policy, later);
  // 39 days late by now, in the extrajudicial stage, with interest, and with what else is late.
  expect(worded.script).toMatch(/hace 39\s+días/);
  expect(worded.script).toMatch(/600,00 €/);
  expect(worded.script).toMatch(/interés|intereses/i);
  expect(worded.script).toMatch(/WAITED-2/);
  expect([ranked.task.invoices, worded.invoices]).toEqual([
    ['WAITED', 'WAITED-2'],
    ['WAITED', 'WAITED-2'],
  ]);
  expect(await taskNow(worded)).toEqual(worded);
  // The same day gives the same words, and whoever does not hold it changes nothing.
  expect(await inWordsOfToday(worded, 'ana', policy, later)).toEqual(worded);
  await inWordsOfToday(worded, 'ben', policy, '2026-04-11T12:00:00.000Z');
  expect(await taskNow(worded)).toEqual(worded);
  const rest = {
    id: 'rest',
    creditor: 'default',
    invoice: 'WAITED',
    amount: '700.00',
    currency: 'EUR',
    effective: '2026-04-11',
  };
  await recordFact({ type: 'Payment Received', detail: rest }, '2026-04-11T09:00:00.000Z');
  const { title, script, invoices } = worded;
  expect(await wordsNow(worded, policy, '2026-04-11T12:00:00.000Z')).toEqual({ title, script, invoices });
  expect(await findTask(key, worded.task)).toMatchObject({ script });
});

it('two calls that wait for one debtor are one conversation, through a crash after every write', async () => {
  await freshAt('2026-02-20T00:00:00.000Z');
  const start = '2026-02-20T00:00:00.000Z';
  let later = '2026-03-25T12:00:00.000Z';
  const { debtor } = issued('', 'BOTH').detail;
  await liveUntil(later, [issued(start, 'BOTH'), issued(start, 'BOTH-2', { debtor, due: '2026-03-06' })]);
  const rankedNow = async () => rankTasks('default', await loadPolicy('default'), later);
  const [first, second, ...others] = await rankedNow();
  expect(others).toEqual([]);
  if (first?.due.kind !== 'due') throw new Error('no call may be made');
  expect(first.task.invoice).toBe('BOTH');
  expect([second?.task.invoice, second?.due]).toEqual(['BOTH-2', { kind: 'not-now', because: 'call-open' }]);
  later = first.due.at;
  await liveUntil(later);
  const taken = await next('ana', 'default', later);
  expect(taken).toMatchObject({ kind: 'taken', ranked: { task: { task: first.task.task } } });
  expect(await next('ben', 'default', later)).toMatchObject({ kind: 'none', resting: 1 });
  const answer = (id: string, result: TaskResult) => ({
    at: later,
    detailType: 'Task Completed',
    detail: { id, debtor: 'D-BOTH', task: first.task.task, outcome: result.kind, agent: 'ana', result },
  });
  // Nobody answers: the other one still rests, for the same debtor is to be called again.
  await sendEvents(answer('nobody', { kind: 'no-answer' }));
  const key = { creditor: 'default', debtor: 'D-BOTH' };
  await eventually('an attempt', async () => (await findTask(key, first.task.task))?.attempts.length === 1);
  expect((await rankedNow()).map(({ due }) => (due.kind === 'due' ? 'due' : due.because))).toEqual([
    'due',
    'call-open',
  ]);
  const spoke = answer('spoke', { kind: 'cannot-pay', cause: 'illness' });
  for (let write = 1; write <= 6; write += 1) await crashEvent(write, spoke);
  await sendEvents(spoke, spoke);
  await eventually('the end of the tasks', async () => (await rankedNow()).length === 0);
  expect(await findTask(key, second?.task.task ?? '')).toMatchObject({ outcome: 'spoken-for', attempts: [] });
  const calls = (await contactsOf('D-BOTH')).filter(({ channel }) => channel === 'call');
  expect(calls.map(({ status }) => status)).toEqual(['delivered', 'delivered']);
  expect((await findDebtor(key))?.debtor.history.conversations).toHaveLength(1);
  await settleStreams(stack);
  const told = await listEvents({ creditor: 'default', invoice: 'BOTH-2' });
  expect(told.filter(({ type }) => type === 'Debtor Fact').map(({ summary }) => summary)).toContain(
    `${first.task.task}-2-conversation`,
  );
});
