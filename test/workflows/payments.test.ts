// Payments of a bank on the local AWS: a statement uploaded as finance ops would, put to whom it is of, or left to a person.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Upload, uploadBatch } from '#cli/upload-batch.ts';
import { chunkKey, rehearsalKey } from '#intake/batch/batch-files.ts';
import { crashAfterWrite, throughCrashes } from '#test/crash.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { eventually, freshAt, invoiceNow, sendEvents } from '#test/stack.ts';

const { handler: applyPayments } = await import('#functions/apply-payments.ts');
const { findBatch, moveBatch } = await import('#store/batches.ts');
const { putObject, readObject } = await import('#store/objects.ts');
const { findDebtor } = await import('#store/load-facts.ts');
const { loadAudited } = await import('#store/load-audited.ts');
const { findPayment, listUnmatched } = await import('#store/payments.ts');
const { listOpenTasks } = await import('#store/tasks.ts');
const { applyPayment } = await import('#store/apply-payment.ts');
const { loadCandidates } = await import('#store/load-candidates.ts');
const { auditAccount } = await import('#domain/money/audit-account.ts');

const now = '2026-02-10T00:00:00.000Z';
let serial = 0;
const upload = (body: string, extension: string, profile?: string, given: Pick<Upload, 'isRehearsal'> = {}) => {
  serial += 1;
  return uploadBatch(
    { body: Buffer.from(body), name: `money-${Date.now()}-${serial}.${extension}`, profile, ...given },
    () => {},
  );
};
const rehearse = (body: string) => upload(body, 'xml', undefined, { isRehearsal: true });
const invoices = (...rows: readonly (readonly [number: string, debtor: string, name: string, amount: string])[]) =>
  upload(
    [
      'invoice,debtor_id,debtor_name,email,amount,currency,issued,due',
      ...rows.map(
        ([number, debtor, name, amount]) =>
          `${number},${debtor},${name},${debtor}@example.com,${amount},EUR,2026-01-02,2026-03-02`,
      ),
    ].join('\n'),
    'csv',
    'standard',
  );
type Told = { readonly id: string; readonly amount: string; readonly from: string; readonly text: string };
const statement = (...told: readonly Told[]) => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-02-10T20:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S</Id><Acct><Id><IBAN>DE00000000000000000000</IBAN></Id><Ccy>EUR</Ccy></Acct>${told
  .map(
    ({ id, amount, from, text }) => `
<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-02-09</Dt></BookgDt><ValDt><Dt>2026-02-09</Dt></ValDt><AcctSvcrRef>${id}</AcctSvcrRef>
<NtryDtls><TxDtls><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<RltdPties><Dbtr><Pty><Nm>${from}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  )
  .join('')}
</Stmt></BkToCstmrStmt></Document>`;
const balanceOf = async (invoice: string) => (await invoiceNow(invoice)).invoice.balance;
/** Money is put to invoices by and by: then the audit finds no difference. */
const settled = (debtor: string) =>
  eventually(
    `the books of ${debtor}`,
    async () => auditAccount(await loadAudited({ creditor: 'default', debtor })).length === 0,
  );

beforeEach(() => freshAt(now));

describe('a statement of the bank', () => {
  it('pays what it names, once, however often it is told of', async () => {
    await invoices(
      ['PAY-1001', 'gomez', 'Talleres Gomez SL', '420.00'],
      ['PAY-1002', 'gomez', 'Talleres Gomez SL', '80.00'],
    );
    const money = statement({
      id: 'B-1',
      amount: '500.00',
      from: 'TALLERES GOMEZ',
      text: 'PAGO FACT PAY-1001 Y PAY-1002',
    });
    expect(await upload(money, 'xml')).toMatchObject({
      status: 'imported',
      accepted: { new: 1 },
      matches: { certain: 1 },
    });
    await eventually('paid', async () => (await balanceOf('PAY-1001')) === 0 && (await balanceOf('PAY-1002')) === 0);
    expect(await upload(money, 'xml')).toMatchObject({ accepted: { new: 0, unchanged: 1 } });
    // Another file that tells of the same entry, with others.
    const more = statement(
      { id: 'B-1', amount: '500.00', from: 'TALLERES GOMEZ', text: 'PAGO FACT PAY-1001 Y PAY-1002' },
      { id: 'B-2', amount: '1.00', from: 'Somebody Else', text: 'gift' },
    );
    expect(await upload(more, 'xml')).toMatchObject({ accepted: { new: 1, unchanged: 1 } });
    await settled('gomez');
    expect((await findDebtor({ creditor: 'default', debtor: 'gomez' }))?.debtor.credit).toEqual({ EUR: 0 });
  });

  it('leaves a doubtful one to a person and pauses chasing; matched and unmatched, all is as it was', async () => {
    await invoices(
      ['PAY-2001', 'norte', 'Comercial Prado Norte', '300.00'],
      ['PAY-2002', 'sur', 'Comercial Prado Sur', '300.00'],
    );
    await upload(statement({ id: 'B-3', amount: '300.00', from: 'COMERCIAL PRADO', text: 'transferencia' }), 'xml');
    const [payment] = await listUnmatched('default');
    expect(payment).toMatchObject({ status: 'open', amount: 30_000, paused: expect.arrayContaining(['norte', 'sur']) });
    expect((await findDebtor({ creditor: 'default', debtor: 'norte' }))?.debtor.holds).toMatchObject({
      [`payment-${payment?.payment}`]: { reason: 'payment-in-flight' },
    });
    expect((await listOpenTasks('default')).map(({ kind }) => kind)).toEqual(['match-payment']);

    const id = payment?.payment ?? '';
    await sendEvents({
      detailType: 'Payment Matched',
      detail: { id: 'said-1', payment: id, debtor: 'sur', by: 'ana' },
    });
    await eventually('paid', async () => (await balanceOf('PAY-2002')) === 0);
    expect(await balanceOf('PAY-2001')).toBe(30_000);
    await eventually('settled', async () => (await listOpenTasks('default')).length === 0);
    expect(await listUnmatched('default')).toEqual([]);
    expect((await findDebtor({ creditor: 'default', debtor: 'norte' }))?.debtor.holds).toMatchObject({
      [`payment-${id}`]: { released: true },
    });

    await sendEvents({ detailType: 'Payment Unmatched', detail: { id: 'said-2', payment: id } });
    await eventually('owed again', async () => (await balanceOf('PAY-2002')) === 30_000);
    expect(await findPayment('default', id)).toMatchObject({ status: 'open' });
    await sendEvents({ detailType: 'Payment Matched', detail: { id: 'said-3', payment: id, debtor: 'norte' } });
    await eventually('paid', async () => (await balanceOf('PAY-2001')) === 0);
    await settled('sur');
    await settled('norte');
  });

  it('undone: what it paid is owed again, and the same statement pays again', async () => {
    await invoices(['PAY-3001', 'oeste', 'Almacenes Oeste', '75.00']);
    const money = statement({ id: 'B-4', amount: '75.00', from: 'Almacenes Oeste', text: 'PAY-3001' });
    const { batch } = await upload(money, 'xml');
    await eventually('paid', async () => (await balanceOf('PAY-3001')) === 0);
    await sendEvents({ detailType: 'Batch Undo Requested', detail: { id: 'undo-money', batch } });
    await eventually('undone', async () => (await findBatch(batch))?.status === 'undone');
    await eventually('owed again', async () => (await balanceOf('PAY-3001')) === 7_500);
    expect(await upload(money, 'xml')).toMatchObject({ accepted: { new: 1 } });
    await eventually('paid', async () => (await balanceOf('PAY-3001')) === 0);
    await settled('oeste');
  });

  it('of two that name one invoice, the first takes what is owed, and the next what that has left, whatever crashes between', async () => {
    await invoices(
      ['PAY-5001', 'prado', 'Viveros Prado', '100.00'],
      ['PAY-5002', 'prado', 'Viveros Prado', '40.00'],
      ['PAY-5003', 'valle', 'Viveros Valle', '60.00'],
    );
    const told = statement(
      { id: 'B-5', amount: '70.00', from: 'VIVEROS PRADO', text: 'PAGO PAY-5001' },
      { id: 'B-6', amount: '30.00', from: 'VIVEROS PRADO', text: 'RESTO PAY-5001' },
      { id: 'B-7', amount: '60.00', from: 'VIVEROS VALLE', text: 'PAY-5003' },
      { id: 'B-8', amount: '60.00', from: 'VIVEROS VALLE', text: 'PAY-5003' },
    );
    const { batch } = await rehearse(told);
    await moveBatch(batch, ['rehearsed'], { status: 'importing', payments: { first: 1, last: 1 } });
    await throughCrashes(() => applyPayments({ batch, chunk: 1 }, lambdaContext));
    expect(await balanceOf('PAY-5001')).toBe(0);
    expect(await balanceOf('PAY-5002')).toBe(4_000);
    expect(await balanceOf('PAY-5003')).toBe(0);
    await settled('prado');
    await settled('valle');
    // Nothing is owed any more that the last one could be for.
    expect((await listUnmatched('default')).map(({ reference }) => reference)).toEqual(['PAY-5003']);
  });

  it('goes on in a call of its own where one takes too long', async () => {
    await invoices(['PAY-6001', 'lago', 'Bodegas Lago', '10.00'], ['PAY-6002', 'lago', 'Bodegas Lago', '20.00']);
    const { batch } = await rehearse(statement({ id: 'B-9', amount: '10.00', from: 'Bodegas Lago', text: 'PAY-6001' }));
    const other = await rehearse(statement({ id: 'B-10', amount: '20.00', from: 'Bodegas Lago', text: 'PAY-6002' }));
    for (const key of [chunkKey, rehearsalKey])
      await putObject(key(batch, 2), await readObject(key(other.batch, 1)), 'application/json');
    await moveBatch(batch, ['rehearsed'], { status: 'importing', chunks: 2, payments: { first: 1, last: 2 } });
    let clock = 0;
    const slow = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 9 * 60_000));
    const next = await applyPayments({ batch, chunk: 1 }, lambdaContext);
    expect([next.payments, await balanceOf('PAY-6001'), await balanceOf('PAY-6002')]).toEqual([2, 0, 2_000]);
    expect(await applyPayments({ batch, chunk: 2 }, lambdaContext)).not.toHaveProperty('payments');
    slow.mockRestore();
    expect(await balanceOf('PAY-6002')).toBe(0);
  });

  it('crashed after each write and told again: paid once', async () => {
    await invoices(['PAY-4001', 'este', 'Almacenes Este', '90.00']);
    const entry = {
      kind: 'payment',
      line: 1,
      date: '2026-02-09',
      amount: 9_000,
      currency: 'EUR',
      reference: 'PAY-4001',
      payer: 'Almacenes Este',
    } as const;
    const apply = () => applyPayment(entry, 'batch-test/1', () => loadCandidates('default'), now);
    for (let write = 1; write < 20; write += 1) if (!(await crashAfterWrite(write, apply))) break;
    expect(await apply()).toBe(true);
    await eventually('paid', async () => (await balanceOf('PAY-4001')) === 0);
    await settled('este');
    expect((await findDebtor({ creditor: 'default', debtor: 'este' }))?.debtor.credit).toEqual({ EUR: 0 });
  });
});
