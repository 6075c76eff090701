// Events of Stripe as a test wants them: made up, in the shape that its API reference describes.
export const created = Date.parse('2026-03-03T23:30:00Z') / 1000;

export const stripeInvoiceObject = {
  id: 'in_1A',
  object: 'invoice',
  number: 'ACME-0001',
  status: 'open',
  customer: 'cus_7',
  customer_name: 'Talleres Ribera SL',
  customer_email: 'pagos@ribera.example.com',
  customer_phone: '600 000 001',
  customer_address: { country: 'ES', city: 'Murcia' },
  customer_tax_ids: [{ type: 'es_cif', value: 'B00000000' }],
  amount_due: 12_550,
  amount_remaining: 12_550,
  amount_paid: 0,
  currency: 'eur',
  created: created - 3600,
  due_date: Date.parse('2026-04-02T22:30:00Z') / 1000,
  status_transitions: { finalized_at: created, paid_at: null },
};

export const paidInvoiceObject = {
  ...stripeInvoiceObject,
  status: 'paid',
  amount_remaining: 0,
  amount_paid: 12_550,
  payment_intent: 'pi_1',
  charge: 'ch_1',
  status_transitions: { finalized_at: created, paid_at: created + 60 },
};

export const stripeEventOf = (type: string, object: object, given: object = {}) => ({
  ...{ id: `evt_${type}`, object: 'event', api_version: '2025-03-31.basil', type, created, livemode: true },
  data: { object },
  pending_webhooks: 0,
  ...given,
});
