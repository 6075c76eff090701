// The names that documents go by, which follow from the numbers of invoices and are never alike in one message.
import { expect, it } from 'vitest';
import { decide } from '#domain/decide.ts';
import type { Invoice } from '#domain/facts.ts';
import type { FiledDocument } from '#domain/invoice-document.ts';
import { documentsOfCovers } from '#messages/documents-of-covers.ts';
import { aDebtor, anInvoice, aPolicy, someFacts } from '#test/fixtures.ts';

const { content } = aPolicy();
const policy = aPolicy({
  creditor: { ...content.creditor, documentHosts: ['x.example.com'] },
  stages: [{ name: 'preventive', fromDay: 0, countFrom: 'issue' }, ...content.stages.slice(1)],
  steps: [
    { id: 'send', stage: 'preventive', day: 0, channel: 'email', attach: ['invoice'], link: ['invoice'] },
    ...content.steps.filter(({ stage }) => stage !== 'preventive'),
  ],
});
const file = (type: FiledDocument['type'] = 'application/pdf'): FiledDocument => ({
  key: 'k',
  version: 'v',
  type,
  bytes: 1,
});
const fresh = (invoice: string, document: Invoice['document']): Invoice =>
  anInvoice({ invoice, issued: '2026-03-03', due: '2026-04-02', ...(document === undefined ? {} : { document }) });

it.each([
  ['es', 'Factura'],
  ['en', 'Invoice'],
  ['pt', 'Fatura'],
] as const)('in %s', (language, word) => {
  const open = [
    fresh('A-1', file()),
    fresh('A/1', file()),
    fresh('A 1', file('application/xml')),
    fresh('A-1-2', file()),
    fresh('B', { link: 'https://x.example.com/B' }),
    fresh('C', undefined),
  ];
  const facts = someFacts({ invoice: open[2] ?? anInvoice(), open, debtor: aDebtor({ language }) });
  const decision = decide(facts, policy, '2026-03-03T10:00:00.000Z');
  if (decision.kind !== 'contact') throw new Error('nothing is sent');
  const shown = [...documentsOfCovers(facts, decision)].map(([invoice, document]) =>
    document.kind === 'attached' ? `${invoice}: ${document.file}` : `${invoice}: ${document.link}`,
  );
  expect(shown).toEqual([
    `A 1: ${word}-A-1.xml`,
    `A-1: ${word}-A-1.pdf`,
    `A/1: ${word}-A-1-2.pdf`,
    `A-1-2: ${word}-A-1-2-2.pdf`,
    'B: https://x.example.com/B',
  ]);
});
