// What a check says of texts: those that come with Recaudo have no fault with any data, and each fault is found at its place.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { languages } from '#domain/vocabulary.ts';
import { checkTexts, type TextsCheck } from '#templates/check-texts.ts';
import { sampleCreditor } from '#templates/samples.ts';

const builtIn = (language: string): string =>
  readFileSync(new URL(`../../shared/templates/${language}.yaml`, import.meta.url), 'utf8');

describe('the texts that come with Recaudo', () => {
  it.each(languages)(
    'pass in %s: every text, tone and channel, with ordinary and with the worst data',
    { timeout: 120_000 },
    (language) => {
      expect(checkTexts(builtIn(language), { language }).findings).toEqual([]);
    },
  );
});

/** Findings of a file in English as "line:column code remedy". */
const told = (content: string, under?: Parameters<typeof checkTexts>[1]['under']): readonly string[] =>
  saidBy(checkTexts(content, { language: 'en', ...(under ? { under } : {}) }));

const saidBy = ({ findings }: TextsCheck): readonly string[] =>
  findings.map(({ line, column, code, remedy }) => `${line}:${column} ${code}: ${remedy}`);

const second = (subject: string, paragraph = 'Invoice {{ invoices }}, {{ balance }}.'): string =>
  `moments:\n  secondNotice:\n    email:\n      subject: "${subject}"\n      paragraphs:\n        - "${paragraph}"\n`;

describe('a file of own texts', () => {
  it('holds only what it says otherwise, and may hold nothing', () => {
    expect(checkTexts('', { language: 'en' })).toMatchObject({ ok: true, findings: [] });
    const { ok, texts } = checkTexts('lines:\n  goodbye: "Warmly,"\n', { language: 'en' });
    expect(ok).toBe(true);
    expect(texts?.lines.goodbye).toBe('Warmly,');
    expect(texts?.lines.optOut).toContain('STOP');
  });

  it.each([
    ['broken YAML', 'lines: [', [/^1:9 yaml: /]],
    ['no fields', '- a\n', [/^1:1 \w+: /]],
    ['a name that is not there', 'lines:\n  godbye: "x"\n', ['2:3 unknown-field: did you mean "goodbye"?']],
    [
      'a text that is not there',
      'moments:\n  secondNotise: {}\n',
      [/^2:3 unknown-field: did you mean "secondNotice"\?/],
    ],
    [
      'a name deep in a tone',
      'moments:\n  secondNotice:\n    email:\n      warm:\n        subjct: "x"\n',
      [/^5:9 unknown-field: .*subject/],
    ],
    [
      'a machine that tells whoever picks up of the debt',
      'voice:\n  consumer: "{{ creditor.name }} about invoice {{ invoice }}: call {{ spokenPhone }}."\n',
      [/^2:\d+ tells-debt: say that it is a personal matter/],
    ],
    [
      'a machine that does not say whom to call',
      'voice:\n  business: "{{ creditor.name }} about invoice {{ invoice }}."\n',
      [/^2:\d+ lacks-person: add \{\{ spokenPhone \}\}/],
    ],
    ['a list instead of a text', 'lines:\n  goodbye: [a]\n', [/^2:12 value: /]],
    ['an empty text', 'lines:\n  goodbye: ""\n', [/^2:12 value: /]],
    [
      'an unknown variable',
      'lines:\n  goodbye: "Yours, {{ nam }}"\n',
      ['2:23 unknown-variable: did you mean {{ name }}?'],
    ],
    [
      'one in a branch that is seldom taken',
      'lines:\n  goodbye: "{% if early %}{{ early.sum }}{% endif %}Bye"\n',
      [/^2:30 unknown-variable: /],
    ],
    ['one of another place', second('Second notice {{ agreed.amount }}'), [/^4:34 unknown-variable: use one of name/]],
    [
      'a rate that some messages have not',
      second('At {{ rate }} a year'),
      [/^4:23 empty-variable: say it between \{% if rate %\}/],
    ],
    [
      'one that is not there in every message',
      'lines:\n  goodbye: "{{ promised.date }}"\n',
      [/^2:16 empty-variable: say it between \{% if promised/],
    ],
    [
      'a variable in a text that has none',
      'labels:\n  pay: "Pay, {{ name }}"\n',
      [/^2:17 unknown-variable: use one of none/],
    ],
    [
      'an unknown filter',
      'lines:\n  goodbye: "{{ name | shout }}"\n',
      ['2:23 liquid: use one of count, upcase, downcase, capitalize, default'],
    ],
    [
      'a loop, however short',
      'lines:\n  goodbye: "{% for i in (1..9) %}x{% endfor %}"\n',
      [/^2:16 liquid: use if, unless, case alone/],
    ],
    [
      'a loop that would not end',
      'lines:\n  goodbye: "{% for i in (1..999999999) %}x{% endfor %}"\n',
      [/^2:16 liquid: /],
    ],
    ['a partial', 'lines:\n  goodbye: "{% include \'/etc/passwd\' %}"\n', [/^2:16 liquid: use if/]],
    ['an open tag', 'lines:\n  goodbye: "{% if name %}x"\n', [/^2:12 liquid: close what was opened/]],
    ['a file in Liquid', 'lines:\n  goodbye: "{% render \'secret\' %}"\n', [/^2:16 liquid: use if/]],
    ['HTML', 'lines:\n  goodbye: "Bye <b>now</b>"\n', ['2:17 html: write plain words; the layout does the rest']],
    ['a character that hides', 'lines:\n  goodbye: "Bye\u202e now"\n', [/^2:16 hidden: /]],
    ['a court', second('Our lawyers will sue'), [/^4:21 wording: say what really comes next/, /^4:34 wording: /]],
    ['a threat', second('Final warning'), [/^4:17 wording: name the date/]],
    ['a crime', second('This is fraud'), [/^4:25 wording: leave it out/]],
    ['the family', second('We will call your employer'), [/^4:30 wording: leave it out/]],
    [
      'a link elsewhere',
      second('Second notice', 'Pay {{ balance }} of {{ invoices }}: https://evil.example/pay'),
      [/^6:49 link: add it to creditor\.linkHosts, or link to pay\.muebles\.example/],
    ],
    [
      'a host that only begins like one',
      second('Second notice', '{{ balance }} of {{ invoices }}: https://pay.muebles.example.evil.io'),
      [/ link: /],
    ],
    [
      'a host behind another one',
      second('Second notice', '{{ balance }} of {{ invoices }}: https://pay.muebles.example:80@evil.io'),
      [/ link: write it as https/],
    ],
    [
      'a link without its scheme',
      second('Second notice', '{{ balance }} of {{ invoices }}: www.evil.io'),
      [/ link: add it to/],
    ],
    [
      'a link in the clear',
      second('Second notice', '{{ balance }} of {{ invoices }}: http://pay.muebles.example'),
      [/ link: link to https/],
    ],
    [
      'a text message without its facts',
      'moments:\n  secondNotice:\n    sms: "please pay"\n',
      [/^3:10 lacks-amount: add/, /^3:10 lacks-date: add/, /^3:10 lacks-invoice: add/],
    ],
    [
      'one that is too long',
      `moments:\n  secondNotice:\n    sms: "invoice {{ invoice }} ({{ dueShort }}): {{ owedBySms }}. ${'Please think of it. '.repeat(12)}"\n`,
      [/^3:10 long-sms: shorten it/],
    ],
    ['a subject that is too long', second(`Invoice ${'again and '.repeat(14)}`), [/^4:7 long-subject: shorten it/]],
    [
      'a message without a way out',
      'lines:\n  help: "Pay."\n',
      [/^2:9 lacks-way-out: say that they may write or call/],
    ],
    ['one without a person', 'lines:\n  contact: "Write to us."\n', [/^2:12 lacks-person: add/]],
    ['one that one cannot stop', 'lines:\n  optOut: "Bye."\n', [/^2:11 lacks-opt-out: ask for the word STOP/]],
    [
      'a next step without its day',
      'next:\n  handoff: "Then an agency may collect it."\n',
      [/^2:12 lacks-next-date: add \{\{ next\.date \}\}/],
    ],
    [
      'a choice where WhatsApp has none',
      'whatsapp:\n  ask: "{% if owes %}Cannot pay? {% endif %}{{ creditor.contactPerson }} {{ creditor.phone }}"\n',
      [/^2:9 whatsapp: write \{\{ variables \}\} alone/],
    ],
    [
      'an own text by the name of another',
      'own:\n  handoff: { insteadOf: administrative }\n',
      [/^2:3 unknown-field: give your own another name/],
    ],
    ['an own text in the place of none', 'own:\n  spring: { insteadOf: summer }\n', [/^2:24 value: /]],
  ])('is refused for %s, with line, column and remedy', (_, content, expected) => {
    const checked = checkTexts(content, { language: 'en' });
    const found = saidBy(checked);
    expect(found.length, found.join('\n')).toBeGreaterThanOrEqual(expected.length);
    for (const [index, each] of expected.entries()) expect(found[index]).toMatch(each);
    expect(checked).toMatchObject({ ok: false });
    expect(checked).not.toHaveProperty('texts');
  });

  it.each([
    [
      'blame',
      second('Second notice', 'You ignored invoice {{ invoices }}, {{ balance }}.'),
      /wording: say what is open/,
    ],
    ['haste', second('Second notice', 'Pay {{ balance }} of {{ invoices }} immediately.'), /wording: name a date/],
    ['shouting', second('LAST CALL FOR PAYMENT TODAY'), /wording: write it calmly/],
    [
      'long words in long sentences',
      second(
        'Second notice',
        `Invoice {{ invoices }}, {{ balance }}: ${'notwithstanding contractual obligations concerning administrative reimbursement procedures, '.repeat(6)}we await remittance.`,
      ),
      /hard-to-read: write shorter sentences/,
    ],
  ])('is taken with a warning about %s', (_, content, expected) => {
    const checked = checkTexts(content, { language: 'en' });
    expect(checked).toMatchObject({ ok: true });
    expect(saidBy(checked).join('\n')).toMatch(expected);
  });

  it('is refused when it is larger than any need', () => {
    expect(told(`lines:\n  goodbye: "${'x'.repeat(100_000)}"\n`)[0]).toMatch(/^1:1 size: leave out/);
  });

  it('may link where its policy allows, subdomains too', () => {
    const content = second('Second notice', 'Pay {{ balance }} of {{ invoices }}: https://help.acme.example/how');
    expect(told(content)).toHaveLength(1);
    expect(told(content, { creditor: { ...sampleCreditor('en'), linkHosts: ['acme.example'] } })).toEqual([]);
  });

  it('is told what the law of its place adds', () => {
    const creditor = { ...sampleCreditor('pt'), address: 'Rua Um 1, Recife' };
    const under = { creditor, jurisdiction: 'BR' };
    expect(checkTexts('lines:\n  goodbye: "Até logo,"\n', { language: 'pt', under }).findings).toMatchObject([
      { severity: 'warning', code: 'lacks-tax-number' },
      ...Array.from({ length: 17 }, () => ({ code: 'lacks-tax-number' })),
    ]);
    expect(checkTexts('lines:\n  goodbye: "Até logo,"\n', { language: 'pt', under: { creditor } }).findings).toEqual(
      [],
    );
  });

  it.each(['en', 'es', 'pt'] as const)('speaks of what the words list in %s whole words only', (language) => {
    const innocent = {
      en: 'courtesy, suede, prisoner-free',
      es: 'extrajudicial, enjuiciar no',
      pt: 'extrajudicial, processador',
    };
    const { findings } = checkTexts(`lines:\n  goodbye: "${innocent[language]}"\n`, { language });
    expect(findings).toEqual([]);
  });
});
