// The committed email layout is what its source compiles to, and fetches nothing.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileLayout } from '#templates/compile-layout.ts';

const committed = readFileSync(new URL('../../shared/templates/email.generated.html', import.meta.url), 'utf8');

it('is up to date with email.mjml: run `npm run build:templates` after changing it', async () => {
  expect(committed).toBe(await compileLayout());
});

it('loads nothing from elsewhere and does not track', () => {
  // What the debtor may choose to follow fetches nothing by itself: a way to pay, the invoice behind a link, the page to stop. Codes come with the mail.
  const own =
    /<a href="\{\{ (?:each\.link|bullet\.url|stop\.link) \}\}"|<img class="code" src="cid:\{\{ code\.image\.cid \}\}" alt="\{\{ code\.image\.alt \}\}"/g;
  expect(committed.match(own)).toHaveLength(4);
  expect(committed.replaceAll(own, '')).not.toMatch(/<img|<link|<script|@import|url\(|src=|href=/i);
});

it('names its language and supports dark mode', () => {
  expect(committed).toContain('<html lang="{{ language }}"');
  expect(committed).toContain('prefers-color-scheme: dark');
});
