// The layout of mails can be read by everybody, and the check would say if it could not.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrastOf, layoutFlaws } from '#templates/check-layout.ts';

const committed = readFileSync(new URL('../../shared/templates/email.generated.html', import.meta.url), 'utf8');
const codes = (html: string): readonly string[] => layoutFlaws(html).map(({ code }) => code);

describe('the layout of mails', () => {
  it('has no flaw', () => {
    expect(layoutFlaws(committed)).toEqual([]);
  });

  it.each([
    ['grey on grey in the light', 'color: #55606e', 'color: #b0b8b0', 'contrast'],
    ['grey on grey in the dark', 'color: #aab4b3 !important', 'color: #555f5f !important', 'contrast'],
    ['a picture without words', 'alt="{{ code.image.alt }}"', '', 'alt-text'],
    ['no colours for the dark', 'prefers-color-scheme: dark', 'print', 'dark-mode'],
    ['no colour schemes', 'content="light dark"', 'content="light"', 'dark-mode'],
    ['a picture from elsewhere', 'src="cid:', 'src="https://x.example/', 'remote'],
  ])('would be refused for %s', (_, found, instead, code) => {
    expect(committed).toContain(found);
    expect(codes(committed.replaceAll(found, instead))).toContain(code);
  });

  it('turns dark whatever lies around the mail', () => {
    const grounds = [...committed.matchAll(/<(?:body|div)\b[^>]*background-color:#[0-9a-f]{6}[^>]*>/gi)].map(
      ([tag]) => tag,
    );
    expect(grounds.length).toBeGreaterThan(3);
    for (const tag of grounds) expect(tag).toMatch(/class="[^"]*(page|card)|role="article"/);
  });
});

it('contrast is that of WCAG', () => {
  expect(contrastOf('000000', 'ffffff')).toBeCloseTo(21);
  expect(contrastOf('777777', 'ffffff')).toBeCloseTo(4.48, 2);
  expect(contrastOf('ffffff', 'ffffff')).toBe(1);
});
