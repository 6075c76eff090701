// The tests that judge decisions, or money (`MUTATE=money`), for mutation testing: tables, and properties on worlds that are drawn the
// same each time, so that a score comes out the same each time.
import { defineConfig } from 'vitest/config';

const judges = {
  decisions: ['test/domain/decisions/**/*.test.ts', 'test/domain/{decide,wake-at}.test.ts'],
  money: [
    'test/domain/money/**/*.test.ts',
    'test/domain/{apply-fact,authority,settlement}.test.ts',
    'test/rules/terms-under.test.ts',
    // Whole answers, by country.
    'test/cli/money-page.test.ts',
  ],
};

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: process.env.MUTATE === 'money' ? judges.money : judges.decisions,
    exclude: ['test/**/*.properties.test.ts', 'test/domain/**/*-page.test.ts'],
    setupFiles: ['test/fixed-seed.ts'],
    // Loaded once for each mutant, not once for each file: most of the time is spent on loading.
    isolate: false,
    testTimeout: 30_000,
  },
});
