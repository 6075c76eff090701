// The promise of `wakeAt`: nothing differs at any instant before it, and something does at that instant.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plusMs } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Decision } from '#domain/decision.ts';
import { moments } from './worlds.ts';

/** The answer without its reasons: what is done, where the invoice rests, and when that may change. */
const bare = ({ because: _, bound: __, ...answer }: Decision) => answer;
const runs = Number(process.env.PROPERTY_RUNS ?? 1000);

describe('wakeAt', () => {
  it('is in the future', () => {
    fc.assert(
      fc.property(moments, ({ facts, policy, now }) => {
        const { wakeAt } = decide(facts, policy, now);
        if (wakeAt !== null) expect(wakeAt > now).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  it('comes after a time in which the answer stays the same', () => {
    fc.assert(
      fc.property(
        moments,
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 4, maxLength: 4 }),
        ({ facts, policy, now }, shares) => {
          const first = decide(facts, policy, now);
          const end = first.wakeAt ?? plusMs(now, 200 * 86_400_000);
          const length = Date.parse(end) - Date.parse(now);
          for (const share of [...shares, 1]) {
            const between = plusMs(now, Math.min(Math.floor(length * share), length - 1));
            const then = decide(facts, policy, between);
            // Those who wait for another to speak ask again at a minute of their own.
            if (first.because === 'lead-speaks') expect(then.kind).toBe(first.kind);
            else expect(bare(then), between).toEqual(bare(first));
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('brings another answer', () => {
    fc.assert(
      fc.property(moments, ({ facts, policy, now }) => {
        const first = decide(facts, policy, now);
        // A contact decided on holds until its window closes, even where the next window begins at once.
        if (first.wakeAt === null || first.because === 'lead-speaks' || 'covers' in first) return;
        const then = decide(facts, policy, first.wakeAt);
        const act = ({ because, ...rest }: Decision) => ({
          kind: rest.kind,
          stage: 'stage' in rest ? rest.stage : '',
          step: 'step' in rest ? rest.step : '',
          isScheduled: because === 'scheduled',
          waitsForLead: because === 'lead-speaks',
        });
        expect(act(then)).not.toEqual(act(first));
      }),
      { numRuns: runs },
    );
  });
});
