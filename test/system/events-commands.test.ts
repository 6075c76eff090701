// Events that could not be applied, from the terminal: seen, shown and given back, and none of them lost on the way.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { eventually, freshAt, invoiceNow, issued, sendEvents, stack } from '../stack.ts';
import { commandLine } from './command-line.ts';

const { run, done, leave } = commandLine('events');
const queues = new SQSClient({});
const listed = z.object({
  total: z.number(),
  events: z.array(
    z.object({ id: z.string(), type: z.string().nullable(), event: z.string().nullable(), code: z.string() }),
  ),
});
const list = async (...options: readonly string[]) =>
  listed.parse(JSON.parse(await done('list', ...options, '--json')));
const lie = (Body: string) =>
  queues.send(new SendMessageCommand({ QueueUrl: stack.EventsDeadLetterQueueUrl, MessageBody: Body }));

beforeAll(async () => {
  await freshAt('2026-02-20T00:00:00.000Z');
});
afterAll(leave);

describe('dead letters', () => {
  test('are listed with cause, shown whole, and stay where they are', async () => {
    const before = (await list()).total;
    await sendEvents({ detailType: 'Payment Received', detail: { id: 'DL-1', invoice: 'DL' } });
    await eventually('the dead letter', async () =>
      (await list('--code', 'bad-event')).events.some(({ event }) => event === 'DL-1'),
    );
    const { total, events } = await list();
    expect(total).toBe(before + 1);
    const letter = events.find(({ event }) => event === 'DL-1');
    expect(letter).toMatchObject({ type: 'Payment Received', code: 'bad-event' });
    const shown = await done('show', letter?.id ?? '');
    expect(shown).toContain('amount: is missing');
    expect(shown).toContain('"invoice": "DL"');
    expect(await done('list')).toContain('DL-1');
    expect((await list()).total).toBe(total);
  });

  test('are sent again when asked for: what can be applied then is, and what cannot comes back with its reason', async () => {
    const { detailType, detail } = issued('2026-02-20T00:00:00.000Z', 'DL-OURS');
    await lie(JSON.stringify({ 'detail-type': detailType, detail }));
    const ours = await eventually('the message', async () => {
      const found = await list('--code', 'ours');
      return found.total > 0 && found;
    });
    expect(ours.events).toMatchObject([{ event: 'issue-DL-OURS', code: 'ours' }]);

    expect(JSON.parse(await done('retry', '--code', 'ours', '--dry-run', '--json'))).toMatchObject({
      dryRun: true,
      failed: [],
    });
    expect((await list('--code', 'ours')).total).toBe(1);

    expect(JSON.parse(await done('retry', '--code', 'ours', '--json')).sent).toHaveLength(1);
    await eventually('the invoice', async () => (await invoiceNow('DL-OURS').catch(() => undefined)) !== undefined);
    expect((await list('--code', 'ours')).total).toBe(0);

    const { total } = await list();
    await done('retry', '--all');
    await eventually('its return', async () => (await list()).total === total);
    expect((await list()).events.some(({ event }) => event === 'DL-1')).toBe(true);
  });

  test('more than one look brings are all seen once', async () => {
    const { total } = await list();
    await Promise.all(Array.from({ length: 25 }, (_, index) => lie(`not JSON ${index}`)));
    const { events, total: all } = await list('--limit', '100');
    expect(all).toBe(total + 25);
    expect(new Set(events.map(({ id }) => id)).size).toBe(all);
    const [one, two] = events.filter(({ code }) => code === 'ours');
    expect(JSON.parse(await done('retry', one?.id ?? '', two?.id ?? '', '--json')).sent).toHaveLength(2);
    await eventually('their return as refused', async () => (await list('--code', 'not-json')).total === 2);
    expect((await list()).total).toBe(all);
  });

  test('that are not there are said not to be', async () => {
    expect((await run('show', 'no-such-id')).code).toBe(4);
    expect((await run('retry', 'no-such-id')).code).toBe(4);
  });
});
