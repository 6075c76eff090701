// Recorded lives are lived no more: each decision in them is taken again, and must be the same.
import { readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plusMs } from '#domain/calendar.ts';
import { readEvent } from '#domain/events.ts';
import { type ReplayedDecision, replay } from '#domain/lives/replay.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { groundOf, type RecordedLife, readRecordedLives } from '../recorded/recorded-lives.ts';

const recorded = readRecordedLives();
const again = (life: RecordedLife, change?: (content: PolicyContent) => PolicyContent): readonly ReplayedDecision[] =>
  replay(life.record, groundOf(recorded, life, change));
const different = (decisions: readonly ReplayedDecision[]): readonly ReplayedDecision[] =>
  decisions.filter(({ differences }) => differences.length > 0);

const remedy =
  'A past decision would be taken differently now. Undo what changed it. Only where that is intended: say so in docs/replay.md, then run `npm run record:lives`.';
const inWords = ({ at, invoice, derived, differences }: ReplayedDecision): string =>
  `${at} ${invoice}: ${differences.map(({ field, recorded: was, derived: is }) => `${field} was ${was}, is ${is}`).join('; ')} (now ${derived.kind} because ${derived.because})`;

describe('recorded lives', () => {
  it.each(Object.keys(recorded.policies))('under the policies "%s" are decided as they were', (name) => {
    const lives = recorded.lives.filter(({ policies }) => policies === name);
    const changed = lives.flatMap((life) => different(again(life)).map((each) => `${life.name}, ${inWords(each)}`));
    expect(lives.length).toBeGreaterThan(5);
    expect(changed, `${remedy}\n${changed.slice(0, 10).join('\n')}`).toEqual([]);
  });

  it('stay small enough to be kept', () => {
    const folder = new URL('../recorded/', import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    const bytes = files.reduce((sum, name) => sum + statSync(new URL(name, folder)).size, 0);
    expect(files.length).toBeGreaterThan(2);
    expect(bytes).toBeLessThan(1_500_000);
  });

  it('hold every kind of decision, channels and arms, in numbers worth replaying', () => {
    const all = recorded.lives.flatMap((life) => again(life).map(({ recorded: told }) => told));
    const count = (field: string, value: string): number => all.filter((told) => told[field] === value).length;
    expect(recorded.lives.length).toBeGreaterThanOrEqual(200);
    for (const kind of ['contact', 'task', 'close', 'hand-off', 'needs-person'])
      expect(count('kind', kind), kind).toBeGreaterThan(10);
    expect(count('arm', 'texts-first')).toBeGreaterThan(5);
    for (const segment of ['hardship', 'old', 'everybody'])
      expect(count('segment', segment), segment).toBeGreaterThan(5);
    for (const version of ['1', '2', '3']) expect(count('policyVersion', version), version).toBeGreaterThan(5);
    for (const field of ['repetition', 'attempt'])
      for (const value of ['1', '2']) expect(count(field, value), `${field} ${value}`).toBeGreaterThan(10);
    const lawful = recorded.lives.filter(({ law }) => (recorded.laws[law]?.packs.length ?? 0) > 0);
    expect(lawful.length).toBeGreaterThan(50);
  });
});

describe('a change that alters past decisions', () => {
  const lives = recorded.lives.filter(({ policies }) => policies === 'default');
  const changedBy = (change: (content: PolicyContent) => PolicyContent): readonly ReplayedDecision[] =>
    lives.flatMap((life) => different(again(life, change)));

  it('is found when one step is moved by a day', () => {
    const moved = changedBy((content) => ({
      ...content,
      steps: content.steps.map((step) => (step.id === 'second-notice' ? { ...step, day: step.day + 1 } : step)),
    }));
    expect(moved.length).toBeGreaterThan(0);
    expect(moved.some(({ recorded: told }) => told.step === 'second-notice')).toBe(true);
  });

  it('is found when hours, spacing, a channel or a minimum change', () => {
    const changes: readonly ((content: PolicyContent) => PolicyContent)[] = [
      (content) => ({ ...content, hours: { ...content.hours, from: '10:00' } }),
      (content) => ({ ...content, minDaysBetween: 6 }),
      (content) => ({
        ...content,
        steps: content.steps.map((step) => (step.id === 'due-today' ? { ...step, channel: 'letter' } : step)),
      }),
      (content) => ({ ...content, minimumBalance: { EUR: '400.00' } }),
    ];
    for (const change of changes) expect(changedBy(change).length).toBeGreaterThan(0);
  });

  it('says what was recorded, what is derived now, and why', () => {
    const [first] = changedBy((content) => ({ ...content, hours: { ...content.hours, days: [6] } }));
    expect(first?.differences[0]).toMatchObject({ field: 'kind', derived: expect.stringMatching(/^(wait|enter)$/) });
    expect(first?.derived.because).toBe('hours');
  });
});

describe('a record whose instants do not tell the order', () => {
  const life = recorded.lives.find(
    ({ name, record }) => name.startsWith('default') && record.entries.filter(({ is }) => is === 'made').length > 8,
  );
  if (!life) throw new Error('there is no life to take');
  const { record } = life;
  const ground = groundOf(recorded, life);
  /** A payment that is noted at the instant of a contact, but that came after it. */
  const made = record.entries.findIndex(({ is }) => is === 'made');
  const contact = record.entries[made];
  const entries = record.entries.toSpliced(made, 0, {
    at: contact?.at ?? '',
    is: 'heard',
    event: readEvent('Payment Received', {
      id: 'late',
      invoice: contact?.is === 'made' ? contact.taking.covers[0]?.invoice : '',
      amount: '0.01',
      currency: 'EUR',
      effective: '2026-03-01',
    }),
  });
  const [known] = replay({ ...record, entries }, ground).filter(({ at }) => at === contact?.at);
  const [doubted] = replay({ ...record, entries }, { ...ground, doubtMs: 1000 }).filter(({ at }) => at === contact?.at);

  it('is taken at its word where nothing is said of doubt', () => {
    expect(known?.differences.map(({ field }) => field)).toEqual(['covers']);
  });

  it('is given the benefit of the doubt, when either order gives what was decided', () => {
    expect(doubted?.differences).toEqual([]);
  });

  it('is given none beyond the doubtful time', () => {
    const early = entries.map((entry, index) => (index === made ? { ...entry, at: plusMs(entry.at, -1001) } : entry));
    const [found] = replay({ ...record, entries: early }, { ...ground, doubtMs: 1000 }).filter(
      ({ at }) => at === contact?.at,
    );
    expect(found?.differences.map(({ field }) => field)).toEqual(['covers']);
  });
});
