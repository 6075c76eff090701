// How to pay, by kind and language, and the codes of bank apps, byte by byte.
import { inflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import type { WayToPay } from '#domain/ways-to-pay.ts';
import { wayToPay } from '#domain/ways-to-pay.ts';
import type { MessageData } from '#templates/message.ts';
import { epcPayload, pixPayload } from '#templates/payment-codes.ts';
import { paymentCodes, paymentLines } from '#templates/payment-ways.ts';
import { qrImage } from '#templates/qr-image.ts';
import { textsOf } from '#templates/texts.ts';
import { aMessage, anItem, creditor } from './message-fixture.ts';

const transfer: WayToPay = { transfer: { iban: 'ES9121000418450200051332', bank: 'Banco Uno' } };
const pix: WayToPay = { pix: { key: 'a@b.example', city: 'São Paulo' } };
const withWay = (way: WayToPay, given: Partial<MessageData> = {}): MessageData =>
  aMessage({ creditor: { ...creditor, waysToPay: [way] }, ...given });
const lines = (way: WayToPay, given: Partial<MessageData> = {}) => {
  const data = withWay(way, given);
  return paymentLines(data, textsOf(data.language));
};
const inReais = {
  items: [anItem({ amount: { amount: 12_050, currency: 'BRL' }, balance: { amount: 12_050, currency: 'BRL' } })],
};

describe('a way to pay', () => {
  it.each([
    ['en', transfer, 'Bank transfer to Muebles del Sur, IBAN ES91 2100 0418 4502 0005 1332 (Banco Uno)'],
    ['es', { transfer: { account: '12-34', holder: 'Sur SA' } }, 'Transferencia a Sur SA, 12-34'],
    ['pt', { link: { url: 'https://p.example/?i={invoice}' } }, 'Pela internet: https://p.example/?i=F-1001'],
    ['en', { card: { phone: '555' } }, 'Card by phone: 555'],
    ['en', { card: { url: 'https://p.example' } }, 'Card: https://p.example'],
    ['es', { cash: { network: 'Efecty', code: '11' } }, 'Efectivo en Efecty, convenio 11'],
    ['es', 'En caja, de 9 a 14', 'En caja, de 9 a 14'],
    ['pt', pix, 'Pix, chave a@b.example'],
  ] as const)('in %s: %j', (language, way, told) => {
    expect(lines(way, { language })).toEqual([told]);
  });

  it('puts no invoice number into an address unescaped', () => {
    const items = [anItem({ invoice: 'F/1 "&x=' })];
    expect(lines({ link: { url: 'https://p.example/{invoice}' } }, { items })).toEqual([
      'Online: https://p.example/F%2F1%20%22%26x%3D',
    ]);
  });

  it.each([
    [{ transfer: { iban: 'ES9121000418450200051333' } }, 'is no IBAN'],
    [{ transfer: { iban: 'ES91', account: '1' } }, 'is no IBAN'],
    [{ transfer: {} }, 'names no account, or two'],
    [{ link: { url: 'http://p.example' } }, 'https://'],
    [{ link: { url: 'https://p.example/"><script>' } }, 'https://'],
    [{ card: {} }, 'no way to pay by card'],
    [{ ...transfer, link: { url: 'https://p.example' } }, 'several ways'],
    [{}, 'several ways, or none'],
  ])('is refused as %j', (way, reason) => {
    const read = wayToPay.safeParse(way);
    expect(read.success).toBe(false);
    expect(JSON.stringify(read.error)).toContain(reason.replaceAll('"', '\\"'));
  });
});

describe('the code of a SEPA transfer', () => {
  it('has the lines of EPC069-12, version 002', () => {
    expect(
      epcPayload({
        holder: 'Muebles del Sur',
        iban: 'ES91 2100 0418 4502 0005 1332',
        cents: 12_050,
        reference: 'F-1001',
      }),
    ).toBe('BCD\n002\n1\nSCT\n\nMuebles del Sur\nES9121000418450200051332\nEUR120.50\n\n\nF-1001');
  });

  it.each([
    [1, 'EUR0.01'],
    [105, 'EUR1.05'],
    [99_999_999_999, 'EUR999999999.99'],
  ])('carries %i cents as %s', (cents, amount) => {
    expect(epcPayload({ holder: 'A', iban: 'X', cents, reference: 'F' })).toContain(`\n${amount}\n`);
  });

  it.each([0, -5, 100_000_000_000])('does not carry %i cents', (cents) => {
    expect(epcPayload({ holder: 'A', iban: 'X', cents, reference: 'F' })).toBeUndefined();
  });

  it('is there for one amount in euros, and never for two or another currency', () => {
    const other = anItem({ amount: { amount: 1, currency: 'USD' }, balance: { amount: 1, currency: 'USD' } });
    const codes = (given: Partial<MessageData>) => paymentCodes(withWay(transfer, given), textsOf('en')).length;
    expect([codes({}), codes({ items: [anItem(), other] }), codes({ items: [other] })]).toEqual([1, 0, 0]);
    expect(paymentCodes(withWay({ link: { url: 'https://p.example' } }), textsOf('en'))).toEqual([]);
  });

  it('asks for what was promised, where the message is about that', () => {
    const occasion = {
      kind: 'promiseReminder',
      amounts: [{ amount: 5000, currency: 'EUR' }],
      date: '2026-06-12',
    } as const;
    const [code] = paymentCodes(withWay(transfer, { occasion }), textsOf('en'));
    expect(code?.caption).toContain('€50.00 to Muebles del Sur, reference F-1001');
    expect(code?.image.alt).toBe(code?.caption);
  });
});

describe('the code of Pix', () => {
  it('is that of the manual of the BR Code, with its checksum', () => {
    // The example of the manual (Banco Central, Manual do BR Code, version 2), which has no amount: its tail is computed the same way.
    const code = pixPayload({
      key: '123e4567-e12b-12d1-a456-426655440000',
      holder: 'Fulano de Tal',
      city: 'BRASILIA',
      centavos: 100,
      reference: '***',
    });
    expect(code.slice(0, -4)).toBe(
      '00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865404' +
        '1.005802BR5911FulanodeTal6008BRASILIA62070503***6304',
    );
    expect(code.slice(-4)).toMatch(/^[0-9A-F]{4}$/);
  });

  it('has no space, no accent and only lengths that fit, so that it survives a line break and a bank', () => {
    const [, code = ''] = lines(pix, { ...inReais, language: 'pt' });
    const payload = code.slice('Pix copia e cola: '.length);
    expect(payload).toMatch(/^[!-~]+$/);
    const fields: Record<string, string> = {};
    for (let at = 0; at < payload.length; ) {
      const length = Number(payload.slice(at + 2, at + 4));
      fields[payload.slice(at, at + 2)] = payload.slice(at + 4, at + 4 + length);
      at += 4 + length;
    }
    expect(fields).toMatchObject({
      '53': '986',
      '54': '120.50',
      '59': 'MueblesdelSur',
      '60': 'SaoPaulo',
      '62': '0505F1001',
    });
  });
});

describe('a QR image', () => {
  it('is a PNG whose pixels are the modules of the code, white around', () => {
    const png = Buffer.from(qrImage('recaudo'));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    const { data, size } = encode('recaudo', { ecc: 'M', boostEcc: false, maxVersion: 13, border: 4 });
    const side = png.readUInt32BE(16);
    expect(side).toBe(size * 6);
    const length = png.readUInt32BE(33);
    const pixels = inflateSync(png.subarray(41, 41 + length));
    const line = Math.ceil(side / 8) + 1;
    const isWhite = (x: number, y: number) => ((pixels[y * line + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
    for (let y = 0; y < size; y += 1)
      for (let x = 0; x < size; x += 1) expect(isWhite(x * 6 + 3, y * 6 + 3)).toBe(!data[y]?.[x]);
    expect(isWhite(0, 0)).toBe(true);
  });
});
