// `recaudo policy check`: errors and lints of a file at their places, in words and as JSON, and how the command ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '#cli/main.ts';
import { languages, stageNames, tones } from '#domain/vocabulary.ts';
import { checkPolicy } from '#policies/check-policy.ts';
import { defaultPolicyText } from '#policies/default-policy.ts';
import { lacksInTexts } from '#templates/text-elements.ts';

const today = '2026-03-02';
const checkOf = (...lines: readonly string[]) =>
  checkPolicy(['extends: default', ...lines].join('\n'), { today, resolve: () => defaultPolicyText() });

describe('a check', () => {
  it('finds nothing in the default policy', () => {
    expect(checkPolicy(defaultPolicyText(), { today })).toMatchObject({ ok: true, problems: [], lints: [] });
  });

  it('reports lints where they stand, in the file or in what it extends', () => {
    const { lints, ok } = checkOf(
      'minDaysBetween: 2',
      'stages:',
      ...stages.replace('fromDay: 31', 'fromDay: 33').split('\n'),
    );
    expect(ok).toBe(true);
    expect(lints).toMatchObject([
      { line: 6, column: 37, severity: 'warning', code: 'gap', field: 'stages.2.fromDay' },
      { file: 'default', severity: 'warning', code: 'step-outside-stage', field: 'steps.6.day' },
    ]);
    expect(lints[0]).not.toHaveProperty('file');
  });

  it('is not ok with a lint that is an error', () => {
    const found = checkOf('steps:', ...steps.replace('channel: sms', 'channel: whatsapp').split('\n'));
    expect(found).toMatchObject({ ok: false, problems: [], lints: [{ code: 'no-sender', severity: 'error' }] });
  });

  it('reads the law of its jurisdiction, for the kind of debtors that it names', () => {
    const fieldsOf = (...lines: readonly string[]) => new Set(checkOf(...lines).lints.map(({ code }) => code));
    expect(fieldsOf()).toEqual(new Set());
    expect(fieldsOf('jurisdiction: CO', 'debtorType: consumer')).toEqual(
      new Set(['looser-than-law', 'unverified-law']),
    );
    expect(fieldsOf('jurisdiction: CO', 'debtorType: business')).toEqual(new Set(['unverified-law']));
    const ids = checkOf('jurisdiction: CO').lints.map(({ reason }) => reason.split('.')[0]);
    expect(ids).toEqual(expect.arrayContaining(['CO-consumer', 'CO-business']));
  });

  it('of a law that binds agencies alone asks for nothing unless there is one', () => {
    const codes = (...lines: readonly string[]) =>
      checkOf('jurisdiction: MX', 'debtorType: consumer', ...lines).lints.map(({ code }) => code);
    expect(new Set(codes())).toEqual(new Set(['unverified-law']));
    expect(codes('agency: null')).toEqual([]);
  });

  it('has warnings about rules among its lints', () => {
    expect(checkOf('segments:', "  - { name: a, when: 'age > 3 && age < 3' }", '  - { name: b }').lints).toMatchObject([
      { line: 3, column: 22, severity: 'warning', code: 'rule', field: 'segments.0.when' },
    ]);
  });
});

const stages = `  - { name: preventive, fromDay: -7, toDay: 0 }
  - { name: administrative, fromDay: 1, toDay: 30 }
  - { name: extrajudicial, fromDay: 31, toDay: 90, requiresNotice: true }
  - { name: handoff, fromDay: 91, requiresNotice: true }`;
const steps = `  - { id: a, stage: preventive, day: -7, channel: sms, tone: warm }
  - { id: b, stage: administrative, day: 1, channel: email }
  - { id: c, stage: extrajudicial, day: 31, channel: email }`;

describe('the texts of this deployment', () => {
  const uses = stageNames.flatMap((stage) =>
    tones.flatMap((tone) => languages.map((language) => ({ stage, tone, language }))),
  );

  it.each(['email', 'sms', 'letter', 'call', 'visit'] as const)('lack nothing by %s', (channel) => {
    for (const use of uses) expect([use, lacksInTexts({ ...use, channel })]).toEqual([use, []]);
  });
});

describe('recaudo policy check', () => {
  let folder = '';
  let out = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'policy-'));
    out = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += text;
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
    process.exitCode = undefined;
  });
  const run = async (files: Readonly<Record<string, string>>, ...options: readonly string[]) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const code = await main(['policy', 'check', join(folder, 'acme.yaml'), ...options]);
    return { code, said: out.replaceAll(`${folder}/`, '').trimEnd().split('\n') };
  };
  const warned = {
    'acme.yaml': 'extends: default\nstages:\n'.concat(stages.replace('requiresNotice: true }', 'noticeDays: 2 }')),
  };

  it('answers with a summary when all is well', async () => {
    const gentle = 'extends: default\nstrategies: { gentle: { minDaysBetween: 9 } }\n';
    const arms =
      "segments: [{ name: late, when: 'age > 3', strategy: gentle }, { name: rest }]\narms: [{ name: a, percent: 5, strategy: gentle }]";
    expect(await run({ 'acme.yaml': gentle + arms })).toEqual({
      code: 0,
      said: [
        'acme.yaml: no errors; 4 stages, 10 steps; strategies: standard, gentle; segments: late → gentle, rest → standard; arms: a (5 %) → gentle',
      ],
    });
  });

  it('names errors in the file where they stand, and ends with 2', async () => {
    const files = { 'acme.yaml': 'extends: ./base.yaml', 'base.yaml': 'extends: default\nhours: { fro: "09:00" }' };
    expect(await run(files)).toEqual({
      code: 2,
      said: [
        'base.yaml:2:10 error unknown-field hours.fro: unknown field "fro". did you mean "from"?',
        'acme.yaml: 1 error',
      ],
    });
  });

  it('names what cannot be extended', async () => {
    expect(await run({ 'acme.yaml': 'extends: ./nowhere.yaml' })).toMatchObject({
      code: 2,
      said: [
        expect.stringMatching(/^acme\.yaml:1:10 error extends extends: there is no \.\/nowhere\.yaml/),
        'acme.yaml: 1 error',
      ],
    });
  });

  it('ends well with warnings, and with 2 where it is strict', async () => {
    const { code, said } = await run(warned);
    expect(code).toBe(0);
    expect(said).toEqual([
      'acme.yaml:5:64 warning idle-notice stages.2.noticeDays: changes nothing without requiresNotice. add requiresNotice: true.',
      'acme.yaml: no errors, 1 warning; 4 stages, 10 steps',
    ]);
    out = '';
    expect(await run(warned, '--strict')).toMatchObject({
      code: 2,
      said: [said[0], 'acme.yaml: no errors, 1 warning'],
    });
  });

  it('answers with one JSON object on one line', async () => {
    const { code, said } = await run(warned, '--json');
    expect(code).toBe(0);
    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({
      ok: true,
      problems: [],
      lints: [{ line: 5, column: 64, severity: 'warning', code: 'idle-notice', field: 'stages.2.noticeDays' }],
    });
    out = '';
    const strict = await run(warned, '--json', '--strict');
    expect([strict.code, JSON.parse(strict.said[0] ?? '')]).toMatchObject([2, { ok: false }]);
  });

  it('takes less than 300 ms of a core for a large policy, once it is running', () => {
    const text = aLargePolicy();
    expect(text.length).toBeGreaterThan(20_000);
    const check = () => checkPolicy(text, { today, resolve: () => defaultPolicyText() });
    expect(check()).toMatchObject({ ok: true, problems: [] });
    const before = process.cpuUsage();
    check();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(300);
  });
});

/** Forty steps with rules, in the policy and in each of four strategies, and twenty segments. */
const aLargePolicy = (): string => {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
  const step = (index: number) =>
    `{ id: s${index}, stage: administrative, day: ${index + 1}, channel: email, fallback: sms, when: 'age > ${index}' }`;
  const list = (indent: string) => numbers(40).map((index) => `${indent}- ${step(index)}`);
  const segments = numbers(19).map(
    (index) => `  - { name: g${index}, when: 'age > ${90 - index} && type == "consumer"', strategy: t${index % 4} }`,
  );
  return [
    'extends: default',
    'stages: [{ name: administrative, fromDay: 1 }]',
    'steps:',
    ...list('  '),
    'segments:',
    ...segments,
    '  - { name: rest }',
    'strategies:',
    ...numbers(4).flatMap((index) => [`  t${index}:`, '    steps:', ...list('      ')]),
  ].join('\n');
};
