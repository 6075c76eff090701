// A large file end to end on the local AWS: read, rehearsed, applied, compared, undone, with the time that each takes.
// Run by `npm run soak:intake`; SOAK_ROWS says how many rows.
import { expect, it } from 'vitest';
import { followBatch, uploadBatch } from '#cli/upload-batch.ts';
import { auditAccount } from '#domain/money/audit-account.ts';
import { freshAt, invoiceNow, sendEvents } from '#test/stack.ts';

const { loadAudited } = await import('#store/load-audited.ts');

const rows = Number(process.env.SOAK_ROWS ?? 100_000);
const perDebtor = 5;
const file = (amount: string): Buffer => {
  const lines = Array.from({ length: rows }, (_, index) => {
    const debtor = `soak-${Math.floor(index / perDebtor)}`;
    return `SOAK-${index},${debtor},Deudor ${debtor},${debtor}@example.com,${amount},EUR,2026-01-02,2026-12-0${1 + (index % 9)}`;
  });
  return Buffer.from(['invoice,debtor_id,debtor_name,email,amount,currency,issued,due', ...lines, ''].join('\n'));
};
const tell = (what: string, begun: number): void => {
  const seconds = (performance.now() - begun) / 1000;
  console.log(`${what}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows a second`);
};
const timed = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
  const begun = performance.now();
  const result = await work();
  tell(what, begun);
  return result;
};
const upload = (body: Buffer, name: string) =>
  uploadBatch({ body, name, profile: 'standard' }, (text) => console.log(text));

it(`${rows} rows: imported once, unchanged the second time, undone`, { timeout: 7_200_000 }, async () => {
  await freshAt('2026-01-05T00:00:00.000Z');
  const content = file('100.00');
  const first = await timed('imported', () => upload(content, 'soak-1.csv'));
  expect(first).toMatchObject({ status: 'imported', rows, rejected: 0, accepted: { new: rows } });
  const again = await timed('imported again', () => upload(content, 'soak-2.csv'));
  expect(again).toMatchObject({ status: 'imported', accepted: { new: 0, changed: 0, unchanged: rows } });
  await sendEvents({ detailType: 'Batch Undo Requested', detail: { id: 'soak-undo', batch: first.batch } });
  const undone = await timed('undone', async () => {
    for (let batch = await followBatch(first.batch, () => {}); ; batch = await followBatch(first.batch, () => {})) {
      if (batch.status === 'undone') return batch;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  });
  expect(undone.undo).toMatchObject({ undone: rows, kept: 0 });
  for (const index of [0, Math.floor(rows / 2), rows - 1]) {
    expect((await invoiceNow(`SOAK-${index}`)).invoice).toMatchObject({ balance: 0, stage: 'closed' });
    const debtor = `soak-${Math.floor(index / perDebtor)}`;
    expect(auditAccount(await loadAudited({ creditor: 'default', debtor }))).toEqual([]);
  }
});
