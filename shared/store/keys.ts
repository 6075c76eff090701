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
//                               CONTACT#id              the contact register: a contact as it was claimed
//                               CONTACT#id#00000001     a status that it got, by its number in the register
//                               TASK#id                 tasks
//                               EVENT#id                event records of the debtor
//                               MERGED#number           one pointer for each of its invoices that another debtor has, with whom it was merged
//                               REPLY#id                what the debtor answered, as it was heard
//                               REPLY#id#00000001       what a person said that it means, by its number in the register
//   PERSON#person               PERSON                  contact budget and stop-all marks
//                               LEASE                   an agent is speaking with it: until when, and nothing of whom
//   AGENT#creditor#agent        AGENT                   the tasks that an agent holds
//   POLICY#creditor             VERSION#000001, CURRENT policy versions and the one in force
//   TEXTS#creditor#language     VERSION#000001, CURRENT a creditor's own texts in a language and the ones in force
//   RATES#published             RATE#series#date        published rates that were imported, beside those of the packs
//   RATES#creditor              ASKED#task              gaps that somebody was asked to look up
//   BATCH#id                    BATCH                   one uploaded file, and how far it has come
//                               EVENT#id                what people answered about it
//   BATCH#content-hash          CONTENT                 how often batches of this content were undone
//   BATCH#list-creditor         LIST                    the newest full list of a creditor that was taken
//   PAYMENT#creditor#payment    PAYMENT                 money that a bank told of, and whose it was found to be
//   PARTNER#creditor#name       LINK                    which invoice others mean by a name of their own
//   WEBHOOK#creditor#signature  SEEN                    signatures that were taken, for a quarter of an hour
//   THREAD#token                THREAD                  whose account an address for answers belongs to
//   SENDING#settings            STOP#creditor#channel   what is stopped or was, by whom and why; * is all
//                               RATE#channel            how fast it may send
//   SENDING#channel#period      LANES                   places of five seconds, taken by lanes; goes by itself
//   SENDING#channel             TURNS                   when those come back who found no place, by creditor
//   SENDING#creditor#day        DAY                     mails of a day of a domain's warm-up; goes by itself
//   SENDING#creditor#shard      HOUR#hour               what became of its mails; goes by itself
//   CLOCK                       CLOCK, MARKER, SEEN#…   the movable clock, where a stage has one
//
// Index `agenda` (agendaPk, wakeAt): ENROL#shard or WAKE#shard, by instant: what time alone will make due.
// Index `stage` (stagePk, stageSk): STAGE#creditor#stage#shard by due date, and TASKS#creditor#shard by opening time (open tasks only),
// BATCHES by the time when they came, PAYMENTS#creditor of which nobody knows yet whose they are, by their day, and
// SAME#creditor#person: debtors whose person was told.
import { createHash } from 'node:crypto';
import type { DebtorKey, InvoiceKey } from '#domain/facts.ts';

export type Key = { readonly pk: string; readonly sk: string };

export const agendaIndex = 'agenda';
export const stageIndex = 'stage';
export const shardCount = 8;

export const invoicePk = ({ creditor, invoice }: InvoiceKey): string => `INVOICE#${creditor}#${invoice}`;
export const debtorPk = ({ creditor, debtor }: DebtorKey): string => `DEBTOR#${creditor}#${debtor}`;
/** Of a debtor's partition: no creditor has a # in its id. */
export const debtorKeyIn = (pk: string): DebtorKey => {
  const [, creditor = '', ...rest] = pk.split('#');
  return { creditor, debtor: rest.join('#') };
};

export const invoiceItem = (key: InvoiceKey): Key => ({ pk: invoicePk(key), sk: 'INVOICE' });
export const debtorItem = (key: DebtorKey): Key => ({ pk: debtorPk(key), sk: 'DEBTOR' });
export const personItem = (person: string): Key => ({ pk: `PERSON#${person}`, sk: 'PERSON' });
export const personLeaseItem = (person: string): Key => ({ pk: `PERSON#${person}`, sk: 'LEASE' });
export const agentItem = (creditor: string, agent: string): Key => ({ pk: `AGENT#${creditor}#${agent}`, sk: 'AGENT' });
export const openItem = (key: DebtorKey, due: string, invoice: string): Key => ({
  pk: debtorPk(key),
  sk: `OPEN#${due}#${invoice}`,
});
export const closedItem = (key: DebtorKey, invoice: string): Key => ({ pk: debtorPk(key), sk: `CLOSED#${invoice}` });
export const mergedInvoiceItem = (key: DebtorKey, invoice: string): Key => ({
  pk: debtorPk(key),
  sk: `MERGED#${invoice}`,
});
export const contactItem = (key: DebtorKey, contact: string): Key => ({ pk: debtorPk(key), sk: `CONTACT#${contact}` });
/** A status that a contact got after its claim, by its number in the register. */
export const contactStatusItem = (key: DebtorKey, contact: string, sequence: number): Key => ({
  pk: debtorPk(key),
  sk: `CONTACT#${contact}#${String(sequence).padStart(8, '0')}`,
});
/** Told from a contact or an answer by its key: no id of either has a #. */
export const isStatusItem = ({ sk }: { readonly sk?: unknown }): boolean => String(sk).split('#').length > 2;
export const taskItem = (key: DebtorKey, task: string): Key => ({ pk: debtorPk(key), sk: `TASK#${task}` });
export const replyItem = (key: DebtorKey, reply: string): Key => ({ pk: debtorPk(key), sk: `REPLY#${reply}` });
export const replyAnswerItem = (key: DebtorKey, reply: string, sequence: number): Key => ({
  pk: debtorPk(key),
  sk: `REPLY#${reply}#${String(sequence).padStart(8, '0')}`,
});
export const threadItem = (token: string): Key => ({ pk: `THREAD#${token}`, sk: 'THREAD' });
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
const textsPk = (creditor: string, language: string): string => `TEXTS#${creditor}#${language}`;
export const textsVersionItem = (creditor: string, language: string, version: number): Key => ({
  pk: textsPk(creditor, language),
  sk: `VERSION#${String(version).padStart(6, '0')}`,
});
export const textsCurrentItem = (creditor: string, language: string): Key => ({
  pk: textsPk(creditor, language),
  sk: 'CURRENT',
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
export const fullListItem = (creditor: string): Key => ({ pk: batchPk(`list-${creditor}`), sk: 'LIST' });
export const paymentItem = (creditor: string, payment: string): Key => ({
  pk: `PAYMENT#${creditor}#${payment}`,
  sk: 'PAYMENT',
});
/** Debtors of a creditor that have one person behind them. */
export const samePersonPk = (creditor: string, person: string): string => `SAME#${creditor}#${person}`;
export const unmatchedPk = (creditor: string): string => `PAYMENTS#${creditor}`;
/** So long a batch can be undone; the bucket keeps its rows a month longer. */
export const undoDays = 60;
export const batchesPk = 'BATCHES';
const sendingOf = (whose: string): string => `SENDING#${whose}`;
export const sendingPk = (): string => sendingOf('settings');
export const stopItem = ({ creditor, channel }: { readonly creditor: string; readonly channel: string }): Key => ({
  pk: sendingPk(),
  sk: `STOP#${creditor}#${channel}`,
});
export const paceItem = (channel: string): Key => ({ pk: sendingPk(), sk: `RATE#${channel}` });
export const lanesItem = (channel: string, period: number): Key => ({
  pk: sendingOf(`${channel}#${period}`),
  sk: 'LANES',
});
export const turnsItem = (channel: string): Key => ({ pk: sendingOf(channel), sk: 'TURNS' });
export const warmUpItem = (creditor: string, date: string): Key => ({
  pk: sendingOf(`${creditor}#${date}`),
  sk: 'DAY',
});
const reportsPk = (creditor: string, shard: number): string => sendingOf(`${creditor}#${shard}`);
/** What became of a creditor's mails in an hour, such as "2026-03-01T10", in the shard of a contact. */
export const reportsItem = (creditor: string, contact: string, hour: string): Key => ({
  pk: reportsPk(creditor, createHash('sha256').update(contact).digest().readUInt32BE() % shardCount),
  sk: `HOUR#${hour}`,
});
export const reportsPks = (creditor: string): readonly string[] => allShards.map((shard) => reportsPk(creditor, shard));
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

/** Identity of an agent's work on a task beside the person it is about: it tells other creditors nothing. */
export const leaseId = (key: DebtorKey, task: string, agent: string): string =>
  digest([debtorPk(key), task, agent].join('\n')).slice(0, 22);

/** Executions are named by invoice and run: a name stays taken for 90 days after its execution closed. */
export const executionName = (key: InvoiceKey, run: number): string => `${digest(invoicePk(key)).slice(0, 43)}-${run}`;

/** Replans are named by creditor, version and try. */
export const replanName = (creditor: string, version: number, attempt: number): string =>
  `${digest(policyPk(creditor)).slice(0, 43)}-${version}-${attempt}`;

/** What people ask of a batch is named by batch and request. */
export const requestName = (batch: string, event: string): string => `${batch}-${digest(event).slice(0, 22)}`;
