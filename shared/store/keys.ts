// The key layout of the one table, known here alone. Access patterns are in docs/table.md.
//
//   pk                          sk                      what
//   INVOICE#creditor#number     INVOICE                 the invoice and the cursor of its execution
//                               LEDGER#entry            ledger entries, never edited
//                               EVENT#id                event records: their INSERT rings the doorbell
//                               WAITING#id              events that came before their invoice
//                               PLACEMENT#run           handed to an agency
//   DEBTOR#creditor#debtor      DEBTOR                  the debtor
//                               OPEN#due#number         one pointer for each open invoice, oldest first
//                               CLOSED#number           one pointer for each invoice that was ever paid or cancelled
//                               CONTACT#id              the contact register
//                               TASK#id                 tasks
//                               EVENT#id                event records of the debtor
//   PERSON#person               PERSON                  contact budget and stop-all marks
//   POLICY#creditor             VERSION#000001, CURRENT policy versions and the one in force
//   RATES#published             RATE#series#date        published rates that were imported, beside those of the packs
//   RATES#creditor              ASKED#task              gaps that somebody was asked to look up
//   BATCH#id                    BATCH                   one uploaded file, and how far it has come
//                               EVENT#id                what people answered about it
//   BATCH#content-hash          CONTENT                 how often batches of this content were undone
//   PAYMENT#creditor#payment    PAYMENT                 money that a bank told of, and whose it was found to be
//   PARTNER#creditor#name       LINK                    which invoice others mean by a name of their own
//   WEBHOOK#creditor#signature  SEEN                    signatures that were taken, for a quarter of an hour
//   CLOCK                       CLOCK, MARKER, SEEN#…   the movable clock, where a stage has one
//
// Index `agenda` (agendaPk, wakeAt): ENROL#shard or WAKE#shard, by instant: what time alone will make due.
// Index `stage` (stagePk, stageSk): STAGE#creditor#stage#shard by due date, and TASKS#creditor#shard by opening time (open tasks only),
// BATCHES by the time when they came, and PAYMENTS#creditor of which nobody knows yet whose they are, by their day.
import { createHash } from 'node:crypto';
import type { DebtorKey, InvoiceKey } from '#domain/facts.ts';

export type Key = { readonly pk: string; readonly sk: string };

export const agendaIndex = 'agenda';
export const stageIndex = 'stage';
export const shardCount = 8;

export const invoicePk = ({ creditor, invoice }: InvoiceKey): string => `INVOICE#${creditor}#${invoice}`;
export const debtorPk = ({ creditor, debtor }: DebtorKey): string => `DEBTOR#${creditor}#${debtor}`;

export const invoiceItem = (key: InvoiceKey): Key => ({ pk: invoicePk(key), sk: 'INVOICE' });
export const debtorItem = (key: DebtorKey): Key => ({ pk: debtorPk(key), sk: 'DEBTOR' });
export const personItem = (person: string): Key => ({ pk: `PERSON#${person}`, sk: 'PERSON' });
export const openItem = (key: DebtorKey, due: string, invoice: string): Key => ({
  pk: debtorPk(key),
  sk: `OPEN#${due}#${invoice}`,
});
export const closedItem = (key: DebtorKey, invoice: string): Key => ({ pk: debtorPk(key), sk: `CLOSED#${invoice}` });
export const contactItem = (key: DebtorKey, contact: string): Key => ({ pk: debtorPk(key), sk: `CONTACT#${contact}` });
export const taskItem = (key: DebtorKey, task: string): Key => ({ pk: debtorPk(key), sk: `TASK#${task}` });
export const debtorLedgerItem = (key: DebtorKey, id: string): Key => ({ pk: debtorPk(key), sk: `LEDGER#${id}` });
export const ledgerItem = (key: InvoiceKey, entry: string): Key => ({ pk: invoicePk(key), sk: `LEDGER#${entry}` });
export const invoiceEventItem = (key: InvoiceKey, id: string): Key => ({ pk: invoicePk(key), sk: `EVENT#${id}` });
export const debtorEventItem = (key: DebtorKey, id: string): Key => ({ pk: debtorPk(key), sk: `EVENT#${id}` });
/** In the partition of the invoice or the debtor that it waits for. */
export const waitingItem = (pk: string, id: string): Key => ({ pk, sk: `WAITING#${id}` });
export const placementItem = (key: InvoiceKey, run: number): Key => ({ pk: invoicePk(key), sk: `PLACEMENT#${run}` });
export const policyPk = (creditor: string): string => `POLICY#${creditor}`;
export const policyVersionItem = (creditor: string, version: number): Key => ({
  pk: policyPk(creditor),
  sk: `VERSION#${String(version).padStart(6, '0')}`,
});
export const policyCurrentItem = (creditor: string): Key => ({ pk: policyPk(creditor), sk: 'CURRENT' });
export const partnerLinkItem = (creditor: string, name: string): Key => ({
  pk: `PARTNER#${creditor}#${name}`,
  sk: 'LINK',
});
export const webhookNoteItem = (creditor: string, signature: string): Key => ({
  pk: `WEBHOOK#${creditor}#${signature}`,
  sk: 'SEEN',
});
/** Items that have it go by themselves after that second; nothing of the portfolio has it. */
export const expiryAttribute = 'expiresAt';
const ratesPk = (whose: string): string => `RATES#${whose}`;
export const importedRatesPk = (): string => ratesPk('published');
export const rateItem = (series: string, from: string): Key => ({
  pk: importedRatesPk(),
  sk: `RATE#${series}#${from}`,
});
export const askedItem = (creditor: string, task: string): Key => ({ pk: ratesPk(creditor), sk: `ASKED#${task}` });
const batchPk = (batch: string): string => `BATCH#${batch}`;
export const batchItem = (batch: string): Key => ({ pk: batchPk(batch), sk: 'BATCH' });
export const batchEventItem = (batch: string, id: string): Key => ({ pk: batchPk(batch), sk: `EVENT#${id}` });
export const contentItem = (content: string): Key => ({ pk: batchPk(`content-${content}`), sk: 'CONTENT' });
export const paymentItem = (creditor: string, payment: string): Key => ({
  pk: `PAYMENT#${creditor}#${payment}`,
  sk: 'PAYMENT',
});
export const unmatchedPk = (creditor: string): string => `PAYMENTS#${creditor}`;
/** So long a batch can be undone; the bucket keeps its rows a month longer. */
export const undoDays = 60;
export const batchesPk = 'BATCHES';
export const clockPk = 'CLOCK';
export const clockItem: Key = { pk: clockPk, sk: 'CLOCK' };
export const markerItem: Key = { pk: clockPk, sk: 'MARKER' };
export const seenItem = (reader: 'wake' | 'publish'): Key => ({ pk: clockPk, sk: `SEEN#${reader}` });

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

export const shardOf = (key: InvoiceKey): number =>
  createHash('sha256').update(invoicePk(key)).digest().readUInt32BE() % shardCount;
export const allShards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard);

export const enrolPk = (shard: number): string => `ENROL#${shard}`;
export const wakePk = (shard: number): string => `WAKE#${shard}`;
export const stagePk = (creditor: string, stage: string, shard: number): string =>
  `STAGE#${creditor}#${stage}#${shard}`;
export const tasksPk = (creditor: string, shard: number): string => `TASKS#${creditor}#${shard}`;

/** Identity of a contact: the same step, repetition and attempt can be claimed once. Safe as an SES tag. */
export const contactId = (
  lead: InvoiceKey,
  debtor: string,
  step: string,
  repetition: number,
  attempt: number,
): string =>
  digest([debtorPk({ creditor: lead.creditor, debtor }), lead.invoice, step, repetition, attempt].join('\n')).slice(
    0,
    22,
  );

/** Identity of a conversation in the budget of a person: it tells other creditors nothing. */
export const conversationId = (key: DebtorKey, event: string): string =>
  digest([debtorPk(key), 'conversation', event].join('\n')).slice(0, 22);

/** Executions are named by invoice and run: a name stays taken for 90 days after its execution closed. */
export const executionName = (key: InvoiceKey, run: number): string => `${digest(invoicePk(key)).slice(0, 43)}-${run}`;

/** Replans are named by creditor, version and try. */
export const replanName = (creditor: string, version: number, attempt: number): string =>
  `${digest(policyPk(creditor)).slice(0, 43)}-${version}-${attempt}`;

/** Undos are named by batch and request. */
export const undoName = (batch: string, event: string): string => `${batch}-${digest(event).slice(0, 22)}`;
