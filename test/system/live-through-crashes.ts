// Lives debtors' money through the local AWS while much goes wrong: everything told twice, handlers dying after some write, executions
// stopped, mails whose sender never heard that they left.
import { addDays, plusMs, weekday } from '#domain/calendar.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { crashEvent, crashFanOut, crashSender, stopExecutionOf } from '#test/interruptions.ts';
import { freshAt, liveUntil, stack, type TestEvent } from '#test/stack.ts';
import { begin, creditors, end, type Life, policyOf, type Told } from './money-lives.ts';

const { reportDelivery } = await import('#infra/local/report-deliveries.ts');
const { runWorkflow } = await import('#infra/local/run-workflow.ts');
const { setClock } = await import('#infra/local/set-clock.ts');
const { applyPolicy } = await import('#store/apply-policy.ts');
const { listContacts } = await import('#store/contacts.ts');
const { findInvoice } = await import('#store/load-facts.ts');

const minute = 60_000;

export const liveThroughCrashes = async (lives: readonly Life[], report: (line: string) => void): Promise<void> => {
  await freshAt(begin);
  for (const creditor of creditors)
    await applyPolicy(creditor, policyOf(creditor), creditor, {
      inFlight: 'now',
      by: 'test',
      source: 'test',
      at: begin,
    });
  const crashes = crashesOf(lives);
  const told = toldOf(lives, new Set(crashes.map(({ event }) => event)));
  const isIn = (from: string, to: string) => (event: TestEvent) => event.at > from && event.at <= to;
  let from = '';
  let unheard: readonly Life[] = [];
  for (const [turn, to] of [...mornings, end].entries()) {
    const started = Date.now();
    const happens = told.filter(isIn(from, to));
    await liveUntil(to, happens);
    report(`until ${to}: ${happens.length} events, ${Math.round((Date.now() - started) / 1000)} s`);
    for (const life of unheard) await reportUnknown(life, to);
    for (const { life, event, write } of crashes.filter((each) => isIn(from, to)(each.event))) {
      await crashEvent(write, event);
      if (event.detail.debtor) await crashFanOut(write, life.creditor, life.debtor, event.detail.id);
    }
    from = to;
    if (to === end) break;
    for (let each = turn % 7; each < lives.length; each += 7) {
      const [key] = keysOf(lives[each]);
      if (key && (await findInvoice(key))) await stopExecutionOf(key);
    }
    const now = plusMs(to, minute);
    await setClock(now);
    unheard = await crashSenders(lives, now, turn);
    await liveUntil(plusMs(now, 21 * minute));
    await reconcile();
  }
  // What was interrupted last is settled by whoever looks next.
  await liveUntil(plusMs(end, 20 * minute));
  await reconcile();
  await liveUntil(plusMs(end, 60 * minute));
};

export const keysOf = (life: Life | undefined): readonly InvoiceKey[] =>
  life ? life.invoices.map((invoice) => ({ creditor: life.creditor, invoice })) : [];

/** Just before contacts may be made in the morning, every few working days. Nothing is told in the half hour after. */
const mornings = Array.from({ length: 36 }, (_, index) => addDays('2026-03-04', index))
  .filter((day, index) => index % 3 === 0 && weekday(day) <= 5)
  .map((day) => `${day}T08:59:00.000Z`)
  .filter((at) => at < end);

type Crash = { readonly life: Life; readonly event: Told; readonly write: number };

/** Every fifth fact meets one: whoever records it dies after some write, and the queue brings it again. */
const crashesOf = (lives: readonly Life[]): readonly Crash[] =>
  lives.flatMap((life, index) =>
    life.facts.flatMap((event, each) =>
      (index + each) % 5 === 0 ? [{ life, event, write: 1 + ((index + each * 3) % 4) }] : [],
    ),
  );

/** Everything is told twice, the second time a day and some hours later; what meets a crash the second time alone. */
const toldOf = (lives: readonly Life[], meetCrashes: ReadonlySet<TestEvent>): readonly TestEvent[] =>
  lives
    .flatMap(({ issues, facts }): readonly TestEvent[] => [...issues, ...facts])
    .flatMap((event) => [
      ...(meetCrashes.has(event) ? [] : [event]),
      { ...event, at: plusMs(event.at, 29 * 60 * minute) },
    ]);

/** Senders of the messages that are due now die after their n-th write. Those whose message left by then: the provider will report it. */
const crashSenders = async (lives: readonly Life[], now: string, turn: number): Promise<readonly Life[]> => {
  const left: Life[] = [];
  for (const [index, life] of lives.entries()) {
    if ((index + turn) % 3 !== 0) continue;
    const stored = await Promise.all(keysOf(life).map(findInvoice));
    const due = stored.find((each) => each?.cursor.taskToken !== undefined && (each.cursor.wakeAt ?? end) <= now);
    if (!due) continue;
    const write = 2 + ((index + turn) % 5);
    await crashSender(write, due.invoice);
    if (write >= 3) left.push(life);
  }
  return left;
};

/** What SES says, late, of a message whose sender did not live to hear that it was taken. */
const reportUnknown = async (life: Life, now: string): Promise<void> => {
  const contacts = await listContacts({ creditor: life.creditor, debtor: life.debtor });
  for (const contact of contacts)
    if (contact.status === 'unknown') await reportDelivery(stack, { ...contact, providerId: 'late' }, now);
};

const reconcile = () => runWorkflow(stack.ReconcileArn, {});
