// The page behind the link to stop in every mail: it asks before it does anything, for mail programs open links by themselves.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Language, languages } from '#domain/vocabulary.ts';
import { escapeMarkup } from '#templates/escape-markup.ts';

const words = z.strictObject({
  ...{ title: z.string(), ask: z.string(), button: z.string(), done: z.string(), open: z.string() },
  ...{ mistake: z.string(), again: z.string(), resumed: z.string(), unknown: z.string() },
});
const pages = z
  .strictObject({ es: words, en: words, pt: words } satisfies Record<Language, z.ZodType>)
  .parse(parse(readFileSync(new URL('./pages.yaml', import.meta.url), 'utf8')));

export type StopPage = 'ask' | 'stopped' | 'resumed';

/** A whole HTML page, without scripts; its buttons post to the address at which it is shown. */
export const stopPage = (page: StopPage, language: Language, creditor: string): string => {
  const say = (text: keyof z.output<typeof words>) =>
    escapeMarkup(pages[language][text].replaceAll('{{ creditor }}', creditor));
  const button = (text: 'button' | 'again', value: 'stop' | 'again') =>
    `<form method="post"><button name="do" value="${value}">${say(text)}</button></form>`;
  const body = {
    ask: `<h1>${say('ask')}</h1>${button('button', 'stop')}<p>${say('open')}</p>`,
    stopped: `<h1>${say('done')}</h1><p>${say('open')}</p><p>${say('mistake')}</p>${button('again', 'again')}`,
    resumed: `<h1>${say('resumed')}</h1>`,
  };
  return whole(language, say('title'), body[page]);
};

/** For a link that is none of ours: in every language, for it is not known whose it is. */
export const unknownPage = (): string =>
  whole(
    'en',
    'Recaudo',
    languages.map((each) => `<p lang="${each}">${escapeMarkup(pages[each].unknown)}</p>`).join(''),
  );

const whole = (language: Language, title: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${title}</title>` +
  `<style>${style}</style></head><body><main>${body}</main></body></html>`;

const style =
  ':root{color-scheme:light dark}body{margin:0;font:1.0625rem/1.55 system-ui,sans-serif;background:light-dark(#f4f5f7,#15171a);color:light-dark(#1d2430,#e8eaed)}' +
  'main{max-width:32rem;margin:8vh auto;padding:2rem;background:light-dark(#fff,#1f2226);border-radius:.75rem}' +
  'h1{font-size:1.35rem;line-height:1.3;margin:0 0 1.25rem}p{margin:1rem 0 0}form{margin:1.25rem 0 0}' +
  'button{font:inherit;font-weight:600;padding:.7rem 1.2rem;border:0;border-radius:.5rem;background:#1f5fbf;color:#fff;cursor:pointer}' +
  'button:focus-visible{outline:3px solid light-dark(#1d2430,#fff);outline-offset:2px}@media(max-width:36rem){main{margin:0;border-radius:0;min-height:100vh;box-sizing:border-box}}';
