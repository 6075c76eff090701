// The generation of an invoice's execution: begun by enrol, raised when collection reopens or is repaired, ended at close.
import type { IsoInstant } from '#domain/calendar.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import type { StageName } from '#domain/vocabulary.ts';
import { addEnding, type Ending, endingValues } from './endings.ts';
import { type StoredInvoice, stageKeys } from './items.ts';
import { invoiceItem, shardOf, wakePk } from './keys.ts';
import { ringRecord } from './ring-record.ts';
import { setting } from './setting.ts';
import { tableName, transact } from './table.ts';
import { updateIf } from './update-if.ts';

/** Marks run 1 as begun, before its execution is started: if the start is lost, its wake is overdue and reconcile repairs it. */
export const beginFirstRun = (key: InvoiceKey, now: IsoInstant): Promise<boolean> => updateIf(firstRun(key, now));

const firstRun = (key: InvoiceKey, now: IsoInstant) => ({
  Key: invoiceItem(key),
  UpdateExpression:
    'SET run = :one, runStartedAt = :now, enrolledAt = :now, restsBefore = :none, wakeAt = :now, agendaPk = :agenda, version = version + :one',
  ConditionExpression: 'run = :zero AND attribute_exists(agendaPk)',
  ExpressionAttributeValues: { ':one': 1, ':zero': 0, ':none': 0, ':now': now, ':agenda': wakePk(shardOf(key)) },
});

/**
 * Begins run 1 of an invoice whose window has come, without waiting for enrol: the INSERT of the event record makes `wake` start it. False
 * where it has begun, or is not due.
 */
export const beginAtOnce = async (key: InvoiceKey, now: IsoInstant): Promise<boolean> => {
  const first = firstRun(key, now);
  const refused = await transact([
    {
      Update: {
        TableName: tableName,
        ...first,
        ConditionExpression: `${first.ConditionExpression} AND wakeAt <= :now`,
      },
    },
    ringRecord(key, { id: 'run-1', type: 'Run Raised', reason: 'issued', at: now, start: 1 }),
  ]);
  return refused.length === 0;
};

/**
 * Begins the next run: the event record's INSERT makes `wake` start its execution. The invoice stands where it stood, or `at`, which a
 * closed one opens in. False when a fact or another repair came first.
 */
export const raiseRun = async (
  { invoice }: StoredInvoice,
  reason: string,
  now: IsoInstant,
  at?: { readonly stage: StageName; readonly because: string },
): Promise<boolean> => {
  const run = invoice.run + 1;
  const { set, names, values } = setting({
    ...{ run, runStartedAt: now, wakeAt: now, agendaPk: wakePk(shardOf(invoice)), version: invoice.version + 1 },
    ...(at === undefined ? {} : { ...at, ...stageKeys(invoice, at.stage, invoice.due) }),
  });
  const refused = await transact([
    {
      Update: {
        TableName: tableName,
        Key: invoiceItem(invoice),
        UpdateExpression: `${set}, restsBefore = if_not_exists(rests, :none) REMOVE taskToken`,
        ConditionExpression: '#run = :seenRun AND #version = :seen',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ...values, ':seenRun': invoice.run, ':seen': invoice.version, ':none': 0 },
      },
    },
    ringRecord(invoice, { id: `run-${run}`, type: 'Run Raised', reason, at: now, start: run, stage: at?.stage }),
  ]);
  return refused.length === 0;
};

/**
 * Ends collection of an invoice on condition that no fact arrived since it was decided: false means decide again. Raises `version`: a
 * fact that is being recorded meanwhile would otherwise wake an execution that is gone, where it has to begin the next.
 */
export const endRun = (
  { invoice }: StoredInvoice,
  stage: 'closed' | 'internal',
  because: string,
  now: IsoInstant,
): Promise<boolean> => {
  const keys = stageKeys(invoice, stage, invoice.due);
  return updateIf({
    Key: invoiceItem(invoice),
    UpdateExpression: `SET stage = :stage, because = :because, stagePk = :stagePk, stageSk = :stageSk, version = version + :one, ${addEnding} REMOVE taskToken, agendaPk, wakeAt`,
    ConditionExpression: 'version = :version AND run = :run',
    ExpressionAttributeValues: {
      ...endingValues({ at: now, stage, because }),
      ':stage': stage,
      ':because': because,
      ':one': 1,
      ':stagePk': keys.stagePk,
      ':stageSk': keys.stageSk,
      ':version': invoice.version,
      ':run': invoice.run,
    },
  });
};

/** Shows an invoice in the handoff stage, on condition that no fact arrived since `decided` was. */
export const showHandoff = (invoice: StoredInvoice['invoice'], decided: Omit<Ending, 'stage'>): Promise<boolean> => {
  const keys = stageKeys(invoice, 'handoff', invoice.due);
  return updateIf({
    Key: invoiceItem(invoice),
    UpdateExpression: `SET stage = :stage, stagePk = :stagePk, stageSk = :stageSk, ${addEnding}`,
    ConditionExpression: 'version = :version AND run = :run',
    ExpressionAttributeValues: {
      ...endingValues({ ...decided, stage: 'handoff' }),
      ':stage': 'handoff',
      ':stagePk': keys.stagePk,
      ':stageSk': keys.stageSk,
      ':version': invoice.version,
      ':run': invoice.run,
    },
  });
};
