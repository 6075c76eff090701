import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { type Choice, checkChoice, chosen, letterNamed, readDeadLetter } from '#cli/dead-letter.ts';
import { CommandFailed, exitCodes } from '#cli/exit.ts';
import { recaudo } from './recaudo.ts';

const body = JSON.stringify({ 'detail-type': 'Payment Received', detail: { id: 'pay-1', creditor: 'acme' } });
const message = (given: Message = {}): Message => ({
  MessageId: 'aaaa1111',
  ReceiptHandle: 'r',
  Body: body,
  Attributes: { SentTimestamp: '1772530200000' },
  MessageAttributes: {
    code: { DataType: 'String', StringValue: 'bad-event' },
    reason: { DataType: 'String', StringValue: 'amount: is missing' },
  },
  ...given,
});

describe('a dead letter', () => {
  it('says what it was, why it was refused, and since when it lies there', () => {
    expect(readDeadLetter(message())).toEqual({
      id: 'aaaa1111',
      type: 'Payment Received',
      event: 'pay-1',
      creditor: 'acme',
      code: 'bad-event',
      reason: 'amount: is missing',
      since: '2026-03-03T09:30:00.000Z',
      body,
      receipt: 'r',
    });
  });

  it('without a reason failed for a cause of ours', () => {
    const { code, reason } = readDeadLetter(message({ MessageAttributes: {} }));
    expect(code).toBe('ours');
    expect(reason).toContain('a cause of ours');
  });

  it.each([
    ['no JSON at all', 'hello', null, null],
    ['a list', '[1]', null, null],
    ['no detail', '{"detail-type":"Closed"}', 'Closed', null],
    ['a type that is no text', '{"detail-type":7,"detail":{"id":"x"}}', null, 'x'],
    ['an id that is no text', '{"detail-type":"Closed","detail":{"id":7}}', 'Closed', null],
  ])('%s is shown as far as it can be read', (_, Body, type, event) => {
    expect(readDeadLetter(message({ Body }))).toMatchObject({ type, event, body: Body });
  });
});

describe('choosing', () => {
  const letters = ['aaaa1111', 'aaaa2222', 'bbbb'].map((MessageId) => readDeadLetter(message({ MessageId })));
  const ours = readDeadLetter(message({ MessageId: 'cccc', MessageAttributes: {} }));
  const all = [...letters, ours];
  const idsOf = (choice: Partial<Choice>) =>
    chosen(all, { ids: [], all: false, code: undefined, ...choice }).map(({ id }) => id);
  const codeOf = (work: () => unknown): unknown => {
    try {
      work();
    } catch (error) {
      return error instanceof CommandFailed ? error.exitCode : error;
    }
    return 'nothing wrong';
  };

  it.each([
    [{ ids: ['b'] }, ['bbbb']],
    [{ ids: ['aaaa2', 'bbbb'] }, ['aaaa2222', 'bbbb']],
    [{ ids: ['bbbb', 'bb'] }, ['bbbb']],
    [{ code: 'ours' }, ['cccc']],
    [{ code: 'bad-event' }, ['aaaa1111', 'aaaa2222', 'bbbb']],
    [{ code: 'no-such-code' }, []],
    [{ all: true }, ['aaaa1111', 'aaaa2222', 'bbbb', 'cccc']],
  ])('%j takes %j', (choice, expected) => expect(idsOf(choice)).toEqual(expected));

  it('takes an id that others begin with', () => {
    const two = ['x', 'xy'].map((MessageId) => readDeadLetter(message({ MessageId })));
    expect(letterNamed(two, 'x').id).toBe('x');
  });
  it('asks for more of an id that is not enough', () =>
    expect(codeOf(() => letterNamed(all, 'aaaa'))).toBe(exitCodes.badInput));
  it('says when there is none', () => expect(codeOf(() => letterNamed(all, 'dddd'))).toBe(exitCodes.notFound));

  it.each([
    [{ ids: [], all: false, code: undefined }, exitCodes.badInput],
    [{ ids: ['a'], all: true, code: undefined }, exitCodes.badInput],
    [{ ids: ['a'], all: false, code: 'ours' }, exitCodes.badInput],
    [{ ids: [], all: true, code: 'ours' }, exitCodes.badInput],
    [{ ids: ['a'], all: false, code: undefined }, 'nothing wrong'],
    [{ ids: [], all: true, code: undefined }, 'nothing wrong'],
    [{ ids: [], all: false, code: 'ours' }, 'nothing wrong'],
  ])('%j: %s', (choice, expected) => expect(codeOf(() => checkChoice(choice))).toBe(expected));

  it('is asked for before a stack is looked for', () => {
    expect(recaudo(['events', 'retry']).code).toBe(exitCodes.badInput);
    expect(recaudo(['events', 'retry', '--all']).code).toBe(exitCodes.noStack);
  });
});
