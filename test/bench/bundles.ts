// How long the module of a function takes to load: what a cold start adds to that of the runtime.
import { handlerNames } from '#infra/bundle.ts';
import { loadBundle } from '#test/infra/load-bundle.ts';
import type { Measure } from './measure.ts';

/** The slowest of all, each as the best of three. */
export const benchBundles = (): readonly Measure[] => {
  const best = (name: string): number => Math.min(...[1, 2, 3].map(() => loadBundle(name)));
  return [
    {
      name: 'loading the module of a function, the slowest',
      value: Math.max(...handlerNames().map(best)),
      unit: 'ms',
      bound: { atMost: 250 },
    },
  ];
};
