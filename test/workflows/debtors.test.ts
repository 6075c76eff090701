// Debtors on the local AWS: lists of them, registered before their first invoice, changed, taken back; two that are one, merged and separated.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readUndo, type Upload, uploadBatch } from '#cli/upload-batch.ts';
import { auditAccount } from '#domain/money/audit-account.ts';
import { throughCrashes } from '#test/crash.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { contactsOf, eventually, freshAt, invoiceNow, issued, liveUntil, sendEvents } from '#test/stack.ts';

const { handler: applyEvent } = await import('#functions/apply-event.ts');
const { logger } = await import('#functions/handle.ts');
const { findBatch } = await import('#store/batches.ts');
const { findDebtor } = await import('#store/load-facts.ts');
const { applyEntry } = await import('#store/apply-entry.ts');
const { undoEntry } = await import('#store/undo-entry.ts');
const { samePersonAs } = await import('#store/same-person.ts');
const { recordFact } = await import('#store/record-fact.ts');

const now = '2026-01-05T00:00:00.000Z';
const quiet = () => {};
let serial = 0;
const upload = (body: string, profile = 'debtors', given: Partial<Upload> = {}) => {
  serial += 1;
  return uploadBatch({ body: Buffer.from(body), name: `list-${Date.now()}-${serial}.csv`, profile, ...given }, quiet);
};
const list = (...rows: readonly string[]) =>
  ['debtor_id,debtor_name,person,email,email_consent,sms_consent,consent_date,capacity,tags', ...rows, ''].join('\n');
const debtorNow = async (debtor: string) => (await findDebtor({ creditor: 'default', debtor }))?.debtor;
const undo = async (batch: string) => {
  await sendEvents({ detailType: 'Batch Undo Requested', detail: { id: `undo-${batch}`, batch, by: 'ana' } });
  await eventually('undone', async () => (await findBatch(batch))?.status === 'undone');
};

beforeEach(() => freshAt(now));

describe('events that tell otherwise than the debtor itself', () => {
  const apply = (detailType: string, detail: object) =>
    applyEvent(
      { Records: [{ messageId: 'm', body: JSON.stringify({ 'detail-type': detailType, detail }) }] } as never,
      lambdaContext,
    );
  const { detail: bill } = issued(now, 'DO-1');
  const debtor = bill.debtor as { readonly id: string };

  it('leave its word as it is, and are told in the log, field by field, with nothing of what the fields hold', async () => {
    await apply('Invoice Issued', bill);
    const own = { language: 'pt', preferred: { time: '18:17' }, saidBy: 'debtor' };
    await apply('Debtor Changed', { id: 'o-1', debtor: debtor.id, ...own });
    await apply('Consent Changed', { id: 'o-2', debtor: debtor.id, channel: 'sms', given: false, saidBy: 'debtor' });
    const warn = vi.spyOn(logger, 'warn');
    try {
      const erp = { language: 'es', preferred: { time: '07:03' }, name: 'Marta S.', preferredChannel: 'sms' };
      await apply('Debtor Changed', { id: 'o-3', debtor: debtor.id, ...erp });
      await apply('Debtor Changed', { id: 'o-3', debtor: debtor.id, ...erp });
      const old = { channel: 'sms', given: true, at: '2025-12-01T00:00:00Z' };
      await apply('Consent Changed', { id: 'o-4', debtor: debtor.id, ...old });
      await apply('Invoice Issued', issued(now, 'DO-2', { debtor }).detail);
      await apply('Debtor Registered', { id: 'o-5', debtor: { ...debtor, type: 'business' } });
      await apply('Debtor Changed', { id: 'o-6', debtor: debtor.id, language: 'pt', email: 'new@example.com' });
      expect(warn.mock.calls).toEqual([
        ['own word stands', { type: 'Debtor Changed', event: 'o-3', fields: ['preferred', 'language'] }],
        ['own word stands', { type: 'Consent Changed', event: 'o-4', fields: ['consent-sms'] }],
        ['own word stands', { type: 'Invoice Issued', event: 'issue-DO-2', fields: ['language'] }],
        ['own word stands', { type: 'Debtor Registered', event: 'o-5', fields: ['language'] }],
      ]);
    } finally {
      warn.mockRestore();
    }
    expect(await debtorNow(debtor.id)).toMatchObject({
      ...{ language: 'pt', preferred: { time: '18:17' }, optOut: ['sms'] },
      ...{ name: 'Marta Salas', preferredChannel: 'sms', email: 'new@example.com' },
    });
  });
});

describe('a list of debtors', () => {
  it('registers who is not known, whose consent is then known before the first invoice; again, it changes nothing', async () => {
    const file = list(
      'A-1,Ana Prado,TAX-A1,a1@example.com,yes,no,2026-01-02,,vip',
      'A-2,Ana Gil,,,,,,,',
      ',Nadie,,,,,,,',
    );
    expect(await upload(file, 'debtors', { isRehearsal: true })).toMatchObject({
      status: 'rehearsed',
      accepted: { new: 2 },
      odd: [{ line: 3, code: 'unreachable' }],
      contacts: { debtors: 0 },
    });
    expect(await debtorNow('A-1')).toBeUndefined();
    expect(await upload(file)).toMatchObject({ status: 'imported', rejected: 1, accepted: { new: 2 }, totals: {} });
    const registered = {
      ...{ name: 'Ana Prado', person: 'TAX-A1', email: 'a1@example.com', consent: ['email'], optOut: ['sms'] },
      circumstances: { tags: ['vip'] },
    };
    expect(await debtorNow('A-1')).toMatchObject(registered);
    expect(await upload(file)).toMatchObject({ accepted: { new: 0, changed: 0, unchanged: 2 } });
    await upload(
      'invoice,debtor_id,debtor_name,amount,currency,issued,due\nDA-1,A-1,Ana Prado,5.00,EUR,2026-01-02,2026-03-02\n',
      'standard',
    );
    expect((await invoiceNow('DA-1')).invoice.debtor).toBe('A-1');
    expect(await debtorNow('A-1')).toMatchObject(registered);
  });

  it('undone: what it changed is as before, unless it was changed again; what it registered stays, with the reason', async () => {
    await upload(
      list('B-1,Beatriz Gil,,b1@example.com,yes,,2026-01-02,,', 'B-2,Bruno Sanz,,b2@example.com,yes,,2026-01-02,,'),
    );
    const report = await upload(
      list(
        'B-1,Beatriz Gil S.L.,,new@example.com,,no,,none,vip',
        'B-2,Bruno Sanz,,b2@example.com,no,yes,2026-01-04,,',
        'B-3,Berta Rey,,b3@example.com,,,,,',
      ),
    );
    expect(report).toMatchObject({ accepted: { new: 1, changed: 2 } });
    expect(await debtorNow('B-1')).toMatchObject({
      name: 'Beatriz Gil S.L.',
      optOut: ['sms'],
      circumstances: { capacity: 'none', tags: ['vip'] },
    });
    const later = {
      creditor: 'default',
      debtor: 'B-2',
      channel: 'email',
      given: true,
      at: '2026-01-05T12:00:00Z',
    } as const;
    await recordFact({ type: 'Consent Changed', detail: { id: 'later', ...later } }, now);
    await undo(report.batch);
    const { name, email, optOut, consent, circumstances } = (await debtorNow('B-1')) ?? expect.fail('B-1 is not there');
    expect({ name, email, optOut, consent, circumstances }).toEqual({
      ...{ name: 'Beatriz Gil', email: 'b1@example.com', optOut: [], consent: ['email'], circumstances: { tags: [] } },
    });
    expect(await debtorNow('B-2')).toMatchObject({ consent: ['email'], optOut: [] });
    expect(await readUndo(report.file)).toMatchObject({
      undone: 3,
      kept: [
        expect.objectContaining({
          reason: expect.stringContaining('consent of debtor B-2 to email was changed again'),
        }),
        expect.objectContaining({ reason: expect.stringContaining('B-3 was registered by it and stays') }),
      ],
    });
    // The same list counts again, with the consent of its own day.
    await upload(
      list(
        'B-1,Beatriz Gil S.L.,,new@example.com,,no,,none,vip',
        'B-2,Bruno Sanz,,b2@example.com,no,yes,2026-01-04,,',
        'B-3,Berta Rey,,b3@example.com,,,,,',
      ),
    );
    expect(await debtorNow('B-1')).toMatchObject({ name: 'Beatriz Gil S.L.', optOut: ['sms'] });
    expect(await debtorNow('B-2')).toMatchObject({ consent: ['email', 'sms'] });
  });

  it('changes no wish that the debtor told itself, and says so; its own wishes are given back by an undo', async () => {
    const wishes = (...rows: readonly string[]) =>
      ['debtor_id,email,language,preferred_time,preferred_channel', ...rows, ''].join('\n');
    await upload(wishes('W-1,w1@example.com,es,09:00,email', 'W-2,w2@example.com,es,09:00,email'));
    expect(await debtorNow('W-1')).toMatchObject({
      ...{ language: 'es', preferred: { time: '09:00' }, preferredChannel: 'email' },
      sources: { language: { saidBy: 'list', at: now }, preferred: { saidBy: 'list' } },
    });
    const own = { preferred: { time: '18:00' }, preferredChannel: 'sms', language: 'pt', saidBy: 'debtor' } as const;
    const detail = { id: 'w-own', creditor: 'default', debtor: 'W-1', ...own, by: 'ana' };
    await recordFact({ type: 'Debtor Changed', detail }, now);
    const file = wishes('W-1,w1@example.com,en,10:00,letter', 'W-2,w2@example.com,en,10:00,letter');
    const report = await upload(file);
    expect(report).toMatchObject({ accepted: { changed: 1, unchanged: 1 }, odd: [{ line: 2, code: 'own-word' }] });
    // By an invoice and by an event of a system, neither.
    const invoices = 'invoice,debtor_id,debtor_name,language,amount,currency,issued,due';
    const row = 'DW-1,W-1,W-1,en,5.00,EUR,2026-01-02,2026-03-02';
    expect((await upload(`${invoices}\n${row}\n`, 'standard')).odd).toMatchObject([{ code: 'own-word' }]);
    const told = { id: 'w-erp', ...{ creditor: 'default', debtor: 'W-1' }, language: 'en' } as const;
    expect(await recordFact({ type: 'Debtor Changed', detail: told }, now)).toEqual({
      ...{ kind: 'recorded', ownWord: ['language'] },
    });
    const agreed = { id: 'w-erp-2', ...{ creditor: 'default', debtor: 'W-1' }, name: 'W' } as const;
    expect(await recordFact({ type: 'Debtor Changed', detail: agreed }, now)).toEqual({ kind: 'recorded' });
    const source = { saidBy: 'debtor', at: now, event: 'w-own', by: 'ana' };
    expect(await debtorNow('W-1')).toMatchObject({
      ...{ language: 'pt', preferred: { time: '18:00' }, preferredChannel: 'sms' },
      sources: { language: source, preferred: source, preferredChannel: source },
    });
    expect(await debtorNow('W-2')).toMatchObject({ language: 'en', preferredChannel: 'letter' });
    await undo(report.batch);
    expect(await debtorNow('W-1')).toMatchObject({ language: 'pt', preferredChannel: 'sms' });
    expect(await debtorNow('W-2')).toMatchObject({
      ...{ language: 'es', preferred: { time: '09:00' }, preferredChannel: 'email' },
    });
  });

  it('interrupted after any write, applied and taken back, comes to the same', async () => {
    const entry = {
      kind: 'debtor',
      ...{ line: 2, consent: { email: true, call: false }, consentDate: '2026-01-02' },
      debtor: { id: 'C-1', name: 'Carla Rey', email: 'c1@example.com', capacity: 'none' },
    } as const;
    const batch = { source: 'crash-list', receivedAt: now };
    await throughCrashes(() => applyEntry(entry, batch, now));
    expect(await applyEntry(entry, batch, now)).toBe('new');
    expect(await debtorNow('C-1')).toMatchObject({
      consent: ['email'],
      optOut: ['call'],
      circumstances: { capacity: 'none' },
    });
    await throughCrashes(() => undoEntry(entry, { ...batch, batch: 'b', by: 'ana' }, now));
    expect(await undoEntry(entry, { ...batch, batch: 'b', by: 'ana' }, now)).toMatchObject({ undone: 3 });
    const { consent, optOut, circumstances } = (await debtorNow('C-1')) ?? expect.fail('C-1 is not there');
    expect({ consent, optOut, circumstances }).toEqual({ consent: [], optOut: [], circumstances: { tags: [] } });
  });

  it('an event registers one too, and what was heard before it', async () => {
    await sendEvents(
      { detailType: 'Consent Changed', detail: { id: 'early', debtor: 'E-1', channel: 'sms', given: true } },
      {
        detailType: 'Debtor Registered',
        detail: { id: 'e-1', debtor: { id: 'E-1', name: 'Elena Mora', person: 'TAX-E1' } },
      },
    );
    await eventually('registered', async () => (await debtorNow('E-1'))?.consent.includes('sms') === true);
    expect(await debtorNow('E-1')).toMatchObject({ name: 'Elena Mora', person: 'TAX-E1', language: 'en' });
  });

  it('tells of a new debtor with the person of another, known before or in the same file, and merges nothing', async () => {
    await upload(list('F-1,Fina Cano,TAX-F,f1@example.com,,,,,'));
    const file = list(
      'F-2,Fina Cano,TAX-F,f2@example.com,,,,,',
      'F-3,Flor Vega,TAX-G,f3@example.com,,,,,',
      'F-4,Flor Vega,TAX-G,f4@example.com,,,,,',
      'F-5,Fe Ros,TAX-H,f5@example.com,,,,,',
    );
    const { odd } = await upload(file);
    expect(odd.map(({ line, code, reason }) => [line, code, reason.slice(-9)])).toEqual([
      [2, 'same-person', 'debtor F-1'.slice(-9)],
      [4, 'same-person', 'debtor F-3'.slice(-9)],
    ]);
    // By an invoice too; and once it is known, nothing is odd about it.
    const invoices = ['invoice,debtor_id,debtor_name,person,email,amount,currency,issued,due'];
    const row = (debtor: string) => `D${debtor},${debtor},Fe Ros,TAX-H,f@example.com,5.00,EUR,2026-01-02,2026-03-02`;
    const rehearsed = (body: string) => upload(body, 'standard', { isRehearsal: true });
    expect((await rehearsed([...invoices, row('F-6'), ''].join('\n'))).odd).toMatchObject([{ code: 'same-person' }]);
    expect((await rehearsed([...invoices, row('F-5'), ''].join('\n'))).odd).toEqual([]);
    const { debtor } = (await findDebtor({ creditor: 'default', debtor: 'F-1' })) ?? expect.fail('F-1 is not there');
    expect(await samePersonAs(debtor)).toEqual([{ creditor: 'default', debtor: 'F-2' }]);
  });
});

const { loadAudited } = await import('#store/load-audited.ts');
const { loadRecord } = await import('#store/load-record.ts');
const { look } = await import('#functions/look.ts');
const { claimContact } = await import('#store/claim-contact.ts');
const { contactsAbout } = await import('#store/contacts.ts');
const { settleContact } = await import('#store/settle-contact.ts');
const { beginFirstRun } = await import('#store/runs.ts');
const { setClock } = await import('#infra/local/set-clock.ts');
const { moveInvoices } = await import('#store/move-invoices.ts');
const { pointersOfDebtor } = await import('#store/invoices-of-debtor.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { settleCash } = await import('#store/settle-cash.ts');

const keyOf = (debtor: string) => ({ creditor: 'default', debtor });
const audited = async (...debtors: readonly string[]) =>
  (await Promise.all(debtors.map(async (debtor) => auditAccount(await loadAudited(keyOf(debtor)))))).flat();

/** The deployed functions move and allocate at the same time: between two reads of an audit something may change. */
const agree = (...debtors: readonly string[]) =>
  eventually(`books of ${debtors.join(' and ')} that agree`, async () => (await audited(...debtors)).length === 0);
const money = (amount: string) => ({ amount, currency: 'EUR', effective: '2026-01-05' });
const register = (invoice: string, debtor: string, at = now) =>
  registerInvoice(
    {
      ...{
        creditor: 'default',
        invoice,
        amount: 10_000,
        currency: 'EUR',
        issued: '2026-01-02',
        due: '2026-03-02',
        tags: [],
      },
      debtor: {
        id: debtor,
        name: `Name of ${debtor}`,
        type: 'business',
        person: `TAX-${debtor[0]}`,
        email: `${debtor.toLowerCase()}@example.com`,
      },
    },
    `issue-${invoice}`,
    at,
  );
const merge = (debtor: string, into: string, id = `merge-${debtor}`) =>
  recordFact({ type: 'Debtors Merged', detail: { id, creditor: 'default', debtor, into, by: 'ana' } }, now);
const separate = (debtor: string, id = `separate-${debtor}`) =>
  recordFact({ type: 'Debtors Separated', detail: { id, creditor: 'default', debtor, by: 'ana' } }, now);
const numbersOf = async (debtor: string) =>
  (await pointersOfDebtor(keyOf(debtor)))
    .map(({ invoice, due }) => `${invoice}${due === undefined ? ' closed' : ''}`)
    .toSorted();
/** As the fan-out does, whether it hears of it or not. */
const moveAll = async (debtor: string) => {
  while ((await moveInvoices(keyOf(debtor), now, 2)) === 'more');
};

describe('two debtors that are one', () => {
  it('merged, one account has all; separated, each has its own again, crash where it may', async () => {
    for (const [invoice, debtor] of [
      ['MA-1', 'M-1'],
      ['MB-1', 'M-2'],
      ['MB-2', 'M-2'],
      ['MB-3', 'M-2'],
    ] as const)
      await register(invoice, debtor);
    // One is paid beyond what it owes, one is paid and open again.
    const pay = (id: string, invoice: string, amount: string) =>
      recordFact({ type: 'Payment Received', detail: { id, creditor: 'default', invoice, ...money(amount) } }, now);
    await pay('mp-1', 'MB-2', '130.00');
    await pay('mp-2', 'MB-3', '100.00');
    await recordFact(
      { type: 'Payment Reversed', detail: { id: 'mr-2', creditor: 'default', invoice: 'MB-3', payment: 'mp-2' } },
      now,
    );
    const before = { one: await numbersOf('M-1'), other: await numbersOf('M-2') };
    expect(before.other).toEqual(['MB-1', 'MB-2 closed', 'MB-3', 'MB-3 closed']);

    await throughCrashes(async () => {
      await merge('M-2', 'M-1');
      await agree('M-1', 'M-2');
      await moveInvoices(keyOf('M-2'), now, 1);
      await agree('M-1', 'M-2');
      await moveAll('M-2');
    });
    expect(await merge('M-2', 'M-1')).toEqual({ kind: 'repeated' });
    expect(await numbersOf('M-2')).toEqual([]);
    expect(await numbersOf('M-1')).toEqual(['MA-1', ...before.other]);
    expect(await debtorNow('M-1')).toMatchObject({ credit: { EUR: 3_000 }, absorbed: ['M-2'] });
    await agree('M-1', 'M-2');
    expect((await invoiceNow('MB-1')).invoice).toMatchObject({ debtor: 'M-1', billedTo: 'M-2' });
    expect(await loadRecord(keyOf('M-1'))).toBeUndefined();

    // What comes under the first id is of the second: an invoice, told with details of its own, and again; a change; money.
    expect(await register('MB-4', 'M-2')).toBe('new');
    expect(await register('MB-4', 'M-2')).toBe('unchanged');
    expect(await register('MB-1', 'M-2')).toBe('unchanged');
    expect(await register('MA-1', 'M-1')).toBe('unchanged');
    expect((await invoiceNow('MB-4')).invoice).toMatchObject({ debtor: 'M-1', billedTo: 'M-2' });
    expect(await debtorNow('M-1')).toMatchObject({ name: 'Name of M-1', email: 'm-1@example.com' });
    await recordFact(
      { type: 'Consent Changed', detail: { id: 'mc-1', ...keyOf('M-2'), channel: 'sms', given: false } },
      now,
    );
    expect(await debtorNow('M-1')).toMatchObject({ optOut: ['sms'] });
    expect((await upload(list('M-2,Other,TAX-M,other@example.com,,,,,'))).odd).toMatchObject([{ code: 'merged' }]);
    expect(await debtorNow('M-1')).toMatchObject({ email: 'm-1@example.com' });
    await pay('mp-3', 'MB-1', '40.00');
    const received = { id: 'mp-4', ...keyOf('M-2'), ...money('10.00') };
    await recordFact({ type: 'Payment Received', detail: received }, now);
    await expect(separate('M-2')).rejects.toThrow('mp-4');
    await recordFact({ type: 'Payment Reversed', detail: { id: 'mr-4', ...keyOf('M-2'), payment: 'mp-4' } }, now);
    // Money of the second goes to an invoice of the first.
    await recordFact(
      {
        type: 'Payment Received',
        detail: { id: 'mp-5', ...keyOf('M-1'), ...money('500.00'), allocate: [{ invoice: 'MB-4', amount: '100.00' }] },
      },
      now,
    );
    await eventually('allocated', async () => {
      await settleCash(keyOf('M-1'), now);
      return (await debtorNow('M-1'))?.allocating === undefined;
    });
    expect((await invoiceNow('MB-4')).invoice.balance).toBe(0);
    await agree('M-1', 'M-2');

    await throughCrashes(async () => {
      await separate('M-2');
      await moveInvoices(keyOf('M-2'), now, 1);
      await agree('M-1', 'M-2');
      await moveAll('M-2');
    });
    await agree('M-1', 'M-2');
    expect(await numbersOf('M-1')).toEqual(['MA-1 closed']);
    expect(await numbersOf('M-2')).toEqual([
      'MB-1',
      'MB-1 closed',
      'MB-2 closed',
      'MB-3',
      'MB-3 closed',
      'MB-4',
      'MB-4 closed',
    ]);
    const [first, second] = [await debtorNow('M-1'), await debtorNow('M-2')];
    expect(first).toMatchObject({ absorbed: [] });
    expect(second).toMatchObject({ credit: { EUR: 3_000 }, holds: {} });
    expect(second?.merged).toBeUndefined();
    expect((await invoiceNow('MB-4')).invoice).toMatchObject({ debtor: 'M-2', balance: 10_000 });
    expect((await invoiceNow('MB-1')).invoice).toMatchObject({ debtor: 'M-2', balance: 6_000 });
    expect((await invoiceNow('MB-1')).invoice.billedTo).toBeUndefined();
    expect(await register('MB-5', 'M-2')).toBe('new');
    expect((await invoiceNow('MB-5')).invoice.debtor).toBe('M-2');
    // And merged again.
    await merge('M-2', 'M-1', 'merge-again').then(() => moveAll('M-2'));
    expect(await numbersOf('M-2')).toEqual([]);
    await agree('M-1', 'M-2');
  });

  it.each([
    ['of nobody known', 'N-9', 'N-1', 'there is no debtor N-9'],
    ['of a debtor with itself', 'N-1', 'N-1', 'is itself'],
    ['of two persons', 'N-1', 'N-2', 'different persons'],
  ])('%s are refused', async (_, from, into, reason) => {
    await upload(list('N-1,Nora,TAX-N,n1@example.com,,,,,', 'N-2,Noel,TAX-O,n2@example.com,,,,,'));
    await expect(merge(from, into, `merge-${from}-${into}`)).rejects.toThrow(reason);
    expect((await debtorNow('N-1'))?.merged).toBeUndefined();
  });

  it('are not written to twice: what was decided before the merge is not claimed, and one message speaks for both after it', async () => {
    const debtor = (id: string) => ({
      id,
      name: 'Olga Paz',
      person: 'TAX-P',
      email: `${id.toLowerCase()}@example.com`,
      timeZone: 'UTC',
    });
    const due = { issued: '2026-01-02', due: '2026-01-12', amount: '100.00' };
    await liveUntil('2026-01-05T08:00:00.000Z', [
      issued('2026-01-05T00:00:00.000Z', 'MP-1', { ...due, debtor: debtor('P-1') }),
      issued('2026-01-05T00:00:00.000Z', 'MP-2', { ...due, debtor: debtor('P-2') }),
    ]);
    await sendEvents({ detailType: 'Debtors Merged', detail: { id: 'merge-P', debtor: 'P-2', into: 'P-1' } });
    await eventually('moved', async () => (await invoiceNow('MP-2')).invoice.debtor === 'P-1');
    const made = (await liveUntil('2026-01-20T00:00:00.000Z')).filter((line) => line.includes('email'));
    expect(await contactsOf('P-2')).toEqual([]);
    const contacts = await contactsOf('P-1');
    expect(contacts.length).toBeGreaterThan(0);
    expect(made.length).toBeGreaterThanOrEqual(contacts.length);
    for (const { covers } of contacts)
      expect(covers.map(({ invoice }) => invoice).toSorted()).toEqual(['MP-1', 'MP-2']);
    // A payment for one that moved closes it, and the other is asked for alone.
    await sendEvents({
      detailType: 'Payment Received',
      detail: { id: 'pay-MP-2', invoice: 'MP-2', ...money('100.00') },
    });
    await eventually('closed', async () => (await invoiceNow('MP-2')).invoice.stage === 'closed');
    await sendEvents({ detailType: 'Debtors Separated', detail: { id: 'separate-P', debtor: 'P-2' } });
    await eventually('back', async () => (await debtorNow('P-2'))?.merged === undefined);
    expect((await invoiceNow('MP-2')).invoice).toMatchObject({ debtor: 'P-2', stage: 'closed' });
    await agree('P-1', 'P-2');
  });

  it('move only what no message on its way speaks for, and what was decided before them is not claimed after', async () => {
    const at = '2026-03-03T10:00:00.000Z';
    await setClock(at);
    const dueOf = async (invoice: string, debtor: string) => {
      await register(invoice, debtor, at);
      const key = { creditor: 'default', invoice };
      await beginFirstRun(key, at);
      return key;
    };
    const claimOf = async (key: { readonly creditor: string; readonly invoice: string }) => {
      const { facts, decision: taking, policy } = await look(key);
      if (taking.kind !== 'contact') throw new Error(`${taking.kind} was decided`);
      return { facts, taking, decidedAt: at, policyInForce: policy.version, sender: 'test', now: at };
    };
    const claimed = async (claim: Awaited<ReturnType<typeof claimOf>>) => {
      const made = await claimContact(claim);
      return made.kind === 'claimed' ? made.contact : expect.fail('it was not claimed');
    };
    await register('MS-1', 'S-1', at);
    const key = await dueOf('MS-2', 'S-2');
    const decided = await claimOf(key);
    await merge('S-2', 'S-1');
    expect(await claimContact(decided)).toEqual({ kind: 'moved' });
    await moveAll('S-2');
    const both = await claimOf(key);
    expect(both.taking.covers.map(({ invoice }) => invoice).toSorted()).toEqual(['MS-1', 'MS-2']);
    const contact = await claimed(both);
    await expect(separate('S-2')).rejects.toThrow('on its way');
    await settleContact(contact, { status: 'accepted', now: at, providerId: 'p-1' });
    await separate('S-2');
    await moveAll('S-2');
    // It was sent as one debtor, and counts for it alone, too: what is told of it finds it.
    expect((await look(key)).decision.kind).not.toBe('contact');
    expect((await contactsAbout((await invoiceNow('MS-2')).invoice)).map(({ debtor }) => debtor)).toEqual(['S-1']);
    const report = { id: 'report-S', ...key, contact: contact.contact, permanent: false };
    expect(await recordFact({ type: 'Contact Delivered', detail: report }, at)).toEqual({ kind: 'recorded' });
    expect((await invoiceNow('MS-2')).invoice.steps[contact.step]?.outcome).toBe('delivered');

    // A message that was claimed before the merge; of another person, for that one's budget is used up.
    await register('MS-3', 'U-3', at);
    const early = await dueOf('MS-4', 'U-4');
    const sent = await claimed(await claimOf(early));
    await expect(merge('U-4', 'U-3')).rejects.toThrow('on its way');
    await settleContact(sent, { status: 'accepted', now: at, providerId: 'p-2' });
    await merge('U-4', 'U-3');
    await moveAll('U-4');
    expect((await look(early)).decision.kind).not.toBe('contact');
    expect((await invoiceNow('MS-4')).invoice).toMatchObject({ debtor: 'U-3', formerly: ['U-4'] });
    expect((await contactsAbout((await invoiceNow('MS-4')).invoice)).map(({ debtor }) => debtor)).toEqual(['U-4']);
  });
});
