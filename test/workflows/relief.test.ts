// Relief on the real workflows: paid early, settled, lapsed. What is let go follows from the money, and nobody is chased meanwhile.
import { beforeEach, expect, it } from 'vitest';
import { auditAccount } from '#domain/money/audit-account.ts';
import { trialBalanceOf } from '#domain/money/trial-balance.ts';
import { contactsOf, freshAt, invoiceNow, issued, liveUntil, stack, type TestEvent } from '#test/stack.ts';

const { readOutbox } = await import('#infra/local/outbox.ts');
const { loadAudited } = await import('#store/load-audited.ts');
const { findDebtor } = await import('#store/load-facts.ts');
const { recordFact } = await import('#store/record-fact.ts');

const begin = '2026-02-20T00:00:00.000Z';
const of = (debtor: string, invoice: string, more: TestEvent['detail'] = {}): TestEvent =>
  issued(begin, invoice, {
    debtor: { id: debtor, name: 'Marta Salas', email: `${debtor.toLowerCase()}@example.com` },
    due: '2026-03-02',
    ...more,
  });
const about = (debtor: string, at: string, detailType: string, detail: TestEvent['detail']): TestEvent => ({
  at,
  detailType,
  detail: { debtor, ...detail },
});
const owed = async (...invoices: readonly string[]) =>
  Promise.all(invoices.map(async (invoice) => (await invoiceNow(invoice)).invoice.balance));
const expectClean = async (debtor: string) => {
  const audited = await loadAudited({ creditor: 'default', debtor });
  expect(auditAccount(audited)).toEqual([]);
  expect(trialBalanceOf([audited]).map(({ difference }) => difference)).toEqual([0]);
};

beforeEach(() => freshAt(begin));

it('an invoice paid early is settled with its discount, which the reminder told of; when the payment bounces, all is owed again', async () => {
  const debtor = 'D-EARLY';
  const earlyPayment = [{ percent: '2', days: 59 }];
  await liveUntil('2026-02-24T00:00:00.000Z', [
    of(debtor, 'EARLY-1', { issued: '2026-01-01', earlyPayment }),
    of(debtor, 'EARLY-2', { issued: '2026-01-01', due: '2026-03-20', earlyPayment }),
  ]);
  const [mail] = (await readOutbox(stack.endpoint)).filter(({ subject }) => subject?.includes('EARLY-1'));
  expect(mail?.text?.replace(/\s+/g, ' ')).toContain(
    'Pay €980.00 of invoice EARLY-1 by March 1, 2026 and it is settled: €20.00 may be deducted for early payment.',
  );
  const payment = { id: 'early-pay', amount: '1960.00', currency: 'EUR', effective: '2026-03-01' };
  await liveUntil('2026-03-04T00:00:00.000Z', [about(debtor, '2026-03-03T08:00:00.000Z', 'Payment Received', payment)]);
  expect(await owed('EARLY-1', 'EARLY-2')).toEqual([0, 0]);
  expect((await invoiceNow('EARLY-1')).invoice.stage).toBe('closed');
  await expectClean(debtor);
  const bounce = { id: 'early-bounce', payment: 'early-pay' };
  await liveUntil('2026-03-05T00:00:00.000Z', [about(debtor, '2026-03-04T08:00:00.000Z', 'Payment Reversed', bounce)]);
  expect(await owed('EARLY-1', 'EARLY-2')).toEqual([100_000, 100_000]);
  await expectClean(debtor);
});

it('a settlement pauses the invoices that it names, and is kept by one payment', async () => {
  const debtor = 'D-DEAL';
  const offer = { id: 'deal-1', pays: '1500.00', currency: 'EUR', until: '2026-03-20', reason: 'flood' };
  const made = about(debtor, '2026-03-04T08:00:00.000Z', 'Settlement Offered', offer);
  await liveUntil('2026-03-04T12:00:00.000Z', [of(debtor, 'DEAL-1'), of(debtor, 'DEAL-2')]);
  const before = (await contactsOf(debtor)).length;
  await liveUntil('2026-03-18T12:00:00.000Z', [made, made]);
  expect((await contactsOf(debtor)).length).toBe(before);
  expect((await findDebtor({ creditor: 'default', debtor }))?.debtor.offer).toEqual({
    ...{ offer: 'deal-1', until: '2026-03-20', currency: 'EUR' },
    invoices: ['DEAL-1', 'DEAL-2'],
  });
  const detail = { ...offer, id: 'deal-2', creditor: 'default', debtor };
  await expect(recordFact({ type: 'Settlement Offered', detail }, '2026-03-18T12:00:00.000Z')).rejects.toThrow(
    'debtor D-DEAL: the offer deal-1 stands until 2026-03-20; withdraw it first, or wait',
  );
  const payment = { id: 'deal-pay', amount: '1500.00', currency: 'EUR', effective: '2026-03-20' };
  await liveUntil('2026-03-24T00:00:00.000Z', [about(debtor, '2026-03-23T08:00:00.000Z', 'Payment Received', payment)]);
  expect(await owed('DEAL-1', 'DEAL-2')).toEqual([0, 0]);
  expect((await findDebtor({ creditor: 'default', debtor }))?.debtor.credit).toEqual({ EUR: 0 });
  await expectClean(debtor);
});

it('a settlement that lapses, or is withdrawn, leaves the debt as it was, and chasing goes on', async () => {
  const debtor = 'D-LAPSE';
  const offer = { id: 'lapse-1', pays: '400.00', currency: 'EUR', until: '2026-03-12' };
  await liveUntil('2026-03-12T23:00:00.000Z', [
    of(debtor, 'LAPSE-1'),
    about(debtor, '2026-03-04T08:00:00.000Z', 'Settlement Offered', offer),
  ]);
  const before = (await contactsOf(debtor)).length;
  const payment = { id: 'lapse-pay', amount: '400.00', currency: 'EUR', effective: '2026-03-13' };
  await liveUntil('2026-03-14T12:00:00.000Z', [about(debtor, '2026-03-14T08:00:00.000Z', 'Payment Received', payment)]);
  expect(await owed('LAPSE-1')).toEqual([60_000]);
  expect((await contactsOf(debtor)).length).toBeGreaterThan(before);
  const again = { id: 'lapse-2', pays: '100.00', currency: 'EUR', until: '2026-04-30' };
  const withdrawn = { id: 'lapse-3', offer: 'lapse-2' };
  await liveUntil('2026-03-18T12:00:00.000Z', [
    about(debtor, '2026-03-15T08:00:00.000Z', 'Settlement Offered', again),
    about(debtor, '2026-03-16T08:00:00.000Z', 'Settlement Withdrawn', withdrawn),
  ]);
  expect(await owed('LAPSE-1')).toEqual([60_000]);
  expect((await findDebtor({ creditor: 'default', debtor }))?.debtor.offer).toBeUndefined();
  expect((await invoiceNow('LAPSE-1')).invoice.holds['lapse-2']).toMatchObject({ released: true });
  await expectClean(debtor);
});
