// The report of a batch as a page: every status in every language, nothing empty, nothing that a file could smuggle in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '#domain/vocabulary.ts';
import { reportPage } from '#intake/batch/report-page.ts';
import { reportTexts } from '#intake/batch/report-texts.ts';
import type { BatchReport } from '#intake/batch-report.ts';

const aReport = (given: Partial<BatchReport> = {}): BatchReport => ({
  batch: '3f2a9c1e7b5d4806',
  file: 'incoming/standard/march.csv',
  profile: 'standard',
  status: 'imported',
  rows: 12_345,
  rejected: 0,
  totals: {},
  accepted: { new: 12_000, changed: 45, unchanged: 300 },
  errors: [],
  warnings: [],
  odd: [],
  contacts: { debtors: 0, first: [] },
  brakes: [],
  startedAt: '2026-03-02T09:00:00.000Z',
  finishedAt: '2026-03-02T09:04:00.000Z',
  ...given,
});
const aContact: BatchReport['contacts']['first'][number] = {
  ...{ at: '2026-03-03T08:30:00.000Z', creditor: 'default', debtor: 'D-7', invoice: 'F-7', step: 'reminder' },
  stage: 'preventive',
  channel: 'email',
};
const anError = { line: 7, field: 'amount', value: '1.234', reason: 'is no amount', remedy: 'write 1234.00' };
const anOddity = { line: 9, code: 'twin', reason: 'looks like F-1', remedy: 'leave one out' } as const;
const aBrake = { code: 'control-rows', reason: 'the file has 3 rows, its control total says 4' } as const;
const missing: NonNullable<BatchReport['missing']> = {
  ...{ open: 40, missing: 1, waiting: 2, unreadable: 0, totals: { EUR: '420.00' }, asked: 1 },
  first: [{ creditor: 'default', invoice: 'F-9', debtor: 'D-9', amount: '420.00', currency: 'EUR', due: '2026-03-02' }],
};
const full: Partial<BatchReport> = {
  ...{ rejected: 1, totals: { EUR: '420.00' }, errors: [anError], odd: [anOddity], brakes: [aBrake] },
  warnings: ['two sheets were passed over'],
  ...{ contacts: { debtors: 1, first: [aContact] }, matches: { certain: 2 } },
};
/** As people see it: without the head and without markup. */
const seen = (page: string): string =>
  page
    .slice(page.indexOf('<body>'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ');
const headings = (page: string): readonly string[] =>
  [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading = '']) => heading);
const textsIn = (texts: unknown): readonly string[] =>
  typeof texts === 'object' && texts !== null ? Object.values(texts).flatMap(textsIn) : [String(texts)];

describe('the words', () => {
  it.each(languages)('are whole in %s, and sent as they are', (language) => {
    const all = textsIn(reportTexts[language]);
    expect(all).toHaveLength(textsIn(reportTexts.en).length);
    for (const text of all) expect(text.trim()).toBe(text);
    expect(all).not.toContain('');
  });

  it.each(['es', 'pt'] as const)('are not left in English in %s', (language) => {
    const english = new Set(textsIn(reportTexts.en));
    expect(textsIn(reportTexts[language]).filter((text) => english.has(text))).toEqual(['WhatsApp', 'Extrajudicial']);
  });
});

describe('the status', () => {
  const cases = languages.flatMap((language) =>
    Object.entries(reportTexts[language].statuses).map(([status, words]) => [language, status, words] as const),
  );
  it.each(cases)('is told in %s: %s', (language, status, { name, meaning }) => {
    const page = reportPage(aReport({ status }), language);
    expect(page).toContain(`<html lang="${language}">`);
    expect(seen(page)).toContain(`${name} ${meaning}`);
  });

  it('that has no words here is told as it is', () => {
    expect(seen(reportPage(aReport({ status: 'importing' }), 'en'))).toContain('march.csv importing');
  });

  it.each([
    ['rehearsed', 'What it would do'],
    ['held', 'What it would do'],
    ['imported', 'What became of its rows'],
    ['incomplete', 'What became of its rows'],
    ['undone', 'What became of its rows'],
    ['declined', 'What it would have done'],
    ['lapsed', 'What it would have done'],
  ])('%s: %s', (status, heading) => {
    expect(headings(reportPage(aReport({ status }), 'en'))).toEqual([heading]);
  });

  it.each([
    ['rehearsed', true],
    ['held', true],
    ['imported', true],
    ['incomplete', true],
    ['declined', false],
    ['lapsed', false],
    ['undone', false],
  ])('%s: contacts are told: %s', (status, isTold) => {
    const page = reportPage(aReport({ ...full, status }), 'en');
    expect(headings(page).includes(reportTexts.en.contacts.heading)).toBe(isTold);
  });

  it.each([
    ['rehearsed', 'Why it would wait for a person', false],
    ['held', 'Why it waits', true],
    ['imported', 'Why it waited for a person', false],
    ['declined', 'Why it waited for a person', false],
  ])('%s: %s, with the commands that answer: %s', (status, heading, isAsked) => {
    const page = reportPage(aReport({ status, brakes: [aBrake] }), 'en');
    expect(headings(page)).toContain(heading);
    expect(page).toContain(aBrake.reason);
    for (const answer of ['approve', 'decline'])
      expect(page.includes(`<code>npx recaudo batch ${answer} 3f2a9c1e7b5d4806</code>`)).toBe(isAsked);
  });
});

describe('the parts', () => {
  it('are left out where there is nothing to tell', () => {
    expect(headings(reportPage(aReport(), 'en'))).toEqual(['What became of its rows']);
    expect(seen(reportPage(aReport(), 'en'))).not.toContain(reportTexts.en.first);
  });

  it('are all there where there is', () => {
    const { brakes, totals, payments, contacts, warnings, rejected, odd } = reportTexts.en;
    expect(headings(reportPage(aReport({ ...full, status: 'held' }), 'en'))).toEqual([
      ...['What it would do', brakes.held, totals.heading, payments, contacts.heading],
      ...[warnings, rejected.heading, odd.heading],
    ]);
  });

  it('of a refused file: why, and no numbers', () => {
    const accepted = { new: 0, changed: 0, unchanged: 0 };
    const refused = 'the file lacks the column invoice';
    const page = reportPage(aReport({ status: 'refused', profile: '', rows: 0, accepted, refused }), 'en');
    expect(headings(page)).toEqual(['Why it was refused']);
    expect(seen(page)).toContain(refused);
    expect(seen(page)).not.toContain('Profile');
  });

  it.each([
    [{ certain: 1234567, doubtful: 2 }, ['Surely of these invoices 1,234,567', 'Doubtful: a person decides 2']],
    [{ 'debtor-only': 3, unknown: 1 }, ['of which invoices not 3', 'Of nobody known: a person decides 1']],
  ])('payments %o', (matches, expected) => {
    const page = seen(reportPage(aReport({ matches }), 'en'));
    for (const words of expected) expect(page).toContain(words);
    expect(page.includes('Doubtful')).toBe('doubtful' in matches);
  });

  it('rejected rows with line, field, value, reason and remedy; a part of the file has no line', () => {
    const page = seen(reportPage(aReport({ errors: [anError, { ...anError, line: 0 }] }), 'en'));
    expect(page).toContain('Line Field Value Reason What to do 7 amount 1.234 is no amount write 1234.00 amount');
  });

  it('contacts with stage and channel in words, and the creditor only where there is one by name', () => {
    const page = (creditor: string) =>
      seen(reportPage(aReport({ contacts: { debtors: 1, first: [{ ...aContact, creditor }] } }), 'es'));
    expect(page('default')).toContain('2026-03-03 08:30 D-7 F-7 Preventiva reminder Correo electrónico');
    expect(page('acme')).toContain('2026-03-03 08:30 acme D-7 F-7');
    expect(page('default')).not.toContain('Acreedor');
  });

  it.each([
    [99, false],
    [100, true],
  ])('%i rows: says that there may be more: %s', (length, isCut) => {
    const page = seen(reportPage(aReport({ errors: Array.from({ length }, () => anError) }), 'en'));
    expect(page.includes(reportTexts.en.first)).toBe(isCut);
  });
});

describe('what a full list misses', () => {
  const page = (given: Partial<typeof missing> = {}, status = 'imported', language: 'en' | 'es' | 'pt' = 'en') =>
    reportPage(aReport({ status, missing: { ...missing, ...given } }), language);
  const command = '<code>npx recaudo batch settle 3f2a9c1e7b5d4806</code>';

  it.each(languages)('is told in %s, with how many were open and what they come to', (language) => {
    const { heading, note, open, waiting } = reportTexts[language].missing;
    expect(headings(page({}, 'imported', language))).toContain(heading);
    for (const words of [note, `${open} 40`, `${waiting} 2`, 'D-9 F-9'])
      expect(seen(page({}, 'imported', language))).toContain(words);
  });

  it.each([
    ['imported', {}, true],
    ['incomplete', {}, true],
    ['rehearsed', {}, false],
    ['held', { asked: 0 }, false],
    ['undone', {}, false],
    ['imported', { confirmed: { answer: 'settled', by: 'ana', at: '2026-03-03T08:00:00.000Z' } }, false],
  ] as const)('%s %j: asks for an answer: %s', (status, given, isAsked) =>
    expect(page(given, status).includes(command)).toBe(isAsked),
  );

  it('with what came of the answer', () => {
    const confirmed = { answer: 'settled', by: 'ana', at: '2026-03-03T08:00:00.000Z', settled: 3, kept: 1 } as const;
    expect(seen(page({ confirmed }))).toContain('Settled 3 Not settled 1');
  });

  it('is nothing where rows cannot be told', () => {
    const told = seen(page({ unreadable: 1, missing: 0, first: [] }));
    expect(told).toContain(reportTexts.en.missing.none);
    expect(told).not.toContain('F-9');
  });

  it('needs no words of its own where nothing is', () =>
    expect(seen(page({ missing: 0, first: [], totals: {} }))).not.toContain(reportTexts.en.missing.note));
});

describe('amounts', () => {
  it.each([
    ['es', 'EUR', '1234567.50', '1.234.567,50 €'],
    ['en', 'EUR', '1234567.50', '€1,234,567.50'],
    ['pt', 'BRL', '1234567.50', 'R$ 1.234.567,50'],
    ['es', 'COP', '3450000.00', '3.450.000 COP'],
    ['en', 'CLP', '-12000', '-CLP 12,000'],
    ['en', 'EUR', '123456789012345678901234567.89', '€123,456,789,012,345,678,901,234,567.89'],
  ] as const)('%s %s %s: %s', (language, currency, amount, expected) => {
    const page = seen(reportPage(aReport({ totals: { [currency]: amount } }), language));
    expect(page).toContain(` ${currency} ${expected} `);
  });
});

describe('what a file may hold', () => {
  const hostile = `<script>alert("1")</script><img src=x onerror='x'>&amp;\u0000\`</td></style><!--`;
  const everywhere = (text: string): BatchReport =>
    aReport({
      ...{ batch: text, file: `incoming/${text}`, profile: text, status: 'held', refused: text },
      errors: [{ line: 1, field: text, value: text, reason: text, remedy: text }],
      odd: [{ ...anOddity, reason: text, remedy: text }],
      warnings: [text],
      brakes: [{ ...aBrake, reason: text }],
      missing: {
        ...missing,
        first: [
          {
            ...missing.first[0],
            ...{ creditor: text, invoice: text, debtor: text, amount: '1.00' },
            currency: 'EUR',
            due: text,
          },
        ],
      },
      contacts: { debtors: 1, first: [{ ...aContact, creditor: text, debtor: text, invoice: text, step: text }] },
    });
  /** The tags and their attributes, without what stands between them. */
  const markup = (page: string): string => (page.match(/<[^>]*>/g) ?? []).join('');

  it('is shown as text', () => {
    const page = reportPage(everywhere(hostile), 'en');
    expect(markup(page)).toBe(markup(reportPage(everywhere('plain'), 'en')));
    expect(page).not.toMatch(/<script|<img|\p{Cc}(?<!\n)/u);
    expect(page.match(/&#60;img src=x onerror=&#39;x&#39;&#62;&#38;amp; &#96;/g)?.length).toBeGreaterThan(12);
  });

  it('never changes the markup, whatever it is', () => {
    const plain = markup(reportPage(everywhere('plain'), 'en'));
    const signs = fc.constantFrom('<', '>', '&', '"', "'", '`', '-', '!', '/', 'a', '=', '\u0000', '\u202e', '\n');
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(signs, fc.string({ unit: 'binary' })), minLength: 1 }), (text) => {
        expect(markup(reportPage(everywhere(`x${text}x`), 'en'))).toBe(plain);
      }),
    );
  });

  it('runs and fetches nothing', () => {
    const page = reportPage(everywhere('plain'), 'en');
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\bhref=|\bsrc=|url\(|@import|https?:/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });
});
