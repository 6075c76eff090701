// The words of explanations: every code has a sentence in every language, and a wrong words file is refused by name.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Bound, Decision } from '#domain/decision.ts';
import { type Invoice, invoiceStages } from '#domain/facts.ts';
import { languages } from '#domain/vocabulary.ts';
import { becauseInWords } from '#explanations/because-in-words.ts';
import { changeCodes, changesOf } from '#explanations/changes-of.ts';
import { allBecause, fieldNames } from '#explanations/codes.ts';
import { explain } from '#explanations/explain.ts';
import { wordsOf, wordsSchema } from '#explanations/words.ts';
import { parseWords } from '#templates/words-file.ts';
import { aDebtor, anInvoice, aPolicy, someFacts } from '#test/fixtures.ts';
import { aPack, lawWith } from './pack.ts';

const now = '2026-03-20T10:00:00.000Z';
const policy = aPolicy({
  minimumBalance: { EUR: '25.00' },
  minimumBalancePercent: '2.5',
  budget: {
    perDay: 1,
    perWeek: 3,
    rolling: [{ days: 7, max: 3 }],
    separationDays: 2,
    oneChannelAWeek: true,
    calls: [{ days: 7, max: 2 }],
    afterConversation: 7,
  },
  preferred: { time: '10:00', day: 2 },
  requireConsent: ['whatsapp'],
});
const pack = aPack();
const everyRule: readonly Bound[] = [
  ...fieldNames.map((field): Bound => ({ by: 'policy', field })),
  ...[...pack.hours, ...pack.caps, ...pack.bars, pack.scope].map((rule): Bound => ({ by: 'law', authority: rule })),
];
const holdReasons = ['dispute', 'promise', 'plan', 'payment-in-flight', 'bankruptcy', 'offer', 'manual'] as const;
const heldBy = (because: string, until: string | undefined): Partial<Invoice> => {
  const reason = holdReasons.find((each) => each === because);
  return reason ? { holds: { 'h-1': { reason, ...(until === undefined ? {} : { until }) } } } : {};
};

/** Nothing is left to be filled in, and nothing reads as a hole. */
const checkSentences = (lines: readonly string[]): void => {
  expect(lines.length).toBeGreaterThan(4);
  for (const line of lines) {
    expect(line.trim()).not.toBe('');
    expect(line).not.toMatch(/\{\{|\}\}|\{%|undefined|NaN|\[object|null|\(\)|: \.| {2}|""|“”| \./);
  }
};

describe.each(languages)('in %s', (language) => {
  const wait = (because: Decision['because'], wakeAt: string | null): Decision => ({
    kind: 'wait',
    stage: 'administrative',
    because,
    wakeAt,
    bound: everyRule,
  });

  it.each(allBecause)('%s is told in whole sentences, with every rule that can bound', (because) => {
    for (const wakeAt of [null, '2026-03-21T14:00:00.000Z'])
      for (const until of [undefined, '2026-04-01']) {
        const invoice = anInvoice({ stage: 'administrative', ...heldBy(because, until) });
        const debtor = aDebtor({ credit: { EUR: 100 }, contacts: [{ at: now, contact: 'c-1' }] });
        const facts = someFacts({ invoice, debtor, law: lawWith(pack) });
        const told = explain({ facts, policy, decision: wait(because, wakeAt), now, language });
        checkSentences(told.lines);
        expect(told.because.words).toBe(becauseInWords(because, policy.content, language));
        expect(told.because.words).not.toMatch(/[.]$/);
        expect(told.rules.length).toBeGreaterThanOrEqual(everyRule.length);
        expect(told.wouldChange.length).toBeGreaterThan(0);
      }
  });

  it.each(['close', 'hand-off', 'needs-person', 'enter', 'wait'] as const)('a %s is told at every stage', (kind) => {
    for (const stage of invoiceStages) {
      const base = { because: 'unreachable', wakeAt: null, bound: [] } as const;
      const step = 'first-call';
      const decision: Decision =
        kind === 'needs-person'
          ? { ...base, kind, stage: 'administrative', step }
          : kind === 'wait' || kind === 'enter'
            ? { ...base, kind, stage: 'administrative' }
            : { ...base, kind };
      const facts = someFacts({ invoice: anInvoice({ stage }), law: lawWith(pack) });
      checkSentences(explain({ facts, policy, decision, now, language }).lines);
    }
  });

  it.each(['contact', 'task', 'needs-person', 'hand-off', 'close', 'rest'] as const)(
    'what comes next is told: %s, by the invoice itself or by another',
    (kind) => {
      for (const lead of ['F-1', 'F-2']) {
        const next = { kind, at: '2026-03-24T10:00:00.000Z', step: 'second-notice', channel: 'sms', lead } as const;
        const told = explain({
          facts: someFacts(),
          policy,
          decision: wait('next-step', null),
          now,
          language,
          next,
        });
        checkSentences(told.lines);
        expect(told.lines).toContain(told.next?.words);
        if (kind === 'contact') expect(told.next?.words.includes('F-2')).toBe(lead === 'F-2');
      }
    },
  );

  it('says of a moment to come or past that it is one', () => {
    const said = (['now', 'future', 'past'] as const).map(
      (stance) =>
        explain({ facts: someFacts(), policy, decision: wait('next-step', null), now, language, stance }).asOf,
    );
    expect(new Set(said).size).toBe(3);
  });
});

describe('what would change a decision', () => {
  it('uses every change that has words, and no other', () => {
    const bound = pack.hours.map((authority): Bound => ({ by: 'law', authority }));
    const wait = { kind: 'wait', stage: 'preventive', wakeAt: now } as const;
    const named = new Set([
      ...allBecause.flatMap((because) => changesOf({ ...wait, because, bound })),
      ...changesOf({ ...wait, because: 'spacing', bound: [] }),
      ...changesOf({ kind: 'close', because: 'paid', wakeAt: null, bound: [] }, true),
      'window',
    ]);
    expect([...named].toSorted()).toEqual([...changeCodes].toSorted());
  });

  it('names time only where time changes something', () => {
    const wait = { kind: 'wait', stage: 'administrative', because: 'dispute', bound: [] } as const;
    expect(changesOf({ ...wait, wakeAt: now })).toContain('time');
    expect(changesOf({ ...wait, wakeAt: null })).not.toContain('time');
  });

  it('names a change of policy for what the policy bounds, and not for what only the law does', () => {
    const wait = { kind: 'wait', stage: 'administrative', because: 'hours', wakeAt: now } as const;
    const byLaw: Bound = { by: 'law', authority: pack.scope };
    const byPolicy: Bound = { by: 'policy', field: 'hours' };
    expect(changesOf({ ...wait, bound: [byPolicy] })).toContain('policy');
    expect(changesOf({ ...wait, bound: [byPolicy] })).not.toContain('law');
    expect(changesOf({ ...wait, bound: [byLaw] })).not.toContain('policy');
    expect(changesOf({ ...wait, bound: [byLaw] })).toContain('law');
    expect(changesOf({ ...wait, bound: [byLaw, byPolicy] })).toEqual(expect.arrayContaining(['policy', 'law']));
  });
});

describe('a words file', () => {
  const english = readFileSync(new URL('../../shared/explanations/en.yaml', import.meta.url), 'utf8');

  it('is read as it stands', () => {
    expect(parseWords(wordsSchema, english, 'en.yaml')).toEqual(wordsOf('en'));
  });

  it.each([
    ['a code without words', english.replace('  paid: it is paid\n', ''), /en\.yaml: because\.paid/],
    ['a code that does not exist', english.replace('  paid: it is paid', '  payed: x\n  paid: it is paid'), /payed/],
    ['a part that does not exist', `${english}\nmore: x\n`, /more/],
    ['an empty sentence', english.replace('paid: it is paid', 'paid: " "'), /because\.paid: .*empty/],
    ['a sentence that Liquid cannot read', english.replace('paid: it is paid', 'paid: "{{ x"'), /because\.paid/],
    ['a filter that does not exist', english.replace('paid: it is paid', 'paid: "{{ x | shout }}"'), /because\.paid/],
    ['no YAML', 'because: [', /en\.yaml/],
  ])('is refused, by name, with %s', (_, content, problem) => {
    expect(() => parseWords(wordsSchema, content, 'en.yaml')).toThrow(problem);
  });
});
