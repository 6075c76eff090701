// Facts about debtors and contacts on the real workflows: what each changes, that the same one twice changes nothing more, and
// that their order does not matter.
import { beforeEach, describe, expect, it } from 'vitest';
import { contactsOf, diaryOf, freshAt, invoiceNow, issued, liveUntil, paid, type TestEvent } from '#test/stack.ts';

const { findDebtor } = await import('#store/load-facts.ts');
const { readPerson } = await import('#store/items.ts');
const { personItem } = await import('#store/keys.ts');
const { getItem } = await import('#store/table.ts');
const { listContacts } = await import('#store/contacts.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');

const begin = '2026-02-20T00:00:00.000Z';
const event = (at: string, detailType: string, detail: TestEvent['detail']): TestEvent => ({ at, detailType, detail });
const twice = (one: TestEvent): readonly TestEvent[] => [one, one];
const debtorNow = async (debtor: string) => {
  const found = await findDebtor({ creditor: 'default', debtor });
  if (!found) throw new Error(`there is no debtor ${debtor}`);
  return found.debtor;
};
const personNow = async (person: string) => {
  const found = await getItem(personItem(person));
  return found && readPerson(found);
};
const before = ['2026-02-23 preventive friendly-reminder by email', '2026-03-02 preventive due-today by email'];

beforeEach(() => freshAt(begin));

describe('Promise Made', () => {
  const promised = (invoice: string) =>
    event('2026-03-03T00:00:00.000Z', 'Promise Made', { id: `p-${invoice}`, invoice, date: '2026-03-12' });

  it('pauses its invoice until the day has passed, and then chasing goes on', async () => {
    // Until Thursday, and one day of the policy's tolerance; then comes the weekend.
    await liveUntil('2026-03-13T23:00:00.000Z', [issued(begin, 'PROM-1'), ...twice(promised('PROM-1'))]);
    expect(await diaryOf('D-PROM-1')).toEqual(before);
    expect((await invoiceNow('PROM-1')).cursor.because).toBe('promise');
    expect((await debtorNow('D-PROM-1')).history.promises).toMatchObject([
      { promise: 'p-PROM-1', invoice: 'PROM-1', date: '2026-03-12', leaves: 0 },
    ]);
    await liveUntil('2026-03-16T12:00:00.000Z');
    expect(await diaryOf('D-PROM-1')).toEqual([...before, '2026-03-16 administrative first-notice by email']);
  });

  it('is remembered as kept by a payment in time, and as broken by one that comes late', async () => {
    await liveUntil('2026-03-16T00:00:00.000Z', [
      issued(begin, 'KEPT'),
      issued(begin, 'BROKEN-PROMISE'),
      promised('KEPT'),
      promised('BROKEN-PROMISE'),
      ...twice(paid('2026-03-12T08:00:00.000Z', 'KEPT')),
      ...twice(paid('2026-03-13T08:00:00.000Z', 'BROKEN-PROMISE')),
    ]);
    expect((await debtorNow('D-KEPT')).history).toMatchObject({
      settled: [{ invoice: 'KEPT', due: '2026-03-02', on: '2026-03-12' }],
      promises: [{ promise: 'p-KEPT', outcome: 'kept' }],
    });
    expect((await debtorNow('D-BROKEN-PROMISE')).history.promises).toMatchObject([
      { promise: 'p-BROKEN-PROMISE', outcome: 'broken' },
    ]);
  });

  it('does not pause when its release came first', async () => {
    await liveUntil('2026-03-06T00:00:00.000Z', [
      issued(begin, 'UNPROM'),
      event('2026-03-02T20:00:00.000Z', 'Hold Released', { id: 'r-1', invoice: 'UNPROM', hold: 'p-UNPROM' }),
      promised('UNPROM'),
    ]);
    expect(await diaryOf('D-UNPROM')).toEqual([...before, '2026-03-05 administrative first-notice by email']);
  });

  it('of a debtor pauses all its invoices', async () => {
    await liveUntil('2026-03-12T23:00:00.000Z', [
      issued(begin, 'PROM-D'),
      ...twice(event('2026-03-03T00:00:00.000Z', 'Promise Made', { id: 'pd', debtor: 'D-PROM-D', date: '2026-03-12' })),
    ]);
    expect(await diaryOf('D-PROM-D')).toEqual(before);
    expect((await debtorNow('D-PROM-D')).history.promises).toMatchObject([{ promise: 'pd', date: '2026-03-12' }]);
  });
});

describe('Consent Changed', () => {
  const consent = (at: string, id: string, given: boolean, stated = at) =>
    event(at, 'Consent Changed', { id, debtor: 'D-CONS', channel: 'email', given, at: stated });

  it('withdrawn on the way, the next step goes by another channel; an older word that comes late changes nothing', async () => {
    await liveUntil('2026-03-06T00:00:00.000Z', [
      issued(begin, 'CONS'),
      ...twice(consent('2026-03-03T00:00:00.000Z', 'no', false)),
      consent('2026-03-04T00:00:00.000Z', 'old-yes', true, '2026-03-01T00:00:00.000Z'),
    ]);
    expect(await diaryOf('D-CONS')).toEqual([...before, '2026-03-05 administrative first-notice by sms']);
    expect(await debtorNow('D-CONS')).toMatchObject({ optOut: ['email'], consent: [] });
    await liveUntil('2026-03-11T00:00:00.000Z', [consent('2026-03-06T00:00:00.000Z', 'yes', true)]);
    expect((await diaryOf('D-CONS')).at(-1)).toBe('2026-03-10 administrative second-notice by email');
    expect(await debtorNow('D-CONS')).toMatchObject({ optOut: [], consent: ['email'] });
  });
});

describe('Debtor Changed', () => {
  it('with a preferred channel on the way, what follows goes by that, where the step has it', async () => {
    const wish = { id: 'w-1', debtor: 'D-WISH', preferredChannel: 'sms', saidBy: 'debtor' };
    await liveUntil('2026-03-11T00:00:00.000Z', [
      issued(begin, 'WISH'),
      event('2026-03-03T00:00:00.000Z', 'Debtor Changed', wish),
    ]);
    const days = (await diaryOf('D-WISH')).slice(before.length);
    expect(days.map((line) => line.split(' by ')[1])).toEqual(['sms', 'sms']);
  });
});

describe('Conversation Held', () => {
  const someone = (id: string) => ({
    id,
    name: 'Marta Salas',
    person: 'P-SHARED',
    email: 'shared@example.com',
    language: 'es',
    timeZone: 'UTC',
  });

  it("with one creditor's debtor counts in the budget of the same person's debtor of another", async () => {
    await liveUntil('2026-03-06T00:00:00.000Z', [
      issued(begin, 'OWN', { debtor: someone('D-OWN'), due: '2026-06-01' }),
      issued(begin, 'OTHER', { creditor: 'acme', debtor: someone('D-OTHER') }),
      ...twice(
        event('2026-03-02T07:00:00.000Z', 'Conversation Held', { id: 'talk', debtor: 'D-OWN', channel: 'call' }),
      ),
    ]);
    const made = await listContacts({ creditor: 'acme', debtor: 'D-OTHER' });
    expect(made.map(({ claimedAt, step }) => `${claimedAt.slice(0, 10)} ${step}`)).toEqual([
      '2026-02-23 friendly-reminder',
      // A conversation and the day after it are quiet.
      '2026-03-04 first-notice',
    ]);
    const person = await personNow('P-SHARED');
    expect(
      person?.contacts.map(({ at, channel, direct = false }) => `${at.slice(0, 13)} ${channel} ${direct}`),
    ).toEqual(['2026-02-23T09 email false', '2026-03-02T07 call true', '2026-03-04T09 email false']);
    expect(JSON.stringify(person)).not.toMatch(/talk|D-OWN|acme/);
    expect((await debtorNow('D-OWN')).history.conversations).toEqual([
      { at: '2026-03-02T07:00:00.000Z', channel: 'call' },
    ]);
  });

  it('spacing is kept from it, and one that was told late counts from when it took place', async () => {
    await liveUntil('2026-03-13T00:00:00.000Z', [
      issued(begin, 'TALK'),
      ...twice(
        event('2026-03-05T08:00:00.000Z', 'Conversation Held', {
          id: 'talk',
          invoice: 'TALK',
          channel: 'call',
          at: '2026-03-04T10:00:00.000+00:00',
        }),
      ),
    ]);
    expect((await diaryOf('D-TALK'))[2]).toBe('2026-03-09 administrative first-notice by email');
    expect((await debtorNow('D-TALK')).contacts.map(({ at }) => at.slice(0, 10))).toEqual([
      '2026-02-23',
      '2026-03-02',
      '2026-03-04',
      '2026-03-09',
      '2026-03-12',
    ]);
  });

  it('about an invoice that is not there yet waits for it', async () => {
    const detail = { id: 'early', creditor: 'default', invoice: 'EARLY', channel: 'visit' } as const;
    expect(await recordFact({ type: 'Conversation Held', detail }, begin)).toEqual({ kind: 'waiting' });
    const debtor = { id: 'D-EARLY', name: 'Marta Salas', type: 'business', language: 'es', timeZone: 'UTC' } as const;
    const known = { creditor: 'default', currency: 'EUR', issued: '2026-02-01', due: '2026-03-02', tags: [] };
    await registerInvoice({ ...known, invoice: 'EARLY', debtor, amount: 1000 }, 'issue-early', begin);
    expect((await debtorNow('D-EARLY')).history.conversations).toEqual([{ at: begin, channel: 'visit' }]);
    expect(await recordFact({ type: 'Conversation Held', detail }, begin)).toEqual({ kind: 'repeated' });
    expect((await personNow('default/D-EARLY'))?.version).toBe(1);
  });
});

describe('Contact Failed and Contact Delivered', () => {
  const noon = '2026-03-05T12:00:00.000Z';
  const failed = (at: string) =>
    event(at, 'Contact Failed', { id: 'fail', debtor: 'D-FAIL', step: 'first-notice', reason: 'mailbox full' });
  const statuses = async () =>
    (await contactsOf('D-FAIL')).map(({ step, channel, status }) => `${step} ${channel} ${status}`);

  it('a failure goes on to the fallback and gives the budget back; told again, it does not find the fallback', async () => {
    await liveUntil('2026-03-05T20:00:00.000Z', [issued(begin, 'FAIL'), ...twice(failed(noon))]);
    expect((await statuses()).slice(2)).toEqual(['first-notice email failed', 'first-notice sms accepted']);
    expect((await debtorNow('D-FAIL')).undeliverable).toEqual([]);
    const [, , email, sms] = await contactsOf('D-FAIL');
    expect((await personNow('default/D-FAIL'))?.contacts.map(({ contact }) => contact)).not.toContain(email?.contact);
    await liveUntil('2026-03-06T20:00:00.000Z', [
      failed('2026-03-06T08:00:00.000Z'),
      // Came late: it was about the mail.
      event('2026-03-06T09:00:00.000Z', 'Contact Delivered', {
        id: 'late',
        invoice: 'FAIL',
        step: 'first-notice',
        at: '2026-03-05T11:00:00.000Z',
      }),
    ]);
    expect((await statuses()).slice(2)).toEqual(['first-notice email failed', 'first-notice sms accepted']);
    await liveUntil('2026-03-06T23:00:00.000Z', [
      ...twice(
        event('2026-03-06T21:00:00.000Z', 'Contact Delivered', {
          id: 'came',
          debtor: 'D-FAIL',
          contact: sms?.contact ?? '',
        }),
      ),
    ]);
    expect((await invoiceNow('FAIL')).invoice.steps['first-notice']).toMatchObject({
      channel: 'sms',
      attempt: 2,
      outcome: 'delivered',
    });
  });

  it('a permanent failure leaves the channel alone until its address changes', async () => {
    await liveUntil('2026-03-11T00:00:00.000Z', [
      issued(begin, 'DEAD'),
      event(noon, 'Contact Failed', { id: 'dead', invoice: 'DEAD', channel: 'email', permanent: true }),
    ]);
    expect((await debtorNow('D-DEAD')).undeliverable).toEqual(['email']);
    expect((await diaryOf('D-DEAD')).slice(2).map((line) => line.split(' by ')[1])).toEqual(['email', 'sms', 'sms']);
  });

  it('what fits no contact is refused, and so is an id that names another event', async () => {
    const debtor = 'D-REFUSE';
    await liveUntil('2026-02-24T00:00:00.000Z', [issued(begin, 'REFUSE')]);
    const taken = { id: 'taken', creditor: 'default', debtor, name: 'Marta S.' };
    await recordFact({ type: 'Debtor Changed', detail: taken }, begin);
    for (const [named, words] of [
      [{ debtor, step: 'third-notice' }, 'fits no contact'],
      [{ debtor, contact: 'c-404' }, 'there is no c-404 of debtor D-REFUSE'],
      [{ debtor, at: '2026-02-22T00:00:00Z' }, 'fits no contact'],
      [{ debtor: 'D-NOBODY' }, 'of debtor D-NOBODY'],
      [{ invoice: 'F-404' }, 'of invoice F-404'],
      [{ debtor, id: 'taken' }, 'choose another'],
    ] as const) {
      const detail = { id: 'x', creditor: 'default', permanent: false, ...named };
      await expect(recordFact({ type: 'Contact Failed', detail }, '2026-02-24T00:00:00.000Z')).rejects.toThrow(words);
    }
    expect((await contactsOf(debtor)).map(({ status }) => status)).toEqual(['delivered']);
  });
});

describe('Credit Added', () => {
  it('that covers what is open pauses it, once however often it is told', async () => {
    const credit = { debtor: 'D-CRED', currency: 'EUR' };
    await liveUntil('2026-03-10T00:00:00.000Z', [
      issued(begin, 'CRED'),
      ...twice(event('2026-03-03T00:00:00.000Z', 'Credit Added', { id: 'c-1', amount: '999.99', ...credit })),
    ]);
    expect((await debtorNow('D-CRED')).credit).toEqual({ EUR: 99_999 });
    expect(await diaryOf('D-CRED')).toHaveLength(3);
    await liveUntil('2026-03-20T00:00:00.000Z', [
      event('2026-03-10T00:00:00.000Z', 'Credit Added', { id: 'c-2', amount: '0.01', ...credit }),
    ]);
    expect(await diaryOf('D-CRED')).toHaveLength(3);
    expect((await invoiceNow('CRED')).cursor.because).toBe('credit-covers');
  });
});

describe('the history of a debtor', () => {
  it('loses nothing when many of its invoices are paid at once', async () => {
    const numbers = Array.from({ length: 8 }, (_, index) => `MANY-${index}`);
    const debtor = { id: 'D-MANY', name: 'Marta Salas', type: 'business', language: 'es', timeZone: 'UTC' } as const;
    const known = { creditor: 'default', currency: 'EUR', issued: '2026-02-01', due: '2026-03-02', tags: [] };
    for (const invoice of numbers)
      await registerInvoice({ ...known, invoice, debtor, amount: 1000 }, `issue-${invoice}`, begin);
    await Promise.all(
      numbers.map((invoice) => {
        const detail = { id: `pay-${invoice}`, creditor: 'default', invoice, amount: '10.00', currency: 'EUR' };
        return recordFact({ type: 'Payment Received', detail: { ...detail, effective: '2026-02-20' } }, begin);
      }),
    );
    const { history, counter } = await debtorNow('D-MANY');
    expect(history.settled.map(({ invoice }) => invoice).toSorted()).toEqual(numbers);
    expect(counter).toBe(numbers.length * 2);
  });
});
