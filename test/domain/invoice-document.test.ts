// What may be a document, and how a channel can carry it.
import { describe, expect, it } from 'vitest';
import { readEvent } from '#domain/events.ts';
import { carriageOf, hostOf, type InvoiceDocument, isSameDocument, toldDocument } from '#domain/invoice-document.ts';
import { invoiceToldOtherwise } from '#domain/registration.ts';
import { channels } from '#domain/vocabulary.ts';

const pdf: InvoiceDocument = { key: 'documents/acme/F-1.pdf', version: 'v1', type: 'application/pdf', bytes: 1000 };
const page: InvoiceDocument = { link: 'https://invoices.acme.example/F-1' };
const isTold = (told: string): boolean => toldDocument.safeParse(told).success;

describe('a document is told as', () => {
  it.each([
    'https://invoices.acme.example/F-1?token=a%20b#page',
    'https://invoices.acme.example/a@b',
    'https://x.example',
    'documents/acme/F-1.pdf',
    'documents/acme/2026/03/Factura nº 1.pdf',
    `documents/acme/${'x'.repeat(485)}`,
  ])('%s', (told) => expect(isTold(told)).toBe(true));

  it.each([
    ['http', 'http://invoices.acme.example/F-1'],
    ['a user name that looks like a host', 'https://good.example@evil.example/F-1'],
    ['a port', 'https://invoices.acme.example:8443/F-1'],
    ['no host', 'https:///F-1'],
    ['a host without a domain', 'https://localhost/F-1'],
    ['a backslash', 'https://good.example\\.evil.example/'],
    ['letters that an alphabet may lack', 'https://invoices.acme.example/señal'],
    ['a space', 'https://invoices.acme.example/F 1'],
    ['a quotation mark', 'https://invoices.acme.example/"onclick'],
    ['a line break', 'https://invoices.acme.example/\nX'],
    ['too much', `https://invoices.acme.example/${'x'.repeat(1000)}`],
    ['another folder', 'contacts/acme/secret.eml'],
    ['no creditor', 'documents/F-1.pdf'],
    ['a way out', 'documents/acme/../other/F-1.pdf'],
    ['a dot', 'documents/./acme/F-1.pdf'],
    ['an empty part', 'documents//acme/F-1.pdf'],
    ['a folder', 'documents/acme/'],
    ['a control character', 'documents/acme/F\u00001.pdf'],
    ['too long a key', `documents/acme/${'x'.repeat(486)}`],
    ['a script', 'javascript:alert(1)'],
    ['nothing', ''],
  ])('not with %s', (_, told) => expect(isTold(told)).toBe(false));

  it.each([
    ['https://invoices.acme.example/F-1', 'invoices.acme.example'],
    ['https://Invoices.ACME.example/F-1', 'invoices.acme.example'],
    ['https://x.example?y', 'x.example'],
    ['https://x.example#y', 'x.example'],
  ])('%s is of %s', (link, host) => expect(hostOf(link)).toBe(host));
});

describe('a document is carried', () => {
  const both = { attach: ['invoice'], link: ['invoice'] } as const;
  const by = (
    document: InvoiceDocument | undefined,
    step: Parameters<typeof carriageOf>[0],
    hosts = ['invoices.acme.example'],
  ) =>
    channels.flatMap((channel) => {
      const carriage = carriageOf(step, document, channel, hosts);
      return carriage === undefined ? [] : [`${channel} ${carriage}`];
    });

  it.each([
    ['a file, attached', pdf, { attach: ['invoice'] }, ['email attached']],
    ['a file, where links are asked for', pdf, { link: ['invoice'] }, []],
    ['a page, linked', page, { link: ['invoice'] }, ['email linked', 'sms linked']],
    ['a page, where files are asked for', page, { attach: ['invoice'] }, []],
    ['a file, either way', pdf, both, ['email attached']],
    ['a page, either way', page, both, ['email linked', 'sms linked']],
    ['nothing', undefined, both, []],
    ['a page, where nothing is asked for', page, {}, []],
  ] as const)('%s', (_, document, step, ways) => expect(by(document, step)).toEqual(ways));

  it('not to a host that is not allowed', () => {
    expect(by(page, both, [])).toEqual([]);
    expect(by(page, both, ['acme.example'])).toEqual([]);
    expect(by({ link: 'https://invoices.acme.example.evil.example/F-1' }, both)).toEqual([]);
  });

  it('by text message up to 67 letters, by email whatever its length', () => {
    const link = (length: number) => ({ link: 'https://invoices.acme.example/'.padEnd(length, 'x') });
    expect(by(link(67), both)).toEqual(['email linked', 'sms linked']);
    expect(by(link(68), both)).toEqual(['email linked']);
  });
});

describe('the same document', () => {
  it.each([
    [undefined, undefined, true],
    [undefined, page, false],
    [page, { link: page.link }, true],
    [page, { link: `${page.link}1` }, false],
    [page, pdf, false],
    [pdf, page, false],
    [pdf, { ...pdf, bytes: 7 }, true],
    [pdf, { ...pdf, version: 'v2' }, false],
    [pdf, { ...pdf, key: 'documents/acme/F-2.pdf' }, false],
  ] as const)('%j and %j: %s', (one, other, isSame) => expect(isSameDocument(one, other)).toBe(isSame));

  it('told again is no change; not told, it stands; told otherwise, it is one', () => {
    const known = { amount: 5, due: '2026-03-02', document: pdf };
    expect(invoiceToldOtherwise(known, { ...known, document: { ...pdf } })).toEqual({});
    expect(invoiceToldOtherwise(known, { ...known, document: undefined })).toEqual({});
    expect(invoiceToldOtherwise(known, { ...known, document: page })).toEqual({ document: page });
  });
});

describe('events', () => {
  const change = (document: unknown) => readEvent('Invoice Changed', { id: 'c', invoice: 'F-1', document }).detail;
  it('may change nothing but the document, or take it away', () => {
    expect(change('documents/acme/F-1.pdf')).toMatchObject({ document: 'documents/acme/F-1.pdf' });
    expect(change(null)).toMatchObject({ document: null });
    expect(() => change(undefined)).toThrow('names nothing to change');
  });

  it('refuse one that is none, with what to write', () => {
    expect(() => change('F-1.pdf')).toThrow(
      'document: write an https link, or the key of a file such as documents/acme/F-1.pdf',
    );
    expect(() => change({ key: 'documents/acme/F-1.pdf' })).toThrow('document: write an https link');
  });
});
