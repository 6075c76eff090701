// Intake on the local AWS: a file uploaded as finance ops would, its report beside it, repeated, interrupted, wrong.
import { beforeEach, describe, expect, it } from 'vitest';
import { uploadBatch } from '#cli/upload-batch.ts';
import { crashAfterWrite } from '#test/crash.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { eventually, freshAt, invoiceNow, stack } from '#test/stack.ts';

const { handler: splitBatch } = await import('#functions/split-batch.ts');
const { handler: applyChunk } = await import('#functions/apply-chunk.ts');
const { putObject, readObject } = await import('#store/objects.ts');
const { loadEntries } = await import('#store/load-entries.ts');

const quiet = () => {};
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
    const report = await uploadBatch(
      csv([row('I-1'), 'I-2,D-2,Casa Prado,x@example.com,1.234,EUR,2026-01-02,2026-03-02', row('I-3')]),
      file,
      'standard',
      quiet,
    );
    expect(report).toMatchObject({
      rows: 3,
      rejected: 1,
      accepted: { new: 2, changed: 0, unchanged: 0 },
      totals: { EUR: '200.00' },
    });
    expect(report.errors).toMatchObject([{ line: 3, field: 'amount' }]);
    expect(await readObject(`incoming/standard/${file}.rejected.csv`)).toContain('I-2');
    expect((await invoiceNow('I-1')).invoice).toMatchObject({ stage: 'scheduled', balance: 10_000, run: 0 });
    expect((await invoiceNow('I-1')).cursor).toMatchObject({ wakeAt: '2026-02-23T09:00:00.000Z' });
  });

  it('the same file twice changes nothing; a changed amount is a change, with its own ledger entry', async () => {
    await uploadBatch(csv([row('J-1'), row('J-2')]), name(), 'standard', quiet);
    expect(await uploadBatch(csv([row('J-1'), row('J-2')]), name(), 'standard', quiet)).toMatchObject({
      accepted: { new: 0, changed: 0, unchanged: 2 },
    });
    expect(await uploadBatch(csv([row('J-1', '80.00'), row('J-2')]), name(), 'standard', quiet)).toMatchObject({
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
    ['another kind of file', '%PDF-1.7\u0000\u0001', 'text'],
    ['a file without its columns', 'number,who\n1,2\n', 'invoice'],
  ])('refuses %s in words, and takes nothing', async (_, content, word) => {
    const report = await uploadBatch(Buffer.from(content), name(), 'standard', quiet);
    expect(report.refused).toContain(word);
    expect(report.accepted).toEqual({ new: 0, changed: 0, unchanged: 0 });
  });

  it('refuses an unknown profile', async () => {
    expect((await uploadBatch(csv([row('K-1')]), name(), 'odoo', quiet)).refused).toContain('standard, ibm');
  });

  it('crashed after each write of a chunk and applied again: each invoice once', async () => {
    const key = `incoming/standard/${name()}.txt`; // not picked up by the rule
    const numbers = ['L-1', 'L-2', 'L-3'];
    await putObject(key, csv(numbers.map((number) => row(number))), 'text/csv');
    const split = await splitBatch({ bucket: stack.BucketName, key, etag: 'e' }, lambdaContext);
    const { batch, chunks } = split;
    if (!batch) throw new Error('nothing to apply');
    for (let write = 1; write < 9; write += 1) {
      if (!(await crashAfterWrite(write, () => applyChunk({ batch, chunk: chunks[0] ?? 1 }, lambdaContext)))) break;
    }
    await applyChunk({ batch, chunk: 1 }, lambdaContext);
    for (const number of numbers) {
      await eventually(number, async () => (await invoiceNow(number)).invoice.balance === 10_000);
      expect(await loadEntries({ creditor: 'default', invoice: number })).toHaveLength(1);
    }
  });
});
