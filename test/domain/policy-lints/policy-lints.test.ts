// What a check says of policies that could be put in force: both sides of every boundary, the reason in words.
import { describe, expect, it } from 'vitest';
import type { Cap } from '#domain/cap.ts';
import type { HoursRule, Pack } from '#domain/law.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { policyLints, type Surroundings } from '#domain/policy-lints/policy-lints.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { aPolicy } from '#test/fixtures.ts';

type Given = Parameters<typeof aPolicy>[0];
const ordinary: Surroundings = {
  lacks: () => [],
  charges: { packs: [], rates: new Map(), today: '2026-03-02' },
  sends: ['email', 'sms', 'call', 'visit'],
  packs: [],
  values: [],
};
const lintsOf = (given: Given = {}, around: Partial<Surroundings> = {}) =>
  policyLints(aPolicy(given).content, { ...ordinary, ...around }).map(
    ({ path, code, reason }) => `${path.join('.')} ${code}: ${reason}`,
  );
const codesOf = (given: Given = {}, around: Partial<Surroundings> = {}) =>
  policyLints(aPolicy(given).content, { ...ordinary, ...around }).map(({ path, code }) => `${path.join('.')} ${code}`);

const { stages, steps } = defaultPolicy();
const stageWith = (index: number, given: object): Given => ({
  stages: stages.map((stage, position) => (position === index ? { ...stage, ...given } : stage)),
});
const stepWith = (index: number, given: object): Given => ({
  steps: steps.map((step, position) => (position === index ? { ...step, ...given } : step)),
});

it('the default policy has none', () => {
  expect(lintsOf()).toEqual([]);
});

describe('days of a step', () => {
  it.each([
    [1, []],
    [30, []],
    [
      0,
      [
        'steps.2.day step-outside-stage: day 0 is before "administrative" (1 to 30): it is taken on the first day of the stage, if at all',
      ],
    ],
    [
      31,
      ['steps.2.day unreachable-step: day 31 is after "administrative" (1 to 30): by then "extrajudicial" has begun'],
    ],
  ])('of the administrative stage: %i', (day, expected) => {
    expect(lintsOf(stepWith(2, { day }))).toEqual(expected);
  });

  it('in a gap are outside the stage, but come', () => {
    expect(codesOf({ ...stageWith(2, { fromDay: 33 }), ...stepWith(5, { day: 32 }) })).toEqual([
      'stages.2.fromDay gap',
      'steps.5.day step-outside-stage',
      'steps.6.day step-outside-stage',
    ]);
  });

  it('counted otherwise than the stage are not compared', () => {
    expect(codesOf(stepWith(2, { day: 40, countFrom: 'issue' }))).toEqual([]);
    expect(codesOf(stepWith(2, { day: 40, businessDays: true }))).toEqual([]);
    expect(codesOf(stepWith(2, { day: 0, countFrom: 'entry' }))).toEqual([]);
  });

  it('shared with another step of the stage: one of them is never taken', () => {
    expect(lintsOf(stepWith(3, { day: 15 }))).toEqual([
      'steps.3.day unreachable-step: falls on the day of "first-call", which is taken instead: one contact speaks for the day',
    ]);
    expect(codesOf(stepWith(3, { day: 1 }))).toEqual(['steps.3.day unreachable-step']);
    expect(codesOf(stepWith(3, { day: 14 }))).toEqual([]);
    expect(codesOf(stepWith(3, { day: 15, when: 'age > 3' }))).toEqual([]);
    expect(codesOf(stepWith(3, { day: 15, repeat: { everyDays: 3, times: 2 } }))).toEqual([]);
  });

  it('of a strategy are looked at too', () => {
    const late = { id: 'late', stage: 'administrative', day: 31, channel: 'email' } as const;
    expect(codesOf({ strategies: { other: { steps: [...steps, late] } } })).toEqual([
      'strategies.other.steps.10.day unreachable-step',
    ]);
  });
});

describe('a call', () => {
  it('that nothing in writing can come before is told of: by which channel it goes instead', () => {
    const found = (index: number, given: object) =>
      lintsOf(stepWith(index, given)).filter((each) => each.includes('spoken-first'));
    expect(found(0, { channel: 'call', fallback: ['visit', 'sms'] })).toEqual([
      `steps.0.channel spoken-first: nothing is in writing before step "${steps[0]?.id}": it goes by sms instead`,
    ]);
    expect(found(0, { channel: 'visit', fallback: undefined })).toEqual([
      `steps.0.channel spoken-first: nothing is in writing before step "${steps[0]?.id}": it goes by email instead`,
    ]);
    expect(found(1, { channel: 'call' })).toEqual([]);
  });
});

describe('a repeat', () => {
  it.each([
    [7, ['steps.3.repeat.untilDay unreachable-step']],
    [8, ['steps.3.repeat.untilDay idle-repeat']],
    [12, ['steps.3.repeat.untilDay idle-repeat']],
    [13, []],
  ])('of a step on day 8, every 5 days, until day %i', (untilDay, expected) => {
    expect(codesOf(stepWith(3, { repeat: { everyDays: 5, untilDay } }))).toEqual(expected);
  });

  it('so many times needs no last day', () => {
    expect(codesOf(stepWith(3, { repeat: { everyDays: 5, times: 2 } }))).toEqual([]);
  });
});

describe('stages', () => {
  it.each([
    [31, []],
    [32, ['stages.2.fromDay gap: day 31 belongs to no stage: "administrative" goes on until "extrajudicial" begins']],
    [
      34,
      ['stages.2.fromDay gap: days 31 to 33 belong to no stage: "administrative" goes on until "extrajudicial" begins'],
    ],
  ])('follow each other without a gap: from day %i', (fromDay, expected) => {
    expect(lintsOf(stageWith(2, { fromDay })).filter((each) => each.includes(' gap'))).toEqual(expected);
  });

  it('without a last day, or counted otherwise, have no gap', () => {
    expect(codesOf(stageWith(1, { toDay: undefined }))).toEqual([]);
    expect(codesOf(stageWith(2, { fromDay: 40, countFrom: 'entry' })).filter((each) => each.includes(' gap'))).toEqual(
      [],
    );
  });

  it('that wait for a notice need a step that surely gives it', () => {
    const ruled = (all: boolean): Given => ({
      steps: steps.map((step, index) =>
        step.stage === 'administrative' && (all || index !== 5) ? { ...step, when: 'age > 3' } : step,
      ),
    });
    expect(codesOf(ruled(true))).toEqual(['steps stage-without-notice']);
    expect(codesOf(ruled(false))).toEqual([]);
  });

  it('that wait for a notice are entered without it where a strategy gives none', () => {
    const silent = { steps: steps.filter(({ stage }) => stage !== 'extrajudicial') };
    expect(lintsOf({ strategies: { silent } })).toEqual([
      'strategies.silent.steps stage-without-notice: strategy "silent": "extrajudicial" has no step, so "handoff" is entered without the notice that it requires',
    ]);
    expect(codesOf({ strategies: { whole: { steps: [...steps] } } })).toEqual([]);
  });

  it.each([
    [stageWith(0, { requiresNotice: true }), ['stages.0.requiresNotice idle-notice']],
    [stageWith(1, { noticeDays: 3 }), ['stages.1.noticeDays idle-notice']],
    [stageWith(1, { requiresDelivery: true }), ['stages.1.requiresDelivery idle-notice']],
    [stageWith(2, { noticeDays: 3, requiresDelivery: true }), []],
  ])('say nothing about notices in vain', (given, expected) => {
    expect(codesOf(given)).toEqual(expected);
  });
});

describe('words', () => {
  it.each([
    [0, 'firm', ['steps.0.tone harsh-tone']],
    [0, 'plain', []],
    [5, 'firm', ['steps.5.tone harsh-tone']],
    [5, 'plain', []],
    [6, 'firm', []],
  ])('step %i may not sound harsher than its stage allows: %s', (index, tone, expected) => {
    expect(codesOf(stepWith(index, { tone }))).toEqual(expected);
  });

  it('a channel that nothing sends by is an error, as a fallback too', () => {
    const found = policyLints(
      aPolicy(stepWith(0, { channel: 'letter', fallback: ['sms', 'whatsapp'] })).content,
      ordinary,
    );
    expect(found).toMatchObject([
      { path: ['steps', 0, 'channel'], severity: 'error', code: 'no-sender' },
      { path: ['steps', 0, 'fallback'], severity: 'error', code: 'no-sender' },
    ]);
    expect(codesOf({}, { sends: ['email', 'sms', 'visit'] })).toEqual([
      'steps.4.channel no-sender',
      'steps.8.channel no-sender',
    ]);
  });

  it('a channel whose sender the creditor has not named is an error that says which field to set', () => {
    const step = stepWith(0, { channel: 'sms', fallback: 'whatsapp' });
    const sends = { sends: ['email', 'sms', 'whatsapp', 'call', 'visit'] } as const;
    expect(codesOf(step, sends)).toEqual(['steps.0.fallback no-sender']);
    const { creditor } = aPolicy().content;
    expect(codesOf({ ...step, creditor: { ...creditor, whatsappSender: 'phone-number-id-1' } }, sends)).toEqual([]);
  });

  it('a text that does not exist, or lacks something, is named with its language', () => {
    const lacks: Surroundings['lacks'] = ({ stage, channel, language, tone }) => {
      if (stage !== 'preventive' || tone !== 'warm' || language !== 'pt') return [];
      return channel === 'sms' ? 'text' : ['consequence', 'opt-out'];
    };
    const reason = [
      'text-lacks: the warm text of "preventive" for email in pt lacks consequence, opt-out',
      'no-text: the warm text of "preventive" for sms in pt does not exist',
    ];
    expect(lintsOf({}, { lacks })).toEqual([0, 1].flatMap((index) => reason.map((each) => `steps.${index} ${each}`)));
  });

  it('a text of another name is warned of, and one that is known is looked at instead of that of the stage', () => {
    expect(codesOf(stepWith(0, { template: 'my-own' }))).toEqual(['steps.0.template no-text']);
    expect(codesOf(stepWith(6, { template: 'formalNotice' }))).toEqual([]);
    const lacks: Surroundings['lacks'] = ({ template, channel }) =>
      template === 'formalNotice' && channel === 'sms' ? ['amount'] : [];
    expect(lintsOf(stepWith(6, { template: 'formalNotice' }), { lacks })[0]).toBe(
      'steps.6 text-lacks: the firm text of "formalNotice" for sms in es lacks amount',
    );
  });
});

const authority = { pack: 'XX-consumer', source: 'art. 1', confidence: 'S1' } as const;
const aPack = (given: Partial<Pack>): Pack => ({
  id: 'XX-consumer',
  jurisdiction: 'XX',
  debtorType: 'consumer',
  binds: ['creditor', 'agency'],
  scope: { ...authority, rule: 'scope' },
  hours: [],
  caps: [],
  bars: [],
  ...given,
});
const withHours = (given: Partial<HoursRule> = {}): Partial<Surroundings> => {
  const open = { from: '09:00', to: '18:00' };
  const week = [open, open, open, open, open, null, null];
  const rule = { ...authority, rule: 'hours', channels: 'any', week, onHolidays: false } as const;
  return { packs: [aPack({ hours: [{ ...rule, ...given }] })] };
};
const withCap = (cap: Cap): Partial<Surroundings> => ({
  packs: [aPack({ caps: [{ ...authority, rule: 'frequency', cap }] })],
});
const hours = (given: Partial<PolicyContent['hours']>): Given => ({ hours: { ...defaultPolicy().hours, ...given } });

describe('hours looser than law', () => {
  it.each<readonly [string, Partial<PolicyContent['hours']>, readonly string[]]>([
    ['the same', {}, []],
    ['stricter', { from: '10:00', to: '17:00', days: [2] }, []],
    ['a minute early', { from: '08:59' }, ['hours looser-than-law']],
    ['a minute late', { to: '18:01' }, ['hours looser-than-law']],
    ['a day more', { days: [1, 2, 3, 4, 5, 6] }, ['hours.days looser-than-law']],
    ['holidays', { holidays: 'allow' }, ['hours.holidays looser-than-law']],
    ['longer on one day', { weekdays: { 2: { from: '09:00', to: '18:30' } } }, ['hours.weekdays.2 looser-than-law']],
    ['shorter on one day', { weekdays: { 2: { from: '09:00', to: '12:00' } } }, []],
  ])('%s', (_, given, expected) => {
    expect([...new Set(codesOf(hours(given), withHours()))]).toEqual(expected);
  });

  it('say what is open, and which rule allows what', () => {
    expect(lintsOf(hours({ days: [1], to: '19:00' }), withHours())).toEqual([
      'hours looser-than-law: Monday is open 09:00 to 19:00, but XX-consumer.hours (art. 1) allows contact 09:00 to 18:00',
    ]);
  });

  it('matter only for channels that the policy uses', () => {
    expect(codesOf(hours({ from: '05:00' }), withHours({ channels: ['letter'] }))).toEqual([]);
    expect(codesOf(hours({ from: '05:00', days: [1] }), withHours({ channels: ['call'] }))).toEqual([
      'hours looser-than-law',
    ]);
  });

  it('until the end of the day are looser than until a minute before', () => {
    const open = { from: '00:00', to: '23:59' };
    const week = [open, open, open, open, open, open, open];
    const whole = hours({ from: '00:00', to: '23:59', days: [1] });
    expect(codesOf(whole, withHours({ week }))).toEqual(['hours looser-than-law']);
    const until24 = week.map(() => ({ from: '00:00', to: '24:00' }));
    expect(codesOf(whole, withHours({ week: until24 }))).toEqual([]);
  });
});

describe('budgets looser than law', () => {
  const count = (
    max: number,
    window: Extract<Cap, { kind: 'count' }>['window'],
    channels: Cap['channels'] = 'any',
  ): Cap => ({
    kind: 'count',
    channels,
    max,
    window,
  });
  it.each([
    ['once a day', { perDay: 1 }, count(1, 'day'), true],
    ['twice a day where once is allowed', { perDay: 2 }, count(1, 'day'), false],
    ['once a day in a week of seven', {}, count(7, 'week'), true],
    ['once a day in a week of six', {}, count(6, 'week'), false],
    ['three a week where three are allowed', { perWeek: 3 }, count(3, 'week'), true],
    ['three a week where two are allowed', { perWeek: 3 }, count(2, 'week'), false],
    ['three a calendar week are six in some seven days', { perWeek: 3 }, count(6, { days: 7 }), true],
    ['three a calendar week are more than five in some seven days', { perWeek: 3 }, count(5, { days: 7 }), false],
    ['a rolling window of its own', { rolling: [{ days: 7, max: 5 }] }, count(5, { days: 7 }), true],
    ['a rolling window that is shorter', { rolling: [{ days: 3, max: 2 }] }, count(5, { days: 7 }), false],
    ['every third day', { separationDays: 3 }, count(3, { days: 7 }), true],
    ['every second day', { separationDays: 2 }, count(3, { days: 7 }), false],
    ['calls limited where calls are', { calls: [{ days: 7, max: 7 }] }, count(7, { days: 7 }, ['call']), true],
    ['calls limited where all are', { perDay: 5, calls: [{ days: 7, max: 7 }] }, count(7, { days: 7 }), false],
    ['channels nobody uses', { perDay: 9 }, count(1, 'day', ['letter']), true],
    ['two days apart', { separationDays: 2 }, { kind: 'separation', channels: 'any', days: 2 }, true],
    ['a day apart', { separationDays: 1 }, { kind: 'separation', channels: 'any', days: 2 }, false],
    ['one in two days', { rolling: [{ days: 2, max: 1 }] }, { kind: 'separation', channels: 'any', days: 2 }, true],
    ['one channel', { oneChannelAWeek: true }, { kind: 'single-channel', channels: 'any', window: 'week' }, true],
    ['any channel', {}, { kind: 'single-channel', channels: 'any', window: 'week' }, false],
    ['one a week', { perWeek: 1 }, { kind: 'single-channel', channels: 'any', window: 'week' }, true],
    ['quiet for 7 days', { afterConversation: 7 }, { kind: 'after-conversation', channels: ['call'], days: 7 }, true],
    ['quiet for 6 days', { afterConversation: 6 }, { kind: 'after-conversation', channels: ['call'], days: 7 }, false],
  ] as const)('%s', (_, budget, cap, isKept) => {
    const given = {
      budget: {
        ...budget,
        rolling: [...('rolling' in budget ? budget.rolling : [])],
        calls: [...('calls' in budget ? budget.calls : [])],
      },
    };
    expect(codesOf(given, withCap(cap))).toEqual(isKept ? [] : ['budget looser-than-law']);
  });

  it('of a strategy are looked at too', () => {
    const strategies = { often: { budget: { perDay: 2 } } };
    expect(lintsOf({ strategies }, withCap(count(1, 'day')))).toEqual([
      'strategies.often.budget looser-than-law: allows more than XX-consumer.frequency (art. 1): at most 1 contacts in a day',
    ]);
  });

  it('a channel that the law bars is never used', () => {
    const packs = [aPack({ bars: [{ ...authority, rule: 'forbidden', channels: ['call'] }] })];
    expect(codesOf({}, { packs })).toEqual(['steps.4.channel barred-channel', 'steps.8.channel barred-channel']);
  });
});

describe('values that nobody has verified', () => {
  const values = [
    { id: 'XX-consumer.interest', says: 'at most 12 %', confidence: 'M' },
    { id: 'XX-consumer.hours', says: 'unknown', confidence: 'U' },
    { id: 'XX-consumer.frequency', says: 'once a day', confidence: 'S2' },
    { id: 'XX-consumer.interest', says: 'and no more', confidence: 'M' },
  ] as const;

  it('wait for an acknowledgement, each once', () => {
    expect(codesOf({}, { values })).toEqual(['jurisdiction unverified-law', 'jurisdiction unverified-law']);
    expect(lintsOf({ acknowledge: ['XX-consumer.interest'] }, { values })).toEqual([
      'jurisdiction unverified-law: XX-consumer.hours is unknown',
    ]);
    expect(codesOf({ acknowledge: ['XX-consumer.interest', 'XX-consumer.hours'] }, { values })).toEqual([]);
  });

  it('are not acknowledged in vain', () => {
    const acknowledge = ['XX-consumer.interest', 'XX-consumer.hour', 'XX-consumer.frequency'];
    const lints = policyLints(aPolicy({ acknowledge }).content, { ...ordinary, values });
    expect(lints.map(({ path, code, remedy }) => [path.join('.'), code, remedy])).toEqual([
      ['jurisdiction', 'unverified-law', 'have somebody look at it, then add XX-consumer.hours to acknowledge'],
      ['acknowledge.1', 'idle-acknowledgement', 'did you mean "XX-consumer.hours"?'],
      ['acknowledge.2', 'idle-acknowledgement', 'leave it out'],
    ]);
  });
});
