// Replays thousands of lives: `npm run soak:replay`. Lives are drawn, lived and replayed in this process; with --stack NAME, or
// `--stack local`, what a stack has recorded is replayed too. Ends with 1 when any decision differs.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { main } from '#cli/main.ts';
import { replay } from '#domain/lives/replay.ts';
import { chainOf, drawPolicySets } from '../recorded/policy-sets.ts';
import { randomLife } from '../recorded/random-life.ts';
import { recordLife } from '../recorded/record-life.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    stack: { type: 'string' },
    creditor: { type: 'string', default: 'default' },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);
if (!Number.isInteger(count) || !Number.isInteger(seed)) throw new Error('--count and --seed are whole numbers');

const sets = Object.entries(drawPolicySets(seed));
const began = performance.now();
let decisions = 0;
let different = 0;
for (let done = 0; done < count; done += 1) {
  const [name = '', versions = []] = sets[done % sets.length] ?? [];
  const [planned] = fc.sample(randomLife(versions), { seed: seed + done, numRuns: 1 });
  if (!planned) continue;
  const ground = { policyOf: (version: number) => chainOf(versions, version), lawOf: () => planned.law };
  for (const { at, invoice, differences } of replay(recordLife(planned), ground)) {
    decisions += 1;
    if (differences.length === 0) continue;
    different += 1;
    const words = differences.map(({ field, recorded, derived }) => `${field} was ${recorded}, is ${derived}`);
    console.log(`${name}, life ${done}, ${at} ${invoice}: ${words.join('; ')}`);
  }
  if ((done + 1) % 1000 === 0) console.error(`${done + 1} of ${count} lives`);
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`${decisions} decisions of ${count} lives replayed in ${seconds} s, seed ${seed}: ${different} differ`);

const { stack, creditor } = values;
const ofStack =
  stack === undefined
    ? 0
    : await main(['replay', '--all', '--creditor', creditor, ...(stack === 'local' ? [] : ['--stack', stack])]);
process.exitCode = different === 0 ? ofStack : 1;
