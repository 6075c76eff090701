import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, it, test } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { readMail } from '#replies/read-mail.ts';
import { replyAddress, tokenIn } from '#replies/reply-address.ts';

const token = 'abcdefghijklmnopqrstuvw7';
const mail = (given: ConstructorParameters<typeof MailComposer>[0] = {}): Promise<Buffer> =>
  new MailComposer({
    from: 'Lucía <Lucia@Example.com>',
    to: `Acme <${replyAddress(token, 'replies.example.com')}>`,
    subject: 'Re: Factura F-1',
    text: 'Ya pagué ayer, ¿está bien?\n\n> Estimada Lucía',
    messageId: '<a1@example.com>',
    ...given,
  })
    .compile()
    .build();

describe('a mail that came in', () => {
  it('is read: who, to which address, what, without what it quotes', async () => {
    expect(await readMail(await mail())).toEqual({
      messageId: '<a1@example.com>',
      from: 'lucia@example.com',
      to: [`reply-${token}@replies.example.com`],
      subject: 'Re: Factura F-1',
      text: 'Ya pagué ayer, ¿está bien?',
      attachments: 0,
      isUnsafe: false,
    });
  });

  test.each([
    ['the mail that it answers', '<0100-a@email.amazonses.com>', '<0100-z@eu-west-1.amazonses.com>', '0100-a'],
    [
      'of a thread, the last of ours',
      '<b@example.com>',
      '<0100-y@email.amazonses.com> <0100-z@eu-west-1.amazonses.com>',
      '0100-z',
    ],
    ['nothing of another provider', '<b@example.com>', '<c@notamazonses.com>', undefined],
  ])('names %s', async (_, inReplyTo, references, expected) =>
    expect((await readMail(await mail({ inReplyTo, references }))).inReplyTo).toBe(expected),
  );

  it('is read from HTML where it has nothing else', async () => {
    const html =
      '<div>Pagar&eacute; el viernes&nbsp;&amp; punto<br>Luc&iacute;a</div><blockquote>Estimada</blockquote>';
    const { text } = await readMail(await mail({ text: undefined, html }));
    expect(text).toMatch(/^Pagar[eé] el viernes & punto\nLuc[ií]a$/);
  });

  it('counts its attachments and reads latin letters of old programs', async () => {
    const attached = await mail({ attachments: [{ filename: 'comprobante.pdf', content: Buffer.from('%PDF') }] });
    expect((await readMail(attached)).attachments).toBe(1);
    const latin = Buffer.from(
      `From: a@example.com\r\nTo: reply-${token}@replies.example.com\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nPagar\u00e9 ma\u00f1ana`,
      'latin1',
    );
    expect((await readMail(latin)).text).toBe('Pagaré mañana');
  });

  test.each<[string, Record<string, string>]>([
    ['auto-submitted', { 'Auto-Submitted': 'auto-replied' }],
    ['precedence', { Precedence: 'bulk' }],
    ['x-autoreply', { 'X-Autoreply': 'yes' }],
    ['list-id', { 'List-Id': '<news.example.com>' }],
    ['empty-return-path', { 'Return-Path': '<>' }],
  ])('is the work of a machine by %s', async (automatic, headers) =>
    expect((await readMail(await mail({ headers }))).automatic).toBe(automatic),
  );

  test.each([['Respuesta automática: Factura'], ['Automatic reply: Invoice'], ['Fora do escritório']])(
    'is the work of a machine by its subject %s',
    async (subject) => expect((await readMail(await mail({ subject }))).automatic).toBe('subject'),
  );

  it('is the work of a machine by its sender, and of a person when it says so', async () => {
    expect((await readMail(await mail({ from: 'MAILER-DAEMON@example.com' }))).automatic).toBe('sender');
    expect((await readMail(await mail({ headers: { 'Auto-Submitted': 'no' } }))).automatic).toBeUndefined();
  });

  test.each(['X-SES-Spam-Verdict', 'X-SES-Virus-Verdict'])('is unsafe by %s', async (header) => {
    expect((await readMail(await mail({ headers: { [header]: 'FAIL' } }))).isUnsafe).toBe(true);
    expect((await readMail(await mail({ headers: { [header]: 'PASS' } }))).isUnsafe).toBe(false);
  });

  it('is refused when it is none, or is nested without end', async () => {
    await expect(readMail(Buffer.from(''))).rejects.toThrow(BadInput);
    const deep = Array.from(
      { length: 200 },
      (_, index) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`,
    );
    await expect(readMail(Buffer.from(`From: a@example.com\r\n${deep.join('')}`))).rejects.toThrow(BadInput);
  });

  it('finds the token in the address, whatever became of its capitals', () => {
    expect(tokenIn(['x@example.com', `Reply-${token.toUpperCase()}@REPLIES.example.com`])).toBe(token);
    expect(tokenIn([`reply-${token}x@replies.example.com`, 'reply-short@replies.example.com'])).toBeUndefined();
  });
});
