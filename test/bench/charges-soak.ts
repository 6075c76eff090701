// `npm run soak:charges`: engine and referee on 100,000 random cases of each method; prints how many agree, and fails on the first that does not.
import { type Compared, compareInterest, compareScale } from '#test/domain/money/charges/compare-with-referee.ts';
import { methods } from '#test/domain/money/charges/random-charges.ts';

const cases = Number(process.argv[2] ?? 100_000);
const first = Number(process.argv[3] ?? 1);

const soak = (name: string, compare: (seed: number) => Compared): void => {
  const begun = performance.now();
  let [missing, charged] = [0, 0];
  for (let seed = first; seed < first + cases; seed += 1) {
    const { engine, referee, lines } = compare(seed);
    if (engine !== referee || (engine !== 'missing' && lines !== engine)) {
      process.stderr.write(`${name}, seed ${seed}: engine ${engine}, referee ${referee}, lines ${lines}\n`);
      process.exit(1);
    }
    if (engine === 'missing') missing += 1;
    else if (engine > 0) charged += 1;
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  process.stdout.write(
    `${name.padEnd(16)} ${cases} cases agree: ${charged} with a charge, ${missing} refused for a missing rate; ${seconds} s\n`,
  );
};

for (const method of methods) soak(method, (seed) => compareInterest(seed, method));
soak('single', (seed) => compareScale(seed, 'single'));
soak('slices', (seed) => compareScale(seed, 'slices'));
