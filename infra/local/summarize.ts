// The summary of a run, counted from what really happened: the providers' outboxes, execution histories, the table.
import { GetExecutionHistoryCommand, type HistoryEvent, paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { InvoiceKey } from '#domain/facts.ts';
import { balancesOn } from '#domain/money/balances.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { type Contact, readContacts } from '#store/contacts.ts';
import { readEntry, readInvoice, type StoredInvoice } from '#store/items.ts';
import { executionName } from '#store/keys.ts';
import { documents, type Item, tableName } from '#store/table.ts';
import { readOutbox } from './outbox.ts';

export type Summary = {
  readonly invoices: number;
  readonly from: string;
  readonly to: string;
  readonly contacts: {
    readonly email: number;
    readonly sms: number;
    readonly whatsapp: number;
    readonly task: number;
  };
  readonly byStage: Readonly<Record<string, number>>;
  readonly paid: number;
  readonly placed: number;
  readonly internal: number;
  readonly open: number;
  readonly duplicates: number;
  readonly contactsAfterPayment: number;
  readonly transitionsPerInvoice: number;
  readonly seconds: number;
};

type Machines = { readonly CollectionArn: string; readonly HandoffArn: string; readonly endpoint: string };

export const summarize = async (stack: Machines, from: string, to: string, seconds: number): Promise<Summary> => {
  const items = await scanAll();
  const stored = items.filter(({ sk }) => sk === 'INVOICE').map(readInvoice);
  const contacts = readContacts(items.filter(({ sk }) => String(sk).startsWith('CONTACT#')));
  const ledgers = Map.groupBy(
    items.filter(({ sk }) => String(sk).startsWith('LEDGER#')),
    ({ pk }) => String(pk),
  );
  const outbox = await readOutbox(stack.endpoint);
  const sent = messagesSent(
    outbox.map(({ providerId }) => providerId),
    contacts,
  );
  const entered = await statesEntered(stack);
  const count = (holds: (invoice: StoredInvoice) => boolean) => stored.filter(holds).length;
  const ended = {
    paid: count(({ invoice }) => invoice.stage === 'closed'),
    placed: count(({ invoice }) => invoice.stage === 'placed'),
    internal: count(({ invoice }) => invoice.stage === 'internal'),
  };
  return {
    invoices: stored.length,
    from,
    to,
    contacts: {
      email: outbox.filter(({ channel }) => channel === 'email').length,
      sms: outbox.filter(({ channel }) => channel === 'sms').length,
      whatsapp: outbox.filter(({ channel }) => channel === 'whatsapp').length,
      task: items.filter(({ sk, kind }) => String(sk).startsWith('TASK#') && (kind === 'call' || kind === 'visit'))
        .length,
    },
    byStage: countHarshest(stored, entered),
    ...ended,
    open: stored.length - ended.paid - ended.placed - ended.internal,
    duplicates: countDuplicates(sent) + (outbox.length - sent.length),
    contactsAfterPayment: sent.filter((contact) => isAfterPayment(contact, ledgers)).length,
    transitionsPerInvoice:
      stored.length === 0 ? 0 : Math.round((100 * [...entered.values()].flat().length) / stored.length) / 100,
    seconds,
  };
};

const scanAll = async (): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan(
    { client: documents },
    { TableName: tableName, ConsistentRead: true },
  ))
    items.push(...Items);
  return items;
};

/** The contact of each message in the outbox; a message without a contact of its own counts as a duplicate. */
const messagesSent = (providerIds: readonly string[], contacts: readonly Contact[]): readonly Contact[] => {
  const byProvider = new Map(
    contacts.flatMap((contact) => (contact.providerId ? [[contact.providerId, contact] as const] : [])),
  );
  return providerIds.flatMap((id) => byProvider.get(id) ?? []);
};

/** Messages in which an invoice takes the same step and repetition again without a failed attempt between. */
const countDuplicates = (sent: readonly Contact[]): number => {
  const taken = new Map<string, Contact['status']>();
  let duplicates = 0;
  for (const contact of sent.toSorted((one, other) => (one.claimedAt < other.claimedAt ? -1 : 1))) {
    const turns = contact.covers
      .filter(({ step }) => step !== undefined)
      .map(({ invoice, step, repetition }) => [contact.creditor, invoice, step, repetition].join('#'));
    if (turns.some((turn) => taken.has(turn) && !['failed', 'refused', 'abandoned'].includes(taken.get(turn) ?? '')))
      duplicates += 1;
    for (const turn of turns) taken.set(turn, contact.status);
  }
  return duplicates;
};

/** Claimed after everything that it covers had been paid: by what was recorded before the claim. */
const isAfterPayment = (
  { creditor, covers, claimedAt }: Contact,
  ledgers: ReadonlyMap<string, readonly Item[]>,
): boolean =>
  covers.every(({ invoice }) => {
    const entries: readonly LedgerEntry[] = (ledgers.get(`INVOICE#${creditor}#${invoice}`) ?? [])
      .map(readEntry)
      .filter(({ recordedAt }) => recordedAt < claimedAt);
    return entries.length > 0 && balancesOn(entries).principal <= 0;
  });

const severity = ['preventive', 'administrative', 'extrajudicial', 'handoff'];
const stageOfState: Readonly<Record<string, string>> = {
  Preventive: 'preventive',
  Administrative: 'administrative',
  Extrajudicial: 'extrajudicial',
  'Hand Off': 'handoff',
};

/** Invoices by the harshest stage that their executions entered; `scheduled` for those that none had to. */
const countHarshest = (
  stored: readonly StoredInvoice[],
  entered: ReadonlyMap<string, readonly string[]>,
): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {
    scheduled: 0,
    preventive: 0,
    administrative: 0,
    extrajudicial: 0,
    handoff: 0,
  };
  for (const { invoice } of stored) {
    const stages = runsOf(invoice, invoice.run)
      .flatMap((name) => entered.get(name) ?? [])
      .map((state) => severity.indexOf(stageOfState[state] ?? ''));
    const harshest = severity[Math.max(-1, ...stages)] ?? 'scheduled';
    counts[harshest] = (counts[harshest] ?? 0) + 1;
  }
  return counts;
};

const runsOf = (key: InvoiceKey, runs: number): readonly string[] =>
  Array.from({ length: runs }, (_, index) => executionName(key, index + 1));

const workflows = new SFNClient({});

/** The states that each execution of collection and handoff entered, by execution name. */
const statesEntered = async ({
  CollectionArn,
  HandoffArn,
}: Machines): Promise<ReadonlyMap<string, readonly string[]>> => {
  const byName = new Map<string, string[]>();
  for (const stateMachineArn of [CollectionArn, HandoffArn]) {
    for await (const { executions = [] } of paginateListExecutions(
      { client: workflows },
      { stateMachineArn, maxResults: 200 },
    )) {
      await Promise.all(
        executions.map(async ({ executionArn, name = '' }) => {
          byName.set(name, [
            ...(byName.get(name) ?? []),
            ...(await historyOf(executionArn ?? '')).flatMap(stateEntered),
          ]);
        }),
      );
    }
  }
  return byName;
};

const historyOf = async (executionArn: string): Promise<readonly HistoryEvent[]> => {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await workflows.send(
      new GetExecutionHistoryCommand({
        executionArn,
        maxResults: 1000,
        includeExecutionData: false,
        ...(nextToken ? { nextToken } : {}),
      }),
    );
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return events;
};

const stateEntered = ({ stateEnteredEventDetails }: HistoryEvent): readonly string[] =>
  stateEnteredEventDetails?.name ? [stateEnteredEventDetails.name] : [];
