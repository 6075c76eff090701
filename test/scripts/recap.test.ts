import { describe, expect, it } from 'vitest';
import type { TaskResult } from '#domain/events.ts';
import { languages } from '#domain/vocabulary.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { type Recapped, recapOf } from '#scripts/recap.ts';

const recap = (result: TaskResult, given: Partial<Recapped> = {}): string | undefined =>
  recapOf({
    ...{ result, creditor: defaultPolicy().creditor, spokeAt: '2026-03-18T23:30:00.000Z', stage: 'administrative' },
    ...{ invoice: 'F-1001', others: 0, open: { amount: 42_000, currency: 'EUR' } },
    debtor: { name: 'Lucía Fernández', language: 'en', timeZone: 'Europe/Madrid' },
    ...given,
  });
const results: readonly TaskResult[] = [
  { kind: 'promise', date: '2026-03-25', amount: '250.00', currency: 'EUR' },
  { kind: 'promise', date: '2026-03-25' },
  { kind: 'paid' },
  { kind: 'paid', on: '2026-03-16' },
  { kind: 'dispute', amount: '20.00', currency: 'EUR', reason: 'one box was broken' },
  { kind: 'dispute' },
  { kind: 'cannot-pay', cause: 'illness' },
  { kind: 'refuses', reason: 'the work was bad' },
  { kind: 'refuses' },
  { kind: 'call-back', at: '2026-03-19T16:30:00Z' },
];

describe('the recap of a conversation', () => {
  it('of a promise says who, when, how much, by when, what comes next and what otherwise', () => {
    expect(recap({ kind: 'promise', date: '2026-03-25', amount: '250.00', currency: 'EUR' }, { others: 2 })).toBe(
      [
        // The day is the debtor's: in Madrid it was half past midnight.
        'Dear Lucía Fernández, thank you for speaking with us on March 19, 2026 about invoice F-1001 and 2 other invoices.',
        'What we said: You will pay €250.00 by March 25, 2026.',
        'What happens next: Until that day we send no further notices about it. When the payment arrives, you have nothing more to do.',
        'If that does not work out: We get in touch with you again to find another way.',
        'If anything here is not as you remember it, tell us: Ana Ruiz, +1 555 0100, cobranza@example.com. Recaudo Demo',
      ].join('\n\n'),
    );
  });

  it.each(results)('of %j is whole in every language, also without what was not said', (result) => {
    for (const language of languages) {
      for (const stage of ['preventive', 'administrative', 'extrajudicial', 'handoff', 'closed']) {
        const { open: _, ...rest } = { open: undefined };
        const text = recap(result, { ...rest, stage, debtor: { name: 'Lucía', language, timeZone: 'UTC' } });
        expect(text).not.toMatch(/\{[{%]|null|undefined| {2}| \.| ,/);
        expect(text?.split('\n\n').length).toBeGreaterThanOrEqual(4);
      }
    }
  });

  it('gives the time of a call by the clock of the debtor', () => {
    expect(recap({ kind: 'call-back', at: '2026-03-19T16:30:00Z' })).toContain('on March 19, 2026 at 17:30');
  });

  it('speaks of the invoice that was named, and of no other', () => {
    const text = recap({ kind: 'dispute', invoice: 'F-7' }, { others: 3 });
    expect(text).toContain('about invoice F-7.');
    expect(text).not.toContain('F-1001');
  });

  it.each<TaskResult>([{ kind: 'no-answer' }, { kind: 'wrong-number' }, { kind: 'deceased' }])(
    'is owed to nobody after %j',
    (result) => expect(recap(result)).toBeUndefined(),
  );
});
