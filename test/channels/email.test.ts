// What goes over the wire is read back, as a mail reader would.
import { describe, expect, it } from 'vitest';
import { composeEmail } from '#channels/email/compose-email.ts';
import { BadInput } from '#domain/errors.ts';
import { renderMessage } from '#templates/message.ts';
import { aMessage, creditor } from '#test/templates/message-fixture.ts';

const addressing = {
  from: { name: 'Muebles "Ñandú" <x>, S.A.', email: 'avisos@muebles.example' },
  replyTo: 'cobros@muebles.example',
  to: { name: 'Ana García', email: 'ana@example.com' },
  now: '2026-06-10T14:05:00.000Z',
};
const message = (() => {
  const rendered = renderMessage(aMessage({ language: 'es' }));
  if (rendered.channel !== 'email') throw new Error('not an email');
  return rendered;
})();

describe('a composed email', () => {
  it('reads back as it was written, as text and as HTML', async () => {
    const { headers, parts } = read(await composeEmail(message, addressing));
    expect(headers.get('content-type')).toContain('multipart/alternative');
    expect(headers.get('subject')).toBe(message.subject);
    expect(parts.map(({ type }) => type)).toEqual(['text/plain; charset=utf-8', 'text/html; charset=utf-8']);
    expect(parts.map(({ content }) => content)).toEqual([message.text, message.html]);
  });

  it('names the creditor, where to answer and when, and leaves the Message-ID to SES', async () => {
    const { headers } = read(await composeEmail(message, addressing));
    expect(headers.get('from')).toBe('Muebles "Ñandú" <x>, S.A. <avisos@muebles.example>');
    expect(headers.get('to')).toBe('Ana García <ana@example.com>');
    expect(headers.get('reply-to')).toBe('cobros@muebles.example');
    expect(headers.get('date')).toBe('Wed, 10 Jun 2026 14:05:00 +0000');
    expect([...headers.keys()].sort()).toEqual([
      'content-type',
      'date',
      'from',
      'mime-version',
      'reply-to',
      'subject',
      'to',
    ]);
  });

  it('carries the codes that its HTML shows, inside it and under the name that the HTML calls them by', async () => {
    const transfer = { transfer: { iban: 'ES9121000418450200051332' } };
    const rendered = renderMessage(aMessage({ creditor: { ...creditor, waysToPay: [transfer] } }));
    if (rendered.channel !== 'email') throw new Error('not an email');
    const [image] = rendered.images;
    expect(rendered.html).toContain(`src="cid:${image?.cid}"`);
    const raw = Buffer.from(await composeEmail(rendered, addressing)).toString('latin1');
    expect(raw).toMatch(/^Content-Type: multipart\/related;/m);
    expect(raw).toContain(`Content-ID: <${image?.cid}>`);
    expect(raw).toMatch(/^Content-Disposition: inline;/m);
    const encoded = raw.slice(raw.indexOf('\r\n\r\n', raw.indexOf('Content-ID: '))).replace(/--[\s\S]*$/, '');
    expect(Buffer.from(encoded, 'base64')).toEqual(Buffer.from(image?.png ?? []));
  });

  it('is the same bytes for the same input, and pure ASCII', async () => {
    const raw = await composeEmail(message, addressing);
    expect(await composeEmail(message, addressing)).toEqual(raw);
    expect(raw.every((byte) => byte < 128)).toBe(true);
  });

  it.each([
    'x\r\nBcc: thief@example.com',
    'x\nX-Evil: 1\n\nbody',
    'x\u2028Bcc: thief@example.com',
    'x\rBcc: a@example.com',
  ])('lets no name or subject add a header: %j', async (evil) => {
    const { headers, parts } = read(
      await composeEmail(
        { ...message, subject: evil },
        { ...addressing, from: { ...addressing.from, name: evil }, to: { ...addressing.to, name: evil } },
      ),
    );
    expect([...headers.keys()]).not.toContain('bcc');
    expect([...headers.keys()]).not.toContain('x-evil');
    expect(parts).toHaveLength(2);
  });

  it.each([
    'a@example.com, thief@example.com',
    'a@example.com\r\nBcc: t@example.com',
    '<a@example.com>',
    'a@b',
    'señor@example.com',
    '',
  ])('refuses the address %j', async (email) => {
    await expect(composeEmail(message, { ...addressing, to: { name: 'Ana', email } })).rejects.toThrow(BadInput);
    await expect(composeEmail(message, { ...addressing, replyTo: email })).rejects.toThrow(BadInput);
  });
});

/** Reads raw mail: unfolds and decodes the headers, splits the parts and undoes their quoted-printable. */
const read = (raw: Uint8Array) => {
  const { headers, body } = split(Buffer.from(raw).toString('latin1'));
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1] ?? '';
  const sections = body.split(`--${boundary}`).slice(1, -1);
  const parts = sections.map((section) => {
    const part = split(section.replace(/^\r\n/, ''));
    expect(part.headers.get('content-transfer-encoding')).toBe('quoted-printable');
    return {
      type: part.headers.get('content-type'),
      content: unquote(part.body.replace(/\r\n$/, '')).replaceAll('\r\n', '\n'),
    };
  });
  return { headers, parts };
};

const split = (text: string): { headers: Map<string, string>; body: string } => {
  const end = text.indexOf('\r\n\r\n');
  const lines = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
  expect(headers.size).toBe(lines.length);
  return { headers, body: text.slice(end + 4) };
};

const decodeWords = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, word: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString() : unquote(word.replaceAll('_', ' ')),
    );

const unquote = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();
