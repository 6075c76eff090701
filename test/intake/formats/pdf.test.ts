// PDF: the invoice that Factur-X and ZUGFeRD attach to it is read; all others are refused, and none may cost much.
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { invoiceInPdf, isPdf } from '#intake/formats/invoice-in-pdf.ts';
import { openPdf } from '#intake/formats/pdf-attachments.ts';
import { mostPdfBytes } from '#intake/formats/pdf-bounds.ts';
import { readAnyFile, readFile } from '#intake/formats/read-file.ts';
import { isSound } from './read.ts';

const golden = (file: string) => readFileSync(`test/intake/formats/golden/${file}`);
const xml = readFileSync('samples/formats/factur-x.xml');

const refusal = async (bytes: Uint8Array): Promise<BadInput> => {
  try {
    await readAnyFile(bytes);
  } catch (error) {
    if (error instanceof BadInput) return error;
    throw error;
  }
  throw new Error('it was read');
};

/** A PDF of these objects, the first of them its catalogue; parsers find objects without a table. */
const pdfOf = (...objects: (string | Buffer)[]): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    ...objects.flatMap((object, index) => [
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ]),
    Buffer.from('trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n'),
  ]);
const streamOf = (dictionary: string, content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ]);
const catalogue = '<< /Type /Catalog /Names << /EmbeddedFiles << /Names [(x) 2 0 R] >> >> >>';
const named = (name: string) => `<< /Type /Filespec /F (${name}) /EF << /F 3 0 R >> >>`;
const pdfWith = (name: string, dictionary: string, content: Buffer) =>
  pdfOf(catalogue, named(name), streamOf(dictionary, content));

describe('the invoice is read out of a PDF that was written by', () => {
  it.each(['pypdf-factur-x.pdf', 'pypdf-zugferd.pdf', 'factur-x.pdf', 'pikepdf-object-streams.pdf'])(
    '%s',
    async (file) => {
      expect(await readAnyFile(golden(file))).toEqual(readFile(xml));
    },
  );

  it.each([
    ['factur-x.xml', '', xml],
    ['FACTUR-X.XML', '/Filter /FlateDecode', deflateSync(xml)],
    ['xrechnung.xml', '/Filter [/FlateDecode]', deflateSync(xml)],
    ['ZUGFeRD-invoice.xml', '/Fil#74er /Flate#44ecode', deflateSync(xml)],
  ])('hand, as %s %s', async (name, dictionary, content) => {
    expect((await readAnyFile(pdfWith(name, dictionary, content))).accepted).toBe(1);
  });
});

it('names are found in all leaves of their tree', async () => {
  const { attachments } = await openPdf(golden('pikepdf-object-streams.pdf'));
  expect(attachments).toHaveLength(81);
});

it('a tree that leads back to itself ends there', async () => {
  const looped = pdfOf(
    '<< /Type /Catalog /Names << /EmbeddedFiles 2 0 R >> >>',
    '<< /Kids [3 0 R 2 0 R 4 0 R] >>',
    '<< /Kids [2 0 R] /Names [(x) 5 0 R] >>',
    '<< /Names [(y) 5 0 R] >>',
    named('factur-x.xml').replace('3 0 R', '6 0 R'),
    streamOf('', xml),
  );
  expect((await readAnyFile(looped)).accepted).toBe(1);
});

it('other files stay as they are', async () => {
  expect(isPdf(xml)).toBe(false);
  expect(await invoiceInPdf(xml)).toBe(xml);
  expect(await readAnyFile(xml)).toEqual(readFile(xml));
});

it('a PDF is told to be one where it cannot be opened', () => {
  expect(() => readFile(golden('pypdf-factur-x.pdf'))).toThrow('the file is a PDF');
});

describe('a PDF is refused', () => {
  it.each<[string, Buffer, string, string]>([
    ['with nothing attached', golden('pypdf-no-attachment.pdf'), 'no-invoice-in-pdf', 'nothing is attached to it'],
    [
      'with something else attached',
      golden('pypdf-other-attachment.pdf'),
      'no-invoice-in-pdf',
      'attached to it are "terms.txt"',
    ],
    ['with a password', golden('pypdf-locked.pdf'), 'bad-pdf', 'is encrypted'],
    [
      'with XML under another name',
      pdfWith('invoice.xml', '', xml),
      'no-invoice-in-pdf',
      'attached to it are "invoice.xml"',
    ],
    ['that is none', Buffer.from('%PDF-1.7 and no more'), 'no-invoice-in-pdf', 'nothing is attached'],
    ['without a version', Buffer.from('%PDF-x'), 'bad-pdf', 'cannot be read as a PDF'],
    [
      'packed twice',
      pdfWith('factur-x.xml', '/Filter [/FlateDecode /FlateDecode]', deflateSync(deflateSync(xml))),
      'bad-pdf',
      'packed as FlateDecode, FlateDecode',
    ],
    [
      'packed by LZW',
      pdfWith('factur-x.xml', '/Filter /LZWDecode', xml),
      'bad-pdf',
      'packed as invoices (PDF/A) may not be',
    ],
    [
      'whose invoice is cut',
      pdfWith('factur-x.xml', '/Filter /FlateDecode', deflateSync(xml).subarray(0, 99)),
      'bad-pdf',
      'cannot be unpacked',
    ],
    ['whose invoice is no XML', pdfWith('factur-x.xml', '', Buffer.from('<a')), 'not-xml', 'not well-formed'],
    [
      'whose XML is another',
      pdfWith('factur-x.xml', '', Buffer.from('<CrossIndustryDocument/>')),
      'unknown-xml',
      'CrossIndustryDocument',
    ],
    [
      'that is too large',
      Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(mostPdfBytes)]),
      'bad-pdf',
      'more than 16 MiB',
    ],
  ])('%s', async (_, bytes, code, message) => {
    expect(await refusal(bytes)).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  const zeros = deflateSync(Buffer.alloc(64 * 1024 * 1024));
  it.each<[string, () => Buffer, string]>([
    [
      'that bursts',
      () =>
        pdfOf(
          catalogue,
          ...Array.from({ length: 3 }, () => streamOf('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', zeros)),
        ),
      'more than 128 MiB',
    ],
    ['of many parts', () => Buffer.from(`%PDF-1.7\n${'stream endstream '.repeat(20_001)}`), 'more than 20000 parts'],
    ['whose parts have no end', () => Buffer.from(`%PDF-1.7\n${'1 0 obj << >> stream\n'.repeat(19_000)}`), 'no end'],
    ['that nests without end', () => pdfOf('['.repeat(200_000)), 'nothing is attached'],
  ])('%s', async (_, bytes, message) => {
    expect((await refusal(bytes())).message).toContain(message);
  });
});

it('a damaged PDF is read or refused', async () => {
  const files = ['pypdf-factur-x.pdf', 'factur-x.pdf', 'pikepdf-object-streams.pdf', 'pypdf-locked.pdf'].map(golden);
  const pieces = [
    'stream\n',
    'endstream',
    'endobj',
    '<<',
    '>>',
    '[',
    ']',
    '/Kids',
    '2 0 R',
    '0 0 obj',
    '/Filter',
    '999999999999',
    '\0',
  ];
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const change = fc.tuple(place, fc.constantFrom(...pieces), fc.nat(6), fc.boolean());
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      async (file, changes) => {
        const bytes = changes.reduce<Buffer>((changed, [share, piece, less, isCut]) => {
          const at = 8 + Math.floor(share * (changed.length - 8));
          if (isCut && less === 0) return changed.subarray(0, at);
          return Buffer.concat([changed.subarray(0, at), Buffer.from(piece), changed.subarray(at + less)]);
        }, file);
        try {
          expect(isSound(await readAnyFile(bytes))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(BadInput);
        }
      },
    ),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 150) },
  );
});
