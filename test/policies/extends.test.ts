// Policies written on top of others: what merges, what is refused, and in which file a mistake is reported.
import { describe, expect, it } from 'vitest';
import { defaultPolicy, defaultPolicyText } from '#policies/default-policy.ts';
import { loadBases } from '#policies/load-bases.ts';
import { referenceIn } from '#policies/policy-layers.ts';
import { readPolicy } from '#policies/read-policy.ts';

/** Files beside the one that is read; `default` is the default's. */
const among = (files: Readonly<Record<string, string>>) => (reference: string) =>
  reference === 'default' ? defaultPolicyText() : files[reference];
const contentOf = (text: string, files: Readonly<Record<string, string>> = {}) => {
  const reading = readPolicy(text, { resolve: among(files) });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.content;
};
const problemsOf = (text: string, files: Readonly<Record<string, string>> = {}) => {
  const reading = readPolicy(text, { resolve: among(files) });
  return reading.ok ? [] : reading.problems;
};
const onDefault = (...lines: readonly string[]) => ['extends: default', ...lines].join('\n');

describe('a policy that extends another', () => {
  it('is that other where it says nothing, and has no extends in it', () => {
    expect(contentOf('extends: default')).toEqual(defaultPolicy());
    expect(contentOf('extends: default')).not.toHaveProperty('extends');
  });

  it('merges objects by key', () => {
    const { creditor, hours } = contentOf(onDefault('creditor: { name: Acme }', 'hours: { to: "17:00" }'));
    expect(creditor).toEqual({ ...defaultPolicy().creditor, name: 'Acme' });
    expect(hours).toEqual({ ...defaultPolicy().hours, to: '17:00' });
  });

  it('replaces lists whole', () => {
    const text = onDefault(
      'hours: { days: [2] }',
      'steps:',
      '  - { id: a, stage: administrative, day: 1, channel: sms }',
    ).concat('\nstages:\n  - { name: administrative, fromDay: 1 }');
    const { hours, steps, stages } = contentOf(text);
    expect([hours.days, steps.map(({ id }) => id), stages.length]).toEqual([[2], ['a'], 1]);
  });

  it('removes with null', () => {
    expect(defaultPolicy().interest).toBeDefined();
    expect(contentOf(onDefault('interest: null', 'agency: ~')).interest).toBeUndefined();
    expect(contentOf(onDefault('minimumBalance: { USD: null }')).minimumBalance).toEqual({ EUR: '5.00', GBP: '5.00' });
  });

  it('goes through several files, the nearest first', () => {
    const files = {
      './country.yaml': onDefault('minDaysBetween: 5', 'deliveredAfterDays: 4'),
      './brand.yaml': 'extends: ./country.yaml\nminDaysBetween: 6',
    };
    const content = contentOf('extends: ./brand.yaml\njurisdiction: CO', files);
    expect(content).toMatchObject({ jurisdiction: 'CO', minDaysBetween: 6, deliveredAfterDays: 4 });
  });

  it.each([5, 6])('goes through 5 others, but not 6: %i', (depth) => {
    const files = Object.fromEntries(
      Array.from({ length: depth - 1 }, (_, index) => [
        `./f${index + 1}.yaml`,
        index + 2 === depth ? 'extends: default' : `extends: ./f${index + 2}.yaml`,
      ]),
    );
    expect(problemsOf('extends: ./f1.yaml', files)).toMatchObject(
      depth === 5 ? [] : [{ file: 'f5.yaml', field: 'extends', reason: 'is written on top of more than 5 others' }],
    );
  });
});

describe('what cannot be extended', () => {
  it.each([
    ['itself', 'extends: ./a.yaml', { './a.yaml': 'extends: ./a.yaml' }, 'itself'],
    [
      'in a circle',
      'extends: ./a.yaml',
      { './a.yaml': 'extends: ./b.yaml', './b.yaml': 'extends: ./a.yaml' },
      'itself',
    ],
    ['what is not there', 'extends: ./nowhere.yaml', {}, 'there is no ./nowhere.yaml'],
    ['a file elsewhere', 'extends: ../other/a.yaml', {}, 'names no policy'],
    ['a path', 'extends: /etc/passwd', {}, 'names no policy'],
    ['another kind of file', 'extends: ./a.json', {}, 'names no policy'],
    ['a list', 'extends: [default]', {}, 'names no policy'],
    ['nothing', 'extends:', {}, 'names no policy'],
  ])('%s', (_, text, files, reason) => {
    expect(problemsOf(text, files)).toMatchObject([
      { field: 'extends', code: 'extends', reason: expect.stringContaining(reason), remedy: expect.any(String) },
    ]);
  });

  it('anything, where nobody says what lies beside the file', () => {
    expect(readPolicy('extends: default')).toMatchObject({ ok: false, problems: [{ line: 1, column: 10 }] });
  });
});

describe('a mistake is reported in the file and on the line where it stands', () => {
  const base = onDefault('minDaysBetween: 900', 'creditor:', '  language: xx');

  it('in the base, when it was inherited', () => {
    expect(problemsOf('extends: ./base.yaml\njurisdiction: CO', { './base.yaml': base })).toMatchObject([
      { file: 'base.yaml', line: 4, column: 13, field: 'creditor.language' },
      { file: 'base.yaml', line: 2, column: 17, field: 'minDaysBetween' },
    ]);
  });

  it('nowhere, when it was put right', () => {
    const text = 'extends: ./base.yaml\nminDaysBetween: 9\ncreditor: { language: es }';
    expect(problemsOf(text, { './base.yaml': base })).toEqual([]);
  });

  it('in the file itself, when it is its own', () => {
    const [problem] = problemsOf(onDefault('creditor:', '  language: xx'));
    expect(problem).toMatchObject({ line: 3, column: 13, field: 'creditor.language' });
    expect(problem).not.toHaveProperty('file');
  });

  it('in a list of its own, never in the one that it replaces', () => {
    const text = onDefault('steps:', '  - { id: a, stage: administrative, channel: email }');
    expect(problemsOf(text)).toMatchObject([{ line: 3, column: 5, field: 'steps.0.day', code: 'missing' }]);
  });

  it('as YAML, in a base', () => {
    expect(problemsOf('extends: ./base.yaml', { './base.yaml': 'a: 1\nb: [' })).toMatchObject([
      { file: 'base.yaml', line: 2, code: 'yaml' },
    ]);
  });

  it('as an unknown field, with the name that was meant', () => {
    expect(problemsOf('extends: ./base.yaml', { './base.yaml': onDefault('hours: { fro: "09:00" }') })).toMatchObject([
      { file: 'base.yaml', line: 2, column: 10, field: 'hours.fro', remedy: 'did you mean "from"?' },
    ]);
  });

  it('as a null that removes nothing', () => {
    expect(problemsOf(onDefault('interrest: null', 'hours: { form: null }'))).toMatchObject([
      { line: 2, column: 1, field: 'interrest', code: 'null' },
      { line: 3, column: 10, field: 'hours.form', code: 'null' },
    ]);
  });

  it('as a rule that cannot be run', () => {
    const ruled = onDefault('segments:', "  - { name: a, when: 'agee > 3' }", '  - { name: rest }');
    expect(problemsOf('extends: ./base.yaml', { './base.yaml': ruled })).toMatchObject([
      { file: 'base.yaml', line: 3, column: 22, field: 'segments.0.when', code: 'rule' },
    ]);
  });
});

describe('the reference of a file', () => {
  it.each([
    ['extends: default', 'default'],
    ['creditor: {}\nextends: "./base.yaml"', './base.yaml'],
    ['extends: ../base.yaml', undefined],
    ['extends: 3', undefined],
    ['creditor: [', undefined],
    ['', undefined],
  ])('of %j is %s', (text, expected) => {
    expect(referenceIn(text)).toBe(expected);
  });
});

describe('bases that are loaded over a network', () => {
  const loading = async (text: string, files: Readonly<Record<string, string>>) => {
    const asked: string[] = [];
    const resolve = await loadBases(text, async (reference) => {
      asked.push(reference);
      return files[reference];
    });
    return { asked, reading: readPolicy(text, { resolve }) };
  };

  it('are asked for one after the other, each once, and the default not at all', async () => {
    const files = { './a.yaml': 'extends: ./b.yaml', './b.yaml': onDefault('minDaysBetween: 9') };
    const { asked, reading } = await loading('extends: ./a.yaml', files);
    expect(asked).toEqual(['./a.yaml', './b.yaml']);
    expect(reading).toMatchObject({ ok: true, content: { minDaysBetween: 9 } });
  });

  it.each([
    ['nothing is extended', 'jurisdiction: CO', {}, [], 'missing'],
    ['one is not there', 'extends: ./a.yaml', {}, ['./a.yaml'], 'extends'],
    ['they go in a circle', 'extends: ./a.yaml', { './a.yaml': 'extends: ./a.yaml' }, ['./a.yaml'], 'extends'],
  ])('stop when %s', async (_, text, files, expected, code) => {
    const { asked, reading } = await loading(text, files);
    expect(asked).toEqual(expected);
    expect(reading.ok ? [] : reading.problems).toContainEqual(expect.objectContaining({ code }));
  });

  it('stop when there are too many', async () => {
    const files = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`./f${n}.yaml`, `extends: ./f${n + 1}.yaml`]));
    const { asked, reading } = await loading('extends: ./f1.yaml', files);
    expect(asked).toHaveLength(5);
    expect(reading).toMatchObject({ ok: false, problems: [{ reason: 'is written on top of more than 5 others' }] });
  });
});
