// Lists of debtors on the local AWS: registered before their first invoice, changed, taken back.
import { beforeEach, describe, expect, it } from 'vitest';
import { readUndo, type Upload, uploadBatch } from '#cli/upload-batch.ts';
import { crashAfterWrite } from '#test/crash.ts';
import { eventually, freshAt, invoiceNow, sendEvents } from '#test/stack.ts';

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
const throughCrashes = async (work: () => Promise<unknown>): Promise<void> => {
  for (let write = 1; write < 30; write += 1) if (!(await crashAfterWrite(write, work))) return;
  throw new Error('it never came through');
};

beforeEach(() => freshAt(now));

describe('a list of debtors', () => {
  it('registers who is not known, whose consent is then known before the first invoice; again, it changes nothing', async () => {
    const file = list('A-1,Ana Prado,TAX-A1,a1@example.com,yes,no,2026-01-02,,vip', 'A-2,Ana Gil,,,,,,,', ',,,,,,,,');
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

  it('interrupted after any write, applied and taken back, comes to the same', async () => {
    const entry = {
      kind: 'debtor',
      ...{ line: 2, consent: { email: true, call: false }, consentDate: '2026-01-02' },
      debtor: { id: 'C-1', name: 'Carla Rey', email: 'c1@example.com', capacity: 'none' },
    } as const;
    const batch = { source: 'crash-list', receivedAt: now };
    const nobody = () => Promise.reject(new Error('no payment is in it'));
    await throughCrashes(() => applyEntry(entry, batch, nobody, now));
    expect(await applyEntry(entry, batch, nobody, now)).toBe('new');
    expect(await debtorNow('C-1')).toMatchObject({
      consent: ['email'],
      optOut: ['call'],
      circumstances: { capacity: 'none' },
    });
    await throughCrashes(() => undoEntry(entry, { source: 'crash-list', by: 'ana' }, now));
    expect(await undoEntry(entry, { source: 'crash-list', by: 'ana' }, now)).toMatchObject({ undone: 3 });
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
