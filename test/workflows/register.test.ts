// The contact register on the real table and bucket: written by sending, found whole, and found changed where somebody changed it.
import { createHash } from 'node:crypto';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { countWriteUnits } from '#test/bench/count-write-units.ts';
import { crashAfterWrite } from '#test/crash.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { contactsOf, freshAt } from '#test/stack.ts';

const { handler: sendMessage } = await import('#functions/send-message.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { beginFirstRun } = await import('#store/runs.ts');
const { reportDelivered, reportFailed } = await import('#store/report-contact.ts');
const { auditRegister } = await import('#store/load-register.ts');
const { putObject, findBytes } = await import('#store/objects.ts');
const { contactItem } = await import('#store/keys.ts');
const { documents, tableName } = await import('#store/table.ts');

const now = '2026-03-03T10:00:00.000Z';
const creditor = 'default';

/** An invoice one day late; its first notice was sent. */
const anInvoiceNotified = async (invoice: string, debtor = `D-${invoice}`) => {
  const key = { creditor, invoice };
  await registerInvoice(
    {
      ...key,
      debtor: {
        id: debtor,
        name: 'Marta Salas',
        type: 'business',
        email: `${debtor.toLowerCase()}@example.com`,
        phone: '+34600000001',
        language: 'es',
        timeZone: 'UTC',
      },
      amount: 100_000,
      currency: 'EUR',
      issued: '2026-02-01',
      due: '2026-03-02',
      tags: [],
    },
    `issue-${invoice}`,
    now,
  );
  await beginFirstRun(key, now);
  const units = await countWriteUnits(() => sendMessage({ ...key, run: 1 }, lambdaContext));
  const [contact] = await contactsOf(debtor);
  if (!contact) throw new Error('nothing was sent');
  return { key: { creditor, debtor }, contact, units };
};
const spoke = (debtor: string, id: string) =>
  recordFact({ type: 'Conversation Held', detail: { id, creditor, debtor, channel: 'call' } }, now);
const kindsOf = async (debtor: string) => (await auditRegister({ creditor, debtor })).findings.map(({ kind }) => kind);

beforeEach(() => freshAt(now));

describe('the register', () => {
  it('holds what was sent, heard and reported, in one chain, for no more than 12 write units a contact', async () => {
    const { key, contact, units } = await anInvoiceNotified('REG-1');
    await spoke(key.debtor, 'spoke-1');
    await reportDelivered(contact, now, 'm-1');
    await reportFailed(contact, now, 'bounce Permanent', true);
    const { records, findings } = await auditRegister(key);
    expect(findings).toEqual([]);
    expect(records.map(({ sequence, happened }) => `${sequence} ${happened}`)).toEqual([
      '1 claimed',
      '2 accepted',
      '3 Conversation Held',
      '4 delivered',
      '5 failed',
    ]);
    expect(units).toBeLessThanOrEqual(12);
  });

  it('is whole however many reports and conversations meet', async () => {
    const { key, contact } = await anInvoiceNotified('REG-2');
    await Promise.all([
      reportDelivered(contact, now, 'm-2'),
      reportDelivered(contact, now, 'm-2'),
      ...['a', 'b', 'c'].map((id) => spoke(key.debtor, id)),
    ]);
    const { records, findings } = await auditRegister(key);
    expect(findings).toEqual([]);
    expect(records.map(({ happened }) => happened).toSorted()).toEqual([
      ...['Conversation Held', 'Conversation Held', 'Conversation Held'],
      ...['accepted', 'claimed', 'delivered'],
    ]);
  });

  it('is whole after a crash behind each write of a sender', async () => {
    for (let write = 1; ; write += 1) {
      const { key, contact } = await anInvoiceNotified(`REG-3-${write}`);
      const crashed = await crashAfterWrite(write, () => reportFailed(contact, now, 'bounce', false));
      await reportFailed(contact, now, 'bounce', false);
      expect((await auditRegister(key)).findings).toEqual([]);
      if (!crashed) break;
      expect(write).toBeLessThan(8);
    }
  }, 60_000);

  it('shows an item that was changed, one that was deleted, and a text that is not the one sent or is gone', async () => {
    const { key, contact } = await anInvoiceNotified('REG-4');
    const { Item = {} } = await documents.send(
      new GetCommand({ TableName: tableName, Key: contactItem(key, contact.contact) }),
    );
    await documents.send(new PutCommand({ TableName: tableName, Item: { ...Item, address: 'other@example.com' } }));
    expect(await kindsOf(key.debtor)).toEqual(['changed']);
    await documents.send(new DeleteCommand({ TableName: tableName, Key: contactItem(key, contact.contact) }));
    expect(await kindsOf(key.debtor)).toEqual(['missing']);
    await documents.send(new PutCommand({ TableName: tableName, Item }));
    expect(await kindsOf(key.debtor)).toEqual([]);
    const sent = await findBytes(contact.content ?? '');
    expect(
      createHash('sha256')
        .update(sent ?? '')
        .digest('hex'),
    ).toBe(contact.contentHash);
    await putObject(contact.content ?? '', 'Nothing is owed.', 'message/rfc822');
    expect(await kindsOf(key.debtor)).toEqual(['text-changed']);
  });
});
