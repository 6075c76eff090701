// The message that gives the invoice itself: what it says and leaves out, its documents, and links that never break in two.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/calendar.ts';
import { longestLinkBySms } from '#domain/invoice-document.ts';
import { languages } from '#domain/vocabulary.ts';
import { isWhole, segmentsOf } from '#templates/gsm7.ts';
import { type MessageData, renderMessage } from '#templates/message.ts';
import { aMessage, anItem, creditor, today } from '#test/templates/message-fixture.ts';

const fresh = (given: Parameters<typeof anItem>[0] = {}) =>
  anItem({ issued: today, due: addDays(today, 30), ...given });
const giving = (given: Partial<MessageData> = {}) =>
  aMessage({
    stage: 'preventive',
    tone: 'warm',
    template: 'invoice',
    items: [fresh()],
    next: { kind: 'administrative', date: '2026-07-11' },
    ...given,
  });
const mail = (given: Partial<MessageData> = {}) => {
  const rendered = renderMessage(giving(given));
  if (rendered.channel !== 'email') throw new Error('not an email');
  return { ...rendered, text: rendered.text.replace(/\s+/g, ' ') };
};
const sms = (given: Partial<MessageData> = {}) => {
  const rendered = renderMessage(giving({ channel: 'sms', ...given }));
  if (rendered.channel !== 'sms') throw new Error('not a text message');
  return rendered.text;
};
const attached = { kind: 'attached', file: 'Invoice-F-1001.pdf' } as const;
const linked = { kind: 'linked', link: 'https://invoices.muebles.example/F-1001?a=1&b=2' } as const;

describe('the invoice itself', () => {
  it.each([
    [
      'en',
      'Your invoice F-1001 from Muebles del Sur: €120.50',
      'Here is your invoice F-1001, issued on June 10, 2026 for €120.50. Payment is due on July 10, 2026.',
    ],
    [
      'es',
      'Su factura F-1001 de Muebles del Sur: 120,50 €',
      'Le enviamos su factura F-1001, emitida el 10 de junio de 2026 por 120,50 €. La fecha de pago es el 10 de julio de 2026.',
    ],
    [
      'pt',
      'Sua fatura F-1001 de Muebles del Sur: € 120,50',
      'Enviamos a sua fatura F-1001, emitida em 10 de junho de 2026 no valor de € 120,50. O pagamento vence em 10 de julho de 2026.',
    ],
  ] as const)('is given in %s, with ways to pay and a person to ask', (language, subject, words) => {
    const { subject: said, text } = mail({ language });
    expect(said.replace(/\s/g, ' ')).toBe(subject);
    expect(text).toContain(words);
    for (const way of creditor.waysToPay) expect(text).toContain(way);
    expect(text).toContain('Marta Ruiz');
  });

  it.each(languages)('announces nothing that could follow, in %s', (language) => {
    const follows = (kind: 'administrative' | 'handoff') => ({ kind, date: '2026-07-11' }) as const;
    expect(mail({ language, next: follows('handoff') })).toEqual(mail({ language, next: follows('administrative') }));
    expect(sms({ language, next: follows('handoff') })).toEqual(sms({ language, next: follows('administrative') }));
    expect(mail({ language }).text).not.toMatch(/2026-07-11|11 de jul|July 11/);
  });

  it('names what may be deducted when it is paid early', () => {
    const early = {
      until: '2026-06-20',
      pay: { amount: 11_809, currency: 'EUR' },
      off: { amount: 241, currency: 'EUR' },
    };
    expect(mail({ items: [fresh({ early })] }).text).toContain(
      'Pay €118.09 of invoice F-1001 by June 20, 2026 and it is settled: €2.41 may be deducted',
    );
  });

  it('is news until it is due, and is asked for by the stage once it is late', () => {
    const due = (days: number) =>
      mail({ items: [fresh({ due: addDays(today, days), daysPastDue: -days, document: attached })] });
    expect(due(0).text).toContain('Here is your invoice');
    expect(due(-1).text).not.toContain('Here is your invoice');
    expect(due(-1).text).toContain('Invoice F-1001 is attached');
  });
});

describe('documents of a mail', () => {
  it('are named, or linked, the same in HTML and in text', () => {
    const items = [
      fresh({ document: attached }),
      fresh({ invoice: 'F-1002', document: linked }),
      fresh({ invoice: 'F-1003' }),
    ];
    const { text, html } = mail({ items });
    expect(text).toContain(
      'DOCUMENTS - Invoice F-1001 is attached (Invoice-F-1001.pdf) - See invoice F-1002: https://invoices.muebles.example/F-1001?a=1&b=2 ',
    );
    expect(html).toContain('Invoice F-1001 is attached (Invoice-F-1001.pdf)');
    expect(html).toContain('<a href="https://invoices.muebles.example/F-1001?a=1&amp;b=2" class="link"');
    expect(html).not.toContain('invoice F-1003<');
  });

  it('stand in any message that takes them along, and nowhere else', () => {
    const reminder = renderMessage(aMessage({ items: [anItem(), fresh({ invoice: 'F-2', document: attached })] }));
    expect(reminder).toMatchObject({ text: expect.stringContaining('Invoice F-2 is attached') });
    expect(renderMessage(aMessage())).toMatchObject({ text: expect.not.stringContaining('DOCUMENTS') });
  });
});

describe('a text message', () => {
  it('shows the link, and no way of opting out is lost', () => {
    const text = sms({ items: [fresh({ document: linked })] });
    expect(text).toContain(`See it here: ${linked.link} `);
    expect(text).toContain('STOP');
    expect(segmentsOf(text).segments).toBeLessThanOrEqual(2);
  });

  it('never breaks a link in two, whatever the names, the alphabet and its length', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'Ñ', '山', '€', ' b', '😀', '['),
      minLength: 1,
      maxLength: 90,
    });
    fc.assert(
      fc.property(
        name,
        name,
        fc.constantFrom(...languages),
        fc.integer({ min: 20, max: longestLinkBySms }),
        (who, house, language, length) => {
          const link = 'https://x.example/'.padEnd(length, '~k[9');
          const items = [fresh({ document: { kind: 'linked', link } })];
          const text = sms({
            language,
            items,
            debtor: { name: who, type: 'consumer' },
            creditor: { ...creditor, name: house },
          });
          expect(text).toContain(link);
          expect(isWhole(text, link)).toBe(true);
        },
      ),
    );
  });

  it('a part is whole in one segment, and not across the border of two', () => {
    const at = (before: number) => isWhole(`${'x'.repeat(before)}https://y${'x'.repeat(200)}`, 'https://y');
    expect([at(0), at(144), at(145), at(152), at(153)]).toEqual([true, true, false, false, true]);
    expect(isWhole('x', 'y')).toBe(false);
    expect(isWhole(`${'x'.repeat(151)}https://y`, 'https://y')).toBe(true);
  });
});
