// What the rows of a chunk would do, against the table as it stands: new, changed, unchanged or refused, what is odd about them, and
// whom they would make us contact until the end of tomorrow. Nothing is written.
import type { IsoInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { defaultCreditor } from '#domain/events.ts';
import type { DebtorKey, Invoice } from '#domain/facts.ts';
import type { InvoiceDocument } from '#domain/invoice-document.ts';
import { type Account, addInvoice, anAccount, putInvoice } from '#domain/lives/account.ts';
import { addedContacts } from '#domain/planning/added-contacts.ts';
import { type StandingAccount, underPolicy } from '#domain/planning/standing-account.ts';
import type { Policy } from '#domain/policy.ts';
import {
  asIssued,
  debtorToldOtherwise,
  invoiceToldOtherwise,
  type NewInvoice,
  refuseAnother,
} from '#domain/registration.ts';
import type { BatchEntry, InvoiceEntry, PaymentEntry } from '#intake/batch/batch-entry.ts';
import { type Oddity, oddOf } from '#intake/batch/oddities.ts';
import type { Rehearsal, RehearsedRow } from '#intake/batch/rehearsal.ts';
import { debtorKeyOf, recordsOfDebtor } from './apply-debtor.ts';
import { matchOf } from './apply-payment.ts';
import { billedEntries } from './billed-entries.ts';
import { namedBy, partitionOf, sourceOfRow, targetOfEntry, withNumbers } from './entry-source.ts';
import { inParallel } from './in-parallel.ts';
import { readInvoice } from './items.ts';
import { debtorEventItem, invoiceEventItem, invoiceItem, type Key, paymentItem, waitingItem } from './keys.ts';
import { lawFor } from './law-for.ts';
import { loadAccountsOf } from './load-accounts.ts';
import { loadCandidates } from './load-candidates.ts';
import { lookUpDocument } from './look-up-document.ts';
import { oddPersons } from './odd-persons.ts';
import { numbersOf } from './partner-links.ts';
import { paymentIdOf } from './payments.ts';
import { loadPolicy } from './policies.ts';
import { newDebtor } from './register-invoice.ts';
import { rehearseDebtors } from './rehearse-debtors.ts';
import { getItems } from './table.ts';

/** `source` is what the events of the batch begin with. */
export const rehearseEntries = async (
  told: readonly BatchEntry[],
  source: string,
  now: IsoInstant,
): Promise<Rehearsal> => {
  const entries = await numbered(told);
  const recorded = await recordedBefore(entries, source);
  const rehearsals: Rehearsal[] = [];
  for (const [creditor, own] of Map.groupBy(entries, (entry) => entry.creditor ?? defaultCreditor)) {
    rehearsals.push(await rehearseOf(creditor, own, source, recorded, now));
  }
  return {
    rows: rehearsals.flatMap(({ rows }) => rows),
    odd: rehearsals.flatMap(({ odd }) => odd),
    contacts: rehearsals.flatMap(({ contacts }) => contacts),
  };
};

/** Where invoices are named by their UUIDs, with their numbers instead. */
const numbered = async (told: readonly BatchEntry[]): Promise<readonly BatchEntry[]> => {
  const entries: BatchEntry[] = [];
  for (const [creditor, own] of Map.groupBy(told, (entry) => entry.creditor ?? defaultCreditor)) {
    const numbers = await numbersOf(creditor, own.flatMap(namedBy));
    entries.push(...own.map((entry) => (numbers.size === 0 ? entry : withNumbers(entry, numbers))));
  }
  return entries;
};

/** Lines whose events are there already, or wait for what they name: the same content was applied before. */
const recordedBefore = async (entries: readonly BatchEntry[], source: string): Promise<ReadonlySet<number>> => {
  const lineOf = new Map(
    entries.flatMap((entry) => {
      if (entry.kind === 'payment' || entry.kind === 'missing') return [];
      const id = sourceOfRow(source, entry.line);
      const target = targetOfEntry(entry);
      if (entry.kind === 'debtor')
        return recordsOfDebtor(debtorKeyOf(entry), entry, id).map(
          (key) => [`${key.pk}\n${key.sk}`, { key, line: entry.line }] as const,
        );
      const keys: Key[] = [
        ...(entry.kind === 'credit-note' ? [waitingItem(partitionOf(entry), id)] : []),
        ...(target.invoice === undefined ? [] : [invoiceEventItem({ ...target, invoice: target.invoice }, id)]),
        ...(target.debtor === undefined
          ? []
          : [
              debtorEventItem({ ...target, debtor: target.debtor }, id),
              debtorEventItem({ ...target, debtor: target.debtor }, `${id}-debtor`),
            ]),
      ];
      return keys.map((key) => [`${key.pk}\n${key.sk}`, { key, line: entry.line }] as const);
    }),
  );
  const found = await getItems([...lineOf.values()].map(({ key }) => key));
  return new Set(found.flatMap(({ pk, sk }) => lineOf.get(`${pk}\n${sk}`)?.line ?? []));
};

const rehearseOf = async (
  creditor: string,
  entries: readonly BatchEntry[],
  source: string,
  recorded: ReadonlySet<number>,
  now: IsoInstant,
): Promise<Rehearsal> => {
  const invoices = await billedEntries(
    creditor,
    entries.filter((entry) => entry.kind === 'invoice'),
  );
  const creditNotes = entries.filter((entry) => entry.kind === 'credit-note');
  const payments = entries.filter((entry) => entry.kind === 'payment');
  const listed = entries.filter((entry) => entry.kind === 'debtor');
  const [policy, looked, found] = await Promise.all([
    loadPolicy(creditor),
    lookUpDocuments(creditor, invoices),
    getItems([...new Set(invoices.map(({ invoice }) => invoice))].map((invoice) => invoiceItem({ creditor, invoice }))),
  ]);
  const known = new Map(
    found.map((item) => {
      const { invoice } = readInvoice(item);
      return [invoice.invoice, invoice] as const;
    }),
  );
  const debtors = [...new Set(invoices.map(({ debtor }) => debtor.id))];
  const accounts = new Map(
    (await loadAccountsOf(debtors.map((debtor): DebtorKey => ({ creditor, debtor })))).map((account) => [
      account.debtor.debtor,
      account,
    ]),
  );
  const ofDebtors = await rehearseDebtors(creditor, listed, source, policy, recorded, now);
  const persons = await oddPersons(creditor, [...invoices, ...listed]);
  const rows: RehearsedRow[] = [
    ...ofDebtors.rows,
    ...creditNotes.map(({ line }): RehearsedRow => ({ line, outcome: recorded.has(line) ? 'repeated' : 'new' })),
    ...entries.flatMap(({ kind, line }): RehearsedRow[] => (kind === 'missing' ? [{ line, outcome: 'missing' }] : [])),
    ...(payments.length === 0 ? [] : await rehearsePayments(creditor, payments, source)),
  ];
  const odd: Oddity[] = [...ofDebtors.odd, ...persons];
  const contacts: Rehearsal['contacts'][number][] = [...ofDebtors.contacts];
  for (const [debtor, own] of Map.groupBy(invoices, (entry) => entry.debtor.id)) {
    const standing = accounts.get(debtor);
    const told = own.map((entry) => ({ entry, row: rehearseRow(creditor, entry, known, standing, recorded, looked) }));
    rows.push(...told.map(({ row }) => row));
    const taken = told.filter(({ row }) => row.outcome !== 'refused').map(({ entry }) => entry);
    odd.push(...oddOf(taken, standing, now));
    const acting = told
      .filter(({ row }) => row.outcome === 'new' || row.outcome === 'changed')
      .map(({ entry }) => entry);
    if (acting.length > 0) contacts.push(...contactsBy(creditor, acting, looked, known, standing, policy, now));
  }
  return { rows, odd, contacts };
};

const rehearsePayments = async (
  creditor: string,
  entries: readonly PaymentEntry[],
  source: string,
): Promise<readonly RehearsedRow[]> => {
  const keyOf = (entry: PaymentEntry) => paymentItem(creditor, paymentIdOf(entry, sourceOfRow(source, entry.line)));
  const found = await getItems([...new Map(entries.map((entry) => [keyOf(entry).pk, keyOf(entry)])).values()]);
  const known = new Set(found.flatMap(({ pk, status }) => (status === 'undone' ? [] : [pk])));
  const fresh = entries.filter((entry) => !known.has(keyOf(entry).pk));
  const candidates = fresh.length === 0 ? undefined : (await loadCandidates(creditor)).index;
  return entries.map((entry): RehearsedRow => {
    const { line } = entry;
    if (!candidates || known.has(keyOf(entry).pk)) return { line, outcome: 'repeated' };
    return { line, outcome: 'new', match: matchOf(entry, candidates).kind };
  });
};

/** By line: the documents that rows tell of, and why those of others cannot be registered. */
type LookedUp = {
  readonly documents: ReadonlyMap<number, InvoiceDocument>;
  readonly refusals: ReadonlyMap<number, string>;
};

const lookUpDocuments = async (creditor: string, entries: readonly InvoiceEntry[]): Promise<LookedUp> => {
  const documents = new Map<number, InvoiceDocument>();
  const refusals = new Map<number, string>();
  await inParallel(entries, async ({ line, invoice, document: told }) => {
    if (told === undefined) return;
    try {
      documents.set(line, await lookUpDocument({ creditor, invoice }, told));
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      refusals.set(line, error.message);
    }
  });
  return { documents, refusals };
};

const inputOf = (
  creditor: string,
  { kind: _, line, settled: __, document: ___, ...entry }: InvoiceEntry,
  { documents }: LookedUp,
): NewInvoice => ({ ...entry, creditor, document: documents.get(line) });

const rehearseRow = (
  creditor: string,
  entry: InvoiceEntry,
  known: ReadonlyMap<string, Invoice>,
  standing: StandingAccount | undefined,
  recorded: ReadonlySet<number>,
  looked: LookedUp,
): RehearsedRow => {
  const { line } = entry;
  if (recorded.has(line)) return { line, outcome: 'repeated' };
  const refusal = looked.refusals.get(line);
  if (refusal !== undefined) return { line, outcome: 'refused', reason: refusal };
  const existing = known.get(entry.invoice);
  const person = standing ? Object.keys(debtorToldOtherwise(standing.debtor, entry.debtor)) : [];
  const changes = person.length === 0 ? {} : { changes: person };
  if (!existing) return { line, outcome: standing && person.length > 0 ? 'changed' : 'new', ...changes };
  try {
    refuseAnother(existing, inputOf(creditor, entry, looked));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { line, outcome: 'refused', reason: error.message };
  }
  const fields = [...Object.keys(invoiceToldOtherwise(existing, inputOf(creditor, entry, looked))), ...person];
  return fields.length === 0 ? { line, outcome: 'unchanged' } : { line, outcome: 'changed', changes: fields };
};

/** Contacts with a debtor that it would not get without these rows. */
const contactsBy = (
  creditor: string,
  entries: readonly InvoiceEntry[],
  looked: LookedUp,
  known: ReadonlyMap<string, Invoice>,
  standing: StandingAccount | undefined,
  policy: Policy,
  now: IsoInstant,
): Rehearsal['contacts'] => {
  const [first] = entries;
  if (!first) return [];
  const before =
    standing ??
    anAccount(newDebtor(inputOf(creditor, first, looked), policy), [], lawFor({ type: first.debtor.type }, policy));
  const law = lawFor(before.debtor, policy);
  const after = entries.reduce<Account>((account, entry) => withRow(account, inputOf(creditor, entry, looked), known), {
    ...before,
    law,
  });
  const had = standing && underPolicy(standing, policy, law, now);
  return addedContacts(had, underPolicy(after, policy, law, now), policy, now).map(
    ({ at, debtor, invoice, step, stage, channel }) => ({ at, creditor, debtor, invoice, step, stage, channel }),
  );
};

const withRow = (account: Account, input: NewInvoice, known: ReadonlyMap<string, Invoice>): Account => {
  const told: Account = {
    ...account,
    debtor: { ...account.debtor, ...debtorToldOtherwise(account.debtor, input.debtor) },
  };
  const existing = known.get(input.invoice);
  if (!existing) return addInvoice(told, asIssued(input));
  const paid = existing.amount - existing.balance;
  const changed: Invoice = {
    ...existing,
    amount: input.amount,
    balance: Math.max(0, input.amount - paid),
    due: input.due,
    ...(input.document === undefined ? {} : { document: input.document }),
    ...(existing.balance === 0 ? { stage: 'scheduled' } : {}),
  };
  const isListed = told.invoices.some(({ invoice }) => invoice === input.invoice);
  return isListed ? putInvoice(told, changed) : addInvoice(told, changed);
};
