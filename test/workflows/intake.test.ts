// Intake on the local AWS: a file uploaded as finance ops would, its report beside it, repeated, interrupted, wrong.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  followBatch,
  readRejected,
  readReport,
  readUndo,
  type Upload,
  uploadBatch,
  uploadProfile,
} from '#cli/upload-batch.ts';
import { auditAccount } from '#domain/money/audit-account.ts';
import { throughCrashes } from '#test/crash.ts';
import { text, workbookOf } from '#test/intake/formats/workbook.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { eventually, freshAt, invoiceNow, sendEvents } from '#test/stack.ts';

const { handler: splitBatch } = await import('#functions/split-batch.ts');
const { handler: applyChunk } = await import('#functions/apply-chunk.ts');
const { readObject } = await import('#store/objects.ts');
const { handler: rehearseChunk } = await import('#functions/rehearse-chunk.ts');
const { handler: weighBatch } = await import('#functions/weigh-batch.ts');
const { handler: reportBatch } = await import('#functions/report-batch.ts');
const { handler: undoChunk } = await import('#functions/undo-chunk.ts');
const { handler: reportUndo } = await import('#functions/report-undo.ts');
const { loadAudited } = await import('#store/load-audited.ts');
const { findBatch, moveBatch, recordOfBatch } = await import('#store/batches.ts');
const { findDebtor, findInvoice } = await import('#store/load-facts.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { loadEntries } = await import('#store/load-entries.ts');

const quiet = () => {};
const upload = (body: Uint8Array, name: string, profile = 'standard', given: Partial<Upload> = {}) =>
  uploadBatch({ body, name, profile, ...given }, quiet);
const answer = (batch: string, given: 'approved' | 'declined') =>
  sendEvents({ detailType: 'Batch Answered', detail: { id: `answer-${batch}`, batch, answer: given, by: 'ana' } });
const csv = (rows: readonly string[]) =>
  Buffer.from(['invoice,debtor_id,debtor_name,email,amount,currency,issued,due', ...rows, ''].join('\n'));
const row = (number: string, amount = '100.00') =>
  `${number},D-${number},Casa Prado,${number.toLowerCase()}@example.com,${amount},EUR,2026-01-02,2026-03-02`;
let serial = 0;
const name = () => {
  serial += 1;
  return `batch-${Date.now()}-${serial}.csv`;
};

beforeEach(() => freshAt('2026-01-05T00:00:00.000Z'));

describe('intake', () => {
  it('imports good rows, returns bad ones with line, field, reason and remedy', async () => {
    const file = name();
    const report = await upload(
      csv([row('I-1'), 'I-2,D-2,Casa Prado,x@example.com,1.234,EUR,2026-01-02,2026-03-02', row('I-3')]),
      file,
      'standard',
    );
    expect(report).toMatchObject({
      rows: 3,
      rejected: 1,
      accepted: { new: 2, changed: 0, unchanged: 0 },
      totals: { EUR: '200.00' },
    });
    expect(report.errors).toMatchObject([{ line: 3, field: 'amount' }]);
    expect(await readObject(`incoming/standard/${file}.rejected.csv`)).toContain('I-2');
    expect(await readObject(`incoming/standard/${file}.report.html`)).toContain('<html lang="en">');
    expect((await invoiceNow('I-1')).invoice).toMatchObject({ stage: 'scheduled', balance: 10_000, run: 0 });
    expect((await invoiceNow('I-1')).cursor).toMatchObject({ wakeAt: '2026-02-23T09:00:00.000Z' });
  });

  it('the same file twice changes nothing; a changed amount is a change, with its own ledger entry', async () => {
    await upload(csv([row('J-1'), row('J-2')]), name(), 'standard');
    expect(await upload(csv([row('J-1'), row('J-2')]), name(), 'standard')).toMatchObject({
      accepted: { new: 0, changed: 0, unchanged: 2 },
    });
    expect(await upload(csv([row('J-1', '80.00'), row('J-2')]), name(), 'standard')).toMatchObject({
      accepted: { new: 0, changed: 1, unchanged: 1 },
    });
    expect(
      (await loadEntries({ creditor: 'default', invoice: 'J-1' }))
        .map(({ kind, amount }) => [kind, amount])
        .toSorted((one, other) => Number(one[1]) - Number(other[1])),
    ).toEqual([
      ['principal', -2_000],
      ['principal', 10_000],
    ]);
    expect((await invoiceNow('J-1')).invoice).toMatchObject({ amount: 8_000, balance: 8_000 });
  });

  it.each([
    ['nothing', '', 'empty'],
    ['another kind of file', '%PDF-1.7\u0000\u0001', 'PDF'],
    ['a file without its columns', 'number,who\n1,2\n', 'invoice'],
  ])('refuses %s in words, and takes nothing', async (_, content, word) => {
    const report = await upload(Buffer.from(content), name(), 'standard');
    expect(report.refused).toContain(word);
    expect(report.accepted).toEqual({ new: 0, changed: 0, unchanged: 0 });
  });

  it('refuses an unknown profile, and says how to bring one', async () => {
    const { refused } = await upload(csv([row('K-1')]), name(), 'nobody');
    expect(refused).toContain('there is no profile "nobody"; known are standard, ibm, alegra');
    expect(refused).toContain('profiles/<name>.yaml');
  });

  it('refuses a file that lacks the columns of a built-in profile', async () => {
    expect((await upload(csv([row('K-2')]), name(), 'odoo')).refused).toContain('of profile "odoo"');
  });

  it.each([
    [
      'a list with semicolons',
      'S',
      (rows: readonly (readonly string[])[]) => Buffer.from(rows.map((cells) => cells.join(';')).join('\n')),
    ],
    [
      'a workbook',
      'X',
      (rows: readonly (readonly string[])[]) =>
        workbookOf([{ name: 'Lista', rows: rows.map((cells) => cells.map(text)) }]),
    ],
  ])(
    "imports %s by a profile of one's own, and returns what is wrong with its own columns",
    async (_, mark, fileOf) => {
      const own = `name: ours
kind: invoices
decimals: ","
dates: D/M/YYYY
fields:
  number: Factura
  debtor: Cliente
  amount: Saldo
  currency: { constant: EUR }
  issued: Fecha
  due: Vence
skip: [{ column: Factura, words: [total] }]
`;
      await uploadProfile({ name: 'ours', text: own }, quiet);
      const content = fileOf([
        ['Factura', 'Cliente', 'Saldo', 'Fecha', 'Vence'],
        [`${mark}-1`, `C-${mark}`, '1.234,50', '02/01/2026', '02/03/2026'],
        [`${mark}-2`, `C-${mark}`, '10,00', '02/01/2026', 'pronto'],
        ['Total', '', '1.244,50', '', ''],
      ]);
      const report = await upload(content, name(), 'ours');
      expect(report).toMatchObject({
        status: 'imported',
        profile: 'ours',
        rows: 2,
        rejected: 1,
        accepted: { new: 1 },
        totals: { EUR: '1234.50' },
        errors: [{ line: 3, field: 'Vence' }],
        warnings: ['1 row was passed over, as the profile says under skip'],
      });
      expect(Buffer.from(await readRejected(report)).toString()).toContain('Factura,Cliente,Saldo,Fecha,Vence,line');
      expect((await invoiceNow(`${mark}-1`)).invoice.balance).toBe(123_450);
    },
  );

  it('rehearsed: tells what it would do and whom it would make us contact, and changes nothing', async () => {
    await upload(csv([row('M-1')]), name());
    const due = (number: string, day: string) =>
      `${number},D-${number},Casa Prado,${number.toLowerCase()}@example.com,50.00,EUR,2026-01-02,${day}`;
    const report = await upload(
      csv([row('M-1', '70.00'), due('M-2', '2026-01-05'), due('M-3', '2026-06-30')]),
      name(),
      'standard',
      { isRehearsal: true },
    );
    expect(report).toMatchObject({
      status: 'rehearsed',
      accepted: { new: 2, changed: 1, unchanged: 0 },
      contacts: { debtors: 1, first: [{ debtor: 'D-M-2', invoice: 'M-2' }] },
    });
    expect((await invoiceNow('M-1')).invoice.amount).toBe(10_000);
    expect(await findInvoice({ creditor: 'default', invoice: 'M-2' })).toBeUndefined();
  });

  it('held by a control total that is off, until a person approves', async () => {
    const report = await upload(csv([row('N-1')]), name(), 'standard', { metadata: { 'control-total-eur': '99.00' } });
    expect(report).toMatchObject({ status: 'held', brakes: [{ code: 'control-totals' }] });
    expect(await findInvoice({ creditor: 'default', invoice: 'N-1' })).toBeUndefined();
    await answer(report.batch, 'approved');
    await eventually('approved', async () => (await findBatch(report.batch))?.status === 'imported');
    expect(await followBatch(report.batch, quiet)).toMatchObject({ status: 'imported', accepted: { new: 1 } });
    expect((await invoiceNow('N-1')).invoice.balance).toBe(10_000);
  });

  it('held and declined: nothing of it counts, and it cannot be approved any more', async () => {
    const report = await upload(csv([row('O-1')]), name(), 'standard', { metadata: { 'control-rows': '2' } });
    expect(report).toMatchObject({ status: 'held', brakes: [{ code: 'control-rows' }] });
    await answer(report.batch, 'declined');
    await eventually('declined', async () => (await findBatch(report.batch))?.status === 'declined');
    expect(await findInvoice({ creditor: 'default', invoice: 'O-1' })).toBeUndefined();
    await expect(
      recordOfBatch(
        {
          type: 'Batch Answered',
          detail: { id: 'late', creditor: 'default', batch: report.batch, answer: 'approved' },
        },
        '2026-01-05T00:00:00.000Z',
      ),
    ).rejects.toThrow('declined');
  });

  it('undone: what it brought is gone, what it changed is as before, and the same file counts again', async () => {
    await upload(csv([row('P-1')]), name());
    const file = csv([row('P-1', '80.00').replace('Casa Prado', 'Casa Prado Nueva'), row('P-2')]);
    const report = await upload(file, name());
    expect(report).toMatchObject({ status: 'imported', accepted: { new: 1, changed: 1 } });
    await sendEvents({
      detailType: 'Batch Undo Requested',
      detail: { id: `undo-${report.batch}`, batch: report.batch, by: 'ana' },
    });
    await eventually('undone', async () => (await findBatch(report.batch))?.status === 'undone');
    expect((await invoiceNow('P-1')).invoice).toMatchObject({ amount: 10_000, balance: 10_000 });
    expect((await invoiceNow('P-2')).invoice).toMatchObject({ balance: 0, stage: 'closed' });
    expect(await findDebtor({ creditor: 'default', debtor: 'D-P-1' })).toMatchObject({
      debtor: { name: 'Casa Prado' },
    });
    expect(await readUndo(report.file)).toMatchObject({ undone: 3, kept: [] });
    expect(await readReport(report.file)).toMatchObject({ status: 'undone', accepted: { new: 1, changed: 1 } });
    expect(await upload(file, name())).toMatchObject({ accepted: { new: 0, changed: 2 } });
    expect((await invoiceNow('P-2')).invoice).toMatchObject({ balance: 10_000, stage: 'scheduled' });
  });

  it.each([
    ['on the last day', '2026-03-06T00:00:00.000Z', 'recorded'],
    ['a moment later', '2026-03-06T00:00:00.001Z', 'too-old-to-undo'],
  ])('undone %s of sixty', async (_, now, expected) => {
    const { batch } = await upload(csv([row(`T-${expected}`)]), name());
    const ask = (id: string) =>
      recordOfBatch({ type: 'Batch Undo Requested', detail: { id, creditor: 'default', batch } }, now).then(
        ({ kind }) => kind,
        ({ code }: { readonly code?: string }) => code,
      );
    expect(await ask('ask')).toBe(expected);
    // Asked for again, where it broke down, it begins again; once it is done, there is nothing to undo.
    if (expected !== 'recorded') return;
    expect(['recorded', 'not-imported']).toContain(await ask('again'));
    await eventually('undone', async () => (await findBatch(batch))?.status === 'undone');
    expect(await ask('late')).toBe('not-imported');
  });

  it('undone after a payment: the paid invoice stands, with the reason', async () => {
    const report = await upload(csv([row('Q-1'), row('Q-2')]), name());
    const detail = {
      id: 'pay-Q-1',
      creditor: 'default',
      invoice: 'Q-1',
      amount: '40.00',
      currency: 'EUR',
      effective: '2026-01-05',
    };
    await recordFact({ type: 'Payment Received', detail }, '2026-01-05T00:00:00.000Z');
    await sendEvents({
      detailType: 'Batch Undo Requested',
      detail: { id: `undo-${report.batch}`, batch: report.batch },
    });
    await eventually('undone', async () => (await findBatch(report.batch))?.status === 'undone');
    expect(await readUndo(report.file)).toMatchObject({ undone: 1, kept: [{ line: 2 }] });
    expect((await invoiceNow('Q-1')).invoice.balance).toBe(6_000);
    expect((await invoiceNow('Q-2')).invoice.balance).toBe(0);
  });

  it('crashed after each write of each step and begun again: each invoice once, told as new, and undone once', async () => {
    const numbers = ['L-1', 'L-2', 'L-3'];
    const { file } = await upload(csv(numbers.map((number) => row(number))), name(), 'standard', { isRehearsal: true });
    const split = () => splitBatch({ key: file, etag: 'e', execution: 'by hand' }, lambdaContext);
    await throughCrashes(split);
    const { batch } = await split();
    // As if it had been uploaded to count.
    await moveBatch(batch, ['received'], { isRehearsal: false });
    await throughCrashes(() => rehearseChunk({ batch, chunk: 1 }, lambdaContext));
    await throughCrashes(() => weighBatch({ batch }, lambdaContext));
    expect(await weighBatch({ batch }, lambdaContext)).toMatchObject({ kind: 'apply' });
    await throughCrashes(() => applyChunk({ batch, chunk: 1 }, lambdaContext));
    await throughCrashes(() => reportBatch({ batch }, lambdaContext));
    expect(await findBatch(batch)).toMatchObject({
      status: 'imported',
      accepted: { new: 3, changed: 0, unchanged: 0 },
    });
    for (const number of numbers) {
      expect((await invoiceNow(number)).invoice.balance).toBe(10_000);
      expect(await loadEntries({ creditor: 'default', invoice: number })).toHaveLength(1);
    }
    await moveBatch(batch, ['imported'], { status: 'undoing' });
    await throughCrashes(() => undoChunk({ batch, chunk: 1 }, lambdaContext));
    await throughCrashes(() => reportUndo({ batch }, lambdaContext));
    expect(await findBatch(batch)).toMatchObject({ status: 'undone', undo: { undone: 3, kept: 0 } });
    for (const number of numbers) {
      expect((await invoiceNow(number)).invoice).toMatchObject({ balance: 0, stage: 'closed' });
      expect(await loadEntries({ creditor: 'default', invoice: number })).toHaveLength(2);
    }
  });

  it('twenty files at once over the same debtors: each invoice as one of them says, and the ledger in order', async () => {
    const debtors = ['s-one', 's-two', 's-three'];
    const files = Array.from({ length: 20 }, (_, file) => {
      const rest = `${debtors[file % 3]},Casa Prado,casa@example.com`;
      return csv([
        `S-${file % 3},${rest},${100 + file}.00,EUR,2026-01-02,2026-03-02`,
        `S-OWN-${file},${rest},10.00,EUR,2026-01-02,2026-03-02`,
      ]);
    });
    const reports = await Promise.all(files.map((file) => upload(file, name())));
    expect(reports.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'imported'));
    const count = (kind: 'new' | 'changed' | 'unchanged') =>
      reports.reduce((sum, { accepted }) => sum + accepted[kind], 0);
    expect(count('new')).toBe(23);
    expect(count('new') + count('changed') + count('unchanged')).toBe(40);
    for (const [index, debtor] of debtors.entries()) {
      const { amount, balance } = (await invoiceNow(`S-${index}`)).invoice;
      expect(balance).toBe(amount);
      expect(amount % 100 === 0 && (amount / 100 - 100) % 3 === index && amount < 12_000).toBe(true);
      expect(auditAccount(await loadAudited({ creditor: 'default', debtor }))).toEqual([]);
    }
  });

  it('one upload notified twice is worked on once', async () => {
    const { file } = await upload(csv([row('R-1')]), name(), 'standard', { isRehearsal: true });
    const first = await splitBatch({ key: file, etag: 'e', execution: 'one' }, lambdaContext);
    expect(first.kind).toBe('rehearse');
    expect(await splitBatch({ key: file, etag: 'e', execution: 'other' }, lambdaContext)).toMatchObject({
      kind: 'done',
      batch: first.batch,
    });
    expect(await splitBatch({ key: file, etag: 'e', execution: 'one' }, lambdaContext)).toEqual(first);
  });
});
