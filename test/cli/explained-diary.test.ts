// A case lived with its explanations, as `recaudo diary CASE.json --explain` prints it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCase } from '#cli/cases/case-schema.ts';
import { liveCase } from '#cli/cases/live-case.ts';
import { languages } from '#domain/vocabulary.ts';

const written = readCase(
  JSON.stringify({
    from: '2026-02-20',
    to: '2026-03-20',
    debtors: [
      { id: 'ana', name: 'Ana Ruiz', timeZone: 'America/Bogota', email: 'ana@example.com' },
      { id: 'beto', name: 'Beto SA', timeZone: 'UTC' },
    ],
    invoices: [
      { id: 'F-1', debtor: 'ana', amount: '1000.00', currency: 'EUR', issued: '2026-02-01', due: '2026-03-02' },
      { id: 'F-2', debtor: 'beto', amount: '20.00', currency: 'EUR', issued: '2026-02-01', due: '2026-03-02' },
    ],
    facts: [{ at: '2026-03-04T10:00:00Z', event: 'Payment Received', detail: { invoice: 'F-1', amount: '1000.00' } }],
  }),
  'case.json',
);

describe('the sample', () => {
  it('lives and explains itself in every language', () => {
    const file = new URL('../../samples/explained-case.json', import.meta.url);
    const sample = readCase(readFileSync(file, 'utf8'), 'explained-case.json');
    for (const language of languages) {
      const { diary, warnings } = liveCase(sample, file.pathname, language);
      expect(warnings).toEqual([]);
      expect(diary.map(({ kind }) => kind)).toEqual(['contact', 'contact', 'contact', 'contact', 'close']);
      for (const { explanation } of diary) expect(explanation?.lines.length).toBeGreaterThan(5);
    }
  });
});

describe('a diary with explanations', () => {
  const { diary } = liveCase(written, 'case.json', 'en');

  it('explains every entry on the facts of its moment', () => {
    expect(diary.map(({ invoice, step, explanation }) => [invoice, step, explanation?.kind])).toEqual([
      ['F-2', 'friendly-reminder', 'needs-person'],
      ['F-1', 'friendly-reminder', 'contact'],
      ['F-1', 'due-today', 'contact'],
      ['F-1', null, 'close'],
    ]);
    for (const { at, explanation } of diary) expect(explanation?.when.at).toBe(at);
    expect(diary[1]?.explanation?.what).toBe(
      'Ana Ruiz now gets an email about €1,000.00 of invoice F-1: step friendly-reminder, preventive stage.',
    );
    expect(diary[3]?.explanation?.because.words).toBe('it is paid');
  });

  it('speaks the language that is asked for', () => {
    expect(liveCase(written, 'case.json', 'es').diary[3]?.explanation?.lines).toContain('Por qué: está pagada.');
  });

  it('is the same diary, key by key, without explanations', () => {
    const plain = liveCase(written, 'case.json').diary;
    expect(plain).toEqual(diary.map(({ explanation: _, ...entry }) => entry));
    for (const entry of plain) expect(Object.keys(entry)).not.toContain('explanation');
  });
});
