// The invoice itself on the real workflows: registered with its document by an event, sent within the minute, once, and never without it.
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import PostalMime from 'postal-mime';
import { beforeEach, describe, expect, it } from 'vitest';
import { uploadBatch } from '#cli/upload-batch.ts';
import { addDays } from '#domain/calendar.ts';
import { mostDocumentBytes } from '#domain/invoice-document.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { InvoiceEntry } from '#intake/batch/batch-entry.ts';
import { crashAfterWrite } from '#test/crash.ts';
import { aPolicy } from '#test/fixtures.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { eventually, freshAt, issued, liveUntil, outbox, sendEvents, stack } from '#test/stack.ts';

const { handler: applyEvent } = await import('#functions/apply-event.ts');
const { handler: sendMessage } = await import('#functions/send-message.ts');
const { applyEntry } = await import('#store/apply-entry.ts');
const { applyPolicy } = await import('#store/apply-policy.ts');
const { listContacts } = await import('#store/contacts.ts');
const { findInvoice } = await import('#store/load-facts.ts');
const { lookUpDocument } = await import('#store/look-up-document.ts');
const { bucketName, describeObject, readVersion } = await import('#store/objects.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { beginFirstRun } = await import('#store/runs.ts');
const { listTasksOfDebtor } = await import('#store/tasks.ts');

const { undoEntry } = await import('#store/undo-entry.ts');

const objects = new S3Client({ forcePathStyle: true });
const creditor = 'albor';
const today = '2026-03-03';
const now = `${today}T10:00:00.000Z`;

const content = ((): PolicyContent => {
  const { content: plain } = aPolicy();
  return aPolicy({
    creditor: { ...plain.creditor, id: creditor, documentHosts: ['invoices.example.com'] },
    stages: [{ name: 'preventive', fromDay: 0, countFrom: 'issue' }, ...plain.stages.slice(1)],
    steps: [
      {
        id: 'invoice',
        stage: 'preventive',
        day: 0,
        channel: 'email',
        fallback: 'sms',
        template: 'invoice',
        attach: ['invoice'],
        link: ['invoice'],
        tone: 'warm',
      },
      ...plain.steps.map((each) => (each.stage === 'preventive' ? { ...each, countFrom: 'due' as const } : each)),
    ],
  }).content;
})();

const put = async (name: string, body: Uint8Array | string = `%PDF-1.7 ${name}`, type = 'application/pdf') => {
  const key = `documents/${creditor}/${name}`;
  await objects.send(new PutObjectCommand({ Bucket: bucketName, Key: key, Body: body, ContentType: type }));
  return key;
};
const issuedToday = (invoice: string, given: Readonly<Record<string, unknown>> = {}) =>
  issued(now, invoice, { creditor, issued: today, due: addDays(today, 30), ...given });
const found = (invoice: string) => findInvoice({ creditor, invoice });
const contactsOf = (debtor: string) => listContacts({ creditor, debtor });
const mailsTo = async (address: string) => (await outbox()).filter(({ to }) => to.includes(address));
/** What the register keeps, read as a mail reader would. */
const readMail = async (debtor: string) => {
  const [contact] = await contactsOf(debtor);
  const { version = '' } = (await describeObject(contact?.content ?? '')) ?? {};
  return PostalMime.parse((await readVersion(contact?.content ?? '', version)) ?? '');
};
const message = (detailType: string, detail: object) =>
  ({ Records: [{ messageId: 'm', body: JSON.stringify({ 'detail-type': detailType, detail }) }] }) as never;

/** An invoice of today with its document, whose first run has begun: the invoice itself is due now. */
const anInvoiceDue = async (invoice: string, debtor = `D-${invoice}`) => {
  const key = await put(`${invoice}.pdf`);
  const document = await lookUpDocument({ creditor, invoice }, key);
  await registerInvoice(
    {
      creditor,
      invoice,
      debtor: {
        id: debtor,
        name: 'Marta Salas',
        type: 'business',
        email: `${debtor.toLowerCase()}@example.com`,
        language: 'es',
        timeZone: 'UTC',
      },
      ...{ amount: 100_000, currency: 'EUR', issued: today, due: addDays(today, 30), tags: [], document },
    },
    `issue-${invoice}`,
    now,
  );
  await beginFirstRun({ creditor, invoice }, now);
  return { debtor, document, input: { creditor, invoice, run: 1 } };
};

beforeEach(async () => {
  await freshAt(now);
  await applyPolicy(creditor, content, 'hash-at-issue', { inFlight: 'now', by: 'ana', source: 'test', at: now });
});

describe('Invoice Issued with its document', () => {
  it('is sent at once with the file attached as it was registered, and once though the event comes twice', async () => {
    const document = await put('ISS 1.pdf', '%PDF-1.7 the first');
    const event = issuedToday('ISS-1', { document });
    await sendEvents(event, event);
    await eventually('the message', async () => (await contactsOf('D-ISS-1'))[0]?.status === 'accepted', 60);
    // Whatever lies there now.
    await put('ISS 1.pdf', '%PDF-1.7 another');
    await sendEvents(event);
    await eventually('the rest', async () => (await found('ISS-1'))?.cursor.because === 'next-step');
    const contacts = await contactsOf('D-ISS-1');
    expect(contacts).toMatchObject([{ step: 'invoice', channel: 'email', covers: [{ document: 'attached' }] }]);
    expect(await mailsTo('iss-1@example.com')).toHaveLength(1);
    const mail = await readMail('D-ISS-1');
    expect(mail.subject).toContain('Su factura ISS-1');
    expect(mail.attachments).toMatchObject([{ filename: 'Factura-ISS-1.pdf', mimeType: 'application/pdf' }]);
    const [file] = mail.attachments;
    expect(Buffer.from(file?.content as ArrayBuffer).toString()).toBe('%PDF-1.7 the first');
  });

  it.each([
    [
      'is not there',
      'documents/albor/nothing.pdf',
      'is not in the bucket under documents/albor/nothing.pdf; upload it',
    ],
    ['is of somebody else', 'documents/other/F-1.pdf', 'lies outside documents/albor/'],
    [
      'is a page elsewhere',
      'https://evil.example/F-1',
      'leads to evil.example; add that host to creditor.documentHosts',
    ],
  ])('is refused where it %s, with what to do', async (_, document, reason) => {
    await sendEvents(issuedToday('REF-1', { id: `issue-${reason}`.replace(/[^a-z-]/g, '-'), document }));
    const queues = new SQSClient({});
    const [dead] = await eventually('the dead letter', async () => {
      const { Messages = [] } = await queues.send(
        new ReceiveMessageCommand({
          QueueUrl: stack.EventsDeadLetterQueueUrl,
          MessageAttributeNames: ['All'],
          MaxNumberOfMessages: 10,
        }),
      );
      const own = Messages.filter(({ MessageAttributes }) => MessageAttributes?.reason?.StringValue?.includes(reason));
      return own.length > 0 && own;
    });
    expect(dead?.Body).toContain('REF-1');
    expect(await found('REF-1')).toBeUndefined();
  });

  it('is looked at by size and by type', async () => {
    const look = async (name: string, body: Uint8Array | string, type?: string) =>
      lookUpDocument({ creditor, invoice: 'F' }, await put(name, body, type));
    await expect(look('a.pdf', '')).rejects.toThrow('has 0 bytes');
    await expect(look('b.pdf', Buffer.alloc(mostDocumentBytes + 1))).rejects.toThrow(
      'has 7000001 bytes; upload one of 1 to 7000000',
    );
    expect(await look('c.pdf', Buffer.alloc(mostDocumentBytes))).toMatchObject({ bytes: mostDocumentBytes });
    await expect(look('d.html', '<p>', 'text/html')).rejects.toThrow('is of type text/html; upload a PDF');
    expect(await look('e.xml', '<x/>', 'text/xml; charset=utf-8')).toMatchObject({ type: 'application/xml' });
    expect(await look('f.PDF', '%PDF', 'binary/octet-stream')).toMatchObject({ type: 'application/pdf' });
    await expect(look('g.exe', 'MZ', 'application/octet-stream')).rejects.toThrow(
      'is of type application/octet-stream',
    );
  });

  it('that was paid before it came is never sent', async () => {
    const document = await put('PRE-1.pdf');
    const paid = { id: 'pay-PRE-1', creditor, invoice: 'PRE-1', amount: '1000.00', currency: 'EUR', effective: today };
    await applyEvent(message('Payment Received', paid), lambdaContext);
    await applyEvent(message('Invoice Issued', issuedToday('PRE-1', { document }).detail), lambdaContext);
    expect((await found('PRE-1'))?.invoice).toMatchObject({ balance: 0, run: 0, stage: 'closed' });
  });

  it('that a change brings before the invoice waits for it, as it was looked up', async () => {
    const key = await put('WAI-1.pdf');
    const change = (id: string, document: string | null) =>
      applyEvent(message('Invoice Changed', { id, creditor, invoice: 'WAI-1', document }), lambdaContext);
    await change('early', key);
    await applyEvent(message('Invoice Issued', issuedToday('WAI-1').detail), lambdaContext);
    expect((await found('WAI-1'))?.invoice.document).toMatchObject({ key, type: 'application/pdf' });
    await change('away', null);
    expect((await found('WAI-1'))?.invoice).not.toHaveProperty('document');
  });

  it('begins once, whatever write its recorder dies after', async () => {
    const { detail } = issuedToday('CRA-1', { document: await put('CRA-1.pdf') });
    // The queue brings what failed again: the handler only says so.
    const apply = () => applyEvent(message('Invoice Issued', detail), lambdaContext);
    for (let write = 1; write <= 4; write += 1) await crashAfterWrite(write, apply);
    await apply();
    await eventually('the message', async () => (await contactsOf('D-CRA-1'))[0]?.status === 'accepted', 60);
    expect((await found('CRA-1'))?.invoice.run).toBe(1);
    expect(await contactsOf('D-CRA-1')).toHaveLength(1);
  });
});

describe('a batch', () => {
  it('brings documents, refuses rows whose document is not there, and begins nothing by itself', async () => {
    const key = await put('BAT-1.pdf');
    const head = 'creditor,invoice,debtor_id,debtor_name,email,amount,currency,issued,due,document';
    const row = (number: string, document: string) =>
      `${creditor},${number},D-${number},Casa Prado,${number.toLowerCase()}@example.com,100.00,EUR,${today},${addDays(today, 30)},${document}`;
    const body = Buffer.from(
      [head, row('BAT-1', key), row('BAT-2', `documents/${creditor}/none.pdf`), row('BAT-3', ''), ''].join('\n'),
    );
    const report = await uploadBatch({ body, name: `at-issue-${Date.now()}.csv`, profile: 'standard' }, () => {});
    expect(report).toMatchObject({ accepted: { new: 2 }, rejected: 1 });
    expect(report.errors).toMatchObject([{ line: 3, reason: expect.stringContaining('is not in the bucket') }]);
    expect((await found('BAT-1'))?.invoice).toMatchObject({ run: 0, document: { key, type: 'application/pdf' } });
    expect(await found('BAT-2')).toBeUndefined();
    expect((await found('BAT-3'))?.invoice.run).toBe(0);
    // Enrol begins what is due, here as ever.
    await liveUntil(addDays(today, 1).concat('T00:00:00.000Z'));
    expect(await contactsOf('D-BAT-1')).toMatchObject([{ step: 'invoice' }]);
    expect(await contactsOf('D-BAT-3')).toEqual([]);
  });
});

describe('a document that a file has changed', () => {
  const entry = (document: string): InvoiceEntry => ({
    kind: 'invoice',
    line: 2,
    creditor,
    invoice: 'UND-1',
    debtor: { id: 'D-UND-1', type: 'business', name: 'Casa Prado' },
    ...{ amount: 100_00, currency: 'EUR', issued: today, due: addDays(today, 30), tags: [], document },
  });
  const apply = (document: string, source: string) => applyEntry(entry(document), { source, receivedAt: now }, now);
  const undo = (document: string, source: string) =>
    undoEntry(entry(document), { batch: 'b', receivedAt: now, source, by: 'ana' }, now);
  const keyNow = async () => {
    const document = (await found('UND-1'))?.invoice.document;
    return document && 'key' in document ? document.key : document;
  };

  it('is given back by an undo, unless it was changed again since', async () => {
    const [one, two] = [await put('UND-1.pdf'), await put('UND-2.pdf')];
    expect(await apply(one, 'first')).toBe('new');
    expect(await apply(one, 'again')).toBe('unchanged');
    expect(await apply(two, 'second')).toBe('changed');
    expect(await keyNow()).toBe(two);
    expect(await undo(two, 'second')).toMatchObject({ undone: 1, kept: [] });
    expect(await keyNow()).toBe(one);
    expect(await apply(two, 'third')).toBe('changed');
    await recordFact(
      { type: 'Invoice Changed', detail: { id: 'none', creditor, invoice: 'UND-1', document: null } },
      now,
    );
    expect(await keyNow()).toBeUndefined();
    expect(await undo(two, 'third')).toMatchObject({
      undone: 0,
      kept: ['the document of invoice UND-1 was changed again since'],
    });
    expect(await keyNow()).toBeUndefined();
  });
});

describe('Send Message with a document', () => {
  it('sends nothing without it: a person is asked once, and the invoice goes on', async () => {
    const { debtor, document, input } = await anInvoiceDue('GON-1');
    if (!('key' in document)) throw new Error('no file');
    await objects.send(new DeleteObjectCommand({ Bucket: bucketName, Key: document.key, VersionId: document.version }));
    // The task, then the fact that takes it off the invoice.
    for (const write of [1, 2]) await crashAfterWrite(write, () => sendMessage(input, lambdaContext));
    expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'rest', because: 'next-step' });
    expect(await sendMessage(input, lambdaContext)).toMatchObject({ kind: 'rest', because: 'next-step' });
    expect(await contactsOf(debtor)).toEqual([]);
    expect(await mailsTo(`${debtor.toLowerCase()}@`)).toEqual([]);
    expect(await listTasksOfDebtor({ creditor, debtor })).toMatchObject([
      { kind: 'operations', title: 'The document of invoice GON-1 is gone' },
    ]);
    // Brought again, it is sent.
    const key = await put('GON-1.pdf', '%PDF again');
    await applyEvent(
      message('Invoice Changed', { id: 'again', creditor, invoice: 'GON-1', document: key }),
      lambdaContext,
    );
    await sendMessage(input, lambdaContext);
    expect(await contactsOf(debtor)).toMatchObject([{ step: 'invoice', status: 'accepted' }]);
  });

  it('a payment recorded before the claim cancels it, and one voice speaks for several', async () => {
    const first = await anInvoiceDue('TWO-1', 'D-TWO');
    await anInvoiceDue('TWO-2', 'D-TWO');
    const paid = { id: 'pay-TWO-0', creditor, invoice: 'TWO-0', amount: '1000.00', currency: 'EUR', effective: today };
    await anInvoiceDue('TWO-0', 'D-TWO');
    await recordFact({ type: 'Payment Received', detail: paid }, now);
    await sendMessage(first.input, lambdaContext);
    const mail = await readMail('D-TWO');
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['Factura-TWO-1.pdf', 'Factura-TWO-2.pdf']);
    expect(await contactsOf('D-TWO')).toHaveLength(1);
    expect(await sendMessage({ ...first.input, invoice: 'TWO-0' }, lambdaContext)).toMatchObject({ kind: 'closed' });
  });
});
