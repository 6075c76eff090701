// Takes back what one row of a batch alone brought, by facts of its own. Again, it changes nothing.
import type { IsoInstant } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import { defaultCreditor } from '#domain/events.ts';
import type { DebtorKey, InvoiceKey } from '#domain/facts.ts';
import { type InvoiceDocument, isSameDocument } from '#domain/invoice-document.ts';
import { parseAmount, toDecimalText } from '#domain/money/money.ts';
import { consentId } from '#domain/news-of-debtor.ts';
import { asTold, type DebtorTold, debtorDetails, type InvoiceTold, isToldAlike } from '#domain/registration.ts';
import { isOwnWord } from '#domain/sources.ts';
import type { Channel } from '#domain/vocabulary.ts';
import type { BatchEntry, CreditNoteEntry, DebtorEntry, InvoiceEntry } from '#intake/batch/batch-entry.ts';
import { channelsOf, debtorKeyOf } from './apply-debtor.ts';
import { undoPayment } from './apply-payment.ts';
import { partitionOf, sourceOfRow } from './entry-source.ts';
import { debtorEventItem, invoiceEventItem } from './keys.ts';
import { loadEntries } from './load-entries.ts';
import { loadDebtor, loadInvoice } from './load-facts.ts';
import { accountOf } from './merged-into.ts';
import { undoMissing } from './missing-invoices.ts';
import { numberOf } from './partner-links.ts';
import { type Fact, forgetWaiting, recordFact } from './record-fact.ts';
import type { ConsentTold } from './record-of-debtor.ts';
import { getItem, type Item } from './table.ts';

export type Undone = {
  /** Facts that took something back. */
  readonly undone: number;
  /** What stands, and why. */
  readonly kept: readonly string[];
  /** A message about it went out before. */
  readonly wasTold: boolean;
};
const nothing: Undone = { undone: 0, kept: [], wasTold: false };

type Undoing = {
  readonly source: string;
  /** What the sources of all the batch's rows begin with. */
  readonly batch: string;
  readonly by: string;
  readonly now: IsoInstant;
};

/** `batch` is the source of the batch's events. */
export const undoEntry = async (
  entry: BatchEntry,
  batch: { readonly batch: string; readonly receivedAt: IsoInstant; readonly source: string; readonly by: string },
  now: IsoInstant,
): Promise<Undone> => {
  const undoing = { source: sourceOfRow(batch.source, entry.line), batch: `${batch.source}/`, by: batch.by, now };
  switch (entry.kind) {
    case 'invoice':
      return together(await undoInvoice(entry, undoing), await undoDebtor(debtorKeyOf(entry), undoing));
    case 'credit-note':
      return undoCreditNote(entry, undoing);
    case 'payment':
      return (await undoPayment(entry, undoing.source, undoing.by, now)) ? { ...nothing, undone: 1 } : nothing;
    case 'missing':
      return { ...nothing, undone: await undoMissing(entry, batch, batch.by, now) };
    case 'debtor':
      return undoListed(entry, undoing);
    default:
      return entry satisfies never;
  }
};

const together = (one: Undone, other: Undone): Undone => ({
  undone: one.undone + other.undone,
  kept: [...one.kept, ...other.kept],
  wasTold: one.wasTold || other.wasTold,
});

const undoInvoice = async (entry: InvoiceEntry, undoing: Undoing): Promise<Undone> => {
  const key = { creditor: entry.creditor ?? defaultCreditor, invoice: entry.invoice };
  const record = await getItem(invoiceEventItem(key, undoing.source));
  if (!record) return nothing;
  if (record.type === 'Invoice Issued') return cancel(key, undoing);
  return record.type === 'Invoice Changed' ? changeBack(key, record, undoing) : nothing;
};

const idOf = ({ source }: Undoing): string => `undo-${source}`;
const isUndo = (source: string, { batch }: Undoing): boolean => source.startsWith(`undo-${batch}`);

const cancel = async (key: InvoiceKey, undoing: Undoing): Promise<Undone> => {
  if (await getItem(invoiceEventItem(key, idOf(undoing)))) return { ...nothing, undone: 1 };
  const [{ invoice }, entries] = await Promise.all([loadInvoice(key), loadEntries(key)]);
  // A credit note of the same batch is reversed by its own row, before or after.
  const other = entries.find(({ source }) => !source.startsWith(undoing.batch) && !isUndo(source, undoing));
  if (other)
    return kept(`invoice ${key.invoice} has a ${other.kind} of ${other.effective} that this batch did not bring`);
  if (invoice.stage === 'placed') return kept(`invoice ${key.invoice} was placed with the agency; recall it first`);
  const detail = { id: idOf(undoing), ...key, cancelled: true as const, by: undoing.by };
  return record({ type: 'Invoice Changed', detail }, undoing, Object.keys(invoice.steps).length > 0);
};

const changeBack = async (key: InvoiceKey, changed: Item, undoing: Undoing): Promise<Undone> => {
  if (await getItem(invoiceEventItem(key, idOf(undoing)))) return { ...nothing, undone: 1 };
  const { invoice } = await loadInvoice(key);
  const { amount, due, document } = toldIn(changed.detail);
  const was = wasIn(changed.was);
  const back = {
    ...(amount !== undefined &&
    parseAmount(amount, invoice.currency).amount === invoice.amount &&
    was.amount !== undefined
      ? { amount: toDecimalText({ amount: was.amount, currency: invoice.currency }), currency: invoice.currency }
      : {}),
    ...(due !== undefined && due === invoice.due && was.due !== undefined ? { due: was.due } : {}),
    ...(document !== undefined && isSameDocument(invoice.document, document) ? { document: was.document ?? null } : {}),
  };
  const left = [
    ...(amount !== undefined && back.amount === undefined ? ['amount'] : []),
    ...(due !== undefined && back.due === undefined ? ['due date'] : []),
    ...(document !== undefined && back.document === undefined ? ['document'] : []),
  ].map((field) => `the ${field} of invoice ${key.invoice} was changed again since`);
  if (Object.keys(back).length === 0) return { ...nothing, kept: left };
  const detail = { id: idOf(undoing), ...key, ...back, by: undoing.by };
  const done = await record({ type: 'Invoice Changed', detail }, undoing, false);
  return together(done, { ...nothing, kept: left });
};

type Told = { readonly amount?: string; readonly due?: string; readonly document?: InvoiceDocument };
// Written by this same store, which checked it before.
const toldIn = (detail: unknown): Told => detail as Told;
const wasIn = (was: unknown): InvoiceTold => (was ?? {}) as InvoiceTold;

const undoListed = async (entry: DebtorEntry, undoing: Undoing): Promise<Undone> => {
  const key = await accountOf(debtorKeyOf(entry));
  const registered = await getItem(debtorEventItem(key, undoing.source));
  let done = registered
    ? kept(`debtor ${key.debtor} was registered by it and stays; nothing is sent to it for its own sake`)
    : nothing;
  done = together(done, await undoDebtor(key, undoing));
  for (const channel of channelsOf(entry)) done = together(done, await undoConsent(key, channel, undoing));
  return done;
};

/** As it was before, at the time that the batch told it of: what is told of a later one stands. */
const undoConsent = async (key: DebtorKey, channel: Channel, undoing: Undoing): Promise<Undone> => {
  const changed = await getItem(debtorEventItem(key, consentId(undoing.source, channel)));
  if (!changed) return nothing;
  const id = consentId(idOf(undoing), channel);
  if (await getItem(debtorEventItem(key, id))) return { ...nothing, undone: 1 };
  const told = changed.detail as ConsentTold & { readonly at: IsoInstant };
  const was = changed.was as ConsentTold;
  const { debtor, changedAt = {} } = await loadDebtor(key);
  const stands = told.given ? debtor.consent.includes(channel) : debtor.optOut.includes(channel);
  if (!stands || changedAt[`consent-${channel}`] !== told.at)
    return kept(`the consent of debtor ${key.debtor} to ${channel} was changed again since`);
  const detail = { id, ...key, channel, given: was.given, at: told.at, by: undoing.by };
  return record({ type: 'Consent Changed', detail }, undoing, false);
};

const removable: ReadonlySet<keyof DebtorTold> = new Set([
  'email',
  'phone',
  'postalAddress',
  'jurisdiction',
  'region',
  'preferred',
  'preferredChannel',
  'situation',
  'capacity',
  'cause',
]);

const undoDebtor = async (key: DebtorKey, undoing: Undoing): Promise<Undone> => {
  const changed = await getItem(debtorEventItem(key, `${undoing.source}-debtor`));
  if (!changed) return nothing;
  const { debtor } = await loadDebtor(key);
  if (debtor.merged !== undefined) return kept(`debtor ${key.debtor} was merged into ${debtor.merged.into} since`);
  const id = `${idOf(undoing)}-debtor`;
  if (await getItem(debtorEventItem(key, id))) return { ...nothing, undone: 1 };
  const told = changed.detail as DebtorTold;
  const was = (changed.was ?? {}) as DebtorTold;
  const fields = debtorDetails.filter((field) => told[field] !== undefined);
  // What the debtor has said itself since is its own, even where it is the same.
  const isAsTold = (field: keyof DebtorTold) => isToldAlike(asTold(debtor), told, field) && !isOwnWord(debtor, field);
  const back = Object.fromEntries(
    fields.flatMap((field) =>
      isAsTold(field) && (was[field] !== undefined || removable.has(field)) ? [[field, was[field] ?? null]] : [],
    ),
  );
  const left = fields
    .filter((field) => !(field in back))
    .map((field) =>
      isAsTold(field)
        ? `the ${field} of debtor ${key.debtor} was not known before, and cannot be forgotten`
        : `the ${field} of debtor ${key.debtor} was changed again since`,
    );
  if (Object.keys(back).length === 0) return { ...nothing, kept: left };
  const done = await record(
    { type: 'Debtor Changed', detail: { id, ...key, ...back, by: undoing.by } },
    undoing,
    false,
  );
  return together(done, { ...nothing, kept: left });
};

const undoCreditNote = async (entry: CreditNoteEntry, undoing: Undoing): Promise<Undone> => {
  const { creditor = defaultCreditor, debtor } = entry;
  await forgetWaiting(partitionOf(entry), undoing.source);
  const of = entry.of === undefined ? undefined : await numberOf(creditor, entry.of);
  const brought =
    of === undefined
      ? debtorEventItem({ creditor, debtor }, undoing.source)
      : invoiceEventItem({ creditor, invoice: of }, undoing.source);
  if (!(await getItem(brought))) return nothing;
  const whose = of === undefined ? { debtor } : { invoice: of };
  const said = { entry: undoing.source, by: undoing.by, reason: 'the batch was undone' };
  const detail = { id: idOf(undoing), creditor, ...whose, ...said };
  return record({ type: 'Entry Reversed', detail }, undoing, false);
};

const kept = (reason: string): Undone => ({ ...nothing, kept: [reason] });

/** What cannot be is told, and keeps the rest of the batch from nothing. */
const record = async (fact: Fact, { now }: Undoing, wasTold: boolean): Promise<Undone> => {
  try {
    await recordFact(fact, now);
    return { undone: 1, kept: [], wasTold };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return kept(error.message);
  }
};
