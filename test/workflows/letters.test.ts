// Letters on the local AWS: handed over once whatever breaks off, brought back as news by a provider's file, forgotten with their debtor.
import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { crashAfterWrite } from '#test/crash.ts';
import { aNewInvoice, aPolicy } from '#test/fixtures.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { eventually, freshAt } from '#test/stack.ts';

const { handler: sendMessage } = await import('#functions/send-message.ts');
const { handler: noteLetters } = await import('#functions/note-letters.ts');
const { applyPolicy } = await import('#store/apply-policy.ts');
const { findContact, listContacts } = await import('#store/contacts.ts');
const { eraseDebtor } = await import('#store/erase-debtor.ts');
const { findLetter, letterManifest, listLetters } = await import('#store/letters.ts');
const { loadDebtor } = await import('#store/load-facts.ts');
const { findBytes, listObjects, putObject, readBytes, readObject } = await import('#store/objects.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { beginFirstRun } = await import('#store/runs.ts');

const now = '2026-03-03T10:00:00.000Z';
const creditor = 'letters';
const postalAddress = { lines: ['Calle Mayor 1, 3º B'], postalCode: '28013', city: 'Madrid', country: 'ES' };
const { content } = aPolicy({
  creditor: { ...aPolicy().content.creditor, id: creditor },
  stages: [{ name: 'administrative', fromDay: 1 }],
  steps: [
    { id: 'letter', stage: 'administrative', day: 1, channel: 'letter', fallback: 'email', registered: true },
    { id: 'later', stage: 'administrative', day: 20, channel: 'letter' },
  ],
  letters: { duplex: false },
});

/** An invoice one day late, whose letter is due. */
const aLetterDue = async (invoice: string) => {
  const debtor = `D-${invoice}`;
  const told = aNewInvoice(invoice, debtor);
  await registerInvoice(
    { ...told, creditor, debtor: { ...told.debtor, name: 'Marta Salas & Hijos', postalAddress } },
    `issue-${invoice}`,
    now,
  );
  await beginFirstRun({ creditor, invoice }, now);
  return { key: { creditor, debtor }, input: { creditor, invoice, run: 1 } };
};
const sent = async (invoice: string) => {
  const { key, input } = await aLetterDue(invoice);
  await sendMessage(input, lambdaContext);
  const [contact] = await listContacts(key);
  return { key, input, contact: contact ?? expect.fail('nothing was sent') };
};
const filesOf = async (contact: string) =>
  (await listObjects(`letters/outbox/${creditor}/`)).filter((file) => file.includes(contact));

beforeAll(async () => {
  await freshAt(now);
});
beforeEach(async () => {
  await freshAt(now);
  await applyPolicy(creditor, content, 'hash-letters', { inFlight: 'now', by: 'ana', source: 'test', at: now });
});

describe('a letter', () => {
  it('lies in the outbox with all that a printer needs, and its very bytes in the register', async () => {
    const { contact } = await sent('LTR-1');
    expect(contact).toMatchObject({ channel: 'letter', step: 'letter', status: 'accepted' });
    expect(contact.address).toBe('Calle Mayor 1, 3º B, 28013 Madrid, ES');
    const folder = `letters/outbox/${creditor}/2026-03-03/${contact.contact}`;
    expect(await filesOf(contact.contact)).toEqual([`${folder}.json`, `${folder}.pdf`]);
    const pdf = Buffer.from(await readBytes(`${folder}.pdf`));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.from(await readBytes(contact.content ?? '')).equals(pdf)).toBe(true);
    const manifest = letterManifest.parse(JSON.parse(await readObject(`${folder}.json`)));
    expect(manifest).toMatchObject({
      contact: contact.contact,
      creditor,
      file: `${contact.contact}.pdf`,
      sha256: createHash('sha256').update(pdf).digest('hex'),
      to: { name: 'Marta Salas & Hijos', ...postalAddress },
      registered: true,
      colour: false,
      duplex: false,
      language: 'es',
    });
    expect(manifest.pages).toBeGreaterThanOrEqual(1);
    expect(manifest.sha256).toBe(contact.contentHash);
    expect(await listLetters(creditor, '2026-03-03')).toContainEqual(manifest);
  });

  it('broken off after each of its writes, and begun again, is one letter and never in doubt', async () => {
    let crashes = 0;
    for (let write = 1; ; write += 1) {
      const { key, input } = await aLetterDue(`LTR-C${write}`);
      const crashed = await crashAfterWrite(write, () => sendMessage(input, lambdaContext));
      expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'rest' });
      const contacts = await listContacts(key);
      expect(contacts).toHaveLength(1);
      expect(contacts[0]?.status, `after write ${write}`).toBe('accepted');
      expect(await filesOf(contacts[0]?.contact ?? '')).toHaveLength(2);
      if (!crashed) break;
      crashes += 1;
    }
    // Text, order, claim, note, PDF, manifest and the status, at least.
    expect(crashes).toBeGreaterThanOrEqual(7);
  });

  it('called five times at once is one letter', async () => {
    const { key, input } = await aLetterDue('LTR-5');
    await Promise.allSettled(Array.from({ length: 5 }, () => sendMessage(input, lambdaContext)));
    const contacts = await eventually('acceptance', async () => {
      const all = await listContacts(key);
      return all[0]?.status === 'accepted' && all;
    });
    expect(contacts).toHaveLength(1);
    expect(await filesOf(contacts[0]?.contact ?? '')).toHaveLength(2);
  });

  it('to a name that our fonts cannot print goes another way', async () => {
    const invoice = 'LTR-CJK';
    const told = aNewInvoice(invoice, `D-${invoice}`);
    await registerInvoice(
      { ...told, creditor, debtor: { ...told.debtor, name: '株式会社', postalAddress } },
      `issue-${invoice}`,
      now,
    );
    await beginFirstRun({ creditor, invoice }, now);
    await sendMessage({ creditor, invoice, run: 1 }, lambdaContext);
    const key = { creditor, debtor: `D-${invoice}` };
    const [contact] = await listContacts(key);
    expect(contact).toMatchObject({ channel: 'letter', status: 'refused' });
    expect(await filesOf(contact?.contact ?? '')).toEqual([]);
    expect((await loadDebtor(key)).debtor.undeliverable).toEqual(['letter']);
  });

  it('is forgotten with its debtor, wherever it lies', async () => {
    const { key, input, contact } = await sent('LTR-E');
    const { invoice } = input;
    const paid = {
      id: `pay-${invoice}`,
      creditor,
      invoice,
      amount: '1000.00',
      currency: 'EUR',
      effective: '2026-03-03',
    };
    await recordFact({ type: 'Payment Received', detail: paid }, now);
    await recordFact(
      { type: 'Erasure Requested', detail: { id: 'erase-l', ...key, by: 'dpo', ground: 'request' } },
      now,
    );
    await eventually('the erasure', async () => (await eraseDebtor(key, 'erase-l')) === 'done');
    expect(await filesOf(contact.contact)).toEqual([]);
    expect(await findLetter(contact.contact)).toBeUndefined();
    expect(await listObjects(`contacts/${creditor}/${contact.contact}`)).toEqual([]);
    expect(JSON.stringify(await loadDebtor(key))).not.toContain('Mayor');
  });
});

describe('news of letters', () => {
  let serial = 0;
  const upload = async (rows: string, end = 'csv') => {
    serial += 1;
    const file = `letters/status/test-${serial}.${end}`;
    await putObject(file, rows, 'text/csv');
    const tell = async () => {
      await noteLetters({ detail: { object: { key: file } } }, lambdaContext);
      return JSON.parse(await readObject(`${file}.report.json`));
    };
    return tell;
  };
  const statusOf = async ({ key, contact }: Awaited<ReturnType<typeof sent>>) =>
    (await findContact(key, contact.contact)) ?? expect.fail('the contact is gone');

  it('that it was posted are noted, and that it was delivered count, with the number to trace it by', async () => {
    const letter = await sent('LTR-N1');
    const { contact } = letter.contact;
    const tell = await upload(
      `contact,status,day,tracking,reason\n${contact},printed,2026-03-04,,\n${contact},posted,2026-03-04,RR123456785ES,\n`,
    );
    expect(await tell()).toMatchObject({ ok: true, rows: 2, counted: 2, statuses: { printed: 1, posted: 1 } });
    expect((await statusOf(letter)).status).toBe('accepted');
    const delivered = await upload(`file;status;day\nletters/outbox/${contact}.pdf;delivered;2026-03-03\n`);
    expect(await delivered()).toMatchObject({ ok: true, counted: 1, statuses: { delivered: 1 } });
    const { status, providerId } = await statusOf(letter);
    expect({ status, providerId }).toEqual({ status: 'delivered', providerId: 'RR123456785ES' });
    expect((await findLetter(contact))?.news.map((each) => each.status)).toEqual(['printed', 'posted', 'delivered']);
    expect(await delivered()).toMatchObject({ ok: true, counted: 1, repeated: 1, statuses: {} });
    expect((await findLetter(contact))?.news).toHaveLength(3);
  });

  it('that it came back fail it, and an unknown address is dead', async () => {
    const letter = await sent('LTR-N2');
    const news = [{ contact: letter.contact.contact, status: 'returned', day: '2026-03-03', reason: 'Desconocido' }];
    const tell = await upload(JSON.stringify(news), 'json');
    expect(await tell()).toMatchObject({ ok: true, counted: 1 });
    expect((await statusOf(letter)).status).toBe('failed');
    expect((await loadDebtor(letter.key)).debtor.undeliverable).toEqual(['letter']);
  });

  it('that it was refused at the door fail it, and the address stays', async () => {
    const letter = await sent('LTR-N3');
    await (await upload(`contact,status,day\n${letter.contact.contact},refused,2026-03-03\n`))();
    expect((await statusOf(letter)).status).toBe('failed');
    expect((await loadDebtor(letter.key)).debtor.undeliverable).toEqual([]);
  });

  it('with a bad row count all the same, and say what is wrong with it', async () => {
    const letter = await sent('LTR-N4');
    const { contact } = letter.contact;
    const rows = [
      'contact,status,day',
      `${contact},lost,2026-03-03`,
      'nobody,delivered,2026-03-03',
      `${contact},delivered,3.3.2026`,
      `${contact},delivered,2027-01-01`,
      `${contact},delivered,2026-03-03`,
    ];
    const report = await (await upload(rows.join('\r\n')))();
    expect(report).toMatchObject({ ok: false, rows: 5, counted: 1, statuses: { delivered: 1 } });
    expect(report.problems.map((each: { row: number; field: string }) => `${each.row} ${each.field}`)).toEqual([
      '2 status',
      '3 contact',
      '4 day',
      '5 day',
    ]);
    expect((await statusOf(letter)).status).toBe('delivered');
  });

  it('broken off after each write and read again count once', async () => {
    for (let write = 1; ; write += 1) {
      const letter = await sent(`LTR-NC${write}`);
      const { contact } = letter.contact;
      const tell = await upload(`contact,status,day\n${contact},posted,2026-03-03\n${contact},delivered,2026-03-03\n`);
      const crashed = await crashAfterWrite(write, tell);
      expect((await tell()).ok).toBe(true);
      expect((await statusOf(letter)).status).toBe('delivered');
      expect((await findLetter(contact))?.news).toHaveLength(2);
      if (!crashed) break;
    }
  });

  it('come by themselves once the file is uploaded, and a file that is none is told so', async () => {
    await putObject('letters/status/none.csv', 'hello', 'text/csv');
    const report = await eventually('a report', async () => {
      const found = await findBytes('letters/status/none.csv.report.json');
      return found && JSON.parse(Buffer.from(found).toString('utf8'));
    });
    expect(report).toMatchObject({ ok: false, counted: 0 });
    expect(report.problems[0].reason).toContain('the first line names no columns');
  });
});
