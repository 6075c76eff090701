// A mail with files, read back by a library that did not write it.
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '#channels/channel.ts';
import { composeEmail } from '#channels/email/compose-email.ts';
import { mostDocumentBytes } from '#domain/invoice-document.ts';
import { renderMessage } from '#templates/message.ts';
import { aMessage, anItem } from '#test/templates/message-fixture.ts';

const addressing = {
  from: { name: 'Muebles', email: 'avisos@muebles.example' },
  to: { name: 'Ana García', email: 'ana@example.com' },
  now: '2026-06-10T14:05:00.000Z',
};
const message = (() => {
  const document = { kind: 'attached', file: 'Factura-F-1001.pdf' } as const;
  const rendered = renderMessage(aMessage({ language: 'es', items: [anItem({ document })] }));
  if (rendered.channel !== 'email') throw new Error('not an email');
  return rendered;
})();
const everyByte = Uint8Array.from({ length: 1024 }, (_, index) => index % 256);
const pdf: Attachment = { name: 'Factura-F-1001.pdf', type: 'application/pdf', content: everyByte };
const xml: Attachment = {
  name: 'Factura-F-1002.xml',
  type: 'application/xml',
  content: Buffer.from('<?xml version="1.0"?><Señor/>\r\n--boundary--\r\n'),
};

describe('a mail with files', () => {
  it('reads back word for word and byte for byte', async () => {
    const mail = await PostalMime.parse(await composeEmail(message, addressing, [pdf, xml]));
    expect(mail.subject).toBe(message.subject);
    expect(mail.to).toEqual([{ name: 'Ana García', address: 'ana@example.com' }]);
    expect(mail.text?.trimEnd()).toBe(message.text.trimEnd());
    expect(mail.html?.trimEnd()).toBe(message.html.trimEnd());
    expect(mail.attachments.map(({ filename, mimeType, disposition }) => [filename, mimeType, disposition])).toEqual([
      ['Factura-F-1001.pdf', 'application/pdf', 'attachment'],
      ['Factura-F-1002.xml', 'application/xml', 'attachment'],
    ]);
    expect(mail.attachments.map(({ content }) => Buffer.from(content as ArrayBuffer))).toEqual(
      [pdf, xml].map(({ content }) => Buffer.from(content)),
    );
  });

  it('is the same bytes for the same input, pure ASCII, and has none where there are none', async () => {
    const raw = await composeEmail(message, addressing, [pdf, xml]);
    expect(await composeEmail(message, addressing, [pdf, xml])).toEqual(raw);
    expect(raw.every((byte) => byte < 128)).toBe(true);
    expect((await PostalMime.parse(await composeEmail(message, addressing))).attachments).toEqual([]);
  });

  it('of the most bytes stays below the 10 MB that SES takes', async () => {
    const full = { ...pdf, content: new Uint8Array(mostDocumentBytes).fill(255) };
    expect((await composeEmail(message, addressing, [full])).length).toBeLessThan(9_800_000);
  });
});
