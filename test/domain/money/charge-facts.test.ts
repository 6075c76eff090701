// What charges know of the notices of an invoice: which are in writing, useful, and may claim costs.
import { describe, expect, it } from 'vitest';
import type { StepTaken } from '#domain/facts.ts';
import { bearsCharges } from '#domain/money/bears-charges.ts';
import { chargeFactsOf, isWritten } from '#domain/money/charge-facts-of.ts';
import { aTaking } from '#test/fixtures.ts';

it.each([
  ['scheduled', false],
  ['preventive', false],
  ['administrative', false],
  ['extrajudicial', true],
  ['handoff', true],
  ['placed', true],
  ['internal', true],
  ['closed', false],
])('delay adds to a debt in stage %s: %s', (stage, expected) => {
  expect(bearsCharges(stage)).toBe(expected);
});

it.each([
  ['email', true],
  ['sms', true],
  ['whatsapp', true],
  ['letter', true],
  ['call', false],
  ['visit', false],
] as const)('a contact by %s is in writing: %s', (channel, expected) => {
  expect(isWritten(channel)).toBe(expected);
});

describe('notices', () => {
  const zone = 'America/Bogota';
  const due = '2026-03-02';
  const facts = (steps: readonly StepTaken[], usefulWithinDays?: number, coming?: number) =>
    chargeFactsOf(
      { steps: Object.fromEntries(steps.map((step, index) => [`s${index}`, step])), due },
      zone,
      usefulWithinDays === undefined
        ? undefined
        : {
            costs: {
              scale: { mode: 'single', bands: [], ground: { rule: 'r', source: 's' } },
              ...{ afterDays: 0, per: 'notice', onlyAfterUsefulNotice: true, usefulWithinDays },
            },
            ...{ costBase: 'atDelay', warnings: [] },
          },
      coming,
    );
  const notice = (at: string, given: Partial<StepTaken> = {}) =>
    aTaking(at, { outcome: 'delivered', stage: 'extrajudicial', ...given });

  it.each([
    // The debtor's own day begins five hours later.
    ['on the evening of the due date', '2026-03-03T04:59:59.000Z', undefined, false],
    ['on the day after', '2026-03-03T05:00:00.000Z', undefined, true],
    ['on the last day that the law gives', '2026-03-18T04:59:59.000Z', 15, true],
    ['a day later', '2026-03-18T05:00:00.000Z', 15, false],
  ])('one that was taken %s', (_, at, within, expected) => {
    expect(facts([notice(at)], within).usefulNotice).toBe(expected);
  });

  it('count where somebody took them, in writing, and in stages that add to a debt', () => {
    const at = '2026-04-05T15:00:00.000Z';
    const taken = [
      notice(at),
      notice(at, { outcome: 'accepted' }),
      notice(at, { outcome: 'failed' }),
      notice(at, { outcome: 'unknown' }),
      notice(at, { channel: 'call', outcome: 'delivered' }),
      notice(at, { channel: 'visit', outcome: 'delivered' }),
      notice(at, { stage: 'administrative' }),
    ];
    expect(facts(taken)).toEqual({ usefulNotice: true, notices: 2 });
    expect(facts(taken, undefined, 1)).toEqual({ usefulNotice: true, notices: 3 });
    expect(facts([notice(at, { channel: 'call' }), notice(at, { outcome: 'refused' })])).toEqual({
      ...{ usefulNotice: false, notices: 0 },
    });
  });
});
