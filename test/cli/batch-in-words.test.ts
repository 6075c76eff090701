// What the command line says of a batch, by where it stands.
import { describe, expect, it } from 'vitest';
import { reportInWords } from '#cli/batch-in-words.ts';
import type { Report } from '#cli/upload-batch.ts';

const aReport = (given: Partial<Report>): Report => ({
  ...{ batch: '3f2a9c1e7b5d4806', file: 'incoming/march.csv', rejectedFile: 's3://b/march.csv.rejected.csv' },
  ...{ profile: 'standard', status: 'imported', rows: 2, rejected: 0, totals: {}, warnings: [], odd: [], errors: [] },
  accepted: { new: 2, changed: 0, unchanged: 0 },
  contacts: { debtors: 1, first: [] },
  brakes: [],
  ...{ startedAt: '2026-03-02T09:00:00.000Z', finishedAt: '2026-03-02T09:04:00.000Z' },
  ...given,
});
const said = (given: Partial<Report>, saved?: string): string => reportInWords(aReport(given), saved).join('\n');

describe('a batch in words', () => {
  it.each([
    ['rehearsed', true],
    ['held', true],
    ['imported', true],
    ['incomplete', true],
    ['declined', false],
    ['lapsed', false],
    ['undone', false],
  ])('that is %s tells whom it makes us contact: %s', (status, tells) => {
    expect(said({ status }).includes('it makes us contact 1 debtor')).toBe(tells);
  });

  it.each([
    ['rehearsed', 'It would be held:'],
    ['held', 'Held because'],
    ['imported', 'It was held because'],
    ['declined', 'It was held because'],
  ])('that is %s says of its brakes: %s', (status, words) => {
    const reason = 'the file has 3 rows, its control total says 4';
    expect(said({ status, brakes: [{ code: 'control-rows', reason }] })).toContain(`${words}\n  ${reason}`);
  });

  it.each([
    ['standard', 'recaudo import back.csv'],
    ['march', 'recaudo import back.csv --profile march'],
    ['proposed', 'recaudo import back.csv --profile none'],
  ])('under the profile %s has its rejected rows imported again by: %s', (profile, command) => {
    const words = said({ profile, rejected: 1 }, 'back.csv').split('\n');
    expect(words.find((line) => line.includes('correct them there'))).toMatch(new RegExp(`then run ${command}$`));
  });
});
