// docs/money.md: every example is a file in samples/charges, and is answered as shown; what the page names is what the code knows.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerCase } from '#cli/charges/answer-case.ts';
import { readChargeCase } from '#cli/charges/charge-case.ts';
import { chargesInWords } from '#cli/charges/charges-in-words.ts';
import { dayCounts, interestMethods } from '#domain/law-terms.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const page = read('docs/money.md');
const samples = readdirSync(new URL('samples/charges/', root)).map((file) => `samples/charges/${file}`);

describe('the page on money', () => {
  it.each(samples)('shows %s, and its answer as it is computed today', (path) => {
    const content = read(path);
    expect(page).toContain(`\`${path}\`:\n\n\`\`\`json\n${content.trim()}\n\`\`\``);
    const given = readChargeCase(content, path);
    const answer = chargesInWords(answerCase(given), given.asOf, given.currency).join('\n');
    expect(page).toContain(`$ npx recaudo charges ${path}\n${answer}\n\`\`\``);
  });

  it('shows no example that is not a file', () => {
    const shown = [...page.matchAll(/^`(samples\/charges\/\S+)`:$/gm)].map(([, path]) => path);
    expect(shown.toSorted()).toEqual(samples.toSorted());
    expect(shown.length).toBeGreaterThan(10);
  });

  it('names every method and day count', () => {
    for (const name of [...interestMethods, ...dayCounts]) expect(page).toContain(`| \`${name}\``);
  });
});
