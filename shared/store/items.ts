// How facts lie in the table, and how they are read back: every item is parsed, so that a wrong one is found where it is read.
import * as z from 'zod';
import type { ChangedAt } from '#domain/apply-fact/changed-at.ts';
import {
  type Debtor,
  type DebtorKey,
  type Invoice,
  type InvoiceKey,
  invoiceStages,
  outcomes,
  type Person,
} from '#domain/facts.ts';
import { registeredDocument } from '#domain/invoice-document.ts';
import { type DebtorEntry, debtorLedgerKinds } from '#domain/money/debtor-ledger.ts';
import { allocationOrders, components, type LedgerEntry, ledgerKinds } from '#domain/money/ledger.ts';
import type { End } from '#domain/register/register-record.ts';
import { sourcedFields } from '#domain/sources.ts';
import { channels, debtorTypes, engagements, languages, personStops, stageNames, tellers } from '#domain/vocabulary.ts';
import {
  debtorItem,
  debtorLedgerItem,
  invoiceItem,
  ledgerItem,
  personItem,
  samePersonPk,
  shardOf,
  stagePk,
} from './keys.ts';
import type { Item } from './table.ts';

const hold = z.object({
  reason: z.enum(['dispute', 'promise', 'plan', 'payment-in-flight', 'bankruptcy', 'offer', 'reply', 'manual']),
  until: z.string().optional(),
  amount: z.int().optional(),
  released: z.boolean().optional(),
});
const holds = z.record(z.string(), hold);

const stepTaken = z.object({
  at: z.string(),
  repetition: z.number(),
  attempt: z.number(),
  channel: z.enum(channels),
  contact: z.string(),
  outcome: z.enum(outcomes),
  stage: z.enum(stageNames),
  notice: z.boolean(),
  due: z.string(),
});

const tier = z.union([
  z.strictObject({ until: z.string(), percent: z.string() }),
  z.strictObject({ until: z.string(), pays: z.int(), off: z.int() }),
]);
const standingOffer = z.object({
  offer: z.string(),
  from: z.string(),
  until: z.string(),
  left: z.int(),
  off: z.int(),
  percent: z.string().optional(),
});

const invoiceSchema = z.object({
  creditor: z.string(),
  invoice: z.string(),
  debtor: z.string(),
  currency: z.string(),
  issued: z.string(),
  due: z.string(),
  amount: z.int(),
  balance: z.int(),
  charges: z.int().optional(),
  offers: z.array(standingOffer).optional(),
  version: z.int(),
  run: z.int(),
  stage: z.enum(invoiceStages),
  holds,
  steps: z.record(z.string(), stepTaken),
  tags: z.array(z.string()),
  document: registeredDocument.optional(),
  billedTo: z.string().optional(),
  formerly: z.array(z.string()).optional(),
  enrolledAt: z.string().optional(),
});

/** The execution's side of an invoice: where its cursor rests. */
const cursorSchema = z.object({
  because: z.string().optional(),
  wakeAt: z.string().optional(),
  taskToken: z.string().optional(),
  restVersion: z.int().optional(),
  rests: z.int().optional(),
  agendaPk: z.string().optional(),
  changedAt: z.record(z.string(), z.string()).optional(),
  runStartedAt: z.string().optional(),
  restsBefore: z.int().optional(),
  /** The version of the policy that a replan has moved it to. */
  policyVersion: z.int().optional(),
});

const recap = z.object({
  conversation: z.string(),
  invoices: z.array(z.string()).optional(),
  isShort: z.boolean().optional(),
});
const receivedPayment = z.object({
  payment: z.string(),
  at: z.string(),
  on: z.string(),
  amount: z.int(),
  currency: z.string(),
  invoices: z.array(z.string()),
});

const source = z.object({
  saidBy: z.enum(tellers),
  at: z.string(),
  event: z.string(),
  by: z.string().optional(),
});

const debtorSchema = z.object({
  creditor: z.string(),
  debtor: z.string(),
  person: z.string(),
  type: z.enum(debtorTypes),
  name: z.string(),
  language: z.enum(languages),
  timeZone: z.string(),
  email: z.string().optional(),
  phone: z.string().optional(),
  postalAddress: z
    .object({
      lines: z.array(z.string()),
      postalCode: z.string().optional(),
      city: z.string(),
      region: z.string().optional(),
      country: z.string().optional(),
    })
    .optional(),
  optOut: z.array(z.enum(channels)),
  undeliverable: z.array(z.enum(channels)),
  holds,
  credit: z.record(z.string(), z.int()),
  allocating: z.array(z.string()).optional(),
  offer: z
    .object({ offer: z.string(), until: z.string(), currency: z.string(), invoices: z.array(z.string()) })
    .optional(),
  counter: z.int(),
  contacts: z.array(z.object({ at: z.string(), contact: z.string() })),
  // What follows came later: older items know nothing of it.
  jurisdiction: z.string().optional(),
  region: z.string().optional(),
  consent: z.array(z.enum(channels)).default([]),
  preferred: z.object({ time: z.string().optional(), day: z.int().optional() }).optional(),
  preferredChannel: z.enum(channels).optional(),
  sources: z.partialRecord(z.enum(sourcedFields), source).optional(),
  circumstances: z
    .object({
      situation: z.string().optional(),
      capacity: z.string().optional(),
      cause: z.string().optional(),
      tags: z.array(z.string()),
    })
    .default({ tags: [] }),
  history: z
    .object({
      settled: z.array(z.object({ invoice: z.string(), due: z.string(), on: z.string() })),
      promises: z.array(
        z.object({
          promise: z.string(),
          invoice: z.string().optional(),
          date: z.string(),
          leaves: z.int().optional(),
          at: z.string().optional(),
          amount: z.int().optional(),
          currency: z.string().optional(),
          conversation: z.string().optional(),
          outcome: z.enum(['kept', 'broken', 'cancelled']).optional(),
        }),
      ),
      conversations: z.array(z.object({ at: z.string(), channel: z.enum(channels), recap: recap.optional() })),
      payments: z.array(receivedPayment).optional(),
      engaged: z.array(z.object({ at: z.string(), channel: z.enum(channels), act: z.enum(engagements) })).optional(),
    })
    .default({ settled: [], promises: [], conversations: [] }),
  merged: z.object({ into: z.string(), merge: z.string(), separation: z.string().optional() }).optional(),
  absorbed: z.array(z.string()).optional(),
});
const debtorState = z.object({
  pendingCover: z.string().optional(),
  /** The last record of its contact register. */
  register: z.object({ sequence: z.int(), hash: z.string() }).optional(),
  changedAt: z.record(z.string(), z.string()).optional(),
});

const personSchema = z.object({
  person: z.string(),
  stop: z.enum(personStops).optional(),
  contacts: z.array(
    z.object({ at: z.string(), channel: z.enum(channels), contact: z.string(), direct: z.boolean().optional() }),
  ),
  version: z.int(),
});

const entrySchema = z.object({
  id: z.string(),
  kind: z.enum(ledgerKinds),
  amount: z.int(),
  currency: z.string(),
  effective: z.string(),
  recordedAt: z.string(),
  source: z.string(),
  author: z.string().optional(),
  of: z.string().optional(),
  order: z.enum(allocationOrders).optional(),
  component: z.enum(components).optional(),
  reason: z.string().optional(),
  tiers: z.array(tier).optional(),
});

const debtorEntrySchema = z.object({
  id: z.string(),
  kind: z.enum(debtorLedgerKinds),
  amount: z.int(),
  currency: z.string(),
  effective: z.string(),
  recordedAt: z.string(),
  source: z.string(),
  author: z.string().optional(),
  invoice: z.string().optional(),
  payment: z.string().optional(),
  wanted: z.array(z.object({ invoice: z.string(), amount: z.int() })).optional(),
  of: z.string().optional(),
});

export type Cursor = z.output<typeof cursorSchema>;
export type StoredInvoice = { readonly invoice: Invoice; readonly cursor: Cursor };
export type StoredDebtor = {
  readonly debtor: Debtor;
  readonly pendingCover?: string;
  readonly register?: End;
  readonly changedAt?: ChangedAt;
};

export const readInvoice = (item: Item): StoredInvoice => ({
  invoice: withoutUndefined(invoiceSchema.parse(item)),
  cursor: cursorSchema.parse(item),
});
export const readDebtor = (item: Item): StoredDebtor => ({
  debtor: withoutUndefined(debtorSchema.parse(item)),
  ...withoutUndefined(debtorState.parse(item)),
});
export const readPerson = (item: Item): Person => withoutUndefined(personSchema.parse(item));
export const readEntry = (item: Item): LedgerEntry => withoutUndefined(entrySchema.parse(item));
export const readDebtorEntry = (item: Item): DebtorEntry => withoutUndefined(debtorEntrySchema.parse(item));

/** Sort attributes for the `stage` index: one partition per creditor, stage and shard, by due date. */
export const stageKeys = (key: InvoiceKey, stage: string, due: string): { stagePk: string; stageSk: string } => ({
  stagePk: stagePk(key.creditor, stage, shardOf(key)),
  stageSk: `${due}#${key.invoice}`,
});

export const invoiceToItem = (invoice: Invoice): Item => ({
  ...invoiceItem(invoice),
  ...invoice,
  ...stageKeys(invoice, invoice.stage, invoice.due),
});
export const debtorToItem = (debtor: Debtor): Item => ({ ...debtorItem(debtor), ...debtor, ...personKeys(debtor) });

/** Sort attributes for the `stage` index: those who share a person stand together. */
const personKeys = ({ creditor, debtor, person }: Debtor): Item =>
  person === ownPerson({ creditor, debtor }) ? {} : { stagePk: samePersonPk(creditor, person), stageSk: debtor };
export const personToItem = (person: Person): Item => ({ ...personItem(person.person), ...person });
export const entryToItem = (key: InvoiceKey, entry: LedgerEntry): Item => ({
  ...ledgerItem(key, `${entry.kind}#${entry.id}`),
  ...entry,
  ...(entry.tiers === undefined ? {} : { tiers: entry.tiers.map((each) => ({ ...each })) }),
});

export const debtorEntryToItem = (key: DebtorKey, entry: DebtorEntry): Item => ({
  ...debtorLedgerItem(key, `${entry.kind}#${entry.id}`),
  ...entry,
  ...(entry.wanted === undefined ? {} : { wanted: entry.wanted.map((each) => ({ ...each })) }),
});

export const newPerson = (person: string): Person => ({ person, contacts: [], version: 0 });

/** The person behind a debtor that names none: nobody else's. */
export const ownPerson = ({ creditor, debtor }: DebtorKey): string => `${creditor}/${debtor}`;

/** Of all debtors that an invoice ever belonged to, its own first: contacts and tasks stay with whom they were made to. */
export const everyDebtorOf = ({ creditor, debtor, formerly = [] }: Invoice): readonly DebtorKey[] =>
  [...new Set([debtor, ...formerly])].map((each) => ({ creditor, debtor: each }));

/** The key of the debtor that an invoice belongs to. */
export const debtorOf = ({ creditor, debtor }: Invoice): DebtorKey => ({ creditor, debtor });

type Defined<T> = { [Key in keyof T]: DefinedValue<Exclude<T[Key], undefined>> };
type DefinedValue<T> = T extends (infer Value)[] ? DefinedValue<Value>[] : T extends object ? Defined<T> : T;

// zod writes optional keys as `| undefined`; the table never holds undefined, so the absent key is the only case.
const withoutUndefined = <T>(value: T): Defined<T> => value as Defined<T>;
