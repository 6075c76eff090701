// Schedules of faults on the real send path: providers that lose their answer, break, throttle and refuse, senders that die or come several at once,
// reports that come twice and in any order, a payment at any command. `npm run chaos -- --seeds 1000` lives many more.
import { afterAll, describe, expect, it } from 'vitest';
import type { Lived } from '#test/chaos/live-schedule.ts';
import { startProvider } from '#test/chaos/provider.ts';
import { freshAt, stack } from '#test/stack.ts';

const provider = await startProvider(stack.endpoint);
// Before the functions are loaded, whose clients read them.
Object.assign(process.env, { AWS_ENDPOINT_URL_SES: provider.endpoint, AWS_ENDPOINT_URL_SNS: provider.endpoint });
const { liveSchedule } = await import('#test/chaos/live-schedule.ts');
afterAll(() => provider.stop());

/** In the last three a sender died between calling a contact unknown and asking a person about it: nobody was asked. */
const seeds = [...Array.from({ length: 8 }, (_, index) => index + 1), 43, 114, 120];

describe('whatever goes wrong on the way', () => {
  it('nothing is said twice, nothing after a payment, and nothing is lost', async () => {
    await freshAt('2026-03-03T10:00:00.000Z');
    const lived: Lived[] = [];
    for (const seed of seeds) lived.push(await liveSchedule(seed, provider, `MISHAP-${Date.now()}`));
    expect(lived.flatMap(({ seed, wrong }) => wrong.map((each) => `seed ${seed}: ${each}`))).toEqual([]);
    // They were no quiet days: more calls than messages that were taken, and some of those.
    const sum = (count: (one: Lived) => number) => lived.reduce((all, one) => all + count(one), 0);
    expect(sum(({ taken }) => taken)).toBeGreaterThan(seeds.length / 2);
    expect(sum(({ calls }) => calls)).toBeGreaterThan(sum(({ taken }) => taken));
    expect(lived.filter(({ contacts }) => contacts === 0).length).toBeLessThanOrEqual(seeds.length / 2);
  });
});
