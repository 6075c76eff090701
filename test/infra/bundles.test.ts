import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleOf, handlerNames, maxBundleBytes, root } from '#infra/bundle.ts';
import { pascalCase } from '#infra/node-function.ts';
import { stageNamed } from '#infra/stages.ts';
import { at, synthesize } from './synthesized.ts';

const stage = stageNamed('production');
const production = synthesize('production');
const file = (name: string) => join(bundleOf(stage, name), 'index.mjs');

const sourcesOf = (name: string): readonly string[] =>
  z.object({ sources: z.array(z.string()) }).parse(JSON.parse(readFileSync(`${file(name)}.map`, 'utf8'))).sources;

/** The module's load time in milliseconds, in a process of its own with the environment that the template sets. */
const loadMilliseconds = (name: string): number => {
  const found = production
    .ofType('AWS::Lambda::Function')
    .find(({ id }) => id.replace(/[0-9A-F]{8}$/, '') === pascalCase(name));
  const variables = Object.keys(at(found?.properties, 'Environment', 'Variables') ?? {});
  const script = `const start = performance.now(); const { handler } = await import(${JSON.stringify(pathToFileURL(file(name)).href)});
    if (typeof handler !== 'function') throw new Error('no handler'); console.log(performance.now() - start);`;
  const environment = Object.fromEntries(
    variables.filter((each) => each !== 'NODE_OPTIONS').map((each) => [each, '1']),
  );
  const output = execFileSync(process.execPath, ['--enable-source-maps', '--input-type=module', '--eval', script], {
    env: { PATH: process.env.PATH, AWS_REGION: 'us-east-1', ...environment, POWERTOOLS_LOG_LEVEL: 'INFO' },
    encoding: 'utf8',
  });
  return Number(output.trim().split('\n').at(-1));
};

describe('bundles of production', () => {
  it('are all in the template, and nothing else is', () => {
    const deployed = production
      .ofType('AWS::Lambda::Function')
      .map(({ properties }) => String(properties.FunctionName));
    expect(deployed.sort()).toEqual(
      handlerNames()
        .map((name) => `recaudo-production-${name}`)
        .sort(),
    );
  });

  it('contain the clock of the system and not the movable one', () => {
    const clocks = handlerNames().flatMap((name) =>
      sourcesOf(name)
        .filter((source) => source.includes('shared/clock/'))
        .map((source) => basename(source)),
    );
    expect(clocks.length).toBeGreaterThan(10);
    expect(new Set(clocks)).toEqual(new Set(['system.ts']));
  });

  it('are small enough to load fast', () => {
    for (const name of handlerNames()) expect(statSync(file(name)).size, name).toBeLessThanOrEqual(maxBundleBytes);
  });

  it('have the texts and the default policy beside them where they read them', () => {
    expect(readdirSync(bundleOf(stage, 'decide'))).toContain('default.yaml');
    expect(readdirSync(bundleOf(stage, 'send-message'))).toEqual(
      expect.arrayContaining(['default.yaml', 'es.yaml', 'en.yaml', 'pt.yaml', 'email.generated.html']),
    );
  });

  it('come out the same when built again', () => {
    const before = statSync(file('decide')).mtimeMs;
    execFileSync(process.execPath, [join(root, 'test/infra/build-again.ts')], { cwd: root });
    expect(statSync(file('decide')).mtimeMs).toBe(before);
  }, 30_000);

  it('load with the environment that the template sets, within 250 ms on a quiet machine', () => {
    const times = handlerNames().map((name) => [name, Math.round(bestOfThree(() => loadMilliseconds(name)))] as const);
    console.log(`module load in ms: ${times.map(([name, ms]) => `${name} ${ms}`).join(', ')}`);
    // Three times the bound, because tests share the machine.
    for (const [name, ms] of times) expect(ms, name).toBeLessThanOrEqual(750);
  }, 180_000);
});

const bestOfThree = (measure: () => number): number => {
  let best = measure();
  for (let more = 2; more > 0 && best > 250; more -= 1) best = Math.min(best, measure());
  return best;
};
