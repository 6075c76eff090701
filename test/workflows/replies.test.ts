// Answers of debtors on the local AWS: mails put below inbound/ as SES does, texts through their topic, and the link to stop.
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime from 'postal-mime';
import { beforeEach, describe, expect, it } from 'vitest';
import { localUrl } from '#cli/webhook-address.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { crashAfterWrite } from '#test/crash.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import {
  contactsOf,
  eventually,
  freshAt,
  invoiceNow,
  issued,
  liveUntil,
  outbox,
  paid,
  sendEvents,
  stack,
} from '#test/stack.ts';

const { putObject, readBytes } = await import('#store/objects.ts');
const { findDebtor } = await import('#store/load-facts.ts');
const { listReplies, replyIdOf } = await import('#store/replies.ts');
const { recordReply } = await import('#store/record-reply.ts');
const { reportSeen } = await import('#store/report-engaged.ts');
const { accountTag } = await import('#store/account-tag.ts');
const { putInForce } = await import('#policies/put-in-force.ts');
const { handler: recordDelivery } = await import('#functions/record-delivery.ts');
const { recordReplyAnswer } = await import('#store/answer-reply.ts');
const { auditRegister } = await import('#store/load-register.ts');
const { documents, tableName } = await import('#store/table.ts');
const { replyItem } = await import('#store/keys.ts');
const { listTasksOfDebtor } = await import('#store/tasks.ts');

const start = '2026-02-20T00:00:00.000Z';
const keyOf = (debtor: string) => ({ creditor: 'default', debtor });
const debtorNow = async (debtor: string) => {
  const found = await findDebtor(keyOf(debtor));
  if (!found) throw new Error(`there is no debtor ${debtor}`);
  return found.debtor;
};
const repliesOf = (debtor: string) => listReplies(keyOf(debtor));
const readingTasks = async (debtor: string) =>
  (await listTasksOfDebtor(keyOf(debtor))).filter(({ kind }) => kind === 'confirm-reply');

/** The first mail to a debtor as it went out: its headers say how to answer and how to stop. */
const firstMail = async (debtor: string) => {
  const [contact] = (await contactsOf(debtor)).filter(({ channel }) => channel === 'email');
  if (!contact?.content) throw new Error(`no mail went to ${debtor}`);
  const mail = await PostalMime.parse(await readBytes(contact.content));
  const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value ?? '';
  return {
    replyTo: mail.replyTo?.[0]?.address ?? '',
    unsubscribe: header('list-unsubscribe'),
    header,
    text: mail.text ?? '',
  };
};
let serial = 0;
const answer = async (to: string, text: string, given: object = {}): Promise<string> => {
  serial += 1;
  const raw = await new MailComposer({
    from: 'Marta Salas <marta@example.com>',
    to,
    subject: 'Re: factura',
    messageId: `<answer-${serial}@example.com>`,
    text,
    ...given,
  })
    .compile()
    .build();
  const key = `inbound/answer-${Date.now()}-${serial}`;
  await putObject(key, raw, 'message/rfc822');
  return key;
};
const written = async (invoice: string) => {
  const debtor = `D-${invoice}`;
  await liveUntil('2026-02-26T00:00:00.000Z', [issued(start, invoice)]);
  return { debtor, ...(await firstMail(debtor)) };
};

beforeEach(() => freshAt(start));

describe('a mail that is answered', () => {
  it('pauses chasing and opens a task; what a person says follows, once', async () => {
    const { debtor, replyTo } = await written('REP-1');
    expect(replyTo).toMatch(/^reply-[a-z2-7]{24}@replies\.example\.com$/);
    const key = await answer(replyTo, 'Pagaré el 5 de marzo.\n\n> Estimada Marta');
    const [reply] = await eventually('the answer', async () => {
      const found = await repliesOf(debtor);
      return found.length > 0 && (await readingTasks(debtor)).length > 0 ? found : undefined;
    });
    expect(reply).toMatchObject({
      channel: 'email',
      from: 'marta@example.com',
      text: 'Pagaré el 5 de marzo.',
      content: key,
      proposals: [{ meaning: 'will-pay', date: '2026-03-05' }],
    });
    const [task] = await readingTasks(debtor);
    expect(task?.script).toContain(`recaudo replies answer ${debtor} ${reply?.reply} --as will-pay --date 2026-03-05`);
    await eventually('a pause', async () =>
      Object.values((await debtorNow(debtor)).holds).some(
        ({ reason, until }) => reason === 'reply' && until !== undefined,
      ),
    );
    // SES may deliver twice, and so may each of the queues behind it.
    const raw = await readBytes(key);
    await putObject(`${key}-again`, raw, 'message/rfc822');
    const said = { debtor, reply: reply?.reply, meaning: 'will-pay', date: '2026-03-05', by: 'ana' };
    await sendEvents({ detailType: 'Reply Answered', detail: { id: 'said-1', ...said } });
    await sendEvents({ detailType: 'Reply Answered', detail: { id: 'said-1', ...said } });
    await eventually('the promise', async () => (await debtorNow(debtor)).history.promises.length > 0);
    await eventually('done', async () => (await readingTasks(debtor)).every(({ status }) => status === 'done'));
    const { holds, history } = await debtorNow(debtor);
    expect(history.promises).toEqual([expect.objectContaining({ date: '2026-03-05' })]);
    expect(history.conversations).toHaveLength(1);
    expect(Object.values(holds)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ reason: 'reply', released: true }),
        { reason: 'promise', until: '2026-03-06' },
      ]),
    );
    expect(await repliesOf(debtor)).toHaveLength(1);
    // Both hang in the chain, once, and the mail as it came is checked with them.
    const { records, findings } = await auditRegister(keyOf(debtor));
    expect(findings).toEqual([]);
    const told = records.filter(({ happened }) => happened.startsWith('Reply '));
    expect(told.map(({ happened, about }) => `${happened} ${about}`)).toEqual([
      `Reply Received ${reply?.reply}`,
      `Reply Answered ${reply?.reply}`,
    ]);
    expect(told[0]?.personal).toMatchObject({
      from: 'marta@example.com',
      content: key,
      contentHash: reply?.contentHash,
    });
    expect(told[1]?.body).toMatchObject({ meaning: 'will-pay', by: 'ana' });
    await putObject(key, 'Owe you nothing.', 'message/rfc822');
    expect((await auditRegister(keyOf(debtor))).findings.map(({ kind }) => kind)).toEqual(['text-changed']);
    // Nothing is said before the promised day has passed.
    const before = (await contactsOf(debtor)).length;
    await liveUntil('2026-03-05T23:00:00.000Z', [paid('2026-03-05T10:00:00.000Z', 'REP-1')]);
    expect(await contactsOf(debtor)).toHaveLength(before);
    expect((await invoiceNow('REP-1')).invoice.stage).toBe('closed');
  });

  it('with a word to stop is obeyed at once, and a person may take that back', async () => {
    const { debtor, replyTo } = await written('REP-2');
    await answer(replyTo, 'BAJA');
    await eventually('no more mails', async () => (await debtorNow(debtor)).optOut.includes('email'));
    const [reply] = await eventually('the answer', async () => {
      const found = await repliesOf(debtor);
      return found.length > 0 && (await readingTasks(debtor)).length > 0 ? found : undefined;
    });
    expect(reply?.acts).toBe('stop');
    await sendEvents({
      detailType: 'Reply Answered',
      detail: { id: 'said-2', debtor, reply: reply?.reply, meaning: 'other' },
    });
    await eventually('mails again', async () => !(await debtorNow(debtor)).optOut.includes('email'));
  });

  it('by a machine is kept, and nothing follows', async () => {
    const { debtor, replyTo } = await written('REP-3');
    await answer(replyTo, 'Estoy fuera, BAJA', { headers: { 'Auto-Submitted': 'auto-replied' } });
    const [reply] = await eventually('the answer', async () => {
      const found = await repliesOf(debtor);
      return found.length > 0 ? found : undefined;
    });
    expect(reply?.automatic).toBe('auto-submitted');
    const { holds, optOut, history } = await debtorNow(debtor);
    expect([holds, optOut, history.conversations]).toEqual([{}, [], []]);
    expect(await readingTasks(debtor)).toEqual([]);
  });
});

describe('an answer that is recorded again after a crash', () => {
  it('leaves the same behind, wherever that was', async () => {
    const { debtor } = await written('REP-4');
    const incoming = {
      ...keyOf(debtor),
      reply: replyIdOf('crash'),
      channel: 'email',
      receivedAt: start,
      text: 'No me escriban más. Ya pagué.',
    } as const;
    let crashes = 0;
    while (await crashAfterWrite(1, () => recordReply(incoming, start))) crashes += 1;
    expect(crashes).toBeGreaterThan(3);
    const { holds, optOut, history } = await debtorNow(debtor);
    expect(optOut).toEqual(['email']);
    expect(Object.values(holds)).toEqual([{ reason: 'reply', until: '2026-02-23' }]);
    expect(history.conversations).toHaveLength(1);
    expect(await readingTasks(debtor)).toHaveLength(1);
    expect(await repliesOf(debtor)).toHaveLength(1);
    const { records, findings } = await auditRegister(keyOf(debtor));
    expect(findings).toEqual([]);
    expect(records.filter(({ happened }) => happened === 'Reply Received')).toHaveLength(1);
  });

  it('is one record however many hear it at once, and is taken for one thing', async () => {
    const { debtor } = await written('REP-8');
    const reply = replyIdOf('at-once');
    const incoming = { ...keyOf(debtor), reply, channel: 'email', receivedAt: start, text: 'Pagaré' } as const;
    const kinds = await Promise.all([1, 2, 3].map(() => recordReply(incoming, start)));
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(['recorded', 'repeated', 'repeated']);
    const said = (id: string, meaning: 'other' | 'has-paid') =>
      recordReplyAnswer({ id, ...keyOf(debtor), reply, meaning, by: 'ana' }, start);
    const ends = await Promise.allSettled([said('one', 'other'), said('two', 'has-paid'), said('one', 'other')]);
    const refused = ends.filter(({ status }) => status === 'rejected');
    expect([1, 2]).toContain(refused.length);
    const { records, findings } = await auditRegister(keyOf(debtor));
    expect(findings).toEqual([]);
    expect(records.filter(({ happened }) => happened === 'Reply Answered')).toHaveLength(1);
  });

  it('keeps an answer from before answers were records as it was, and can still be told what it means', async () => {
    const { debtor } = await written('REP-9');
    const old = { ...keyOf(debtor), reply: 'old', channel: 'email', receivedAt: start, text: 'Pagaré', proposals: [] };
    await documents.send(
      new PutCommand({ TableName: tableName, Item: { ...replyItem(keyOf(debtor), 'old'), ...old } }),
    );
    expect(await auditRegister(keyOf(debtor))).toMatchObject({ findings: [], before: [{ reply: 'old' }] });
    await recordReplyAnswer({ id: 'said-9', ...keyOf(debtor), reply: 'old', meaning: 'other', by: 'ana' }, start);
    expect(await repliesOf(debtor)).toMatchObject([{ reply: 'old', text: 'Pagaré', answer: { meaning: 'other' } }]);
    const { records, findings } = await auditRegister(keyOf(debtor));
    expect(findings).toEqual([]);
    expect(records.map(({ happened }) => happened)).toContain('Reply Answered');
  });
});

describe('a text message that is answered', () => {
  it('with STOP stops the texts of every account that wrote to that phone', async () => {
    const phone = '+34600000077';
    const debtorOf = (id: string) => ({
      id,
      name: 'Marta Salas',
      phone,
      language: 'es',
      timeZone: 'UTC',
    });
    await liveUntil('2026-02-26T00:00:00.000Z', [
      issued(start, 'REP-5', { debtor: debtorOf('D-REP-5') }),
      issued(start, 'REP-6', { debtor: debtorOf('D-REP-6') }),
    ]);
    const texts = (await outbox()).filter(({ to }) => to === phone);
    expect(texts.length).toBeGreaterThan(0);
    await new SNSClient({}).send(
      new PublishCommand({
        TopicArn: stack.TextAnswersTopicArn,
        Message: JSON.stringify({
          originationNumber: phone,
          destinationNumber: '+34900000001',
          messageKeyword: 'STOP',
          messageBody: 'STOP',
          inboundMessageId: 'in-1',
          previousPublishedMessageId: 'out-1',
        }),
      }),
    );
    for (const debtor of ['D-REP-5', 'D-REP-6'])
      await eventually(`no more texts to ${debtor}`, async () => (await debtorNow(debtor)).optOut.includes('sms'));
  });
});

describe('a mail that is opened', () => {
  it('is noted once, where the policy asks for it, and a machine is not', async () => {
    const { debtor } = await written('REP-10');
    const [contact] = (await contactsOf(debtor)).filter(({ channel }) => channel === 'email');
    if (!contact) throw new Error('no mail was sent');
    const browser = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
    const at = new Date(Date.parse(contact.claimedAt) + 3_600_000).toISOString();
    const seen = (userAgent: string) => ({ act: 'opened', at, userAgent }) as const;
    expect(await reportSeen(contact, seen(browser), at)).toBe('not-listening');
    const report = (userAgent: string) =>
      recordDelivery(
        {
          Records: [
            {
              messageId: 'm-1',
              body: JSON.stringify({
                eventType: 'Open',
                mail: {
                  messageId: contact.providerId,
                  tags: { contact: [contact.contact], account: [accountTag(keyOf(debtor))] },
                },
                open: { timestamp: at, userAgent, ipAddress: '192.0.2.1' },
              }),
            },
          ],
        },
        lambdaContext,
      );
    const content = { ...defaultPolicy(), listening: { opens: true, clicks: false } };
    await putInForce(stack.ReplanArn, content, { inFlight: 'now', by: 'test', source: 'test', at: start }, 0);
    await report('Mozilla/5.0');
    expect((await debtorNow(debtor)).history.engaged).toBeUndefined();
    await report(browser);
    await report(browser);
    expect((await debtorNow(debtor)).history.engaged).toEqual([{ at, channel: 'email', act: 'opened' }]);
  });
});

describe('the link to stop', () => {
  it('shows a page, and stops mails only when it is posted; the debtor may take that back', async () => {
    const { debtor, unsubscribe, header, text } = await written('REP-7');
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const [, link = ''] = /<(https:[^>]+)>/.exec(unsubscribe) ?? [];
    const [, path = ''] = /\/v1\/(.+)$/.exec(link) ?? [];
    const url = `${localUrl(stack.PublicUrl, stack.endpoint)}${path}`;
    const post = (body: string) =>
      fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
    // The mail's own text shows the same link.
    expect(text.split(/\r?\n/)).toContain(link);
    const page = await fetch(url);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('¿No quiere recibir más correos');
    expect((await debtorNow(debtor)).optOut).toEqual([]);
    // As a mail program posts it.
    expect((await post('List-Unsubscribe=One-Click')).status).toBe(200);
    expect((await debtorNow(debtor)).optOut).toEqual(['email']);
    expect(await (await post('do=stop')).text()).toContain('Ya no le escribiremos por correo');
    expect(await (await post('do=again')).text()).toContain('Volverá a recibir');
    expect((await debtorNow(debtor)).optOut).toEqual([]);
    const guessed = await fetch(`${url.slice(0, -3)}AAA`, { method: 'POST', body: 'do=stop' });
    expect(guessed.status).toBe(404);
    expect((await debtorNow(debtor)).optOut).toEqual([]);
  });
});
