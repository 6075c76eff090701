// Full lists on the local AWS: what they miss pauses, is settled when a person says so, exactly once, and is taken back by an undo.
import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { readReport, readUndo, uploadBatch, uploadProfile } from '#cli/upload-batch.ts';
import { auditAccount } from '#domain/money/audit-account.ts';
import { throughCrashes } from '#test/crash.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { eventually, freshAt, invoiceNow, sendEvents } from '#test/stack.ts';
import { commandLine } from '#test/system/command-line.ts';

const { setClock } = await import('#infra/local/set-clock.ts');
const { handler: splitBatch } = await import('#functions/split-batch.ts');
const { handler: rehearseChunk } = await import('#functions/rehearse-chunk.ts');
const { handler: weighBatch } = await import('#functions/weigh-batch.ts');
const { handler: applyChunk } = await import('#functions/apply-chunk.ts');
const { handler: reportBatch } = await import('#functions/report-batch.ts');
const { handler: settleChunk } = await import('#functions/settle-chunk.ts');
const { handler: reportSettled } = await import('#functions/report-settled.ts');
const { handler: undoChunk } = await import('#functions/undo-chunk.ts');
const { handler: reportUndo } = await import('#functions/report-undo.ts');
const { findBatch, moveBatch, recordOfBatch } = await import('#store/batches.ts');
const { loadAudited } = await import('#store/load-audited.ts');
const { loadEntries } = await import('#store/load-entries.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { listOpenTasks } = await import('#store/tasks.ts');

const quiet = () => {};
const full = `name: full
kind: invoices
decimals: "."
dates: YYYY-MM-DD
missing: settled-confirm
fields:
  number: invoice
  debtor: debtor_id
  debtorName: debtor_name
  email: email
  amount: amount
  currency: currency
  issued: issued
  due: due
`;
const header = 'invoice,debtor_id,debtor_name,email,amount,currency,issued,due';
const csv = (rows: readonly string[]) => Buffer.from([header, ...rows, ''].join('\n'));
const row = (number: string, amount = '100.00') =>
  `${number},D-${number},Casa Prado,${number.toLowerCase()}@example.com,${amount},EUR,2026-01-02,2026-03-02`;
let serial = 0;
const upload = (rows: readonly string[], profile = 'full', given: { readonly isRehearsal?: boolean } = {}) => {
  serial += 1;
  return uploadBatch({ body: csv(rows), name: `list-${Date.now()}-${serial}.csv`, profile, ...given }, quiet);
};
const rowsOf = (mark: string, ...numbers: readonly number[]) => numbers.map((number) => row(`${mark}-${number}`));
const answer = async (batch: string, detail: Readonly<Record<string, unknown>>, id = `answer-${batch}`) => {
  await sendEvents({ detailType: 'Missing Invoices Answered', detail: { id, batch, by: 'ana', ...detail } });
  return eventually(
    'answered',
    async () => {
      const found = await findBatch(batch);
      return found?.confirmed?.event === id && found.confirmed.finishedAt !== undefined && found;
    },
    60,
  );
};
const undo = async (batch: string) => {
  await sendEvents({ detailType: 'Batch Undo Requested', detail: { id: `undo-${batch}`, batch, by: 'ana' } });
  await eventually('undone', async () => (await findBatch(batch))?.status === 'undone', 60);
};
const standingHolds = async (number: string) =>
  Object.values((await invoiceNow(number)).invoice.holds).filter(({ released }) => !released);
const paymentsOf = async (number: string) =>
  (await loadEntries({ creditor: 'default', invoice: number })).filter(({ kind }) => kind === 'payment');
const questions = async () => (await listOpenTasks('default')).filter(({ kind }) => kind === 'confirm-settled');

beforeEach(async () => {
  await freshAt('2026-01-05T09:00:00.000Z');
  await uploadProfile({ name: 'full', text: full }, quiet);
});

describe('a full list', () => {
  it('pauses what it misses, settles it when a person says so, once, and gives it back when it is undone', async () => {
    await upload(rowsOf('FA', 1, 2, 3, 4, 5), 'standard');
    await setClock('2026-01-06T09:00:00.000Z');
    // One of five is twenty in a hundred: no more than may be.
    const list = rowsOf('FA', 1, 2, 3, 4);
    const rehearsed = await upload(list, 'full', { isRehearsal: true });
    expect(rehearsed).toMatchObject({
      status: 'rehearsed',
      missing: { open: 5, missing: 1, totals: { EUR: '100.00' } },
    });
    expect(await standingHolds('FA-5')).toEqual([]);
    const { batch, file, ...report } = await upload(list);
    expect(report).toMatchObject({
      status: 'imported',
      accepted: { new: 0, changed: 0, unchanged: 4 },
      missing: { open: 5, missing: 1, asked: 1, first: [{ invoice: 'FA-5', amount: '100.00', due: '2026-03-02' }] },
    });
    expect(await standingHolds('FA-5')).toMatchObject([{ reason: 'payment-in-flight', until: '2026-01-20' }]);
    expect((await invoiceNow('FA-5')).invoice.balance).toBe(10_000);
    expect(await questions()).toMatchObject([
      { title: '1 open invoice is missing from a full list (100.00 EUR): settled?' },
    ]);

    // Nobody is asked twice.
    expect((await upload([...list, row('FA-6')])).missing).toMatchObject({ missing: 0, waiting: 1 });
    expect(await questions()).toHaveLength(1);

    // What was paid meanwhile is not paid again.
    const part = { creditor: 'default', invoice: 'FA-5', amount: '30.00', currency: 'EUR', effective: '2026-01-06' };
    await recordFact({ type: 'Payment Received', detail: { id: 'part', ...part } }, '2026-01-06T10:00:00.000Z');
    await setClock('2026-01-07T09:00:00.000Z');
    const answered = await answer(batch, { answer: 'settled' });
    expect(answered.confirmed).toMatchObject({ by: 'ana', settled: 1, kept: 0 });
    expect((await invoiceNow('FA-5')).invoice.balance).toBe(0);
    expect(await paymentsOf('FA-5')).toMatchObject([
      { amount: 3_000 },
      { amount: 7_000, effective: '2026-01-06', author: 'ana' },
    ]);
    expect(await standingHolds('FA-5')).toEqual([]);
    expect(await questions()).toEqual([]);
    expect((await readReport(file)).missing?.confirmed).toMatchObject({ answer: 'settled', settled: 1 });

    await answer(batch, { answer: 'settled' }, 'again');
    expect(await paymentsOf('FA-5')).toHaveLength(2);
    expect((await upload(list)).missing).toMatchObject({ missing: 1, first: [{ invoice: 'FA-6' }] });

    await undo(batch);
    expect((await invoiceNow('FA-5')).invoice.balance).toBe(7_000);
    expect(await readUndo(file)).toMatchObject({ undone: 2, kept: [] });
    expect(auditAccount(await loadAudited({ creditor: 'default', debtor: 'D-FA-5' }))).toEqual([]);
    await expect(
      recordOfBatch(
        { type: 'Missing Invoices Answered', detail: { id: 'late', creditor: 'default', batch, answer: 'settled' } },
        '2026-01-07T09:00:00.000Z',
      ),
    ).rejects.toThrow('undone');
  });

  it('waits where it misses more than may be; of what it then pauses only some is settled, and a later list speaks for itself', async () => {
    await upload(rowsOf('FB', 1, 2, 3, 4, 5, 6), 'standard');
    await setClock('2026-01-06T09:00:00.000Z');
    const { batch, ...report } = await upload(rowsOf('FB', 1, 2));
    expect(report).toMatchObject({
      status: 'held',
      brakes: [
        { code: 'settled-share', reason: '4 of 6 open invoices are missing from the list, more than 20 in a hundred' },
      ],
    });
    expect(await standingHolds('FB-3')).toEqual([]);
    await sendEvents({ detailType: 'Batch Answered', detail: { id: `yes-${batch}`, batch, answer: 'approved' } });
    await eventually('approved', async () => (await findBatch(batch))?.status === 'imported', 60);
    for (const number of ['FB-3', 'FB-4', 'FB-5', 'FB-6']) expect(await standingHolds(number)).toHaveLength(1);

    await setClock('2026-01-07T09:00:00.000Z');
    // It was listed again: nothing is to be asked about it any more.
    expect((await upload(rowsOf('FB', 1, 2, 3))).missing).toMatchObject({ missing: 0, waiting: 3 });
    expect(await standingHolds('FB-3')).toEqual([]);

    await expect(
      recordOfBatch(
        {
          type: 'Missing Invoices Answered',
          detail: { id: 'typo', creditor: 'default', batch, answer: 'settled', except: ['FB-33'] },
        },
        '2026-01-07T09:00:00.000Z',
      ),
    ).rejects.toThrow('does not ask about FB-33');
    const { confirmed } = await answer(batch, { answer: 'settled', except: ['FB-6'] });
    expect(confirmed).toMatchObject({
      settled: 2,
      kept: 2,
      reasons: [{ invoice: 'FB-3', reason: 'a later list has it again' }],
    });
    const balances = await Promise.all(['FB-3', 'FB-4', 'FB-5', 'FB-6'].map(invoiceNow));
    expect(balances.map(({ invoice }) => invoice.balance)).toEqual([10_000, 0, 0, 10_000]);
    expect(await standingHolds('FB-6')).toEqual([]);

    const at = '2026-01-07T09:00:00.000Z';
    await moveBatch(batch, ['imported'], { confirmed: { event: 'at work', answer: 'none', by: 'ana', at } });
    const detail = { id: 'too-soon', creditor: 'default', batch };
    await expect(recordOfBatch({ type: 'Batch Undo Requested', detail }, at)).rejects.toThrow('are being settled');
  });

  it('misses nothing that a rejected row names, and nothing at all where a row does not say what it is about', async () => {
    await upload(rowsOf('FC', 1, 2), 'standard');
    await setClock('2026-01-06T09:00:00.000Z');
    const named = await upload([row('FC-1'), row('FC-2', 'ten')]);
    expect(named).toMatchObject({ status: 'imported', rejected: 1, missing: { open: 2, missing: 0 } });
    const unnamed = await upload([row('FC-1'), row('#?', '5.00')]);
    expect(unnamed).toMatchObject({
      status: 'held',
      brakes: [{ code: 'unreadable-rows' }],
      missing: { unreadable: 1, missing: 0 },
    });
  });

  it('that was taken before, and comes again, ends the question of the one between', async () => {
    const whole = rowsOf('FG', 1, 2, 3, 4, 5);
    await upload(whole);
    await setClock('2026-01-06T09:00:00.000Z');
    await upload(rowsOf('FG', 1, 2, 3, 4));
    expect(await standingHolds('FG-5')).toHaveLength(1);
    await setClock('2026-01-07T09:00:00.000Z');
    expect(await upload(whole)).toMatchObject({ accepted: { unchanged: 5 }, missing: { missing: 0 } });
    expect(await standingHolds('FG-5')).toEqual([]);
  });

  it('says nothing any more once a later one was taken', async () => {
    await upload(rowsOf('FD', 1, 2, 3), 'standard');
    await setClock('2026-01-06T09:00:00.000Z');
    const older = await upload(rowsOf('FD', 1, 2));
    expect(older.status).toBe('held');
    await setClock('2026-01-07T09:00:00.000Z');
    expect(await upload(rowsOf('FD', 1, 2, 3))).toMatchObject({ status: 'imported', missing: { missing: 0 } });
    await sendEvents({
      detailType: 'Batch Answered',
      detail: { id: `late-${older.batch}`, batch: older.batch, answer: 'approved' },
    });
    const found = await eventually('approved', async () => {
      const each = await findBatch(older.batch);
      return each?.status === 'imported' && each;
    });
    expect(found.fullList).toMatchObject({ asked: 0 });
    expect(await standingHolds('FD-3')).toEqual([]);
    expect(await questions()).toEqual([]);
  });

  it('is settled at the command line, and held where the file beside it contradicts its last row', async () => {
    const { fileOf, run, done, leave } = commandLine();
    const numbers = ['FF-1', 'FF-2', 'FF-3', 'FF-4', 'FF-5'];
    await upload(rowsOf('FF', 1, 2, 3, 4, 5), 'standard');
    await setClock('2026-01-06T09:00:00.000Z');
    const control = 'control: { column: invoice, words: [total] }\n';
    const profile = fileOf('controlled.yaml', full.replace('name: full', 'name: controlled') + control);
    const total = 'Total,,,,400.00,EUR,,';
    const list = fileOf('open.csv', csv([...rowsOf('FF', 1, 2, 3, 4), total]).toString());
    const beside = fileOf('open.csv.control.json', '{ "rows": 5 }');
    expect(await done('import', list, '--profile', profile)).toContain('the file has 4 rows, its control total says 5');
    expect(await done('import', list, '--profile', profile, '--control-rows', '4')).toContain(
      'contradict one another: the metadata says 4 rows, the file incoming/controlled/open.csv.control.json 5 rows',
    );
    writeFileSync(beside, '{ "rows": 4, "totals": { "EUR": 400 } }');
    expect(await run('import', list, '--profile', profile)).toMatchObject({ code: 2 });
    writeFileSync(beside, '{ "rows": 4, "totals": { "EUR": "400.00" } }');
    const said = await done('import', list, '--profile', profile);
    expect(said).toContain('Of 5 open invoices 1 is missing from the list, perhaps settled:');
    const [, id = ''] = /recaudo batch settle ([0-9a-f]{16})/.exec(said) ?? [];
    const typo = await run('batch', 'settle', id, '--except', 'FF-55');
    expect(typo).toMatchObject({ code: 2 });
    expect(typo.err).toContain(`batch ${id} does not ask about FF-55`);
    expect(await run('batch', 'settle', id, '--none', '--only', 'FF-5')).toMatchObject({ code: 2 });
    expect(await done('batch', 'settle', id, '--by', 'ana', '--note', 'the bank says so')).toBe(
      `Batch ${id}: 1 invoice settled, 0 not\n`,
    );
    expect(await done('batch', 'show', id)).toContain('the bank says so (1 settled, 0 not)');
    const balances = await Promise.all(numbers.map(async (number) => (await invoiceNow(number)).invoice.balance));
    expect(balances).toEqual([10_000, 10_000, 10_000, 10_000, 0]);
    leave();
  });

  it('crashed after each write of each step and begun again: asked once, settled once, undone once', async () => {
    await upload(rowsOf('FE', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 'standard');
    await setClock('2026-01-06T09:00:00.000Z');
    const { file } = await upload(rowsOf('FE', 1, 2, 3, 4, 5, 6, 7, 8), 'full', { isRehearsal: true });
    const split = () => splitBatch({ key: file, etag: 'e', execution: 'by hand' }, lambdaContext);
    await throughCrashes(split);
    const { batch } = await split();
    // As if it had been uploaded to count.
    await moveBatch(batch, ['received'], { isRehearsal: false });
    for (const chunk of [1, 2]) await throughCrashes(() => rehearseChunk({ batch, chunk }, lambdaContext));
    await throughCrashes(() => weighBatch({ batch }, lambdaContext));
    for (const chunk of [1, 2]) await throughCrashes(() => applyChunk({ batch, chunk }, lambdaContext));
    await throughCrashes(() => reportBatch({ batch }, lambdaContext));
    expect(await findBatch(batch)).toMatchObject({ status: 'imported', fullList: { asked: 2, chunks: [2] } });
    expect(await questions()).toHaveLength(1);
    const event = 'crashing';
    const detail = { id: event, creditor: 'default', batch, answer: 'settled' as const, only: ['FE-9'], by: 'ana' };
    const now = '2026-01-06T10:00:00.000Z';
    await throughCrashes(() => recordOfBatch({ type: 'Missing Invoices Answered', detail }, now));
    await throughCrashes(() => settleChunk({ batch, chunk: 2, event }, lambdaContext));
    await throughCrashes(() => reportSettled({ batch, event }, lambdaContext));
    expect((await findBatch(batch))?.confirmed).toMatchObject({ settled: 1, kept: 1 });
    expect(await paymentsOf('FE-9')).toHaveLength(1);
    expect((await invoiceNow('FE-9')).invoice.balance).toBe(0);
    expect((await invoiceNow('FE-10')).invoice.balance).toBe(10_000);
    expect(await standingHolds('FE-10')).toEqual([]);
    await moveBatch(batch, ['imported'], { status: 'undoing' });
    for (const chunk of [1, 2]) await throughCrashes(() => undoChunk({ batch, chunk }, lambdaContext));
    await throughCrashes(() => reportUndo({ batch }, lambdaContext));
    expect((await invoiceNow('FE-9')).invoice.balance).toBe(10_000);
    const reversals = (await loadEntries({ creditor: 'default', invoice: 'FE-9' })).filter(
      ({ kind }) => kind === 'reversal',
    );
    expect(reversals).toHaveLength(1);
    for (const debtor of ['D-FE-9', 'D-FE-10'])
      expect(auditAccount(await loadAudited({ creditor: 'default', debtor }))).toEqual([]);
  });
});
