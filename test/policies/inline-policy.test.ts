// The small policy of a case: what is given counts, what is left out restricts nothing, and mistakes are named.
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '#policies/default-policy.ts';
import { inlinePolicy } from '#policies/inline-policy.ts';

const contentOf = (raw: unknown) => {
  const reading = inlinePolicy(raw);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.content;
};
const problemsOf = (raw: unknown) => {
  const reading = inlinePolicy(raw);
  return reading.ok ? [] : reading.problems;
};
const stages = [
  { name: 'administrative', fromDay: 1, toDay: 30 },
  { name: 'extrajudicial', fromDay: 31, toDay: 90 },
];
const steps = [{ id: 'a', stage: 'administrative', day: 5, channel: 'email' }];

describe('an inline policy', () => {
  it('restricts nothing where it says nothing', () => {
    const free = contentOf({});
    expect(free).toMatchObject({
      hours: { from: '00:00', to: '23:59', days: [1, 2, 3, 4, 5, 6, 7], weekdays: {}, holidays: 'allow' },
      minDaysBetween: 1,
      budget: { perDay: 1, rolling: [], calls: [], oneChannelAWeek: false },
      deliveredAfterDays: 0,
      minimumBalance: {},
      promise: { toleranceDays: 0 },
      segments: [],
      strategies: {},
      arms: [],
      requireConsent: [],
    });
    expect([free.budget.perWeek, free.budget.afterConversation, free.budget.separationDays]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([free.interest, free.agency, free.jurisdiction, free.minimumBalancePercent]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('has the stages, steps and creditor of the default where it gives none', () => {
    const { stages: kept, steps: keptSteps, creditor } = defaultPolicy();
    expect(contentOf({})).toMatchObject({ stages: kept, steps: keptSteps, creditor });
  });

  it('replaces the stages and steps of the default whole', () => {
    const content = contentOf({ stages, steps });
    expect(content.stages.map(({ name, requiresNotice }) => [name, requiresNotice])).toEqual([
      ['administrative', false],
      ['extrajudicial', false],
    ]);
    expect(content.steps).toEqual([{ ...steps[0], tone: 'plain' }]);
  });

  it('keeps of the default the steps whose stage it names', () => {
    const { steps: kept } = contentOf({ stages });
    expect(new Set(kept.map(({ stage }) => stage))).toEqual(new Set(['administrative', 'extrajudicial']));
    expect(kept).toHaveLength(defaultPolicy().steps.filter(({ stage }) => stage !== 'preventive').length);
  });

  it('requires of the default stages only notices that its own steps can give', () => {
    expect(contentOf({ steps }).stages.map(({ name, requiresNotice }) => [name, requiresNotice])).toEqual([
      ['preventive', false],
      ['administrative', false],
      ['extrajudicial', true],
      ['handoff', false],
    ]);
  });

  it('takes a creditor in part, and hours in part', () => {
    const content = contentOf({ creditor: { id: 'acme', timeZone: 'America/Bogota' }, hours: { days: [1] } });
    expect(content.creditor).toEqual({ ...defaultPolicy().creditor, id: 'acme', timeZone: 'America/Bogota' });
    expect(content.hours).toMatchObject({ from: '00:00', to: '23:59', days: [1], holidays: 'allow' });
  });

  it('takes 0 and 1 as days between contacts, and -1 not', () => {
    expect(contentOf({ minDaysBetween: 0 }).minDaysBetween).toBe(0);
    expect(contentOf({ minDaysBetween: 1 }).minDaysBetween).toBe(1);
    expect(problemsOf({ minDaysBetween: -1 })).toMatchObject([{ field: 'minDaysBetween', remedy: 'use 0 or more' }]);
  });

  it('may use gaps between stages and days outside them: those are lints', () => {
    const gap = [stages[0], { ...stages[1], fromDay: 40 }];
    expect(problemsOf({ stages: gap, steps: [...steps, { ...steps[0], id: 'b', day: 35 }] })).toEqual([]);
  });

  it.each([
    [null, '', 'null'],
    ['remind them kindly', '', 'string'],
    [[], '', 'array'],
    [{ stages: 'all' }, 'stages', 'string'],
    [{ stages: [] }, 'stages', '1'],
    [{ steps: [{ id: 'a', stage: 'administrative', day: '5', channel: 'email' }] }, 'steps.0.day', 'number'],
    [{ steps: [{ id: 'a', stage: 'administrative', day: 5, channel: 'fax' }] }, 'steps.0.channel', 'fax'],
    [{ stages, steps: [{ ...steps[0], stage: 'preventive' }] }, 'steps.0.stage', 'no stage "preventive"'],
    [{ creditor: 'acme' }, 'creditor', 'string'],
    [{ extends: 'default' }, 'extends', 'unknown field'],
    [{ minDaysBetwen: 3 }, 'minDaysBetwen', 'unknown field'],
    [{ minimumBalance: { EUR: 5 } }, 'minimumBalance.EUR', 'string'],
    [{ segments: [{ name: 'a', when: 'payment.lat > 1' }, { name: 'rest' }] }, 'segments.0.when', 'column'],
  ])('%j is refused at "%s"', (raw, field, reason) => {
    const [problem] = problemsOf(raw);
    expect(problem?.field).toBe(field);
    expect(problem?.reason).toContain(reason);
    expect(problem?.remedy).not.toBe('');
  });

  it('says which name was probably meant', () => {
    expect(problemsOf({ minDaysBetwen: 3 })).toMatchObject([{ remedy: 'did you mean "minDaysBetween"?' }]);
    expect(problemsOf({ stages, steps: [{ ...steps[0], chanel: 'sms' }] })).toMatchObject([
      { field: 'steps.0.chanel', remedy: 'did you mean "channel"?' },
    ]);
  });
});
