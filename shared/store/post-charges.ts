// What an extrajudicial notice claimed besides the principal goes on the ledgers once the provider has taken the notice. One
// invoice after another, may be repeated: an entry is named by its contact. No invoice's version rises, and nothing rings, unless
// charges come first: then a claim takes from the principal of what was paid already, or gives the last of it back.
import type { InvoiceChange } from '#domain/apply-fact/invoice-event.ts';
import { claimEntry, post } from '#domain/apply-fact/post-money.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import type { ClaimedCharge } from '#domain/decision.ts';
import { BrokenInvariant, Conflict } from '#domain/errors.ts';
import type { Debtor, Invoice, InvoiceKey } from '#domain/facts.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import { changeInvoice } from './change-invoice.ts';
import type { Contact } from './contacts.ts';
import { debtorOf, readDebtor, readInvoice, type StoredInvoice } from './items.ts';
import { debtorItem, invoiceItem } from './keys.ts';
import { loadEntries } from './load-entries.ts';
import { putEntry } from './put-entry.ts';
import { raiseDebtor } from './raise-debtor.ts';
import { ringRecord } from './ring-record.ts';
import { beforeNext, getItem, tableName, transact, type Write } from './table.ts';

export const postCharges = async (contact: Contact): Promise<void> => {
  // What nobody took claims nothing.
  if (contact.status !== 'accepted' && contact.status !== 'delivered') return;
  for (const cover of contact.covers)
    for (const charge of cover.charges ?? [])
      await postOne({ creditor: contact.creditor, invoice: cover.invoice }, contact, charge);
};

const postOne = async (key: InvoiceKey, contact: Contact, charge: ClaimedCharge): Promise<void> => {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const found = await getItem(invoiceItem(key));
    if (!found)
      throw new BrokenInvariant(`contact ${contact.contact} claims charges of ${key.invoice}, which is not there`);
    const stored = readInvoice(found);
    const { invoice } = stored;
    // Read before the entries: whatever puts one on a ledger raises its counter.
    const owner = await getItem(debtorItem(debtorOf(invoice)));
    if (!owner) throw new BrokenInvariant(`there is no debtor ${invoice.debtor}, who owes invoice ${key.invoice}`);
    const entries = await loadEntries(key);
    const entry = claimEntry(contact.contact, charge, invoice.currency, takenAt(contact));
    if (entries.some(({ id }) => id === entry.id)) return;
    if ((await transact(await writesOf(stored, readDebtor(owner).debtor, entries, entry))).length === 0) return;
    await beforeNext(attempt);
  }
  throw new Conflict(`charges of contact ${contact.contact} met another change of invoice ${key.invoice} eight times`);
};

const takenAt = ({ statuses, statusAt }: Contact): IsoInstant =>
  statuses.find(({ status }) => status === 'accepted' || status === 'delivered')?.at ?? statusAt;

const writesOf = async (
  stored: StoredInvoice,
  debtor: Debtor,
  entries: readonly LedgerEntry[],
  entry: LedgerEntry,
): Promise<readonly Write[]> => {
  const { invoice: before } = stored;
  // Money that was given beyond what was owed pays for it, and so does the principal's where charges come first.
  const change = post(before, entries, entry);
  return [
    putEntry(before, entry),
    ...(isOpen(before) === isOpen(change.invoice)
      ? [project(before, change.invoice)]
      : await reopen(stored, debtor, change, entry)),
    raiseDebtor(debtor, { credit: { currency: before.currency, by: change.credit }, seen: debtor.counter }),
  ];
};

const isOpen = ({ balance }: Invoice): boolean => balance > 0;

const project = (before: Invoice, after: Invoice): Write => ({
  Update: {
    TableName: tableName,
    Key: invoiceItem(before),
    UpdateExpression: 'SET charges = :charges, balance = :balance',
    ConditionExpression: 'version = :seen',
    ExpressionAttributeValues: { ':charges': after.charges ?? 0, ':balance': after.balance, ':seen': before.version },
  },
});

/** The event record is named by the entry and has no fact of its own: it makes the execution look again, or begin. */
const reopen = async (
  stored: StoredInvoice,
  debtor: Debtor,
  change: InvoiceChange,
  { id, recordedAt }: LedgerEntry,
): Promise<readonly Write[]> => {
  const { writes, start } = await changeInvoice(stored, debtor, change, recordedAt);
  return [...writes, ringRecord(stored.invoice, { id, type: 'Charges Posted', at: recordedAt, start })];
};
