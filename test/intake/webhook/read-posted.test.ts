import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { readEvent } from '#domain/events.ts';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { readProfile } from '#intake/formats/read-profile.ts';
import { builtInProfile } from '#intake/profiles/built-in-profiles.ts';
import { readPosted } from '#intake/webhook/read-posted.ts';

const signedAt = '2026-03-03T09:30:00.000Z';
const posted = (profile: string, body: string | Uint8Array, mapping?: FileProfile, at = signedAt) => {
  try {
    return readPosted({ body: Buffer.from(body), creditor: 'acme', profile, signedAt: at }, mapping);
  } catch (error) {
    if (error instanceof BadInput) return { kind: 'refused' as const, reasons: [{ entry: 0, reason: error.message }] };
    throw error;
  }
};
const eventsIn = (answer: ReturnType<typeof posted>) => {
  if (answer.kind !== 'events') throw new Error(JSON.stringify(answer));
  return answer.events;
};
const reasonsIn = (answer: ReturnType<typeof posted>) => (answer.kind === 'events' ? [] : answer.reasons);

const hold = (id: string, more: object = {}) => ({
  'detail-type': 'Hold Released',
  detail: { id, invoice: 'F-1', hold: 'h', ...more },
});
const json = (value: unknown): string => JSON.stringify(value);

describe('events of ours', () => {
  it('one, or a list, are of the creditor of the address, with all their fields', () => {
    const expected = {
      type: 'Hold Released',
      detail: { id: 'a', invoice: 'F-1', hold: 'h', own: 7, creditor: 'acme' },
    };
    expect(eventsIn(posted('events', json(hold('a', { own: 7 }))))).toEqual([expected]);
    expect(eventsIn(posted('events', json([hold('a', { own: 7, creditor: 'acme' }), hold('b')])))[0]).toEqual(expected);
  });

  it.each([
    [100, 'events'],
    [101, 'refused'],
    [1, 'events'],
    [0, 'refused'],
  ])('%i at once: %s', (number, kind) => {
    expect(posted('events', json(Array.from({ length: number }, (_, index) => hold(`e${index}`)))).kind).toBe(kind);
  });

  it.each([
    ['no JSON', 'hello', 0, 'is not JSON'],
    ['no UTF-8', Buffer.from([0x22, 0xe9, 0x22]), 0, 'is not JSON in UTF-8'],
    ['a number', '7', 1, 'is not an event'],
    ['an event without type', json({ detail: {} }), 1, 'is not an event'],
    ['an event without detail', json({ 'detail-type': 'Hold Released' }), 1, 'is not an event'],
    ['a second one that is none', json([hold('a'), null]), 2, 'is not an event'],
    ['an unknown type', json({ 'detail-type': 'Hold Lost', detail: { id: 'a' } }), 1, 'is not known'],
    ['a wrong field', json([hold('a'), hold('b', { invoice: '#' })]), 2, 'invoice: use 1 to 64 letters'],
    ['another creditor', json(hold('a', { creditor: 'beta' })), 1, 'is not acme'],
  ])('%s is refused with its place', (_, body, entry, reason) =>
    expect(reasonsIn(posted('events', body))).toMatchObject([{ entry, reason: expect.stringContaining(reason) }]),
  );

  it('tells every entry that is wrong', () =>
    expect(reasonsIn(posted('events', json([hold('-'), hold('a'), 5]))).map(({ entry }) => entry)).toEqual([1, 3]));

  it.each([
    ['the same event twice', [hold('a'), hold('a')], 'events'],
    ['one id for two', [hold('a'), hold('a', { hold: 'other' })], 'conflict'],
    ['one id for two of three', [hold('a'), hold('a'), hold('a', { hold: 'other' })], 'conflict'],
    ['two ids', [hold('a'), hold('b', { hold: 'other' })], 'events'],
  ])('%s: %s', (_, events, kind) => expect(posted('events', json(events)).kind).toBe(kind));

  it('whatever comes, it is read or refused in words', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (body) => {
        expect(['events', 'refused', 'conflict']).toContain(posted('events', body).kind);
      }),
    );
  });
});

describe('documents', () => {
  const profileOf = (file: string) => readProfile(readFileSync(`samples/webhook/${file}.profile.yaml`, 'utf8'), file);
  const sample = (file: string) => readFileSync(`samples/webhook/${file}.json`);

  it.each([
    [
      'odoo-invoice',
      {
        invoice: 'INV/2026/00017',
        debtor: { id: '31', name: 'Talleres Ribera SL' },
        amount: '1250.00',
        currency: 'EUR',
      },
    ],
    [
      'alegra-invoice',
      { invoice: 'FE210', debtor: { id: '900000017', phone: '+573000000017' }, amount: '1190000.00', currency: 'COP' },
    ],
  ])('%s.json is one invoice', (file, expected) => {
    const [event, another] = eventsIn(posted(file, sample(file), profileOf(file)));
    expect(another).toBeUndefined();
    expect(event).toMatchObject({
      type: 'Invoice Issued',
      detail: { ...expected, issued: '2026-01-12', due: '2026-02-11', creditor: 'acme', at: signedAt },
    });
  });

  it('one object is one invoice, whatever lists it holds', () => {
    const body = {
      ...JSON.parse(sample('odoo-invoice').toString()),
      invoice_line_ids: [{ name: 'Paint' }, { name: 'Tape' }],
    };
    for (const text of [json(body), JSON.stringify(body, null, 2)])
      expect(eventsIn(posted('odoo-invoice', text, profileOf('odoo-invoice')))).toHaveLength(1);
  });

  it('a list, and one object on each line, are several', () => {
    const body = JSON.parse(sample('odoo-invoice').toString());
    const two = [body, { ...body, name: 'INV/2026/00018' }];
    const mapping = profileOf('odoo-invoice');
    expect(eventsIn(posted('odoo-invoice', json(two), mapping))).toHaveLength(2);
    expect(eventsIn(posted('odoo-invoice', two.map(json).join('\n'), mapping))).toHaveLength(2);
  });

  it.each([
    ['odoo', 'samples/formats/odoo.csv'],
    ['documents', 'samples/formats/ubl-peppol.xml'],
    ['documents', 'samples/formats/ubl-colombia.xml'],
    ['documents', 'samples/formats/factur-x.xml'],
  ])('by %s, %s is read, and each of its events is one of ours', (profile, file) => {
    const events = eventsIn(posted(profile, readFileSync(file), builtInProfile(profile)));
    expect(events.length).toBeGreaterThan(0);
    for (const { type, detail } of events) readEvent(type, detail);
  });

  it('a credit note lowers its invoice, or is for the debtor', () => {
    const body = { ...JSON.parse(sample('odoo-invoice').toString()), name: 'RINV/7', move_type: 'out_refund' };
    expect(eventsIn(posted('odoo-invoice', json(body), profileOf('odoo-invoice')))).toMatchObject([
      { type: 'Credit Note Issued', detail: { id: 'credit-note:RINV/7', debtor: '31', amount: '1250.00' } },
    ]);
  });

  it('the same again says the same; later, an invoice is news and a credit note is not', () => {
    const idOf = (body: Uint8Array, at: string) =>
      eventsIn(posted('odoo-invoice', body, profileOf('odoo-invoice'), at))[0]?.detail.id;
    const later = '2026-03-03T09:31:00.000Z';
    expect(idOf(sample('odoo-invoice'), signedAt)).toBe(idOf(sample('odoo-invoice'), signedAt));
    expect(idOf(sample('odoo-invoice'), signedAt)).not.toBe(idOf(sample('odoo-invoice'), later));
  });

  it.each([
    ['a list that needs a profile', 'documents', 'a,b\n1,2', 'needs a profile'],
    ['nothing', 'documents', '', ''],
    ['an amount that cannot be read', 'odoo-invoice', '{"name":"F","partner_id":1,"amount_residual":"x"}', ''],
  ])('%s is refused', (_, profile, body, reason) => {
    const answer = posted(profile, body, profile === 'documents' ? undefined : profileOf(profile));
    expect(answer.kind).toBe('refused');
    expect(reasonsIn(answer)[0]?.reason).toContain(reason);
  });
});

describe('payments', () => {
  const profile = readProfile(
    `name: pays
kind: payments
decimals: "."
dates: YYYY-MM-DD
fields: { date: day, amount: amount, currency: currency, invoices: invoice, id: id, payer: payer }
`,
    'pays.yaml',
  );
  const pay = { day: '2026-03-02', amount: '100.00', currency: 'EUR', invoice: 'F-1', id: 'p-1', payer: 'Ana' };

  it('of one invoice are received, under their own id', () =>
    expect(eventsIn(posted('pays', json(pay), profile))).toMatchObject([
      {
        type: 'Payment Received',
        detail: { id: 'payment:p-1', invoice: 'F-1', amount: '100.00', currency: 'EUR', effective: '2026-03-02' },
      },
    ]));

  it('without id count by what they say: alike in one document twice, the same document once', () => {
    const two = json([
      { ...pay, id: '' },
      { ...pay, id: '' },
    ]);
    const ids = (at: string) => eventsIn(posted('pays', two, profile, at)).map(({ detail }) => detail.id);
    expect(new Set(ids(signedAt)).size).toBe(2);
    expect(ids(signedAt)).toEqual(ids('2026-03-04T00:00:00.000Z'));
  });

  it.each([
    ['no invoice', { invoice: '' }, 'does not name one invoice'],
    ['an amount below zero', { amount: '-100.00' }, 'is below zero'],
  ])('with %s are refused', (_, changed, reason) =>
    expect(reasonsIn(posted('pays', json({ ...pay, ...changed }), profile))[0]?.reason).toContain(reason),
  );
});
