// Loads a function's bundle in a process of its own, with the environment that the template of production sets.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleOf } from '#infra/bundle.ts';
import { pascalCase } from '#infra/node-function.ts';
import { stageNamed } from '#infra/stages.ts';
import { at, synthesize } from './synthesized.ts';

const stage = stageNamed('production');
export const production = synthesize('production');
export const bundleFile = (name: string): string => join(bundleOf(stage, name), 'index.mjs');

/** Milliseconds that the module takes. Throws when it does not load, or has no handler. */
export const loadBundle = (name: string): number => {
  const found = production
    .ofType('AWS::Lambda::Function')
    .find(({ id }) => id.replace(/[0-9A-F]{8}$/, '') === pascalCase(name));
  const variables = Object.keys(at(found?.properties, 'Environment', 'Variables') ?? {});
  const script = `const start = performance.now(); const { handler } = await import(${JSON.stringify(pathToFileURL(bundleFile(name)).href)});
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
