// The contact register on the real table and bucket: written by sending, found whole, and found changed where somebody changed it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnchorRun } from '#store/anchors.ts';
import { countWriteUnits } from '#test/bench/count-write-units.ts';
import { crashAfterWrite } from '#test/crash.ts';
import { aNewInvoice } from '#test/fixtures.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { contactsOf, eventually, freshAt, invoiceNow, sendEvents, stack } from '#test/stack.ts';
import { commandLine } from '../system/command-line.ts';

const { handler: sendMessage } = await import('#functions/send-message.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { beginFirstRun } = await import('#store/runs.ts');
const { reportDelivered, reportFailed } = await import('#store/report-contact.ts');
const { findContact } = await import('#store/contacts.ts');
const { auditRegister } = await import('#store/load-register.ts');
const { eraseObject, putObject, findBytes } = await import('#store/objects.ts');
const { eraseDebtor } = await import('#store/erase-debtor.ts');
const { recordReply } = await import('#store/record-reply.ts');
const { recordReplyAnswer } = await import('#store/answer-reply.ts');
const { findDebtor } = await import('#store/load-facts.ts');
const { listReplies } = await import('#store/replies.ts');
const { hashOf } = await import('#store/register.ts');
const { runWorkflow } = await import('#infra/local/run-workflow.ts');
const { beginRun, findDay, loadNames, readDay, writePage } = await import('#store/anchors.ts');
const { contactItem, debtorPk, invoicePk } = await import('#store/keys.ts');
const { documents, queryItems, tableName } = await import('#store/table.ts');
const { rememberThread, threadOf } = await import('#store/threads.ts');

const now = '2026-03-03T10:00:00.000Z';
const creditor = 'default';

/** An invoice one day late; its first notice was sent. */
const anInvoiceNotified = async (invoice: string, debtor = `D-${invoice}`) => {
  const key = { creditor, invoice };
  await registerInvoice(aNewInvoice(invoice, debtor), `issue-${invoice}`, now);
  await beginFirstRun(key, now);
  // Once for an account, and not for a contact.
  await rememberThread((await threadOf({ creditor, debtor })).token, { creditor, debtor });
  const units = await countWriteUnits(() => sendMessage({ ...key, run: 1 }, lambdaContext));
  const [contact] = await contactsOf(debtor);
  if (!contact) throw new Error('nothing was sent');
  return { key: { creditor, debtor }, contact, units };
};
const spoke = (debtor: string, id: string) =>
  recordFact({ type: 'Conversation Held', detail: { id, creditor, debtor, channel: 'call' } }, now);
/** An answer that came as a mail, and what a person said of it. */
const heard = async (key: { creditor: string; debtor: string }, content: string) => {
  const told = { ...key, reply: 'r-7', channel: 'email', receivedAt: now, from: 'marta@d-reg-7@x' } as const;
  await recordReply({ ...told, text: 'Soy Marta, pagaré', content, contentHash: hashOf('Soy Marta, pagaré') }, now);
  await recordReplyAnswer({ id: 'said-7', ...key, reply: 'r-7', meaning: 'other', by: 'ana', note: 'Marta' }, now);
};
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
    expect((await findContact(key, contact.contact))?.status).toBe('failed');
    expect(await findContact(key, contact.contact.slice(0, 9))).toBeUndefined();
    expect(records.map(({ sequence, happened }) => `${sequence} ${happened}`)).toEqual([
      '1 claimed',
      '2 accepted',
      '3 Conversation Held',
      '4 delivered',
      '5 failed',
    ]);
    expect(units).toBeLessThanOrEqual(12);
    expect(records[0]?.body.cost).toEqual({ amount: 100, currency: 'USD' });
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

describe('evidence', () => {
  it('is read from the stack, and its message hashes to what the record says', async () => {
    const { contact } = await anInvoiceNotified('REG-5');
    const { evidenceFor } = await import('#cli/evidence-for.ts');
    const { invoice } = await invoiceNow('REG-5');
    const evidence = await evidenceFor(invoice, 'en');
    expect(evidence.registers).toMatchObject([{ debtor: 'D-REG-5', findings: [] }]);
    expect([...evidence.messages.values()].map((bytes) => createHash('sha256').update(bytes).digest('hex'))).toEqual([
      contact.contentHash,
    ]);
    expect(evidence.contacts).toMatchObject([
      { address: 'd-reg-5@example.com', message: { hash: contact.contentHash } },
    ]);
    expect(evidence.registers[0]?.end).toEqual({ sequence: 2, hash: evidence.registers[0]?.records.at(-1)?.hash });
  });
});

const pay = (invoice: string) =>
  recordFact(
    {
      type: 'Payment Received',
      detail: { id: `pay-${invoice}`, creditor, invoice, amount: '1000.00', currency: 'EUR', effective: '2026-03-03' },
    },
    now,
  );

describe('an erasure', () => {
  const request = (debtor: string, id = 'erase-1') =>
    recordFact({ type: 'Erasure Requested', detail: { id, creditor, debtor, by: 'dpo', ground: 'request' } }, now);
  /** All that the table holds of a debtor and its invoice, but for the keys that name them. */
  const kept = async (debtor: string, invoice: string) =>
    JSON.stringify(
      await Promise.all(
        [debtorPk({ creditor, debtor }), invoicePk({ creditor, invoice })].map((pk) =>
          queryItems({ KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } }),
        ),
      ),
    );

  it('is refused while something is owed', async () => {
    const { key } = await anInvoiceNotified('REG-6');
    await expect(request(key.debtor)).rejects.toThrow('still owes invoice REG-6');
  });

  it('broken off after any of its writes and repeated, removes all that tells of a person, and the register is whole', async () => {
    for (let write = 1; ; write += 1) {
      const invoice = `REG-7-${write}`;
      const { key, contact } = await anInvoiceNotified(invoice);
      await spoke(key.debtor, 'spoke-7');
      const mail = `inbound/mail-7-${write}`;
      await putObject(mail, 'Soy Marta, pagaré', 'message/rfc822');
      await heard(key, mail);
      await reportFailed(contact, now, 'no box of Marta', false);
      await pay(invoice);
      let crashed = await crashAfterWrite(write, async () => void (await request(key.debtor)));
      await request(key.debtor);
      crashed = (await crashAfterWrite(write, async () => void (await eraseDebtor(key, 'erase-1', 3)))) || crashed;
      await eventually('the erasure', async () => (await eraseDebtor(key, 'erase-1', 3)) === 'done');
      expect(await kept(key.debtor, invoice)).not.toMatch(/Marta|d-reg-7[-0-9]*@|\+346/);
      expect(await findBytes(contact.content ?? '')).toBeUndefined();
      expect(await findBytes(mail)).toBeUndefined();
      expect(await listReplies(key)).toMatchObject([{ reply: 'r-7', text: '', answer: { meaning: 'other' } }]);
      const { records, findings } = await auditRegister(key);
      expect(findings).toEqual([]);
      expect(records.filter(({ isErased }) => isErased).length).toBe(records.length - 1);
      expect(await contactsOf(key.debtor)).toMatchObject([
        { status: 'failed', channel: 'email', step: 'first-notice' },
      ]);
      if (!crashed) break;
      expect(write).toBeLessThan(30);
    }
  }, 120_000);

  it('asked for by an event is carried out by the stack itself', async () => {
    const { key, contact } = await anInvoiceNotified('REG-8');
    await pay('REG-8');
    const engaged = (id: string, at: string) =>
      recordFact(
        {
          type: 'Contact Engaged',
          detail: { id, ...key, contact: contact.contact, channel: 'email', act: 'opened', at },
        },
        now,
      );
    const signsOf = async () => (await findDebtor(key))?.debtor.history.engaged;
    await engaged('open-8', now);
    expect(await signsOf()).toHaveLength(1);
    await sendEvents({ detailType: 'Erasure Requested', detail: { id: 'erase-8', debtor: key.debtor, by: 'dpo' } });
    await eventually('the erasure', async () => (await findBytes(contact.content ?? '')) === undefined);
    await eventually('its end', async () => !/Marta/.test(await kept(key.debtor, 'REG-8')));
    expect(await signsOf()).toBeUndefined();
    await engaged('open-8-late', '2026-03-03T09:59:00.000Z');
    expect(await signsOf()).toBeUndefined();
    expect((await auditRegister(key)).findings).toEqual([]);
  });
});

describe('the ends that are written down', () => {
  const anchored = async (invoices: readonly string[]) => {
    for (const invoice of invoices) await anInvoiceNotified(invoice);
    await runWorkflow(stack.AnchorArn, {});
    const written = await findDay(now.slice(0, 10));
    if (!written) throw new Error('nothing was written down');
    return written;
  };
  const pageText = async ({ day, run }: { day: string; run: string }, page = 1) =>
    Buffer.from((await findBytes(`anchors/${day}/${run}/${String(page).padStart(6, '0')}.ndjson`)) ?? '').toString();

  it('name no debtor, are the ends of all, and stay as they were when the day is written again', async () => {
    const written = await anchored(['REG-10', 'REG-11']);
    expect(written.registers).toBe(2);
    const text = await pageText(written);
    expect(text).not.toMatch(/REG-1|Marta|example\.com/);
    const ends = await readDay(written, creditor);
    const nameOf = await loadNames();
    const { kept } = await auditRegister({ creditor, debtor: 'D-REG-10' });
    expect(ends.get(nameOf({ creditor, debtor: 'D-REG-10' }))).toEqual(kept.end);
    expect((await readDay(written, 'another')).size).toBe(0);
    await spoke('D-REG-10', 'spoke-10');
    await runWorkflow(stack.AnchorArn, {});
    expect(await findDay(written.day)).toEqual(written);
  });

  it('are written page by page, and a page that was changed is found', async () => {
    for (const invoice of ['REG-12', 'REG-13']) await anInvoiceNotified(invoice);
    const nameOf = await loadNames();
    let run: AnchorRun | undefined = beginRun('2026-03-02', 'by-hand');
    // As a table of many pages would be: each begins where the one before ended.
    run = await writePage({ ...run, page: 1 }, nameOf, now, { scans: 1, itemsOfScan: 3 });
    for (let pages = 0; run && pages < 100; pages += 1)
      run = await writePage(run, nameOf, now, { scans: 1, itemsOfScan: 3 });
    const written = await findDay('2026-03-02');
    if (!written) throw new Error('nothing was written down');
    expect([written.registers, written.pages > 3]).toEqual([2, true]);
    expect((await readDay(written, creditor)).size).toBe(2);
    const key = `anchors/2026-03-02/by-hand/000002.ndjson`;
    await putObject(key, `${await pageText(written, 2)}\n`, 'application/x-ndjson');
    await expect(readDay(written, creditor)).rejects.toThrow('not as it was written');
  });
});

describe('the commands', () => {
  const { run, done, fileOf, leave } = commandLine();
  afterAll(leave);
  const jsonOf = (out: string) => JSON.parse(out);

  it('verify, show, bundle and erase, and say with their exit code when something was found or may not be', async () => {
    const { key, contact } = await anInvoiceNotified('REG-9');
    const ends = fileOf('ends.json', '');
    expect(await done('register', 'verify', '--keep', ends)).toBe('1 register, 2 records, 0 erased: 0 differences\n');
    const shown = await done('register', 'show', key.debtor, '--language', 'pt');
    expect(shown).toContain('aceito pelo provedor');
    expect(shown).toContain('0.0001 USD');
    expect(await done('explain', 'REG-9')).toMatch(/- .*Email, first-notice, accepted by the provider; 0\.0001 USD/);

    const folder = join(dirname(ends), 'proof');
    expect(await done('evidence', 'REG-9', '--out', folder)).toContain('1 message as sent\n  The register is whole.');
    for (const line of readFileSync(join(folder, 'MANIFEST.sha256'), 'utf8').trimEnd().split('\n')) {
      const [hash, name = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
        name,
      ).toBe(hash);
    }
    expect((await run('evidence', 'REG-9', '--out', folder)).err).toContain('not empty; name a new folder');

    await eraseObject('anchors/2026-03-03.json');
    const missing = await run('register', 'verify', '--anchor', 's3:2026-02-28');
    expect([missing.code, missing.err]).toEqual([
      4,
      expect.stringContaining('no ends were written down on 2026-02-28'),
    ]);
    expect(await done('register', 'anchor')).toContain('the ends of 1 register on 2026-03-03, 1 page');
    expect(await done('register', 'anchor')).toContain('Written before');

    const owing = await run('erase', key.debtor, '--by', 'dpo', '--json');
    expect([owing.code, jsonOf(owing.out).error]).toEqual([2, expect.stringContaining('still owes invoice REG-9')]);
    expect((await run('erase', key.debtor)).code).toBe(2);
    await pay('REG-9');
    expect(await done('erase', key.debtor, '--dry-run')).toContain('1 message as sent');
    expect(await findBytes(contact.content ?? '')).toBeDefined();
    expect(await done('erase', key.debtor, '--by', 'dpo', '--id', 'erase-9')).toContain(
      `Debtor ${key.debtor} is erased`,
    );
    expect(await findBytes(contact.content ?? '')).toBeUndefined();
    expect(await done('erase', key.debtor, '--by', 'dpo', '--id', 'erase-9')).toContain('0 messages');
    expect(await done('erase', '--due', '--dry-run')).toContain('1 debtor, 0 past the time of keeping');
    const verified = await done('register', 'verify', key.debtor, '--anchor', ends, '--json');
    expect(jsonOf(verified)).toMatchObject({ debtors: 1, records: 3, erased: 2, findings: [] });
    const verifiedByDay = await done('register', 'verify', '--anchor', 's3', '--json');

    // Erased since, and still as it was anchored before.
    expect(jsonOf(verifiedByDay)).toMatchObject({ findings: [] });

    const { Item = {} } = await documents.send(
      new GetCommand({ TableName: tableName, Key: contactItem(key, contact.contact) }),
    );
    await documents.send(new PutCommand({ TableName: tableName, Item: { ...Item, step: 'never-taken' } }));
    const found = await run('register', 'verify', key.debtor, '--json');
    expect([found.code, jsonOf(found.out).findings]).toEqual([
      1,
      [expect.objectContaining({ debtor: key.debtor, kind: 'changed', sequence: 1, about: contact.contact })],
    ]);
  });
});
