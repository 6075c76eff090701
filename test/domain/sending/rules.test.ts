// Stops, warm-up and reputation, both sides of every boundary.
import { describe, expect, it } from 'vitest';
import { faultOf } from '#domain/sending/reputation.ts';
import { all, stopFor } from '#domain/sending/stops.ts';
import { blockOf, ceilingOn } from '#domain/sending/warm-up.ts';

const stop = (creditor: string, channel: string) => ({ creditor, channel, at: '', by: 'ana', reason: 'why' });

describe('a stop', () => {
  it.each([
    [all, all, true],
    ['acme', all, true],
    [all, 'email', true],
    ['acme', 'email', true],
    ['acme', 'sms', false],
    ['other', all, false],
    ['other', 'email', false],
  ])('of %s by %s holds a mail of acme back: %s', (creditor, channel, holds) => {
    expect(stopFor([stop(creditor, channel)], 'acme', 'email') !== undefined).toBe(holds);
  });

  it('of everything is the one that is told', () => {
    expect(stopFor([stop('acme', 'email'), stop(all, all), stop('acme', all)], 'acme', 'email')).toEqual(
      stop(all, all),
    );
  });
});

describe('the warm-up of a domain', () => {
  const warmUp = { from: '2026-03-02', perDay: [50, 100, 500] };
  it.each([
    ['2026-03-01', undefined],
    ['2026-03-02', 50],
    ['2026-03-04', 500],
    ['2026-03-05', undefined],
  ])('on %s is %s', (date, ceiling) => {
    expect(ceilingOn(warmUp, date)).toBe(ceiling);
  });

  it('is taken in blocks of a fiftieth, at most 25', () => {
    expect([1, 50, 99, 100, 1_000, 100_000].map(blockOf)).toEqual([1, 1, 1, 2, 20, 25]);
  });
});

describe('a fault of a sender', () => {
  it.each([
    [{ delivered: 190, bounced: 10, complained: 0 }, undefined],
    [{ delivered: 189, bounced: 10, complained: 0 }, 'bounce-rate'],
    [{ delivered: 0, bounced: 9, complained: 0 }, undefined],
    [{ delivered: 3_000, bounced: 0, complained: 3 }, undefined],
    [{ delivered: 2_999, bounced: 0, complained: 3 }, 'complaint-rate'],
    [{ delivered: 100, bounced: 0, complained: 2 }, undefined],
    [{ delivered: 0, bounced: 0, complained: 0 }, undefined],
  ])('of %j is %s', (standing, reason) => {
    expect(faultOf(standing)?.reason).toBe(reason);
  });
});
