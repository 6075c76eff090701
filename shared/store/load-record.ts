// Reads all that was recorded of one debtor, so that its decisions can be taken again.
import { type DomainEvent, readEvent } from '#domain/events.ts';
import type { Debtor, DebtorKey } from '#domain/facts.ts';
import type { DebtorRecord, RecordEntry } from '#domain/lives/record.ts';
import type { ReplayGround } from '#domain/lives/replay.ts';
import { allocationOrders } from '#domain/money/ledger.ts';
import { parseAmount } from '#domain/money/money.ts';
import type { Policy } from '#domain/policy.ts';
import { asIssued, asRegistered } from '#domain/registration.ts';
import { stageNames } from '#domain/vocabulary.ts';
import { listContacts } from './contacts.ts';
import { readEndings } from './endings.ts';
import { entriesOfContacts } from './entries-of-contacts.ts';
import { invoicesOfDebtor } from './invoices-of-debtor.ts';
import { ownPerson, readInvoice } from './items.ts';
import { debtorPk, invoiceItem, invoicePk } from './keys.ts';
import { lawFor } from './law-for.ts';
import { policyAt } from './policies.ts';
import { getItems, type Item, queryPrefix } from './table.ts';

export type LoadedRecord = { readonly record: DebtorRecord; readonly ground: ReplayGround };

/** Clocks are read before facts are, and a function may take so long between the two. */
const doubtMs = 30_000;

/** Undefined when its first invoice came in before its details were kept, or when it was ever merged with another debtor. */
export const loadRecord = async (key: DebtorKey): Promise<LoadedRecord | undefined> => {
  const [keys, ofDebtor, contacts] = await Promise.all([
    invoicesOfDebtor(key),
    queryPrefix(debtorPk(key), 'EVENT#'),
    listContacts(key),
  ]);
  const items = await getItems(keys.map(invoiceItem));
  const events: Item[] = [...ofDebtor];
  for (const each of keys) events.push(...(await queryPrefix(invoicePk(each), 'EVENT#')));
  // What was decided for two is not what would be for one.
  if (ofDebtor.some(({ type }) => type === 'Debtors Merged')) return undefined;
  const heard = events.flatMap(entriesOfEvent);
  const debtor = firstRegistered(events, key);
  if (!debtor) return undefined;
  const entries = [...heard, ...items.flatMap(entriesOfInvoice), ...entriesOfContacts(key, contacts, events)];
  const policies = await loadPolicies(key.creditor, entries);
  const policyOf = (version: number): Policy => {
    const found = policies.get(version);
    if (!found) throw new Error(`version ${version} was not loaded`);
    return found;
  };
  return {
    record: { debtor, entries: entries.toSorted(inOrder) },
    ground: { policyOf, lawOf: lawFor, doubtMs },
  };
};

const recordOf = (item: Item) => ({ type: String(item.type), at: String(item.at), detail: item.detail });

// A record without detail only rings, or begins a run in a stage; what was reported of a contact is told by the contact's own statuses.
const entriesOfEvent = (item: Item): readonly RecordEntry[] => {
  const { type, at, detail } = recordOf(item);
  const stage = stageNames.find((each) => each === item.stage);
  if (type === 'Run Raised' && stage) return [{ at, is: 'began', invoice: String(item.invoice), stage }];
  if (detail === undefined || type === 'Contact Delivered' || type === 'Contact Failed') return [];
  const event = readEvent(type, detail);
  if (event.type === 'Invoice Issued') {
    const { amount, currency, document } = event.detail;
    const known = typeof document === 'string' ? undefined : document;
    const issued = { ...event.detail, amount: parseAmount(amount, currency).amount, document: known };
    return [{ at, is: 'issued', invoice: asIssued(issued) }];
  }
  const order = allocationOrders.find((each) => each === item.order);
  const heard: RecordEntry = {
    at,
    is: 'heard',
    event,
    ...(order === undefined ? {} : { order }),
    ...(item.allocates === true ? { allocation: 'waits' as const } : {}),
  };
  const begins = item.start !== undefined && 'invoice' in event.detail && event.detail.invoice !== undefined;
  return begins ? [heard, { at, is: 'began', invoice: String(item.invoice) }] : [heard];
};

const registrations = ['Invoice Issued', 'Debtor Registered'] as const;

const firstRegistered = (events: readonly Item[], { creditor }: DebtorKey): Debtor | undefined => {
  const [first] = events
    .map(recordOf)
    .filter(({ type, detail }) => registrations.some((each) => each === type) && detail !== undefined)
    .toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const event = first && readEvent(first.type, first.detail);
  if (event?.type !== 'Invoice Issued' && event?.type !== 'Debtor Registered') return undefined;
  const { person, language, timeZone, ...rest } = event.detail.debtor;
  if (language === undefined || timeZone === undefined) return undefined;
  return asRegistered(creditor, {
    ...withoutUndefined(rest),
    person: person ?? ownPerson({ creditor, debtor: rest.id }),
    language,
    timeZone,
  });
};

const withoutUndefined = ({
  email,
  phone,
  postalAddress,
  jurisdiction,
  region,
  ...rest
}: Omit<Extract<DomainEvent, { type: 'Invoice Issued' }>['detail']['debtor'], 'person' | 'language' | 'timeZone'>) => ({
  ...rest,
  ...(email === undefined ? {} : { email }),
  ...(phone === undefined ? {} : { phone }),
  ...(postalAddress === undefined ? {} : { postalAddress }),
  ...(jurisdiction === undefined ? {} : { jurisdiction }),
  ...(region === undefined ? {} : { region }),
});

const entriesOfInvoice = (item: Item): readonly RecordEntry[] => {
  const { invoice, enrolledAt } = readInvoice(item).invoice;
  return [
    ...(enrolledAt === undefined ? [] : [{ at: enrolledAt, is: 'enrolled' as const, invoice }]),
    ...readEndings(item).map(({ at, stage, because, policyInForce }) => ({
      at,
      is: 'ended' as const,
      invoice,
      stage,
      ...(because === undefined || stage === 'placed' || stage === 'internal' ? {} : { because }),
      ...(policyInForce === undefined ? {} : { inForce: policyInForce }),
    })),
  ];
};

const loadPolicies = async (
  creditor: string,
  entries: readonly RecordEntry[],
): Promise<ReadonlyMap<number, Policy>> => {
  const versions = new Set([0]);
  for (const entry of entries) {
    if (entry.is === 'made' && entry.taking.inForce !== undefined) versions.add(entry.taking.inForce);
    if (entry.is === 'ended' && entry.inForce !== undefined) versions.add(entry.inForce);
  }
  return new Map(
    await Promise.all([...versions].map(async (version) => [version, await policyAt(creditor, version)] as const)),
  );
};

/**
 * By time; of one instant, facts first, and contacts in the order of the debtor's counter. Credit is there before it is put to use, and
 * all of it is before a payment counts as allocated.
 */
const inOrder = (one: RecordEntry, other: RecordEntry): number => {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  if (one.is === 'made' && other.is === 'made') return (one.taking.counter ?? 0) - (other.taking.counter ?? 0);
  return rankOf(one) - rankOf(other);
};
const rankOf = (entry: RecordEntry): number => {
  if (entry.is !== 'heard') return ranks[entry.is];
  if (entry.event.type === 'Credit Applied') return ranks.heard + 0.1;
  return entry.event.type === 'Payment Allocated' ? ranks.heard + 0.2 : ranks.heard;
};
const ranks = { 'in-force': 0, issued: 1, heard: 2, began: 2, enrolled: 3, made: 4, became: 5, asked: 5, ended: 6 };
