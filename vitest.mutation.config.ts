// The tests that judge decisions, for mutation testing: tables only, so that a score comes out the same each time.
import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: ['test/domain/decisions/**/*.test.ts', 'test/domain/decide.test.ts', 'test/domain/vectors.test.ts'],
    testTimeout: 30_000,
  },
});
