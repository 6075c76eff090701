// Lives on the local AWS, read as diaries: real executions, real messages, the clock moved from wake to wake.
// All invoices are due on Monday 2 March 2026.
import { beforeAll, describe, expect, it } from 'vitest';
import { contactsOf, diaryOf, freshAt, invoiceNow, issued, liveUntil, outbox, paid, statesOf } from '#test/stack.ts';

const begin = '2026-02-20T00:00:00.000Z';
const story = [
  '2026-02-23 preventive friendly-reminder by email',
  '2026-03-02 preventive due-today by email',
  '2026-03-05 administrative first-notice by email',
  '2026-03-10 administrative second-notice by email',
  '2026-03-17 administrative first-call by call',
  '2026-03-24 administrative third-notice by sms',
  '2026-04-02 extrajudicial formal-notice by email',
  '2026-04-16 extrajudicial interest-notice by email',
  '2026-05-01 extrajudicial second-call by call',
  '2026-05-18 extrajudicial last-notice by email',
];

beforeAll(async () => {
  await freshAt(begin);
  const names = ['PROMPT', 'FORGETS', 'NEVER', 'HALF', 'LOSES', 'MOVED', 'REOPENS', 'SMALL'];
  await liveUntil('2026-06-10T00:00:00.000Z', [
    ...names.map((name) => issued(begin, name, name === 'SMALL' ? { amount: '40.00' } : {})),
    paid('2026-02-25T08:00:00.000Z', 'PROMPT'),
    paid('2026-03-03T15:00:00.000Z', 'FORGETS'),
    paid('2026-03-12T10:00:00.000Z', 'HALF', '500.00'),
    {
      at: '2026-03-06T10:00:00.000Z',
      detailType: 'Dispute Opened',
      detail: { id: 'do', invoice: 'LOSES', dispute: 'd-1', reason: 'wrong quantity' },
    },
    {
      at: '2026-04-20T10:00:00.000Z',
      detailType: 'Dispute Resolved',
      detail: { id: 'dr', invoice: 'LOSES', dispute: 'd-1', outcome: 'rejected' },
    },
    {
      at: '2026-03-06T10:00:00.000Z',
      detailType: 'Invoice Changed',
      detail: { id: 'ic', invoice: 'MOVED', due: '2026-04-06' },
    },
    paid('2026-03-11T10:00:00.000Z', 'REOPENS', '1000.00', 'p-reopens'),
    {
      at: '2026-03-20T10:00:00.000Z',
      detailType: 'Payment Reversed',
      detail: { id: 'pr', invoice: 'REOPENS', payment: 'p-reopens' },
    },
  ]);
}, 240_000);

describe('scenarios', () => {
  it('never pays: lives the four stages to the agency', async () => {
    expect(await diaryOf('D-NEVER')).toEqual(story);
    expect((await invoiceNow('NEVER')).invoice).toMatchObject({ stage: 'placed', balance: 100_000 });
    const states = await statesOf('NEVER');
    for (const state of ['Preventive', 'Administrative', 'Extrajudicial', 'Hand Off']) expect(states).toContain(state);
    expect(await statesOf('NEVER', 'HandoffArn')).toEqual([
      'Assess',
      'What now?',
      'Write Dossier',
      'Place',
      'What now?',
      'Placed',
    ]);
  });

  it('prompt payer hears nothing after paying', async () => {
    expect(await diaryOf('D-PROMPT')).toEqual(story.slice(0, 1));
    expect((await invoiceNow('PROMPT')).invoice.stage).toBe('closed');
  });

  it('forgets, pays after the second reminder', async () => {
    expect(await diaryOf('D-FORGETS')).toEqual(story.slice(0, 2));
    expect((await statesOf('FORGETS')).at(-1)).toBe('Closed');
  });

  it('pays half: the rest is chased, and each message states what is still owed', async () => {
    expect(await diaryOf('D-HALF')).toEqual(story);
    const mails = (await outbox()).filter(({ to }) => to.includes('half@example.com'));
    expect(mails[0]?.text).toContain('1000,00');
    for (const mail of mails.slice(4)) expect(mail.text).toContain('500,00');
  });

  it('disputes then loses: silence meanwhile, then the step that fits', async () => {
    expect(await diaryOf('D-LOSES')).toEqual([
      ...story.slice(0, 3),
      '2026-04-20 extrajudicial formal-notice by email',
      '2026-05-01 extrajudicial second-call by call',
      '2026-05-18 extrajudicial last-notice by email',
    ]);
  });

  it('due date moved later: begins again for the new date', async () => {
    expect((await diaryOf('D-MOVED')).slice(0, 6)).toEqual([
      ...story.slice(0, 3),
      '2026-03-30 preventive friendly-reminder by email',
      '2026-04-06 preventive due-today by email',
      '2026-04-09 administrative first-notice by email',
    ]);
  });

  it('reversed payment reopens as the next run, and repeats no step', async () => {
    expect(await diaryOf('D-REOPENS')).toEqual([
      ...story.slice(0, 4),
      '2026-03-20 administrative first-call by call',
      ...story.slice(5),
    ]);
    expect((await invoiceNow('REOPENS')).invoice).toMatchObject({ run: 2, stage: 'placed' });
  });

  it('leaves no call open about an invoice that is paid or placed', async () => {
    const { listTasksOfDebtor } = await import('#store/tasks.ts');
    for (const name of ['NEVER', 'HALF', 'REOPENS']) {
      const tasks = await listTasksOfDebtor({ creditor: 'default', debtor: `D-${name}` });
      expect(tasks.map(({ kind, status, outcome }) => [kind, status, outcome])).toEqual([
        ['call', 'done', 'not-needed'],
        ['call', 'done', 'not-needed'],
      ]);
    }
  });

  it('owes too little for an agency: stays internal', async () => {
    expect((await invoiceNow('SMALL')).invoice.stage).toBe('internal');
    expect((await statesOf('SMALL', 'HandoffArn')).at(-1)).toBe('Internal');
  });

  it('shows interest as its own line in the extrajudicial stage', async () => {
    const [formal] = (await outbox())
      .filter(({ to, subject }) => to.includes('never@example.com') && subject !== '')
      .slice(4);
    // 1000.00 at 12 % simple for 31 days of 365: 10.19.
    expect(formal?.text).toContain('10,19');
  });

  it('every message that was accepted is in the register with its content', async () => {
    for (const contact of (await contactsOf('D-NEVER')).filter(({ channel }) => channel !== 'call')) {
      expect(contact).toMatchObject({
        status: contact.channel === 'email' ? 'delivered' : 'accepted',
        policyVersion: 0,
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    }
  });
});
