// Bytes become text by their mark, by what XML declares, or by what bank files usually are.
import { describe, expect, it } from 'vitest';
import { decodeText } from '#intake/formats/decode-text.ts';
import { readXml } from '#intake/formats/read-xml.ts';
import { sampleText } from './sample-files.ts';

const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>Peña</a>`;
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

describe('text', () => {
  it.each([
    ['XML in UTF-8', Buffer.from(declared('UTF-8'))],
    ['XML in UTF-8 with single quotes', Buffer.from(declared('UTF-8').replaceAll('"', "'"))],
    ['XML in Latin-1', Buffer.from(declared('ISO-8859-1'), 'latin1')],
    ['XML in Windows text', Buffer.from(declared('windows-1252'), 'latin1')],
    ['XML that declares nothing', Buffer.from('<a>Peña</a>')],
    ['XML in UTF-8 by its mark, whatever it declares', Buffer.from(`\uFEFF${declared('ISO-8859-1')}`)],
    ['XML in UTF-8 that says UTF-16', Buffer.from(declared('UTF-16'))],
    ['XML in UTF-16', utf16(declared('UTF-16'))],
    ['XML in UTF-16, the other way round', utf16(declared('UTF-16')).swap16()],
    ['MT940 in UTF-8', Buffer.from(':20:A Peña')],
    ['MT940 in Windows text', Buffer.from(':20:A Peña', 'latin1')],
  ])('of %s is decoded', (_, bytes) => {
    expect(decodeText(bytes).text).toMatch(/Peña/);
  });

  it.each([
    ['XML that is not what it declares', Buffer.from(declared('UTF-8'), 'latin1')],
    ['XML that declares nothing and is not UTF-8', Buffer.from('<a>Peña</a>', 'latin1')],
    ['XML in no encoding', Buffer.from(declared('klingon'))],
    ['torn UTF-16', utf16('<a/>').subarray(0, -1)],
  ])('of %s is refused', (_, bytes) => {
    expect(() => decodeText(bytes)).toThrow(expect.objectContaining({ name: 'BadInput', code: 'not-text' }));
  });
});

it('an invoice of Peru reads the same in Latin-1', () => {
  const text = sampleText('ubl-peru.xml');
  const bytes = Buffer.from(text.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"'), 'latin1');
  expect(readXml(decodeText(bytes).text)).toEqual(readXml(text));
});
