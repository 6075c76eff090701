// What DynamoDB says that one posting consumes: a payment of an invoice, in part and in full, a step of putting a debtor's payment to its
// invoices, and the interest that a notice claims. Run on the local AWS by local-aws.ts.
import type { Contact } from '#store/contacts.ts';
import { aNewInvoice } from '#test/fixtures.ts';
import { countWriteUnits } from './count-write-units.ts';
import type { Measure } from './measure.ts';

const creditor = 'default';
const debtor = 'postings';
const now = '2026-04-02T10:00:00.000Z';
const money = { currency: 'EUR', effective: '2026-04-02' };

export const benchPostings = async (): Promise<readonly Measure[]> => {
  const { postCharges } = await import('#store/post-charges.ts');
  const { recordFact } = await import('#store/record-fact.ts');
  const { settleCash } = await import('#store/settle-cash.ts');
  const { setClock } = await import('#infra/local/set-clock.ts');
  await setClock(now);
  for (const invoice of ['POST-1', 'POST-2', 'POST-3']) await register(invoice);
  const pay = (id: string, amount: string, of: { readonly invoice: string } | { readonly debtor: string }) =>
    countWriteUnits(() =>
      recordFact({ type: 'Payment Received', detail: { id, creditor, amount, ...of, ...money } }, now),
    );
  const part = await pay('part', '400.00', { invoice: 'POST-1' });
  const rest = await pay('rest', '600.00', { invoice: 'POST-1' });
  const unapplied = await pay('both', '1500.00', { debtor });
  const allocated = await countWriteUnits(() => settleCash({ creditor, debtor }, now, 1));
  const charges = await countWriteUnits(() => postCharges(notice()));
  return [
    units('a payment of a part of an invoice', part, 10),
    units('a payment that closes its invoice', rest, 14),
    units('a payment of a debtor, before it is put to invoices', unapplied, 8),
    units('putting a debtor’s payment to one more invoice', allocated, 16),
    units('posting the interest that a notice claimed, an invoice', charges, 8),
  ];
};

const units = (name: string, value: number, atMost: number): Measure => ({
  name: `DynamoDB write units: ${name}`,
  value,
  unit: 'WRU',
  bound: { atMost },
});

const register = async (invoice: string): Promise<void> => {
  const { registerInvoice } = await import('#store/register-invoice.ts');
  await registerInvoice(aNewInvoice(invoice, debtor), `issue-${invoice}`, now);
};

/** One that the provider took, and that claims interest of one invoice. */
const notice = (): Contact => ({
  contact: 'notice',
  creditor,
  debtor,
  lead: 'POST-3',
  stage: 'extrajudicial',
  step: 'formal-notice',
  repetition: 1,
  attempt: 1,
  channel: 'email',
  because: 'scheduled',
  policyVersion: 0,
  covers: [
    {
      invoice: 'POST-3',
      balance: 100_000,
      currency: 'EUR',
      due: '2026-03-02',
      charges: [{ kind: 'interest', amount: 1019, through: '2026-04-02' }],
    },
  ],
  claimedAt: now,
  sender: 'bench',
  status: 'accepted',
  statusAt: now,
  statuses: [{ status: 'accepted', at: now }],
});
