// A letter on paper: what stands where, on how many pages, in three languages, with the worst of data; the news that come back.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fittingSize, recipientLines } from '#channels/letter/envelope.ts';
import { isPrintable, runsOf } from '#channels/letter/in-fonts.ts';
import { letterPage } from '#channels/letter/letter-page.ts';
import type { PostalAddress } from '#domain/postal-address.ts';
import { type Language, languages } from '#domain/vocabulary.ts';
import { renderPdf } from '#statements/render-pdf.ts';
import { letterMessage } from '#templates/letter-message.ts';
import { longName, sampleOf, worstOf } from '#templates/samples.ts';
import { textsOf } from '#templates/texts.ts';
import { textOfPages } from '../statements/read-pdf.ts';

const madrid: PostalAddress = { lines: ['Calle Mayor 1, 3º B'], postalCode: '28013', city: 'Madrid', country: 'ES' };

const definitionOf = (language: Language, name = 'sample', to = madrid, isRegistered = false) => {
  const use = { template: 'formalNotice', language, channel: 'letter', tone: 'plain' } as const;
  const texts = textsOf(language);
  const found = [sampleOf(use, texts), ...worstOf(use, texts)].find((each) => each.name === name);
  const { data } = found ?? expect.fail(`there is no case ${name}`);
  const letter = letterMessage(data, texts);
  return { letter, page: letterPage(letter, { creditor: data.creditor, country: 'ES', to, isRegistered }) };
};
const flat = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, '');
const pagesOf = async (...given: Parameters<typeof definitionOf>): Promise<readonly string[]> =>
  textOfPages(await renderPdf({ ...definitionOf(...given).page, compress: false })).map(flat);

describe('a letter', () => {
  it.each(languages)('in %s says what the mail says, and numbers its pages', async (language) => {
    const { letter } = definitionOf(language);
    const pages = await pagesOf(language);
    const said = pages.join('');
    const { written, figures } = letter;
    const told = [
      written.subject,
      written.greeting,
      ...written.paragraphs,
      ...written.sections.flatMap(({ heading, paragraphs, bullets }) => [heading, ...paragraphs, ...bullets]),
      ...figures.flatMap(({ label, value }) => [label, value]),
      ...written.signature,
      ...written.footer,
      letter.date,
      ...['Ana García', 'Calle Mayor 1, 3º B', '28013 Madrid'],
    ];
    for (const text of told) expect(said).toContain(flat(text));
    expect(said).not.toContain('\uFFFD');
    pages.forEach((text, index) => {
      expect(text).toContain(`${index + 1}/${pages.length}`);
    });
  });

  it('tells no reader to answer a mail, nor to stop mails', () => {
    for (const language of languages) {
      const { text } = definitionOf(language).letter;
      expect(text).not.toMatch(/este correo|this email|este e-mail|más correos|more emails|mais e-mails/);
      expect(text).toMatch(/BAJA|STOP|SAIR/);
    }
  });

  it('shows the code that a bank reads, and names no address of a mail image', () => {
    const { letter } = definitionOf('es');
    const [code, ...others] = letter.written.sections.flatMap(({ codes }) => codes);
    expect(
      Buffer.from(code?.png ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(others).toEqual([]);
  });

  it('is the same bytes for the same data', async () => {
    const twice = await Promise.all([renderPdf(definitionOf('es').page), renderPdf(definitionOf('es').page)]);
    expect(twice[0]?.equals(twice[1] ?? Buffer.alloc(0))).toBe(true);
  });

  it('says that it is registered where it is', async () => {
    expect((await pagesOf('es', 'sample', madrid, true))[0]).toContain('CERTIFICADO');
    expect((await pagesOf('es'))[0]).not.toContain('CERTIFICADO');
  });

  it('with 200 items repeats the heading of the list on every page that it takes', async () => {
    const pages = await pagesOf('es', '200-items');
    const listed = pages.filter((text) => text.includes('INV-100'));
    expect(listed.length).toBeGreaterThan(4);
    for (const text of listed) expect(text).toContain('FacturaEmitidaVencimiento');
    const { letter } = definitionOf('es', '200-items');
    expect(letter.rows).toHaveLength(200);
    for (const { invoice, balance } of letter.rows) expect(pages.join('')).toContain(flat(invoice) && flat(balance));
  });

  it('keeps amounts without decimals, and a name from right to left in its order', async () => {
    const [first = ''] = await pagesOf('es', 'right-to-left');
    expect(first).toContain('1.305.557CLP');
    expect(first).not.toContain('\uFFFD');
    expect(runsOf('Hola, شركة النور:')).toEqual([
      { text: 'Hola, ' },
      { text: 'النور', font: 'Arabic' },
      { text: 'شركة ', font: 'Arabic' },
      { text: ':' },
    ]);
  });

  it.each([
    ['Łódź & Ñandú, S.A. – 1ª', true],
    ['شركة النور', true],
    ['Ελλάδα Москва', true],
    ['株式会社', false],
    ['🏠', false],
  ])('can print %s: %s', (name, can) => {
    expect(isPrintable(name)).toBe(can);
  });
});

describe('the window', () => {
  const home = { country: 'ES', language: 'es' } as const;

  it('names the country where it is another one', () => {
    expect(recipientLines('Ana', madrid, home)).toEqual(['Ana', 'Calle Mayor 1, 3º B', '28013 Madrid']);
    expect(recipientLines('Ana', madrid, { country: 'PT', language: 'pt' })).toEqual([
      ...['Ana', 'Calle Mayor 1, 3º B', '28013 Madrid'],
      'ESPANHA',
    ]);
  });

  it('holds seven lines at most, and cuts the name and nothing else', () => {
    const far = { ...madrid, lines: ['a', 'b', 'c'], country: 'DE', postalCode: '10115', city: 'Berlin' };
    const lines = recipientLines('Palabra '.repeat(25).trim(), far, home);
    expect(lines).toHaveLength(7);
    expect(lines[1]).toMatch(/…$/);
    expect(lines.slice(2)).toEqual(['a', 'b', 'c', '10115 Berlin', 'ALEMANIA']);
    expect(recipientLines(longName, madrid, home).slice(0, -2).join(' ')).toBe(longName);
  });

  it('takes smaller type for a wider line', () => {
    expect(fittingSize(['Ana'])).toBe(10);
    expect(fittingSize(['x'.repeat(50)])).toBeLessThan(10);
    expect(fittingSize(['W'.repeat(50)])).toBe(7);
  });
});

describe('docs/letters.md', () => {
  const page = readFileSync(new URL('../../docs/letters.md', import.meta.url), 'utf8');
  const blocks = (kind: string): readonly string[] =>
    [...page.matchAll(new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);

  it('shows a manifest that is one', async () => {
    process.env.BUCKET_NAME ??= 'none';
    const { letterManifest } = await import('#store/letters.ts');
    const [manifest = ''] = blocks('json');
    expect(letterManifest.strict().parse(JSON.parse(manifest))).toMatchObject({ format: 'recaudo-letter' });
  });

  it('shows news that are read', async () => {
    process.env.BUCKET_NAME ??= 'none';
    const { readLetterNews } = await import('#channels/letter/read-news.ts');
    const [csv = ''] = blocks('csv');
    expect(readLetterNews('march.csv', csv)).toMatchObject({
      rows: 2,
      problems: [],
      news: [
        { row: 2, status: 'posted', tracking: 'RR123456785ES' },
        { row: 3, status: 'delivered' },
      ],
    });
    const [, json = ''] = blocks('json');
    expect(readLetterNews('march.json', json)).toMatchObject({
      problems: [],
      news: [{ row: 1, contact: '9c1e7b5d48063f2a9c1e7b5d', status: 'returned', reason: 'moved' }],
    });
  });

  it.each([
    ['no header', 'a,b\n1,2\n', 'the first line names no columns'],
    ['no CSV', 'contact,status,day\n"x', 'the file is no CSV'],
  ])('tells of a file with %s what is wrong', async (_, content, reason) => {
    process.env.BUCKET_NAME ??= 'none';
    const { readLetterNews } = await import('#channels/letter/read-news.ts');
    expect(() => readLetterNews('x.csv', content)).toThrow(reason);
    expect(() => readLetterNews('x.json', content)).toThrow('the file is no JSON');
  });
});
