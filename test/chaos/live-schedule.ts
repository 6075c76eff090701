// Lives one schedule on the local AWS through the functions that are deployed, and says what must not have happened and did.
import { plusMs } from '#domain/calendar.ts';
import { aNewInvoice } from '#test/fixtures.ts';
import { lambdaContext } from '#test/lambda-context.ts';
import { interfered } from './interfere.ts';
import { judge, type Seen } from './judge.ts';
import type { Provider } from './provider.ts';
import { scheduleOf, type Turn } from './schedule.ts';

const { handler: sendMessage } = await import('#functions/send-message.ts');
const { handler: recordDelivery } = await import('#functions/record-delivery.ts');
const { setClock } = await import('#infra/local/set-clock.ts');
const { accountTag } = await import('#store/account-tag.ts');
const { listContacts } = await import('#store/contacts.ts');
const { recordFact } = await import('#store/record-fact.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { beginFirstRun } = await import('#store/runs.ts');

const begin = '2026-03-03T10:00:00.000Z';
const minute = 60_000;

export type Lived = {
  readonly seed: number;
  /** Calls that the provider got, messages that it took, contacts that were claimed. */
  readonly calls: number;
  readonly taken: number;
  readonly contacts: number;
  /** What must not be, in words. */
  readonly wrong: readonly string[];
};

/**
 * `mark` tells the invoices of one run from those of another in the same table. Each schedule has a creditor of its own: else what is
 * complained of in some stops the mails of all that follow, which then say nothing and so nothing wrong.
 */
export const liveSchedule = async (seed: number, provider: Provider, mark: string): Promise<Lived> => {
  const { invoices: count, paid, provider: faults, turns } = scheduleOf(seed);
  const creditor = `${mark}-${seed}`;
  const debtor = `D-${mark}-${seed}`;
  const invoices = Array.from({ length: count }, (_, index) => `${mark}-${seed}-${index + 1}`);
  const seen: Seen = { creditor, debtor, invoices, paid: invoices[paid % count] ?? '', acts: new Map(), wrong: [] };
  provider.behave(faults);
  await setClock(begin);
  for (const invoice of invoices) {
    await registerInvoice({ ...aNewInvoice(invoice, debtor), creditor }, `issue-${invoice}`, begin);
    await beginFirstRun({ creditor, invoice }, begin);
  }
  let now = begin;
  for (const turn of turns) {
    now = plusMs(now, turn.after * minute);
    await setClock(now);
    await live(turn, seen, now);
    await report(turn, seen, provider);
  }
  // What was left is taken up by the next that looks, and nothing goes wrong any more.
  provider.heal();
  for (const after of [1, 21, 24 * 60]) {
    now = plusMs(now, after * minute);
    await setClock(now);
    for (const invoice of invoices) await callSender(seen, invoice);
  }
  await judge(seen, provider.taken());
  const contacts = await listContacts({ creditor, debtor });
  return {
    ...{ seed, calls: provider.calls(), taken: provider.taken().length, contacts: contacts.length },
    wrong: seen.wrong,
  };
};

const live = async ({ senders, crashAfter, payBefore }: Turn, seen: Seen, now: string): Promise<void> => {
  const pay = () => payWhole(seen, now);
  if (payBefore === 0) await pay();
  const [first = '', ...others] = Array.from(
    { length: senders },
    (_, index) => seen.invoices[index % seen.invoices.length] ?? '',
  );
  await Promise.all([
    interfered(() => callSender(seen, first), {
      ...(crashAfter === undefined ? {} : { crashAfter }),
      ...(payBefore === undefined || payBefore === 0 ? {} : { before: { command: payBefore, act: pay } }),
    }),
    ...others.map((invoice) => callSender(seen, invoice)),
  ]);
  // The sender was done before its so-manieth command.
  if (payBefore !== undefined && seen.aboutPaid === undefined) await pay();
};

/** As the workflow does, which calls again after a conflict. */
const callSender = async (seen: Seen, invoice: string): Promise<void> => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      const act = await sendMessage({ creditor: seen.creditor, invoice, run: 1 }, lambdaContext);
      seen.acts.set(invoice, act);
      return;
    } catch (error) {
      if (!(error instanceof Error) || error.name === 'Crashed') throw error;
      if (error.name !== 'Conflict' && error.name !== 'TemporaryFailure') {
        seen.wrong.push(`Send Message failed: ${error.name} ${error.message}`);
        return;
      }
    }
  }
};

/** Notes which contacts there were about the invoice when the payment was there: no other may come. */
const payWhole = async (seen: Seen, now: string): Promise<void> => {
  const { creditor, paid: invoice, debtor } = seen;
  await recordFact(
    {
      type: 'Payment Received',
      detail: {
        ...{ id: `pay-${invoice}`, creditor, invoice, amount: '1000.00', currency: 'EUR' },
        effective: now.slice(0, 10),
      },
    },
    now,
  );
  const contacts = await listContacts({ creditor, debtor });
  seen.aboutPaid = contacts.filter(({ covers }) => covers.some((cover) => cover.invoice === invoice)).length;
};

/** Only what it took can be reported, and only of mails; the same report may come twice, and a bounce before a delivery. */
const report = async ({ reported }: Turn, { creditor, debtor }: Seen, provider: Provider): Promise<void> => {
  const mails = provider.taken().filter(({ contact }) => contact !== undefined);
  for (const { report: told, message, times } of reported) {
    const mail = mails[message % Math.max(1, mails.length)];
    if (!mail) continue;
    const [eventType = '', bounceType] = told.split(' ');
    const event = {
      eventType,
      mail: {
        messageId: mail.id,
        timestamp: begin,
        destination: [mail.to],
        tags: { contact: [mail.contact], account: [accountTag({ creditor, debtor })] },
      },
      ...(bounceType === undefined ? {} : { bounce: { bounceType, bounceSubType: 'General' } }),
    };
    for (let time = 0; time < times; time += 1)
      await recordDelivery(
        { Records: [{ messageId: 'm', body: JSON.stringify({ Message: JSON.stringify(event) }) }] } as never,
        lambdaContext,
      );
  }
};
