// recaudo invoice ID: its facts, its ledger, its diary, and what comes next and why.
import type { Command } from 'commander';
import { dateIn, daysBetween } from '#domain/calendar.ts';
import { decide } from '#domain/decide.ts';
import type { Hold, Invoice } from '#domain/facts.ts';
import { owedOf, postingsOf } from '#domain/money/balances.ts';
import { isComponent, type LedgerEntry, type Tier } from '#domain/money/ledger.ts';
import type { Policy } from '#domain/policy.ts';
import { isMeeting } from '#domain/vocabulary.ts';
import { chargeLines, chargeSums, chargesAsData, chargesOfInvoice } from '../charges-of-invoice.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import { diaryOf } from '../diary-of.ts';
import { invoiceOf } from '../find.ts';
import { heldBackLines } from '../held-back.ts';
import { nextInWords } from '../next-in-words.ts';
import { section, table } from '../output.ts';
import { count, minute, money } from '../written.ts';

export const invoiceCommand = (): Command =>
  withCreditor(
    stackCommand('invoice', 'show one invoice: facts, ledger, diary, what comes next and why', [
      ['invoice F-1002', 'for people'],
      ['invoice F-1002 --json', 'for programs: amounts in minor units'],
      ['invoice 4711 --creditor acme', 'of another creditor'],
    ]).argument('<id>', 'the invoice number'),
  ).action(async (id: string, options: CreditorOptions) => {
    const { stack, output } = await contextOf(options);
    const key = { creditor: options.creditor, invoice: id };
    await invoiceOf(key);
    const { loadFacts } = await import('#store/load-facts.ts');
    const { loadEntries } = await import('#store/load-entries.ts');
    const { loadPolicy } = await import('#store/policies.ts');
    const { listContacts } = await import('#store/contacts.ts');
    const { listEvents } = await import('#store/list-events.ts');
    const { listPlacements } = await import('#store/placements.ts');
    const { everyDebtorOf } = await import('#store/items.ts');
    const { listTasksOfDebtor, taskIdOf } = await import('#store/tasks.ts');
    const { loadRates } = await import('#store/rates.ts');
    const { lawFor } = await import('#store/law-for.ts');
    const [{ facts: stored, cursor }, policy, now, ledger, events, placements, rates] = await Promise.all([
      loadFacts(key),
      loadPolicy(options.creditor),
      clockOf(stack),
      loadEntries(key),
      listEvents(key),
      listPlacements(key),
      loadRates(),
    ]);
    const facts = { ...stored, law: lawFor(stored.debtor, policy) };
    const { invoice, debtor } = facts;
    const owners = everyDebtorOf(invoice);
    const [contacts, ofDebtors] = await Promise.all([
      Promise.all(owners.map(listContacts)).then((all) => all.flat()),
      Promise.all(owners.map(listTasksOfDebtor)),
    ]);
    const tasks = ofDebtors.flat();
    const byId = new Map(tasks.map((task) => [task.task, task]));
    const diary = diaryOf(invoice, {
      events,
      contacts,
      placements,
      tasks,
      taskOf: ({ channel, contact }) => (isMeeting(channel) ? byId.get(taskIdOf(channel, contact)) : undefined),
    });
    const openTasks = tasks.filter((task) => task.invoice === id && task.status === 'open');
    const coming = nextInWords({ facts, cursor, policy, placements, tasks: openTasks, now });
    const heldBack = await heldBackLines(
      options.creditor,
      coming.foreseen?.kind === 'act' ? coming.foreseen.decision : undefined,
      cursor,
      { now, timeZone: debtor.timeZone, language: 'en' },
      decide(facts, policy, now).kind === 'contact',
    );
    const today = dateIn(debtor.timeZone, now);
    const charges = chargesOfInvoice(invoice, debtor, ledger, policy.content, { today, rates });
    output.answer(
      {
        now,
        invoice,
        debtor: debtor.debtor,
        interest: charges?.interest.unpaid ?? 0,
        charges: charges === undefined ? null : chargesAsData(charges, invoice.currency),
        ledger,
        diary,
        tasks: openTasks.map(({ task }) => task),
        cursor: { because: cursor.because, wakeAt: cursor.wakeAt, rests: cursor.rests },
        decision: decide(facts, policy, now),
        ...coming,
        heldBack,
        policyVersion: policy.version,
      },
      () => [
        `Invoice ${invoice.invoice} of ${debtor.name} (debtor ${debtor.debtor})`,
        ...table([
          ['open', `${money(invoice.balance, invoice.currency)} of ${money(invoice.amount, invoice.currency)}`],
          ...(charges === undefined ? [] : chargeSums(charges, invoice, today)),
          ['issued', invoice.issued],
          ['due', `${invoice.due}${invoice.balance > 0 ? `, ${distance(daysBetween(invoice.due, today))}` : ''}`],
          ['stage', stageLine(invoice, policy)],
          ...holdLines(invoice.holds, debtor.holds, today).map((line) => ['hold', line]),
          ...(invoice.tags.length === 0 ? [] : [['tags', invoice.tags.join(', ')]]),
          ...documentRows(invoice),
          ['clock', `${minute(now)} UTC`],
        ]),
        ...section('Ledger', ledger.length, table(ledgerRows([...ledger, ...earnedIn(ledger)].toSorted(byDay)))),
        ...(charges === undefined ? [] : chargeLines(charges, invoice.currency)),
        ...section(
          'Diary, times in UTC',
          diary.length,
          table(diary.map(({ at, what, detail }) => [minute(at), what, detail])),
        ),
        '',
        `Next: ${coming.next}.`,
        `Why: ${coming.why}.`,
        ...heldBack,
        ...(cursor.wakeAt !== undefined && cursor.agendaPk !== undefined && cursor.wakeAt < now
          ? [`Its wake of ${minute(cursor.wakeAt)} UTC is overdue: if it stays so, run recaudo reconcile.`]
          : []),
      ],
    );
  });

const stageLine = ({ stage, run }: Invoice, { version }: Policy): string =>
  [
    stage,
    run === 0 ? 'not in collection yet' : `run ${run}`,
    version === 0 ? 'default policy' : `policy ${version}`,
  ].join(', ');

const distance = (days: number): string =>
  days === 0 ? 'today' : days < 0 ? `in ${count(-days, 'day')}` : `${count(days, 'day')} ago`;

const holdLines = (
  ofInvoice: Readonly<Record<string, Hold>>,
  ofDebtor: Readonly<Record<string, Hold>>,
  today: string,
): readonly string[] =>
  [
    ...Object.entries(ofInvoice).map(([id, hold]) => ({ id, hold, of: '' })),
    ...Object.entries(ofDebtor).map(([id, hold]) => ({ id, hold, of: ' of the debtor' })),
  ]
    .filter(({ hold }) => !hold.released && (hold.until === undefined || hold.until > today))
    .map(({ id, hold, of }) => `${hold.reason}${of} (${id}) ${hold.until ? `until ${hold.until}` : 'until released'}`);

/** Discounts that offers have let go: they are nobody's entries. */
const earnedIn = (ledger: readonly LedgerEntry[]): readonly LedgerEntry[] =>
  postingsOf(ledger).flatMap(({ entry, moved }) =>
    entry.offer === undefined ? [] : [{ ...entry, amount: -owedOf(moved) }],
  );

const byDay = (one: LedgerEntry, other: LedgerEntry): number => one.effective.localeCompare(other.effective, 'en');

const ledgerRows = (ledger: readonly LedgerEntry[]) =>
  ledger.map(({ effective, kind, amount, currency, id, of, offer, tiers = [] }) => [
    effective,
    kind,
    { right: kind === 'reversal' || kind === 'offer' ? '' : money(isComponent(kind) ? amount : -amount, currency) },
    [
      of === undefined ? (offer ?? (id === kind ? '' : id)) : `${id} undoes ${of}`,
      ...tiers.map((tier) => tierInWords(tier, effective, currency)),
    ]
      .filter((each) => each !== '')
      .join(', '),
  ]);

const tierInWords = (tier: Tier, from: string, currency: string): string =>
  'pays' in tier
    ? `${money(tier.off, currency)} let go once ${money(tier.pays, currency)} is paid from ${from} to ${tier.until}`
    : `${tier.percent} % let go when the rest is paid by ${tier.until}`;

const documentRows = ({ document }: Invoice): readonly (readonly [string, string])[] =>
  document === undefined ? [] : [['document', 'link' in document ? document.link : document.key]];
