import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BadInput } from '#domain/errors.ts';
import { readEvent } from '#domain/events.ts';
import { stripeEventTypes } from '#infra/stripe.ts';
import { mapStripe, namesAsked, type PartnerLink, readStripeEvent, stripeTypes } from '#intake/partners/stripe.ts';
import { creditorOfStripe, isOfStripe } from '#intake/partners/stripe-creditor.ts';
import { created, paidInvoiceObject, stripeEventOf, stripeInvoiceObject } from './stripe-event.ts';

const links: Readonly<Record<string, PartnerLink>> = Object.fromEntries(
  ['in_1A', 'pi_1', 'ch_1'].map((name) => [name, { invoice: 'ACME-0001', source: 'in_1A' }]),
);

/** Mapped as the function does it: only what was asked for is known. */
const mapped = (
  type: string,
  object: object,
  given: object = {},
  zone = 'UTC',
  documentHosts: readonly string[] = [],
) => {
  const event = readStripeEvent(stripeEventOf(type, object, given));
  const asked = namesAsked(event);
  const linkOf = (names: readonly string[]) =>
    names.filter((name) => asked.includes(name)).flatMap((name) => links[name] ?? [])[0];
  const answer = mapStripe(event, { creditor: 'acme', zone, documentHosts, linkOf });
  // Whatever is mapped, our own contract takes.
  for (const { type: ours, detail } of answer.events) readEvent(ours, detail);
  return answer;
};
const first = (type: string, object: object, given: object = {}, zone = 'UTC') =>
  mapped(type, object, given, zone).events[0]?.detail;
const reasonOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof BadInput) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
};
const common = { creditor: 'acme', at: '2026-03-03T23:30:00.000Z', by: 'stripe' };

describe('the table', () => {
  it('knows the types that the rule lets in, and no others', () =>
    expect([...stripeTypes]).toEqual([...stripeEventTypes]));
  it('is shown in the guide, type by type', () => {
    const guide = readFileSync('docs/erp.md', 'utf8');
    for (const type of stripeTypes) expect(guide).toContain(`| \`${type}\``);
  });
  it('passes over what it does not know', () =>
    expect(mapped('product.created', {})).toMatchObject({
      events: [],
      because: expect.stringContaining('product.created'),
    }));
});

describe('invoice.finalized', () => {
  it('is an invoice issued, with its debtor', () => {
    expect(mapped('invoice.finalized', stripeInvoiceObject)).toEqual({
      events: [
        {
          type: 'Invoice Issued',
          detail: {
            ...common,
            id: 'stripe:in_1A:issued',
            invoice: 'ACME-0001',
            debtor: {
              id: 'cus_7',
              name: 'Talleres Ribera SL',
              type: 'business',
              person: 'es_cif B00000000',
              email: 'pagos@ribera.example.com',
              phone: '+34600000001',
              jurisdiction: 'ES',
            },
            amount: '125.50',
            currency: 'EUR',
            issued: '2026-03-03',
            due: '2026-04-02',
          },
        },
      ],
      remember: { names: ['in_1A'], link: { invoice: 'ACME-0001', source: 'in_1A' } },
    });
  });

  it.each<readonly [object, readonly string[], string | undefined]>([
    [{ hosted_invoice_url: 'https://invoice.stripe.com/i/a?s=ap' }, [], undefined],
    [{ hosted_invoice_url: 'https://invoice.stripe.com/i/a?s=ap' }, ['pay.stripe.com'], undefined],
    [
      { hosted_invoice_url: 'https://invoice.stripe.com/i/a?s=ap' },
      ['invoice.stripe.com'],
      'https://invoice.stripe.com/i/a?s=ap',
    ],
    [
      { hosted_invoice_url: 'https://invoice.stripe.com/i/a', invoice_pdf: 'https://pay.stripe.com/invoice/a/pdf' },
      ['pay.stripe.com'],
      'https://pay.stripe.com/invoice/a/pdf',
    ],
    [{ hosted_invoice_url: 'https://invoice.stripe.com/i/a b' }, ['invoice.stripe.com'], undefined],
    [{ hosted_invoice_url: null, invoice_pdf: null }, ['invoice.stripe.com'], undefined],
  ])('of %j, where the policy allows %j, has the document %s', (links, hosts, document) => {
    const { events } = mapped('invoice.finalized', { ...stripeInvoiceObject, ...links }, {}, 'UTC', hosts);
    expect(events[0]?.detail.document).toBe(document);
  });

  it.each([
    ['UTC', '2026-03-03', '2026-04-02'],
    ['Europe/Madrid', '2026-03-04', '2026-04-03'],
    ['America/Bogota', '2026-03-03', '2026-04-02'],
  ])('has its days in %s: %s and %s', (zone, issued, due) =>
    expect(first('invoice.finalized', stripeInvoiceObject, {}, zone)).toMatchObject({ issued, due }),
  );

  it.each([
    ['no number yet', { number: null }, { invoice: 'in_1A' }],
    ['no due date, being charged at once', { due_date: null }, { due: '2026-03-03' }],
    ['a day of its own', { effective_at: created - 86_400 }, { issued: '2026-03-02' }],
    ['no day of finalizing', { status_transitions: null }, { issued: '2026-03-03' }],
    ['another currency', { currency: 'jpy', amount_remaining: 500 }, { amount: '500', currency: 'JPY' }],
    ['an expanded customer', { customer: { id: 'cus_8', object: 'customer' } }, { debtor: { id: 'cus_8' } }],
    ['no name', { customer_name: null }, { debtor: { name: 'pagos@ribera.example.com' } }],
    ['neither name nor mail', { customer_name: ' ', customer_email: null }, { debtor: { name: 'cus_7' } }],
    ['no tax id', { customer_tax_ids: [] }, { debtor: { type: 'consumer' } }],
    [
      'a tax id without value',
      { customer_tax_ids: [{ type: 'eu_vat', value: null }] },
      { debtor: { type: 'consumer' } },
    ],
  ])('with %s', (_, changed, expected) =>
    expect(first('invoice.finalized', { ...stripeInvoiceObject, ...changed })).toMatchObject(expected),
  );

  it.each([
    ['a mail address that is none', { customer_email: 'nobody' }, 'email'],
    ['a number that is none', { customer_phone: 'ask for Ana' }, 'phone'],
    ['a number without country', { customer_address: null }, 'phone'],
  ])('counts without %s', (_, changed, field) =>
    expect(first('invoice.finalized', { ...stripeInvoiceObject, ...changed })?.debtor).not.toHaveProperty(field),
  );

  it('of nothing is no invoice', () =>
    expect(mapped('invoice.finalized', { ...stripeInvoiceObject, amount_remaining: 0 }).events).toEqual([]));

  it.each([
    [{ amount_remaining: 'all' }, 'amount_remaining'],
    [{ currency: null }, 'currency'],
    [{ id: 7 }, 'id'],
  ])('%j is refused by its field', (changed, field) => {
    const reason = reasonOf(() => mapped('invoice.finalized', { ...stripeInvoiceObject, ...changed }));
    expect(reason).toContain('bad-stripe-event');
    expect(reason).toContain(field);
  });
});

describe('a payment', () => {
  it('is told by two events, and counts once', () => {
    const [one, other] = ['invoice.paid', 'invoice.payment_succeeded'].map((type) => mapped(type, paidInvoiceObject));
    expect(one?.events).toEqual([
      {
        type: 'Payment Received',
        detail: {
          ...common,
          id: 'stripe:in_1A:paid',
          invoice: 'ACME-0001',
          amount: '125.50',
          currency: 'EUR',
          effective: '2026-03-03',
        },
      },
    ]);
    expect(other?.events.map(({ detail }) => detail.id)).toEqual(['stripe:in_1A:paid']);
    expect(one?.remember?.names).toEqual(['in_1A', 'ch_1', 'pi_1']);
  });

  it('of a part pauses the invoice until all is paid, and is no payment yet', () => {
    const part = { ...paidInvoiceObject, status: 'open', amount_paid: 5_000, amount_remaining: 7_550 };
    expect(mapped('invoice.payment_succeeded', part).events).toMatchObject([
      { type: 'Hold Placed', detail: { invoice: 'ACME-0001', reason: 'payment-in-flight' } },
    ]);
  });

  it('of nothing is none', () =>
    expect(mapped('invoice.paid', { ...paidInvoiceObject, amount_paid: 0 }).events).toEqual([]));

  it('that failed changes nothing', () =>
    expect(mapped('invoice.payment_failed', stripeInvoiceObject)).toEqual({
      events: [],
      because: expect.stringContaining('failed'),
    }));

  it('that was given back is not owed again', () =>
    expect(mapped('charge.refunded', { id: 'ch_1' }).events).toEqual([]));

  it('is told which invoice it was for by an event of its own', () =>
    expect(
      mapped('invoice_payment.paid', {
        id: 'inpay_1',
        invoice: 'in_1A',
        payment: { type: 'payment_intent', payment_intent: 'pi_9' },
      }),
    ).toMatchObject({ events: [], remember: { names: ['pi_9'], link: { invoice: 'ACME-0001', source: 'in_1A' } } }));
});

describe('the end of an invoice', () => {
  it('voided is cancelled', () =>
    expect(mapped('invoice.voided', stripeInvoiceObject).events).toEqual([
      {
        type: 'Invoice Changed',
        detail: { ...common, id: 'stripe:in_1A:voided', invoice: 'ACME-0001', cancelled: true },
      },
    ]));
  it('uncollectible is written off', () =>
    expect(mapped('invoice.marked_uncollectible', stripeInvoiceObject).events).toMatchObject([
      { type: 'Debt Written Off', detail: { id: 'stripe:in_1A:uncollectible', invoice: 'ACME-0001' } },
    ]));
});

describe('a credit note', () => {
  const note = { id: 'cn_1', invoice: 'in_1A', amount: 3_000, currency: 'eur', created, type: 'pre_payment' };
  it.each([
    [{ pre_payment_amount: 3_000 }, '30.00'],
    [{}, '30.00'],
    [{ pre_payment_amount: 1_000, post_payment_amount: 2_000, type: 'mixed' }, '10.00'],
  ])('%j lowers what is owed by %s', (changed, amount) =>
    expect(mapped('credit_note.created', { ...note, ...changed }).events).toMatchObject([
      {
        type: 'Credit Note Issued',
        detail: { id: 'stripe:cn_1', invoice: 'ACME-0001', amount, effective: '2026-03-03' },
      },
    ]),
  );
  it.each([[{ pre_payment_amount: 0 }], [{ type: 'post_payment' }]])('%j of what was paid lowers nothing', (changed) =>
    expect(mapped('credit_note.created', { ...note, ...changed }).events).toEqual([]),
  );
  it('of an invoice that is not known is refused with what to do', () =>
    expect(reasonOf(() => mapped('credit_note.created', { ...note, invoice: 'in_X' }))).toMatch(
      /^unknown-stripe-invoice: .*in_X.*retry/,
    ));
});

describe('a dispute', () => {
  const dispute = {
    id: 'du_1',
    charge: 'ch_1',
    payment_intent: null,
    amount: 12_550,
    currency: 'eur',
    reason: 'fraudulent',
  };
  const closed = (status: string) => mapped('charge.dispute.closed', { ...dispute, status }).events;

  it('is opened about the invoice that was paid', () =>
    expect(mapped('charge.dispute.created', { ...dispute, status: 'needs_response' }).events).toEqual([
      {
        type: 'Dispute Opened',
        detail: {
          ...common,
          id: 'stripe:evt_charge.dispute.created',
          invoice: 'ACME-0001',
          dispute: 'du_1',
          reason: 'Stripe: fraudulent',
          amount: '125.50',
          currency: 'EUR',
        },
      },
    ]));

  it('is found by the payment as well', () =>
    expect(
      first('charge.dispute.created', { ...dispute, charge: 'ch_X', payment_intent: 'pi_1', status: 'needs_response' }),
    ).toMatchObject({ invoice: 'ACME-0001' }));

  it('that is lost takes the payment back, and leaves the invoice paused', () =>
    expect(closed('lost')).toMatchObject([
      { type: 'Dispute Resolved', detail: { dispute: 'du_1', outcome: 'upheld' } },
      { type: 'Payment Reversed', detail: { payment: 'stripe:in_1A:paid', invoice: 'ACME-0001' } },
    ]));

  it.each(['won', 'warning_closed', 'prevented'])('that ends as %s leaves the payment', (status) =>
    expect(closed(status)).toMatchObject([{ type: 'Dispute Resolved', detail: { outcome: 'rejected' } }]),
  );

  it('of a payment that is not known is refused', () =>
    expect(reasonOf(() => mapped('charge.dispute.created', { ...dispute, charge: 'ch_X', status: 'lost' }))).toContain(
      'unknown-stripe-invoice',
    ));
});

describe('customer.updated', () => {
  const customer = {
    id: 'cus_7',
    name: 'Talleres Ribera SL',
    email: 'nuevo@ribera.example.com',
    phone: '+34600000002',
    address: { country: 'PT' },
    preferred_locales: ['pt-BR', 'en'],
  };
  const changed = (before: object | undefined, now: object = {}) =>
    mapped(
      'customer.updated',
      { ...customer, ...now },
      before ? { data: { object: { ...customer, ...now }, previous_attributes: before } } : {},
    ).events[0]?.detail;
  const only = (fields: object) => ({ ...common, id: 'stripe:evt_customer.updated', debtor: 'cus_7', ...fields });

  it.each([
    ['the mail', { email: 'old@example.com' }, {}, { email: 'nuevo@ribera.example.com' }],
    ['a mail taken away', { email: 'old@example.com' }, { email: null }, { email: null }],
    ['a phone taken away', { phone: '+34600000001' }, { phone: null }, { phone: null }],
    ['the country', { address: { country: 'ES' } }, {}, { jurisdiction: 'PT' }],
    [
      'a new address',
      { address: { country: 'PT' } },
      { address: { line1: 'Rua Augusta 12', line2: null, postal_code: '1100-148', city: 'Lisboa', country: 'PT' } },
      {
        postalAddress: { lines: ['Rua Augusta 12'], postalCode: '1100-148', city: 'Lisboa', country: 'PT' },
        jurisdiction: 'PT',
      },
    ],
    [
      'an address that is none',
      { address: { country: 'PT' } },
      { address: { line1: 'Rua Augusta 12', country: 'PT' } },
      { jurisdiction: 'PT' },
    ],
    ['an address taken away', { address: { country: 'PT' } }, { address: null }, { postalAddress: null }],
    ['the language', { preferred_locales: [] }, {}, { language: 'pt' }],
    [
      'a language that we do not write',
      { name: 'X', preferred_locales: [] },
      { preferred_locales: ['fi'] },
      { name: 'Talleres Ribera SL' },
    ],
  ])('tells %s', (_, before, now, expected) => expect(changed(before, now)).toEqual(only(expected)));

  it('tells all where it does not say what was before', () =>
    expect(changed(undefined)).toEqual(
      only({
        name: 'Talleres Ribera SL',
        email: 'nuevo@ribera.example.com',
        phone: '+34600000002',
        language: 'pt',
        jurisdiction: 'PT',
      }),
    ));
  it('of anything else tells nothing', () => expect(changed({ balance: 0 })).toBeUndefined());
});

describe('whose event it is', () => {
  const setting = 'acct_1=acme,ed_7=beta,*=rest';
  it.each([
    ['aws.partner/stripe.com/ed_9', 'acct_1', 'acme'],
    ['aws.partner/stripe.com/ed_7', undefined, 'beta'],
    ['aws.partner/stripe.com/ed_7', 'acct_1', 'acme'],
    ['aws.partner/stripe.com/ed_7', 'acct_2', 'beta'],
    ['aws.partner/stripe.com/ed_9', 'acct_2', 'rest'],
    ['stripe.com', undefined, 'rest'],
  ])('%s %s: %s', (source, account, creditor) => expect(creditorOfStripe(setting, source, account)).toBe(creditor));
  it('is the default one where the setting names none', () =>
    expect(creditorOfStripe('acct_1=acme', 'stripe.com', 'x')).toBe('default'));

  it.each([
    ['aws.partner/stripe.com/ed_1', true],
    ['stripe.com/trial', true],
    ['stripe.com', true],
    ['erp.stripe.com', false],
    ['stripe.company', false],
    ['erp.acme', false],
  ])('%s is of Stripe: %s', (source, expected) => expect(isOfStripe(source)).toBe(expected));
});

it.each([
  ['no object at all', null],
  ['no type', { ...stripeEventOf('invoice.paid', {}), type: undefined }],
  ['a time that is none', { ...stripeEventOf('invoice.paid', {}), created: 'now' }],
  ['no mode', { ...stripeEventOf('invoice.paid', {}), livemode: undefined }],
])('an event with %s is refused', (_, detail) =>
  expect(reasonOf(() => readStripeEvent(detail))).toContain('bad-stripe-event'),
);
