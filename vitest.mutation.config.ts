// The tests that judge decisions, for mutation testing: those of the domain, with few runs of each property.
import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: ['test/domain/**/*.test.ts', 'test/cli/diary.test.ts'],
    exclude: [
      'test/domain/{segments,policy-lints,simulation,planning}/**',
      'test/domain/{events,may-contact,policy,money,ledger,interest}.test.ts',
    ],
    env: { PROPERTY_RUNS: '40' },
    testTimeout: 30_000,
  },
});
