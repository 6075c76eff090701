// The audit of a creditor on the real table: whatever is damaged in how invoices are found, it is reported, by name.
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshAt } from '#test/stack.ts';

const { auditCreditor } = await import('#store/audit-creditor.ts');
const { closedItem, debtorItem, openItem } = await import('#store/keys.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { documents, tableName } = await import('#store/table.ts');

const creditor = 'audited';
const now = '2026-02-20T00:00:00.000Z';
const due = '2026-03-02';
const ofOne = { creditor, debtor: 'D-AUDIT-1' };
const ofTwo = { creditor, debtor: 'D-AUDIT-2' };

const register = (debtor: string, invoice: string, of = creditor) =>
  registerInvoice(
    {
      creditor: of,
      invoice,
      debtor: { id: debtor, name: 'Marta Salas', type: 'business' },
      amount: 10_000,
      currency: 'EUR',
      issued: '2026-01-02',
      due,
      tags: [],
    },
    `batch-${invoice}`,
    now,
  );
const remove = (Key: { pk: string; sk: string }) => documents.send(new DeleteCommand({ TableName: tableName, Key }));
const put = (Item: Readonly<Record<string, unknown>>) =>
  documents.send(new PutCommand({ TableName: tableName, Item: { ...Item } }));
const found = async () =>
  (await auditCreditor(creditor)).differences.map(({ debtor, invoice = '', field, stored, recomputed }) =>
    [debtor, invoice, field, stored, recomputed].join(' | '),
  );

beforeEach(async () => {
  await freshAt(now);
  for (const invoice of ['AUDIT-1', 'AUDIT-2', 'AUDIT-3']) await register(ofOne.debtor, invoice);
  await register(ofTwo.debtor, 'AUDIT-4');
  await register('D-AUDIT-5', 'AUDIT-5', 'another');
  const payment = { creditor, invoice: 'AUDIT-3', amount: '100.00', currency: 'EUR', effective: '2026-02-20' };
  await recordFact({ type: 'Payment Received', detail: { id: 'pay-AUDIT-3', ...payment } }, now);
});

describe('an audit', () => {
  it('finds nothing where nothing is damaged, and closes the books', async () => {
    const reports: number[] = [];
    const audit = await auditCreditor(creditor, undefined, ({ invoices }) => void reports.push(invoices));
    expect(audit).toMatchObject({ debtors: 2, invoices: 4, differences: [] });
    expect(audit.books).toMatchObject([{ currency: 'EUR', owed: 30_000, credit: 0, difference: 0 }]);
    expect(reports.at(-1)).toBe(4);
  });

  it('finds invoices that no pointer names, counts them, and works them out', async () => {
    await remove(openItem(ofTwo, due, 'AUDIT-4'));
    await remove(openItem(ofOne, due, 'AUDIT-1'));
    await remove(closedItem(ofOne, 'AUDIT-3'));
    expect(await found()).toEqual([
      `D-AUDIT-1 | AUDIT-1 | listed as open | no | ${due}`,
      'D-AUDIT-1 | AUDIT-3 | listed as closed | no | yes',
      `D-AUDIT-2 | AUDIT-4 | listed as open | no | ${due}`,
    ]);
    expect((await auditCreditor(creditor)).books).toMatchObject([{ owed: 30_000, difference: 0 }]);
  });

  it('finds pointers under a wrong key, of the wrong kind, doubled, and that lead nowhere', async () => {
    await remove(openItem(ofOne, due, 'AUDIT-1'));
    await put({ ...openItem(ofOne, '2026-03-09', 'AUDIT-1'), creditor, invoice: 'AUDIT-1' });
    await put({ ...openItem(ofOne, '2026-03-09', 'AUDIT-2'), creditor, invoice: 'AUDIT-2' });
    await put({ ...openItem(ofOne, due, 'AUDIT-3'), creditor, invoice: 'AUDIT-3' });
    await put({ ...openItem(ofTwo, due, 'AUDIT-1'), creditor, invoice: 'AUDIT-1' });
    await put({ ...closedItem(ofTwo, 'AUDIT-9'), creditor, invoice: 'AUDIT-9' });
    expect(await found()).toEqual([
      `D-AUDIT-1 | AUDIT-1 | listed as open | 2026-03-09 | ${due}`,
      `D-AUDIT-1 | AUDIT-2 | listed as open | ${due}, 2026-03-09 | ${due}`,
      `D-AUDIT-1 | AUDIT-3 | listed as open | ${due} | no`,
      `D-AUDIT-2 | AUDIT-1 | listed as open | ${due} | no such invoice of the debtor`,
      'D-AUDIT-2 | AUDIT-9 | listed as closed | yes | no such invoice of the debtor',
    ]);
    // An invoice that two debtors list is owed once.
    expect((await auditCreditor(creditor)).books).toMatchObject([{ owed: 30_000, difference: 0 }]);
  });

  it('is clean again when a due date is stated anew, first to the wrong day and then back', async () => {
    await remove(openItem(ofOne, due, 'AUDIT-1'));
    await put({ ...openItem(ofOne, '2026-03-09', 'AUDIT-2'), creditor, invoice: 'AUDIT-2' });
    for (const invoice of ['AUDIT-1', 'AUDIT-2'])
      for (const [index, day] of ['2026-03-09', due].entries())
        await recordFact(
          { type: 'Invoice Changed', detail: { id: `${invoice}-${index}`, creditor, invoice, due: day } },
          now,
        );
    expect(await found()).toEqual([]);
  });

  it('finds credit that the ledger knows nothing of, a payment that nobody puts to invoices, and a debtor that is gone', async () => {
    await documents.send(
      new UpdateCommand({
        TableName: tableName,
        Key: debtorItem(ofOne),
        UpdateExpression: 'SET credit = :credit, allocating = :currencies',
        ExpressionAttributeValues: { ':credit': { EUR: 5 }, ':currencies': ['EUR'] },
      }),
    );
    await remove(debtorItem(ofTwo));
    expect(await found()).toEqual([
      'D-AUDIT-1 |  | credit EUR | 5 | 0',
      'D-AUDIT-1 |  | allocating EUR | yes | no',
      'D-AUDIT-2 | AUDIT-4 | debtor | not there | there',
    ]);
  });
});
