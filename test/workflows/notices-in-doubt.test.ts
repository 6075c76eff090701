// A notice whose sender died: whether it left, nobody knows, and what it claimed is posted once, whenever the provider's word comes.
import { beforeEach, describe, expect, it } from 'vitest';
import { daysBetween } from '#domain/calendar.ts';
import { replay } from '#domain/lives/replay.ts';
import { auditAccount } from '#domain/money/audit-account.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import type { Contact } from '#store/contacts.ts';
import { crashSender } from '#test/interruptions.ts';
import { contactsOf, eventually, freshAt, invoiceNow, issued, liveUntil, paid, stack } from '#test/stack.ts';

const { reportDelivery } = await import('#infra/local/report-deliveries.ts');
const { applyPolicy } = await import('#store/apply-policy.ts');
const { auditCreditor } = await import('#store/audit-creditor.ts');
const { postCharges } = await import('#store/post-charges.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { setClock } = await import('#infra/local/set-clock.ts');
const { loadAudited } = await import('#store/load-audited.ts');
const { listContacts } = await import('#store/contacts.ts');
const { loadEntries } = await import('#store/load-entries.ts');
const { loadInvoice } = await import('#store/load-facts.ts');
const { loadRecord } = await import('#store/load-record.ts');

const begin = '2026-02-20T00:00:00.000Z';
const interestOf = async (invoice: string) =>
  (await loadEntries({ creditor: 'default', invoice }))
    .filter(({ kind }) => kind === 'interest')
    .map(({ effective, amount }) => [effective, amount]);
/** Up to the morning of the formal notice, whose sender then dies with the mail gone and nothing recorded. */
const untilInDoubt = async (invoice: string): Promise<void> => {
  await liveUntil('2026-04-02T08:59:00.000Z', [issued(begin, invoice)]);
  await setClock('2026-04-02T09:00:00.000Z');
  await crashSender(3, { creditor: 'default', invoice });
  await liveUntil('2026-04-03T23:00:00.000Z');
};
const formalNotice = async (debtor: string) => (await contactsOf(debtor)).find(({ step }) => step === 'formal-notice');
const report = async (debtor: string, at: string): Promise<void> => {
  const formal = await formalNotice(debtor);
  if (formal?.status !== 'unknown') throw new Error(`the formal notice is ${formal?.status}`);
  await setClock(at);
  await reportDelivery(stack, { ...formal, providerId: 'late' }, at);
  await eventually('the report', async () => (await formalNotice(debtor))?.status === 'delivered');
  await liveUntil(at.replace('T08', 'T09'));
};

beforeEach(() => freshAt(begin));

describe('what a notice in doubt has claimed', () => {
  it('is not claimed by the next one, and is posted once the provider says that it was delivered', async () => {
    await untilInDoubt('DOUBT-1');
    await liveUntil('2026-04-17T23:00:00.000Z');
    // 1000.00 × 12 % ÷ 365: 10.19 for 31 days, 14.79 for 45.
    expect(await interestOf('DOUBT-1')).toEqual([['2026-04-16', 1479 - 1019]]);
    await report('D-DOUBT-1', '2026-04-20T08:00:00.000Z');
    expect(await interestOf('DOUBT-1')).toEqual([
      ['2026-04-16', 1479 - 1019],
      ['2026-04-02', 1019],
    ]);
    expect((await invoiceNow('DOUBT-1')).invoice).toMatchObject({ balance: 100_000, charges: 1479 });
    expect(auditAccount(await loadAudited({ creditor: 'default', debtor: 'D-DOUBT-1' }))).toEqual([]);
  });

  it('is claimed by the next one when it turns out that it never arrived', async () => {
    await untilInDoubt('DOUBT-2');
    const at = '2026-04-06T08:00:00.000Z';
    const failed = {
      at,
      detailType: 'Contact Failed',
      detail: { id: 'failed-2', invoice: 'DOUBT-2', channel: 'email' },
    };
    await liveUntil('2026-04-10T23:00:00.000Z', [failed]);
    const again = (await contactsOf('D-DOUBT-2')).filter(
      ({ step, attempt }) => step === 'formal-notice' && attempt > 1,
    );
    expect(again).toHaveLength(1);
    const days = daysBetween('2026-03-02', again[0]?.claimedAt.slice(0, 10) ?? '');
    expect(await interestOf('DOUBT-2')).toEqual([
      [again[0]?.claimedAt.slice(0, 10), Math.round((100_000 * 12 * days) / 36_500)],
    ]);
  });
});

/** An invoice of 10.00 that was due long ago, and a notice that was delivered and claims so much interest of it. */
const ofTen = async (creditor: string, invoice: string) => {
  const debtor = `D-${invoice}`;
  await registerInvoice(
    {
      ...{ creditor, invoice, amount: 1000, currency: 'EUR', issued: '2026-01-02', due: '2026-01-02', tags: [] },
      debtor: { id: debtor, name: 'Marta Salas', type: 'business' },
    },
    'batch-doubt',
    begin,
  );
  const notice = (contact: string, amount: number): Contact => ({
    ...{ contact, creditor, debtor, lead: invoice, stage: 'extrajudicial', step: contact, channel: 'email' },
    ...{ repetition: 1, attempt: 1, because: 'scheduled', policyVersion: 0, sender: 'test' },
    covers: [
      {
        ...{ invoice, balance: 1000, currency: 'EUR', due: '2026-01-02' },
        charges: [{ kind: 'interest', amount, through: '2026-02-19' }],
      },
    ],
    ...{ claimedAt: begin, status: 'delivered', statusAt: begin, statuses: [{ status: 'delivered', at: begin }] },
  });
  const pay = (amount: string, effective: string) =>
    recordFact(
      {
        type: 'Payment Received',
        detail: { id: `pay-${invoice}`, creditor, invoice, amount, currency: 'EUR', effective },
      },
      begin,
    );
  return { notice, pay };
};

describe('two notices that are reported at the same moment', () => {
  it('use up what was paid too much once', async () => {
    const { notice, pay } = await ofTen('in-doubt', 'DOUBT-3');
    await pay('10.13', '2026-02-18');
    await postCharges(notice('first', 1));
    await Promise.all([postCharges(notice('second', 10)), postCharges(notice('third', 10))]);
    expect(await auditCreditor('in-doubt')).toMatchObject({ differences: [], books: [{ owed: 8, credit: 0 }] });
  });
});

const creditor = 'in-doubt-first';
/** Its policy puts money to charges first. */
const chargesFirst = async (): Promise<void> => {
  const content = defaultPolicy();
  const payments = { ...content.payments, order: 'charges-first' as const };
  const own = { ...content, payments, creditor: { ...content.creditor, id: creditor } };
  await applyPolicy(creditor, own, 'hash-in-doubt', { inFlight: 'now', by: 'ana', source: 'test', at: begin });
};

describe('a notice that gives back what an earlier one claimed too much, where charges come first', () => {
  it('closes the invoice of which that was the last', async () => {
    await chargesFirst();
    const { notice, pay } = await ofTen(creditor, 'DOUBT-5');
    await postCharges(notice('first', 10));
    await pay('10.00', '2026-02-19');
    const stage = async () => (await loadInvoice({ creditor, invoice: 'DOUBT-5' })).invoice;
    expect(await stage()).toMatchObject({ balance: 10, stage: 'scheduled' });
    expect((await auditCreditor(creditor)).differences).toEqual([]);
    await postCharges(notice('second', -10));
    expect(await stage()).toMatchObject({ balance: 0, stage: 'closed' });
    await postCharges(notice('second', -10));
    expect(await auditCreditor(creditor)).toMatchObject({ differences: [], books: [{ owed: 0, credit: 0 }] });
  });
});

describe('a notice in doubt whose invoice was paid meanwhile', () => {
  const key = { creditor, invoice: 'DOUBT-4' };
  const debtor = { creditor, debtor: 'D-DOUBT-4' };

  it('takes its interest out of the payment where charges come first: what is then owed again is collected', async () => {
    await chargesFirst();
    await liveUntil('2026-04-02T08:59:00.000Z', [issued(begin, key.invoice, { creditor })]);
    await setClock('2026-04-02T09:00:00.000Z');
    await crashSender(3, key);
    const payment = paid('2026-04-04T10:00:00.000Z', key.invoice);
    await liveUntil('2026-04-05T23:00:00.000Z', [{ ...payment, detail: { ...payment.detail, creditor } }]);
    expect((await loadInvoice(key)).invoice).toMatchObject({ balance: 0, stage: 'closed', run: 1 });

    const at = '2026-04-06T08:00:00.000Z';
    const formal = (await listContacts(debtor)).find(({ status }) => status === 'unknown');
    if (!formal) throw new Error('no notice is in doubt');
    await setClock(at);
    await reportDelivery(stack, { ...formal, providerId: 'late' }, at);
    await eventually('the report', async () => (await loadInvoice(key)).invoice.balance === 1019);
    await liveUntil('2026-04-18T00:00:00.000Z');
    expect((await loadInvoice(key)).invoice).toMatchObject({ balance: 1019, stage: 'extrajudicial', run: 2 });
    expect((await listContacts(debtor)).at(-1)?.covers).toMatchObject([{ invoice: key.invoice, balance: 1019 }]);
    // The next notice claims 0.70 more: 1000.00 for two days, 10.19 for those since.
    expect(await auditCreditor(creditor)).toMatchObject({ differences: [], books: [{ owed: 1019 + 70 }] });
    const loaded = await loadRecord(debtor);
    if (!loaded) throw new Error('nothing was recorded');
    const taken = replay(loaded.record, loaded.ground);
    expect(taken.filter(({ differences }) => differences.length > 0)).toEqual([]);

    // The report once more changes nothing.
    await reportDelivery(stack, { ...formal, providerId: 'late' }, at);
    await liveUntil('2026-04-18T01:00:00.000Z');
    expect((await loadInvoice(key)).invoice).toMatchObject({ balance: 1019, run: 2 });
  });
});
