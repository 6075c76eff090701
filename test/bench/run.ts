// `npm run bench`: every figure that the design holds, in one run, written to docs/bench.json with the machine's description.
// `npm run bench -- decide plan` measures these suites anew and keeps the other figures as they are.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { benchBalances } from './balances.ts';
import { benchCharges } from './charges.ts';
import { benchDecide } from './decide.ts';
import { benchIntake } from './intake.ts';
import { benchLocalAws } from './local-aws.ts';
import type { Measure } from './measure.ts';
import { benchPlan } from './plan.ts';
import { benchSimulate } from './simulate.ts';

const suites = {
  decide: benchDecide,
  charges: benchCharges,
  balances: benchBalances,
  simulate: benchSimulate,
  intake: benchIntake,
  'local AWS': benchLocalAws,
  plan: benchPlan,
};

const wanted = process.argv.slice(2);
const measures: Measure[] = [];
for (const [name, suite] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  measures.push(...(await suite()));
}
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${release()}`,
  node: process.version,
};
const rounded = measures.map(({ value, bound, ...rest }) => ({
  ...rest,
  ...(bound === undefined ? {} : { bound }),
  value: Number(value.toPrecision(4)),
  // Of the bound: at most 1 where there may be no more, at least 1 where there may be no less.
  ...(bound === undefined
    ? {}
    : { ratio: Number((value / ('atLeast' in bound ? bound.atLeast : bound.atMost)).toPrecision(3)) }),
}));
const file = new URL('../../docs/bench.json', import.meta.url);
const known: { readonly measures: readonly { readonly name: string }[] } = JSON.parse(readFileSync(file, 'utf8'));
const anew = new Set(rounded.map(({ name }) => name));
const kept = wanted.length === 0 ? [] : known.measures.filter(({ name }) => !anew.has(name));
writeFileSync(file, `${JSON.stringify({ machine, measures: [...rounded, ...kept] }, null, 2)}\n`);
for (const { name, value, unit, bound } of rounded) {
  const limit = bound === undefined ? '' : 'atLeast' in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}`;
  process.stdout.write(`${name.padEnd(52)} ${String(value).padStart(10)} ${unit.padEnd(8)} ${limit}\n`);
}
process.exit();
