// Two kinds of test: those that need nothing but this machine, and those that run on a local AWS, one for each worker.
import { defineConfig } from 'vitest/config';
import { CountLine } from './test/count-line.ts';

const onLocalAws = ['test/workflows/**/*.test.ts', 'test/system/**/*.test.ts'];
// Long runs are commands of their own: `npm run soak:lives`, `npm run soak:money`.
const soaking = process.env.SOAK === 'true';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    reporters: ['default', new CountLine()],
    projects: [
      {
        test: {
          name: 'unit',
          // Modules are loaded once for all files of a worker: no test changes what another one reads.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: onLocalAws,
          // Both cores of a small machine: left to itself, vitest keeps one for its own work.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'local-aws',
          // Libraries are loaded once for all files of a worker; our own modules anew for each.
          isolate: false,
          setupFiles: ['test/forget-modules.ts'],
          include: soaking ? ['test/system/**/*.soak.ts', 'test/workflows/replan.test.ts'] : onLocalAws,
          // Handlers that run inside a test go by the movable clock, as the deployed ones do.
          alias: [{ find: /^#clock$/, replacement: new URL('shared/clock/movable.ts', import.meta.url).pathname }],
          globalSetup: ['test/local-aws.ts'],
          // One more than cores: a test waits much for what it has started.
          maxWorkers: 3,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
