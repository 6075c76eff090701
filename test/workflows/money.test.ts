// Money on the real workflows: a payment of a debtor reaches its invoices, a bounced one leaves them, and nobody is chased meanwhile.
import { beforeEach, describe, expect, it } from 'vitest';
import { auditAccount } from '#domain/money/audit-account.ts';
import { trialBalanceOf } from '#domain/money/trial-balance.ts';
import {
  contactsOf,
  diaryOf,
  freshAt,
  invoiceNow,
  issued,
  liveUntil,
  paid,
  stack,
  type TestEvent,
} from '#test/stack.ts';

const { readOutbox } = await import('#infra/local/outbox.ts');
const { loadDebtorEntries, loadEntries } = await import('#store/load-entries.ts');
const { loadAudited } = await import('#store/load-audited.ts');
const { findDebtor } = await import('#store/load-facts.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { settleCash } = await import('#store/settle-cash.ts');

const begin = '2026-02-20T00:00:00.000Z';
const key = { creditor: 'default', debtor: 'D-CASH' };
const ofDebtor = (invoice: string, due: string): TestEvent =>
  issued(begin, invoice, { debtor: { id: key.debtor, name: 'Marta Salas', email: 'cash@example.com' }, due });
const about = (at: string, detailType: string, detail: TestEvent['detail']): TestEvent => ({
  at,
  detailType,
  detail: { debtor: key.debtor, ...detail },
});
const debtorNow = async (of = key) => {
  const found = await findDebtor(of);
  if (!found) throw new Error(`there is no debtor ${of.debtor}`);
  return found.debtor;
};
const balances = async (...invoices: readonly string[]) =>
  Promise.all(invoices.map(async (invoice) => (await invoiceNow(invoice)).invoice.balance));

beforeEach(() => freshAt(begin));

describe('a payment that names its debtor', () => {
  it('goes where the debtor said, then to the oldest; what is left is credit; a bounce takes all of it back', async () => {
    const payment = about('2026-03-04T08:00:00.000Z', 'Payment Received', {
      id: 'cash-1',
      amount: '2100.00',
      currency: 'EUR',
      effective: '2026-03-04',
      allocate: [{ invoice: 'CASH-3', amount: '600.00' }],
    });
    await liveUntil('2026-03-04T23:00:00.000Z', [
      ofDebtor('CASH-1', '2026-03-02'),
      ofDebtor('CASH-2', '2026-03-03'),
      ofDebtor('CASH-3', '2026-03-09'),
      payment,
      payment,
    ]);
    expect(await balances('CASH-1', 'CASH-2', 'CASH-3')).toEqual([0, 50_000, 40_000]);
    const allocated = await debtorNow();
    expect(allocated.credit).toEqual({ EUR: 0 });
    expect(allocated).not.toHaveProperty('cash');
    expect((await loadDebtorEntries(key)).map(({ kind, amount, invoice }) => [kind, amount, invoice])).toEqual([
      ['payment', 210_000, undefined],
      ['transfer', 60_000, 'CASH-3'],
      ['transfer', 100_000, 'CASH-1'],
      ['transfer', 50_000, 'CASH-2'],
    ]);

    const bounced = about('2026-03-05T08:00:00.000Z', 'Payment Reversed', { id: 'bounce-1', payment: 'cash-1' });
    await liveUntil('2026-03-05T23:00:00.000Z', [bounced, bounced]);
    expect(await balances('CASH-1', 'CASH-2', 'CASH-3')).toEqual([100_000, 100_000, 100_000]);
    expect((await debtorNow()).credit).toEqual({ EUR: 0 });
    expect(await debtorNow()).not.toHaveProperty('cash');
    // Collection goes on where it stood.
    expect((await invoiceNow('CASH-1')).invoice.stage).toBe('administrative');
  });

  it('pays invoices off: those are chased no more, and what is too much is credit', async () => {
    await liveUntil('2026-03-10T12:00:00.000Z', [
      issued(begin, 'CASH-4'),
      {
        ...about('2026-03-01T08:00:00.000Z', 'Payment Received', {
          id: 'cash-4',
          debtor: 'D-CASH-4',
          amount: '1000.01',
          currency: 'EUR',
          effective: '2026-03-01',
        }),
      },
    ]);
    expect(await diaryOf('D-CASH-4')).toEqual(['2026-02-23 preventive friendly-reminder by email']);
    expect((await invoiceNow('CASH-4')).invoice).toMatchObject({ balance: 0, stage: 'closed' });
    expect((await debtorNow({ ...key, debtor: 'D-CASH-4' })).credit).toEqual({ EUR: 1 });
  });
});

describe('an extrajudicial notice', () => {
  const posted = async (invoice: string) =>
    (await loadEntries({ creditor: 'default', invoice }))
      .filter(({ kind }) => kind === 'interest')
      .map(({ effective, amount, source }) => ({ effective, amount, source }));

  it('claims the interest up to its day, each one what is new, and rings nothing', async () => {
    await liveUntil('2026-04-01T23:00:00.000Z', [issued(begin, 'POST-1')]);
    expect(await posted('POST-1')).toEqual([]);
    const { version } = (await invoiceNow('POST-1')).invoice;
    await liveUntil('2026-04-17T23:00:00.000Z');
    const [formal, interest, ...more] = (await contactsOf('D-POST-1')).filter(({ stage }) => stage === 'extrajudicial');
    // 1000.00 × 12 % ÷ 365 × 31 days, and × 45 days in all.
    expect(await posted('POST-1')).toEqual([
      { effective: '2026-04-02', amount: 1019, source: formal?.contact },
      { effective: '2026-04-16', amount: 1479 - 1019, source: interest?.contact },
    ]);
    expect(more).toEqual([]);
    const { invoice } = await invoiceNow('POST-1');
    expect([invoice.balance, invoice.charges]).toEqual([100_000, 1479]);
    expect(invoice.version).toBe(version);
    // Told in the message, to the cent.
    const mails = (await readOutbox(stack.endpoint)).filter(({ subject }) => subject?.includes('POST-1'));
    expect(mails.at(-1)?.text).toContain('14,79');
  });

  it('claims less when a payment turns out to have been made before', async () => {
    await liveUntil('2026-04-02T23:00:00.000Z', [issued(begin, 'POST-2')]);
    expect(await posted('POST-2')).toMatchObject([{ effective: '2026-04-02', amount: 1019 }]);
    const late = { ...paid('2026-04-03T08:00:00.000Z', 'POST-2', '500.00'), at: '2026-04-03T08:00:00.000Z' };
    await liveUntil('2026-04-17T23:00:00.000Z', [{ ...late, detail: { ...late.detail, effective: '2026-03-02' } }]);
    // 500.00 for 45 days are 7.40: 10.19 were claimed.
    expect((await posted('POST-2')).map(({ amount }) => amount)).toEqual([1019, 740 - 1019]);
    expect((await invoiceNow('POST-2')).invoice).toMatchObject({ balance: 50_000, charges: 740 });
    const audited = await loadAudited({ creditor: 'default', debtor: 'D-POST-2' });
    expect(auditAccount(audited)).toEqual([]);
    expect(trialBalanceOf([audited])).toMatchObject([{ owed: 50_740, credit: 0, difference: 0 }]);
  });
});

describe('the pages of an allocation', () => {
  const many = { creditor: 'default', debtor: 'D-CASH-MANY' };
  const numbers = Array.from({ length: 25 }, (_, index) => `CASH-M${String(index).padStart(2, '0')}`);
  const register = (invoice: string, index: number) =>
    registerInvoice(
      {
        creditor: 'default',
        invoice,
        debtor: { id: many.debtor, name: 'Marta Salas', type: 'business' },
        amount: 1000,
        currency: 'EUR',
        issued: '2026-01-02',
        due: `2026-05-${String(index + 1).padStart(2, '0')}`,
        tags: [],
      },
      `batch-${invoice}`,
      begin,
    );

  it('end the same wherever they are interrupted, and however many work at once', async () => {
    for (const [index, invoice] of numbers.entries()) await register(invoice, index);
    const detail = { id: 'cash-many', creditor: 'default', debtor: many.debtor, currency: 'EUR' };
    await recordFact(
      { type: 'Payment Received', detail: { ...detail, amount: '243.00', effective: '2026-02-20' } },
      begin,
    );
    // Three that know nothing of each other, stopped after a few steps again and again.
    for (let round = 0; round < 40; round += 1) {
      const ends = await Promise.all([1, 3, 2].map((steps) => settleCash(many, begin, steps)));
      if (ends.includes('nothing')) break;
    }
    expect(await balances(...numbers)).toEqual(numbers.map((_, index) => (index < 24 ? 0 : 700)));
    const debtor = await debtorNow(many);
    expect([debtor.credit, debtor.allocating]).toEqual([{ EUR: 0 }, undefined]);
    const transfers = (await loadDebtorEntries(many)).filter(({ kind }) => kind === 'transfer');
    expect(transfers.reduce((sum, { amount }) => sum + amount, 0)).toBe(24_300);
    expect(new Set(transfers.map(({ invoice }) => invoice)).size).toBe(25);
    expect(auditAccount(await loadAudited(many))).toEqual([]);
    const onInvoices = await Promise.all(numbers.map((invoice) => loadEntries({ creditor: 'default', invoice })));
    expect(onInvoices.flat().filter(({ kind }) => kind === 'transfer')).toHaveLength(25);
  });
});
