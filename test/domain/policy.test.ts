// The policy file: what is accepted, and what each mistake is answered with: line, column, field and remedy.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type PolicyContent, policySchema } from '#domain/policy.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { describeProblems, readPolicy } from '#policies/read-policy.ts';
import { aPolicy, decideOn } from '#test/fixtures.ts';

const file = readFileSync(new URL('../../shared/policies/default.yaml', import.meta.url), 'utf8');

/** The default file with one thing changed; fails when that thing is not there. */
const edited = (from: string, to: string): string => {
  if (!file.includes(from)) throw new Error(`default.yaml has no ${from}`);
  return file.replace(from, () => to);
};
const problemsOf = (text: string) => {
  const reading = readPolicy(text);
  return reading.ok ? [] : reading.problems;
};
/** Line and column of a piece of text, counted from 1. */
const whereIs = (text: string, piece: string) => {
  const before = text.slice(0, text.indexOf(piece)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

describe('the default policy', () => {
  it('has the four stages one after another, each step inside its own', () => {
    expect(defaultPolicy().stages.map(({ name, fromDay, toDay }) => [name, fromDay, toDay])).toEqual([
      ['preventive', -7, 0],
      ['administrative', 1, 30],
      ['extrajudicial', 31, 90],
      ['handoff', 91, undefined],
    ]);
  });

  it('is read the same with the line ends of another system', () => {
    expect(readPolicy(file.replaceAll('\n', '\r\n'))).toMatchObject({ ok: true, content: defaultPolicy() });
  });

  it('may leave out what has a default', () => {
    const { hours, minDaysBetween, deliveredAfterDays, minimumBalance, interest, agency, ...needed } = defaultPolicy();
    expect(policySchema.parse(needed)).toMatchObject({
      hours: { from: '00:00', to: '23:59', days: [1, 2, 3, 4, 5, 6, 7] },
      minDaysBetween: 1,
      deliveredAfterDays: 3,
      minimumBalance: {},
    });
    expect(policySchema.parse(needed).interest).toBeUndefined();
    expect([hours, minDaysBetween, deliveredAfterDays, minimumBalance, interest, agency]).not.toContain(undefined);
  });
});

describe('a mistake in the file is reported where it stands', () => {
  it.each([
    [
      'a word that is none of the choices',
      'channel: sms, fallback',
      'channel: fax, fallback',
      'fax',
      'steps.5.channel',
      'email',
    ],
    [
      'a number without quotes where text is needed',
      'annualRatePercent: "12"',
      'annualRatePercent: 12',
      '12',
      'interest.annualRatePercent',
      'string',
    ],
    [
      'a rate with a sign',
      'annualRatePercent: "12"',
      'annualRatePercent: "-1"',
      '"-1"',
      'interest.annualRatePercent',
      'write a rate in quotes',
    ],
    ['a time without a leading zero', 'from: "09:00"', 'from: "9:00"', '"9:00"', 'hours.from', 'write a time as HH:MM'],
    ['a time that no clock shows', 'to: "18:00"', 'to: "24:00"', '"24:00"', 'hours.to', 'write a time as HH:MM'],
    ['hours that end before they begin', 'to: "18:00"', 'to: "08:00"', '"08:00"', 'hours.to', 'is not later than from'],
    [
      'hours that end as they begin',
      'to: "18:00"',
      'to: "09:00"',
      '"09:00", days',
      'hours.to',
      'is not later than from',
    ],
    ['an eighth day of the week', 'days: [1, 2, 3, 4, 5]', 'days: [1, 2, 3, 4, 8]', '8]', 'hours.days.4', '7'],
    ['no day at all', 'days: [1, 2, 3, 4, 5]', 'days: []', '[]', 'hours.days', '1'],
    [
      'a zone that is nowhere',
      'timeZone: UTC',
      'timeZone: Mars/Base',
      'Mars/Base',
      'creditor.timeZone',
      'use an IANA zone',
    ],
    [
      'an address that is none',
      'email: cobranza@example.com',
      'email: cobranza',
      'cobranza\n',
      'creditor.email',
      'name@example.com',
    ],
    [
      'an amount with a sign',
      'EUR: "5.00"',
      'EUR: "-5.00"',
      '"-5.00"',
      'minimumBalance.EUR',
      'write an amount in quotes',
    ],
    ['a space in an id', 'id: due-today', 'id: due today', 'due today', 'steps.1.id', 'use 1 to 40 letters'],
    ['a half day', 'minDaysBetween: 3', 'minDaysBetween: 1.5', '1.5', 'minDaysBetween', 'int'],
    [
      'fewer days than none between contacts',
      'minDaysBetween: 3',
      'minDaysBetween: -1',
      '-1\n# Of one person',
      'minDaysBetween',
      '0',
    ],
  ])('%s', (_, from, to, piece, field, reason) => {
    const text = edited(from, to);
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ ...whereIs(text, piece), field, severity: 'error' });
    expect(`${problem?.reason}. ${problem?.remedy}`).toContain(reason);
  });

  it.each([
    ['minDaysBetween: 3', 'minDaysBetwen: 3', 'minDaysBetwen', 'did you mean "minDaysBetween"?'],
    ['tone: warm }', 'tune: warm }', 'steps.0.tune', 'did you mean "tone"?'],
    ['tone: warm }', 'mood: warm }', 'steps.0.mood', 'use one of id, stage, day, countFrom, businessDays, channel'],
    ['toDay: 0 }', 'today: 0 }', 'stages.0.today', 'did you mean "toDay"?'],
    ['  approval: automatic', '  aproval: automatic', 'agency.aproval', 'did you mean "approval"?'],
  ])('a typo in %s, %s, is reported on its line with the name that was meant', (from, to, field, remedy) => {
    const text = edited(from, to);
    const { line } = whereIs(text, to);
    const reason = `unknown field "${field.split('.').at(-1)}"`;
    expect(problemsOf(text)).toMatchObject([
      { line, field, reason, code: 'unknown-field', remedy: expect.stringContaining(remedy) },
    ]);
  });

  it('a rule of a segment or of a step that cannot be run is an error at its place; one that decides nothing is not', () => {
    const ruled = edited('tone: warm }', "tone: warm, when: 'agee > 3' }");
    expect(problemsOf(ruled)).toMatchObject([
      { ...whereIs(ruled, "'agee"), code: 'rule', field: 'steps.0.when', reason: expect.stringContaining('agee') },
    ]);
    const idle = readPolicy(edited('tone: warm }', "tone: warm, when: 'age > 3 && age < 3' }"));
    expect(idle).toMatchObject({ ok: true, warnings: [{ field: 'steps.0.when', severity: 'warning' }] });
  });

  it('a field that is missing is reported at what should hold it', () => {
    const text = edited('  language: en\n', '');
    expect(problemsOf(text)).toMatchObject([
      {
        ...whereIs(text, 'id: default'),
        field: 'creditor.language',
        code: 'missing',
        remedy: 'add it: Language of debtors that name none.',
      },
    ]);
  });

  it('a typo above a block is reported on its own line, not on the one below', () => {
    const text = edited('interest:\n', 'intrest:\n');
    expect(problemsOf(text)).toMatchObject([{ ...whereIs(text, 'intrest'), field: 'intrest' }]);
  });

  it('a currency that is none is answered with what to write', () => {
    const text = edited('EUR: "5.00"', 'EURO: "5.00"');
    expect(problemsOf(text)).toMatchObject([
      { field: 'minimumBalance.EURO', remedy: expect.stringContaining('ISO 4217') },
    ]);
  });

  it.each([
    ['minimumBalance: { EUR: "5.00"', 'minimumBalance: { EUR: "5.005"'],
    ['CLP: "250000"', 'CLP: "250000.50"'],
  ])('more decimals than the currency has are refused: %s', (from, to) => {
    expect(problemsOf(edited(from, to))).not.toEqual([]);
  });

  it('reports every mistake of a file at once', () => {
    const text = edited('timeZone: UTC', 'timeZone: Mars').replace('from: "09:00"', 'from: "9"');
    expect(problemsOf(text).map(({ field }) => field)).toEqual(
      expect.arrayContaining(['creditor.timeZone', 'hours.from']),
    );
  });

  it.each([
    ['an indentation by tabs', 'creditor:\n\tid: x\n', 2, 1, 'Tabs'],
    ['a field given twice', `${file}minDaysBetween: 4\n`, file.split('\n').length, 1, 'unique'],
    ['a bracket left open', 'hours: { from: "09:00"\nminDaysBetween: 3\n', 2, 1, '}'],
  ])('%s', (_, text, line, column, reason) => {
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ line, column, field: '' });
    expect(problem?.reason).toContain(reason);
  });

  it.each([
    ['an empty file', '', 'null'],
    ['a sentence', 'remind them kindly', 'string'],
    ['a list', '- preventive', 'array'],
  ])('%s is no policy', (_, text, got) => {
    const [problem, ...others] = problemsOf(text);
    expect(problem).toMatchObject({ line: 1, column: 1, field: '' });
    expect(problem?.reason).toContain(got);
    expect(others).toEqual([]);
  });

  it('is described in one line each, as editors jump to it', () => {
    const where = { line: 12, column: 5, field: 'steps.0.day' };
    expect(
      describeProblems('acme.yaml', [
        { ...where, severity: 'error', code: 'value', reason: 'day 9 is wrong', remedy: 'use day 8' },
        { ...where, file: 'base.yaml', field: '', reason: 'map keys must be unique', remedy: 'is one too many?' },
        { ...where, reason: 'is not the name of the file' },
      ]).split('\n'),
    ).toEqual([
      'acme.yaml:12:5 error value steps.0.day: day 9 is wrong. use day 8.',
      'base.yaml:12:5 error policy map keys must be unique. is one too many?',
      'acme.yaml:12:5 error policy steps.0.day: is not the name of the file. Correct it, then upload it again.',
    ]);
  });
});

describe('a file that would be too much', () => {
  const filler = (length: number) => `${file}#`.padEnd(length, '#');

  it('is read up to 200,000 characters and refused unread beyond', () => {
    expect(readPolicy(filler(200_000))).toMatchObject({ ok: true, content: defaultPolicy() });
    expect(problemsOf(filler(200_001))).toMatchObject([
      { line: 1, column: 1, field: '', reason: 'the file has 200001 characters; at most 200000 are read' },
    ]);
  });

  it('is refused when it is nested without end', () => {
    expect(problemsOf(`${'['.repeat(5000)}${']'.repeat(5000)}`).length).toBeGreaterThan(0);
  });

  const billion = ['a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]']
    .concat(Array.from({ length: 12 }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(9)}ha]`))
    .join('\n');

  it.each([
    ['once', edited('tone: warm }', 'tone: &tone warm }').replace('tone: plain }', 'tone: *tone }')],
    ['a billion times', billion],
  ])('is refused with words when it repeats itself by aliases, %s', (_, text) => {
    expect(problemsOf(text)).toMatchObject([{ reason: expect.stringContaining('alias') }]);
  });

  it('never has its aliases unfolded', () => {
    const before = performance.now();
    let unfolded = false;
    try {
      unfolded = readPolicy(billion).ok;
    } catch (error) {
      expect(error).toBeInstanceOf(ReferenceError);
    }
    expect(unfolded).toBe(false);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

const complaints = (change: (content: PolicyContent) => object): readonly string[] => {
  const parsed = policySchema.safeParse({ ...defaultPolicy(), ...change(defaultPolicy()) });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const stagesWith = (index: number, given: object) => (content: PolicyContent) => ({
  stages: content.stages.map((stage, position) => (position === index ? { ...stage, ...given } : stage)),
});
const stepsWith = (index: number, given: object) => (content: PolicyContent) => ({
  steps: content.steps.map((step, position) => (position === index ? { ...step, ...given } : step)),
});

describe('stages', () => {
  it.each([
    ['begin on the day after the one before ends', 31, []],
    ['leave a gap, for that is a lint', 32, []],
    [
      'do not overlap',
      30,
      ['stages.2.fromDay: "extrajudicial" begins on day 30, but "administrative" goes on to day 30'],
    ],
  ])('%s', (_, fromDay, expected) => {
    expect(complaints(stagesWith(2, { fromDay }))).toEqual(expected);
  });

  it('begin one after the other, also where no last day is written', () => {
    const open = (fromDay: number) => (content: PolicyContent) => ({
      stages: content.stages.map(({ toDay: _, ...stage }, index) => (index === 2 ? { ...stage, fromDay } : stage)),
    });
    expect(complaints(open(2))).toEqual([]);
    expect(complaints(open(1))).toEqual([
      'stages.2.fromDay: "extrajudicial" does not begin after "administrative", which begins on day 1',
    ]);
  });

  it('that count differently are not compared', () => {
    expect(complaints(stagesWith(2, { fromDay: 5, toDay: 9, countFrom: 'entry' }))).toEqual([]);
    expect(complaints(stagesWith(2, { fromDay: 20, businessDays: true }))).toEqual([]);
  });

  it('cannot count from the notice of a stage before the first', () => {
    expect(complaints(stagesWith(0, { countFrom: 'entry' }))).toEqual([
      'stages.0.countFrom: there is no stage before it whose notice could be counted from',
    ]);
  });

  it('do not end before they begin, but may last one day', () => {
    expect(complaints(stagesWith(0, { fromDay: 1 }))).toContain('stages.0.toDay: ends before it begins (day 1)');
    const oneDay = (content: PolicyContent) => ({
      ...stagesWith(0, { fromDay: 0 })(content),
      steps: content.steps.filter(({ day }) => day >= 0),
    });
    expect(complaints(oneDay)).toEqual([]);
  });

  it('go from kind to serious, each once', () => {
    expect(complaints(stagesWith(1, { name: 'preventive' }))).toContain('stages.1.name: stands in the wrong place');
    expect(complaints(stagesWith(2, { name: 'preventive' }))).toContain('stages.2.name: stands in the wrong place');
  });

  it('that require notice need a step before them that gives it', () => {
    const silent = (content: PolicyContent) => ({
      steps: content.steps.filter((step) => step.stage !== 'administrative'),
    });
    expect(complaints(silent)).toEqual([
      'stages.2.requiresNotice: "administrative" has no step that could give the notice',
    ]);
    expect(
      complaints((content) => ({ ...silent(content), ...stagesWith(2, { requiresNotice: false })(content) })),
    ).toEqual([]);
  });

  it('may be fewer than four', () => {
    const short = (content: PolicyContent) => ({
      stages: content.stages.slice(0, 2),
      steps: content.steps.filter(({ stage }) => stage === 'preventive' || stage === 'administrative'),
    });
    expect(complaints(short)).toEqual([]);
    expect(complaints(() => ({ stages: [] }))[0]).toContain('stages');
  });
});

describe('segments and arms', () => {
  const two = { strategies: { gentle: { minDaysBetween: 10 } } };
  const late = { name: 'late', when: 'age > 30', strategy: 'gentle' };
  const rest = { name: 'rest' };

  it.each([
    ['end with a default', [late, rest], []],
    ['may be the default alone', [rest], []],
    ['need one', [late], ['segments.0.when: the last segment is the default and takes no rule']],
    [
      'have only one',
      [rest, rest],
      [
        'segments.0: nothing after "rest" would ever be reached, for it has no rule',
        'segments.1.name: the name "rest" is taken by an earlier segment',
      ],
    ],
    [
      'name a strategy that is there',
      [{ ...late, strategy: 'harsh' }, rest],
      ['segments.0.strategy: there is no strategy "harsh"'],
    ],
  ])('segments %s', (_, segments, expected) => {
    expect(complaints(() => ({ ...two, segments }))).toEqual(expected);
  });

  it.each([
    ['take up to all debtors', [60, 40], []],
    ['take no more', [60, 41], ['arms.0.percent: the arms together take 101 % of the debtors']],
  ])('arms %s', (_, shares, expected) => {
    const arms = shares.map((percent, index) => ({ name: `arm-${index}`, percent, strategy: 'gentle' }));
    expect(complaints(() => ({ ...two, arms })).slice(0, 1)).toEqual(expected);
  });

  it('arms name a strategy and a segment that are there', () => {
    const arms = [{ name: 'a', percent: 10, strategy: 'harsh', segment: 'none' }];
    expect(complaints(() => ({ ...two, segments: [late, rest], arms }))).toEqual([
      'arms.0.strategy: there is no strategy "harsh"',
      'arms.0.segment: there is no segment "none"',
    ]);
  });
});

describe('steps', () => {
  it.each([0, 1, 30, 31])('of the administrative stage may fall on day %i: outside it is a lint', (day) => {
    expect(complaints(stepsWith(2, { day }))).toEqual([]);
  });

  it.each([
    [-365, []],
    [3650, []],
  ])('fall on day %i at the furthest', (day, expected) => {
    expect(complaints(stepsWith(2, { day }))).toEqual(expected);
    expect(complaints(stepsWith(2, { day: day + Math.sign(day) }))).toHaveLength(1);
  });

  it('repeat until a day or so many times, and say which', () => {
    expect(complaints(stepsWith(2, { repeat: { everyDays: 7, times: 2 } }))).toEqual([]);
    expect(complaints(stepsWith(2, { repeat: { everyDays: 7, untilDay: 30 } }))).toEqual([]);
    expect(complaints(stepsWith(2, { repeat: { everyDays: 7 } }))).toEqual(['steps.2.repeat: would never end']);
    expect(complaints(stepsWith(2, { repeat: { everyDays: 7, times: 1 } }))).toHaveLength(1);
  });

  it('have a stage that exists', () => {
    expect(
      complaints((content) => ({
        stages: content.stages.slice(1),
        steps: content.steps.filter(({ stage }, index) => index === 0 || stage !== 'preventive'),
      })),
    ).toEqual(['steps.0.stage: there is no stage "preventive" in stages']);
  });

  it('have each an id of its own', () => {
    expect(complaints(stepsWith(3, { id: 'first-notice' }))).toEqual([
      'steps.3.id: the id "first-notice" is taken by an earlier step',
    ]);
  });

  it('fall back to another channel than their own', () => {
    expect(complaints(stepsWith(0, { fallback: 'email' }))).toEqual(['steps.0.fallback: names a channel twice']);
    expect(complaints(stepsWith(0, { fallback: ['sms', 'sms'] }))).toEqual(['steps.0.fallback: names a channel twice']);
    expect(complaints(stepsWith(0, { fallback: 'visit' }))).toEqual([]);
    expect(complaints(stepsWith(0, { fallback: ['sms', 'call'] }))).toEqual([]);
  });

  it('do not belong to the handoff', () => {
    expect(complaints(stepsWith(9, { stage: 'handoff', day: 95 }))).toEqual([
      'steps.9.stage: the handoff takes no steps',
    ]);
  });

  it('need not be written in the order of their days', () => {
    const { content } = aPolicy();
    const backwards = aPolicy({ steps: content.steps.toReversed() });
    for (const day of ['2026-02-24', '2026-03-04', '2026-03-31', '2026-06-01'])
      expect(decideOn(`${day}T10:00:00.000Z`, {}, backwards)).toEqual(decideOn(`${day}T10:00:00.000Z`));
  });

  it('may be called anything that an id may be', () => {
    const steps = aPolicy().content.steps.map((step, index) => (index === 0 ? { ...step, id: 'constructor' } : step));
    expect(decideOn('2026-02-23T10:00:00.000Z', {}, aPolicy({ steps })).kind).toBe('contact');
  });
});
