// Champion and challengers: shares that are as large as they say, drawn independently, and kept.
import { describe, expect, it } from 'vitest';
import { type Arm, armOf, drawOf } from '#domain/segments/arm-of.ts';
import { segmentOf } from '#domain/segments/segment-of.ts';
import { aSegmentedPolicy, someone, today } from './builders.ts';

const debtors = Array.from({ length: 10_000 }, (_, index) => ({ creditor: 'acme', debtor: `D-${index}` }));
const anArm = (name: string, percent: number, segment?: string): Arm => ({
  name,
  percent,
  strategy: 'standard',
  ...(segment === undefined ? {} : { segment }),
});
const namesUnder = (arms: readonly Arm[], segment = 'others') =>
  debtors.map((each) => armOf(arms, each, segment)?.name);
const shareOf = (names: readonly (string | undefined)[], name: string | undefined) =>
  names.filter((each) => each === name).length / names.length;

describe('an arm', () => {
  it.each([
    [1, 0.01],
    [10, 0.1],
    [50, 0.5],
    [99, 0.99],
  ])('of %i percent takes that share of 10,000 debtors, within a point', (percent, share) => {
    expect(Math.abs(shareOf(namesUnder([anArm('a', percent)]), 'a') - share)).toBeLessThan(0.01);
  });

  it('takes its share whatever arms stand before it', () => {
    const names = namesUnder([anArm('a', 50), anArm('b', 30), anArm('c', 15)]);
    expect(Math.abs(shareOf(names, 'a') - 0.5)).toBeLessThan(0.015);
    expect(Math.abs(shareOf(names, 'b') - 0.3)).toBeLessThan(0.015);
    expect(Math.abs(shareOf(names, 'c') - 0.15)).toBeLessThan(0.015);
    expect(Math.abs(shareOf(names, undefined) - 0.05)).toBeLessThan(0.015);
  });

  it('leaves nobody out where all arms together take everybody', () => {
    expect(shareOf(namesUnder([anArm('a', 50), anArm('b', 50)]), undefined)).toBe(0);
  });

  it('of one segment leaves the others alone', () => {
    const arms = [anArm('a', 90, 'good'), anArm('b', 50)];
    expect(shareOf(namesUnder(arms, 'others'), 'a')).toBe(0);
    expect(Math.abs(shareOf(namesUnder(arms, 'others'), 'b') - 0.5)).toBeLessThan(0.015);
    expect(Math.abs(shareOf(namesUnder(arms, 'good'), 'a') - 0.9)).toBeLessThan(0.015);
  });
});

describe('a debtor', () => {
  const before = namesUnder([anArm('a', 30), anArm('b', 20)]);
  it('stays in its arm when the policy is applied again', () => {
    expect(namesUnder([anArm('a', 30), anArm('b', 20)])).toEqual(before);
  });

  it('stays in its arm, or out of it, until another arm after it takes some of those without', () => {
    const after = namesUnder([anArm('a', 30), anArm('b', 20), anArm('c', 25)]);
    expect(after.filter((name, index) => name !== before[index]).every((name) => name === 'c')).toBe(true);
    expect(before.filter((name, index) => name !== after[index]).every((name) => name === undefined)).toBe(true);
  });

  it('stays in an arm that grows', () => {
    const small = namesUnder([anArm('a', 30)]);
    const large = namesUnder([anArm('a', 45)]);
    expect(small.every((name, index) => name === undefined || large[index] === name)).toBe(true);
  });

  it('is drawn anew for an arm of another name: the two shares overlap as chance has it', () => {
    const one = namesUnder([anArm('spring-2026', 50)]);
    const other = namesUnder([anArm('spring-2027', 50)]);
    const both = one.filter((name, index) => name !== undefined && other[index] !== undefined).length;
    expect(Math.abs(both / debtors.length - 0.25)).toBeLessThan(0.02);
  });

  it('is drawn apart from the debtor of the same name at another creditor', () => {
    const same = debtors.filter(({ debtor }) => drawOf('acme', debtor, 'a') === drawOf('apex', debtor, 'a'));
    expect(same.length).toBeLessThan(10);
  });
});

describe('the draw', () => {
  it('is a whole number from 0 to 9999, evenly spread', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const { creditor, debtor } of debtors) {
      const draw = drawOf(creditor, debtor, 'a');
      expect(Number.isInteger(draw) && draw >= 0 && draw < 10_000).toBe(true);
      const tenth = Math.floor(draw / 1000);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });

  it('does not confuse where one name ends and the next begins', () => {
    expect(drawOf('ab', 'c', 'd')).not.toBe(drawOf('a', 'bc', 'd'));
    expect(drawOf('a', 'bc', 'd')).not.toBe(drawOf('a', 'b', 'cd'));
  });

  it('reads letters beyond ASCII', () => {
    expect(drawOf('acme', 'Muñoz', 'a')).not.toBe(drawOf('acme', 'Munoz', 'a'));
  });

  it.each([
    ['acme', 'D-1', 'a', 4427],
    ['acme', 'Muñoz', 'brief-letters', 9475],
  ])(
    'of %s, %s and %s is %i for ever: another would move debtors in running comparisons',
    (creditor, debtor, arm, draw) => {
      expect(drawOf(creditor, debtor, arm)).toBe(draw);
    },
  );
});

describe('a standing', () => {
  const policy = aSegmentedPolicy({
    segments: [{ name: 'vip', when: '"vip" in tags', strategy: 'gentle' }, { name: 'others' }],
    strategies: { gentle: { minDaysBetween: 9 }, brisk: { minDaysBetween: 2 } },
    arms: [{ name: 'brisk-test', percent: 50, strategy: 'brisk', segment: 'others' }],
  });
  const standings = debtors.slice(0, 200).map(({ debtor }) => segmentOf(policy, someone({ debtor }), [], today));

  it('names the arm and its strategy for those who follow it, and neither for the champion', () => {
    const challengers = standings.filter(({ arm }) => arm !== undefined);
    const champions = standings.filter(({ arm }) => arm === undefined);
    expect(challengers.length).toBeGreaterThan(60);
    expect(champions.length).toBeGreaterThan(60);
    expect(new Set(challengers.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify({ segment: 'others', strategy: 'brisk', because: 'default', arm: 'brisk-test' })]),
    );
    expect(champions.every((each) => each.strategy === 'standard' && !('arm' in each))).toBe(true);
  });

  it('has no arm where the arm is of another segment', () => {
    const vips = debtors
      .slice(0, 50)
      .map(({ debtor }) => segmentOf(policy, someone({ debtor, circumstances: { tags: ['vip'] } }), [], today));
    expect(vips.every(({ arm, strategy }) => arm === undefined && strategy === 'gentle')).toBe(true);
  });

  it('has an arm without any segments, too', () => {
    const onlyArms = aSegmentedPolicy({
      strategies: { brisk: {} },
      arms: [{ name: 'brisk-test', percent: 50, strategy: 'brisk' }],
    });
    const arms = debtors.slice(0, 100).map(({ debtor }) => segmentOf(onlyArms, someone({ debtor }), [], today).arm);
    expect(new Set(arms)).toEqual(new Set([undefined, 'brisk-test']));
  });
});
