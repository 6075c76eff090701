// A register in words, in the language asked for.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { registerInWords } from '#cli/register-in-words.ts';
import { type End, endAt, eraseItem, type Kept, placeAfter, recordOf } from '#domain/register/register-record.ts';
import { aDebtor } from '../fixtures.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const items: readonly Kept[] = [
  {
    contact: 'c-1',
    channel: 'email',
    step: 'first-notice',
    status: 'claimed',
    claimedAt: '2026-03-03T10:00:00.000Z',
    address: 'a@example.com',
    cost: { amount: 100, currency: 'USD' },
  },
  { contact: 'c-1', status: 'failed', at: '2026-03-03T10:00:01.000Z', reason: 'no such box' },
  {
    ...{ reply: 'r-1', type: 'Reply Received', channel: 'sms', receivedAt: '2026-03-03T11:00:00.000Z' },
    ...{ from: '+34600', text: 'Pago\n  mañana' },
  },
  { reply: 'r-1', type: 'Reply Answered', meaning: 'will-pay', by: 'ana', at: '2026-03-03T12:00:00.000Z' },
  { event: 'e-1', type: 'Conversation Held', at: '2026-03-04T09:00:00.000Z', detail: { id: 'e-1' } },
];
const recordsOf = (change = (item: Kept): Kept => item, all = items) => {
  let end: End | undefined;
  return all.flatMap((item) => {
    const placed = { ...item, ...placeAfter(end), salt: 's' };
    end = endAt(placed, sha256);
    return recordOf(change(placed), sha256) ?? [];
  });
};
const lines = (language: 'es' | 'en' | 'pt', records = recordsOf(), before: readonly Kept[] = []) =>
  registerInWords(records, before, aDebtor({ timeZone: 'America/Bogota' }), language).map((line) =>
    line.replaceAll(/ {2,}/g, '|'),
  );

describe('a register in words', () => {
  it('tells each record with its time here and there, where to and why not', () => {
    const [first, second, third, fourth, fifth] = recordsOf().map(({ hash }) => hash.slice(0, 12));
    expect(lines('en')).toEqual([
      'The register: Debtor D-1 (Marta Salas), 5',
      `|1|2026-03-03 10:00:00 UTC (05:00 America/Bogota)|handed over to be sent|c-1: Email, first-notice|a@example.com; 0.0001 USD|${first}`,
      `|2|2026-03-03 10:00:01 UTC (05:00 America/Bogota)|not delivered|c-1|no such box|${second}`,
      `|3|2026-03-03 11:00:00 UTC (06:00 America/Bogota)|answer|r-1: Text message|+34600: Pago mañana|${third}`,
      `|4|2026-03-03 12:00:00 UTC (07:00 America/Bogota)|what the answer means|r-1: will pay|ana|${fourth}`,
      `|5|2026-03-04 09:00:00 UTC (04:00 America/Bogota)|conversation|e-1|{"id":"e-1"}|${fifth}`,
    ]);
  });

  it.each([
    ['es', ['entregado para su envío', 'no llegó', 'respuesta', 'lo que significa la respuesta', 'conversación']],
    ['pt', ['entregue para envio', 'não chegou', 'resposta', 'o que a resposta significa', 'conversa']],
  ] as const)('in %s', (language, words) => {
    const [, ...told] = lines(language);
    expect(told.map((line) => line.split('|')[3])).toEqual(words);
  });

  it('tells what came back under the contact that was answered', () => {
    const [claim = {}, , answer = {}, meaning = {}] = items;
    const all = [claim, { ...answer, channel: 'email' }, meaning];
    const told = lines(
      'en',
      recordsOf((item) => item, all),
    );
    expect(told[1]).toContain(
      '|a@example.com; 0.0001 USD; answered 2026-03-03 11:00:00 UTC (06:00 America/Bogota) (r-1: will pay)|',
    );
  });

  it('has answers from before they were records first, without a number', () => {
    const old = {
      reply: 'r-0',
      channel: 'email',
      receivedAt: '2026-03-01T08:00:00.000Z',
      from: 'a@b.example',
      text: 'Hola',
    };
    expect(lines('en', recordsOf(), [old])[1]).toBe(
      '|–|2026-03-01 08:00:00 UTC (03:00 America/Bogota)|answer|r-0: Email|a@b.example: Hola|from before it was a record',
    );
  });

  it('says what was erased, and that it happened', () => {
    const told = lines(
      'en',
      recordsOf((item) => eraseItem(item, sha256)),
    );
    expect(told[1]).toMatch(/handed over to be sent\|c-1: Email, first-notice\|erased; 0\.0001 USD\|[0-9a-f]{12}$/);
  });
});
