// A notice whose sender died: whether it left, nobody knows, and what it claimed is posted once, whenever the provider's word comes.
import { beforeEach, describe, expect, it } from 'vitest';
import { daysBetween } from '#domain/calendar.ts';
import { auditAccount } from '#domain/money/audit-account.ts';
import type { Contact } from '#store/contacts.ts';
import { crashSender } from '#test/interruptions.ts';
import { contactsOf, eventually, freshAt, invoiceNow, issued, liveUntil, stack } from '#test/stack.ts';

const { reportDelivery } = await import('#infra/local/report-deliveries.ts');
const { auditCreditor } = await import('#store/audit-creditor.ts');
const { postCharges } = await import('#store/post-charges.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { setClock } = await import('#infra/local/set-clock.ts');
const { loadAudited } = await import('#store/load-audited.ts');
const { loadEntries } = await import('#store/load-entries.ts');

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
  await reportDelivery(stack.DeliveryTopicArn, { ...formal, providerId: 'late' }, at);
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

describe('two notices that are reported at the same moment', () => {
  const creditor = 'in-doubt';
  const debtor = 'D-DOUBT-3';
  const invoice = 'DOUBT-3';
  const notice = (contact: string, amount: number): Contact => ({
    contact,
    creditor,
    debtor,
    lead: invoice,
    stage: 'extrajudicial',
    step: contact,
    repetition: 1,
    attempt: 1,
    channel: 'email',
    because: 'scheduled',
    policyVersion: 0,
    covers: [
      {
        invoice,
        balance: 1000,
        currency: 'EUR',
        due: '2026-01-02',
        charges: [{ kind: 'interest', amount, through: '2026-02-19' }],
      },
    ],
    claimedAt: begin,
    sender: 'test',
    status: 'delivered',
    statusAt: begin,
    statuses: [{ status: 'delivered', at: begin }],
  });

  it('use up what was paid too much once', async () => {
    await registerInvoice(
      {
        creditor,
        invoice,
        debtor: { id: debtor, name: 'Marta Salas', type: 'business' },
        amount: 1000,
        currency: 'EUR',
        issued: '2026-01-02',
        due: '2026-01-02',
        tags: [],
      },
      'batch-doubt',
      begin,
    );
    const payment = { id: 'doubt-3', creditor, invoice, amount: '10.13', currency: 'EUR', effective: '2026-02-18' };
    await recordFact({ type: 'Payment Received', detail: payment }, begin);
    await postCharges(notice('first', 1));
    await Promise.all([postCharges(notice('second', 10)), postCharges(notice('third', 10))]);
    expect(await auditCreditor(creditor)).toMatchObject({ differences: [], books: [{ owed: 8, credit: 0 }] });
  });
});
