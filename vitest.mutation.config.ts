// The tests that judge decisions and money, for mutation testing: tables, and properties on worlds that are drawn the same each time,
// so that a score comes out the same each time.
import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: [
      'test/domain/decisions/**/*.test.ts',
      'test/domain/{decide,wake-at}.test.ts',
      'test/domain/money/**/*.test.ts',
      'test/domain/{apply-fact,authority,settlement}.test.ts',
    ],
    exclude: ['test/**/*.properties.test.ts'],
    setupFiles: ['test/fixed-seed.ts'],
    // Loaded once for each mutant, not once for each file: most of the time is spent on loading.
    isolate: false,
    testTimeout: 30_000,
  },
});
