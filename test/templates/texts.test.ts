// The texts files are checked as they are read, and Liquid stays inside its fence.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { renderHtml, renderText } from '#templates/liquid.ts';
import { textsSchema } from '#templates/texts.ts';
import { parseWords } from '#templates/words-file.ts';

const english = readFileSync(new URL('../../shared/templates/en.yaml', import.meta.url), 'utf8');

describe('a texts file', () => {
  it.each([
    ['a missing text', (file: string) => file.replace(/^andOthers:.*$/m, ''), /en\.yaml: andOthers: /],
    ['an unknown key', (file: string) => `${file}\nextra: text\n`, /en\.yaml: top: .*extra/],
    [
      'an unknown filter',
      (file: string) => file.replace('andOthers: "', 'andOthers: "{{ others | shout }}'),
      /andOthers: .*undefined filter: shout/,
    ],
    [
      'an unclosed tag',
      (file: string) => file.replace('andOthers: "', 'andOthers: "{% if others %}'),
      /andOthers: .*not closed/,
    ],
    ['broken YAML', (file: string) => file.replace('andOthers: "', 'andOthers: ["'), /en\.yaml: .*line \d+/s],
  ])('is refused for %s, with the place', (_, spoil, message) => {
    expect(() => parseWords(textsSchema, english, 'en.yaml')).not.toThrow();
    expect(() => parseWords(textsSchema, spoil(english), 'en.yaml')).toThrow(BadInput);
    expect(() => parseWords(textsSchema, spoil(english), 'en.yaml')).toThrow(message);
  });
});

describe('Liquid', () => {
  it('refuses a variable that does not exist, and names it', () => {
    expect(() => renderText('Owed: {{ blance }}', { balance: '1' })).toThrow(
      /"Owed: {{ blance }}".*undefined variable: blance/,
    );
    expect(() => renderText('{{ next.dat }}', { next: { date: null } })).toThrow(/next\.dat/);
  });

  it.each(['{% include "/etc/passwd" %}', '{% render "en.yaml" %}', '{% layout "en.yaml" %}'])(
    'opens no file: %s',
    (text) => {
      expect(() => renderText(text, {})).toThrow(BadInput);
    },
  );

  it('sees own properties only', () => {
    expect(() => renderText('{{ name.constructor.name }}', { name: 'Ana' })).toThrow(BadInput);
    expect(() => renderText('{{ inherited }}', Object.create({ inherited: 'x' }))).toThrow(BadInput);
  });

  it.each(['{% for i in (1..3) %}x{% endfor %}', '{% assign x = 1 %}', '{% raw %}{{ x }}{% endraw %}'])(
    'has choices alone in texts: no %s',
    (text) => {
      expect(() => renderText(text, {})).toThrow(/tag "\w+" not found/);
    },
  );

  it.each(['{{ "now" | date: "%s" }}', '{{ v | append: v }}', '{{ v | raw }}'])('has few filters: no %s', (text) => {
    expect(() => renderText(text, { v: '1' })).toThrow(/undefined filter/);
  });

  it('stops a page that would grow without end', () => {
    expect(() => renderHtml('{% for i in (1..100000000) %}x{% endfor %}', {})).toThrow(/limit exceeded/);
  });

  it('escapes every value in HTML and none in text', () => {
    expect(renderHtml('{{ v }}', { v: `<a href="'">&` })).toBe('&lt;a href=&#34;&#39;&#34;&gt;&amp;');
    expect(renderText('{{ v }}', { v: '<a>&' })).toBe('<a>&');
  });

  it('counts in words', () => {
    expect([0, 1, 2].map((days) => renderText('{{ days | count: "day", "days" }}', { days }))).toEqual([
      '0 days',
      '1 day',
      '2 days',
    ]);
  });
});
