// `npm run bench`: every figure that the design holds, in one run, written to docs/bench.json with the machine's description.
// `npm run bench -- decide plan` measures these suites anew and keeps the other figures as they are.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Measure } from './measure.ts';
import { suites } from './suites.ts';

type Kept = Omit<Measure, 'value'> & { readonly value: number; readonly ratio?: number };

const file = new URL('../../docs/bench.json', import.meta.url);
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${release()}`,
  node: process.version,
};

const main = async (wanted: readonly string[]): Promise<void> => {
  const unknown = wanted.filter((name) => !(name in suites));
  if (unknown.length > 0)
    throw new Error(`there is no suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}`);
  for (const name of wanted.length > 0 ? wanted : Object.keys(suites)) {
    process.stderr.write(`${name} …\n`);
    keep((await measure(name)).map(asKept));
  }
};

const measure = async (suite: string): Promise<readonly Measure[]> => {
  const running = promisify(execFile)(process.execPath, [join(import.meta.dirname, 'suite.ts'), suite]);
  running.child.stderr?.pipe(process.stderr);
  return JSON.parse((await running).stdout);
};

const asKept = ({ value, bound, ...rest }: Measure): Kept => ({
  ...rest,
  ...(bound === undefined ? {} : { bound }),
  value: Number(value.toPrecision(4)),
  // Of the bound: at most 1 where there may be no more, at least 1 where there may be no less.
  ...(bound === undefined
    ? {}
    : { ratio: Number((value / ('atLeast' in bound ? bound.atLeast : bound.atMost)).toPrecision(3)) }),
});

/** After each suite, so that a later one that fails loses none of them; a figure keeps its place in the file. */
const keep = (anew: readonly Kept[]): void => {
  const { measures }: { readonly measures: readonly Kept[] } = JSON.parse(readFileSync(file, 'utf8'));
  const by = new Map([...measures, ...anew].map((each) => [each.name, each]));
  writeFileSync(file, `${JSON.stringify({ machine, measures: [...by.values()] }, null, 2)}\n`);
  for (const { name, value, unit, bound } of anew) {
    const limit = bound === undefined ? '' : 'atLeast' in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}`;
    process.stdout.write(`${name.padEnd(52)} ${String(value).padStart(10)} ${unit.padEnd(8)} ${limit}\n`);
  }
};

await main(process.argv.slice(2));
