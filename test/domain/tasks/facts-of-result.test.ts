import { describe, expect, it } from 'vitest';
import type { TaskResult } from '#domain/events.ts';
import { type AnsweredTask, followResult, isReached, resultKinds } from '#domain/tasks/facts-of-result.ts';

const spokeAt = '2026-03-18T10:00:00.000Z';
const task: AnsweredTask = {
  ...{ creditor: 'acme', debtor: 'D-1', task: 'call-1', kind: 'call', invoice: 'F-1', invoices: ['F-1'] },
  ...{ contact: 'c1', answers: 0, unanswered: 0 },
};
const terms = { zone: 'UTC', spokeAt, by: 'ana', tries: 3, hoursBetweenTries: 24, paidDays: 5 };
const follow = (result: TaskResult, given: Partial<AnsweredTask> = {}) =>
  followResult(result, { ...task, ...given }, terms);
const told = (result: TaskResult, given: Partial<AnsweredTask> = {}) =>
  follow(result, given).facts.map(({ type, detail }) => [type, detail.id]);

const spoke = [
  ['Conversation Held', 'call-1-1-conversation'],
  ['Contact Delivered', 'call-1-1-contact'],
];
describe('what follows from a result', () => {
  it.each<[TaskResult, readonly (readonly string[])[]]>([
    [{ kind: 'promise', date: '2026-03-25' }, [['Promise Made', 'call-1-1-promise'], ...spoke]],
    [{ kind: 'paid' }, [['Hold Placed', 'call-1-1-paid'], ...spoke]],
    [{ kind: 'dispute' }, [['Dispute Opened', 'call-1-1-dispute'], ...spoke]],
    [{ kind: 'cannot-pay', cause: 'illness' }, [['Debtor Changed', 'call-1-1-cause'], ...spoke]],
    [{ kind: 'refuses' }, spoke],
    [{ kind: 'call-back', at: '2026-03-19T10:00:00Z' }, []],
    [{ kind: 'no-answer' }, []],
    [
      { kind: 'wrong-number' },
      [
        ['Debtor Changed', 'call-1-1-number'],
        ['Contact Failed', 'call-1-1-contact'],
      ],
    ],
    [{ kind: 'deceased' }, [['Person Stopped', 'call-1-1-stop']]],
  ])('%j', (result, facts) => expect(told(result)).toEqual(facts));

  it('is the same again for the same answer, and of another attempt has other names', () => {
    const result = { kind: 'promise', date: '2026-03-25' } as const;
    expect(follow(result)).toEqual(follow(result));
    expect(told(result, { answers: 1 })[0]).toEqual(['Promise Made', 'call-1-2-promise']);
  });

  it.each(resultKinds)('with wishes of %s is the debtor’s own word, where it was spoken with', (kind) => {
    const result = { kind, date: '2026-03-25', cause: 'illness', at: '2026-03-19T10:00:00Z' } as TaskResult;
    const wishing = () => followResult(result, task, { ...terms, wishes: { channel: 'sms', time: '18:00' } });
    if (!isReached(result)) {
      expect(wishing).toThrow('nobody spoke with the debtor itself');
      return;
    }
    const { facts, ...rest } = wishing();
    expect({ facts: facts.slice(0, -1), ...rest }).toEqual(follow(result));
    expect(facts.at(-1)).toEqual({
      type: 'Debtor Changed',
      detail: {
        ...{ id: 'call-1-1-wishes', creditor: 'acme', debtor: 'D-1', by: 'ana', at: spokeAt },
        ...{ preferredChannel: 'sms', preferred: { time: '18:00' }, saidBy: 'debtor' },
      },
    });
  });

  it('names who spoke, the contact, and the time', () => {
    const { facts } = follow({ kind: 'refuses' });
    expect(facts).toMatchObject([
      { detail: { creditor: 'acme', by: 'ana', debtor: 'D-1', channel: 'call', contact: 'c1', at: spokeAt } },
      { detail: { debtor: 'D-1', contact: 'c1' } },
    ]);
    expect(told({ kind: 'refuses' }, { contact: undefined })).toEqual(spoke.slice(0, 1));
  });

  it.each([
    ['the only one', { invoices: ['F-1'] }, undefined, { invoice: 'F-1' }],
    ['all of several', { invoices: ['F-1', 'F-2'] }, undefined, { debtor: 'D-1' }],
    ['the one that is named', { invoices: ['F-1', 'F-2'] }, 'F-2', { invoice: 'F-2' }],
  ])('a promise is of %s', (_, given, invoice, expected) => {
    const [promise] = follow({ kind: 'promise', date: '2026-03-25', invoice }, given).facts;
    expect(promise?.detail).toEqual({
      ...{ id: 'call-1-1-promise', creditor: 'acme', by: 'ana', date: '2026-03-25' },
      ...expected,
    });
  });

  it('money on its way is waited for some days', () => {
    expect(follow({ kind: 'paid' }).facts[0]).toMatchObject({
      detail: { invoice: 'F-1', hold: 'call-1-1-paid', reason: 'payment-in-flight', until: '2026-03-23' },
    });
  });

  it('nobody answered: the task returns, until the policy says that it was often enough', () => {
    const none = { kind: 'no-answer' } as const;
    expect(follow(none).returns).toEqual({ at: '2026-03-19T10:00:00.000Z', agreed: false });
    expect(follow(none, { unanswered: 1, answers: 1 }).returns).toBeDefined();
    const last = follow(none, { unanswered: 2, answers: 2 });
    expect(last.returns).toBeUndefined();
    expect(last.facts).toMatchObject([{ type: 'Contact Failed', detail: { permanent: false, contact: 'c1' } }]);
  });

  it('a stranger at the door is not visited again, and the number stays', () => {
    expect(follow({ kind: 'wrong-number' }, { kind: 'visit' }).facts).toMatchObject([
      { type: 'Contact Failed', detail: { permanent: true } },
    ]);
  });

  it('the debtor itself was reached by the outcomes that are its own words', () => {
    const reached = resultKinds.filter((kind) => isReached({ kind } as TaskResult));
    expect(reached).toEqual(['promise', 'paid', 'dispute', 'cannot-pay', 'refuses', 'call-back']);
  });

  it.each<[TaskResult, boolean]>([
    [{ kind: 'promise', date: '2026-03-18' }, true],
    [{ kind: 'promise', date: '2026-03-17' }, false],
    [{ kind: 'promise', date: '2027-03-19' }, true],
    [{ kind: 'promise', date: '2027-03-20' }, false],
    [{ kind: 'paid', on: '2026-03-18' }, true],
    [{ kind: 'paid', on: '2026-03-19' }, false],
    [{ kind: 'call-back', at: '2026-03-18T10:00:00Z' }, false],
    [{ kind: 'call-back', at: '2026-03-18T11:00:01+01:00' }, true],
    [{ kind: 'call-back', at: '2026-05-17T10:00:00Z' }, true],
    [{ kind: 'call-back', at: '2026-05-17T10:00:01Z' }, false],
  ])('%j may be: %s', (result, may) => {
    if (may) expect(() => follow(result)).not.toThrow();
    else expect(() => follow(result)).toThrow(expect.objectContaining({ name: 'BadInput', code: 'bad-result' }));
  });
});
