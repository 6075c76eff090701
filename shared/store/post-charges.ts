// What an extrajudicial notice claimed besides the principal goes on the ledgers once the provider has taken the notice. One
// invoice after another, may be repeated: an entry is named by its contact. No invoice's version rises, and nothing rings.
import type { IsoInstant } from '#domain/calendar.ts';
import { BrokenInvariant, Conflict } from '#domain/errors.ts';
import type { InvoiceKey } from '#domain/facts.ts';
import { balancesOn, chargesOf } from '#domain/money/balances.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import type { Contact } from './contacts.ts';
import { debtorOf, entryToItem, readInvoice, type StoredInvoice } from './items.ts';
import { debtorItem, invoiceItem } from './keys.ts';
import { loadEntries } from './load-entries.ts';
import { beforeNext, getItem, tableName, transact, type Write } from './table.ts';

export const postCharges = async (contact: Contact): Promise<void> => {
  // What nobody took claims nothing.
  if (contact.status !== 'accepted' && contact.status !== 'delivered') return;
  for (const cover of contact.covers)
    for (const charge of cover.charges ?? [])
      await postOne({ creditor: contact.creditor, invoice: cover.invoice }, contact, charge);
};

type ClaimedCharge = NonNullable<Contact['covers'][number]['charges']>[number];

const postOne = async (key: InvoiceKey, contact: Contact, charge: ClaimedCharge): Promise<void> => {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const found = await getItem(invoiceItem(key));
    if (!found)
      throw new BrokenInvariant(`contact ${contact.contact} claims charges of ${key.invoice}, which is not there`);
    const stored = readInvoice(found);
    const entries = await loadEntries(key);
    const entry = entryOf(contact, charge, stored.invoice.currency);
    if (entries.some(({ id }) => id === entry.id)) return;
    if ((await transact(writesOf(stored, entries, entry))).length === 0) return;
    await beforeNext(attempt);
  }
  throw new Conflict(`charges of contact ${contact.contact} met another change of invoice ${key.invoice} eight times`);
};

const entryOf = (
  { contact, statuses, statusAt }: Contact,
  { kind, amount, through }: ClaimedCharge,
  currency: string,
): LedgerEntry => ({
  id: `${kind}-of-${contact}`,
  kind,
  amount,
  currency,
  effective: through,
  recordedAt: takenAt(statuses) ?? statusAt,
  source: contact,
});

const takenAt = (statuses: Contact['statuses']): IsoInstant | undefined =>
  statuses.find(({ status }) => status === 'accepted' || status === 'delivered')?.at;

const writesOf = (
  { invoice }: StoredInvoice,
  entries: readonly LedgerEntry[],
  entry: LedgerEntry,
): readonly Write[] => {
  const before = balancesOn(entries);
  const after = balancesOn([...entries, entry]);
  // Money that was given beyond what was owed pays for it.
  const credit = after.surplus - before.surplus;
  return [
    {
      Put: {
        TableName: tableName,
        Item: entryToItem(invoice, entry),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Update: {
        TableName: tableName,
        Key: invoiceItem(invoice),
        UpdateExpression: 'SET charges = :charges, balance = :balance',
        ConditionExpression: `version = :seen AND ${invoice.charges === undefined ? 'attribute_not_exists(charges)' : 'charges = :before'}`,
        ExpressionAttributeValues: {
          ':charges': chargesOf(after),
          ':balance': after.principal,
          ':seen': invoice.version,
          ...(invoice.charges === undefined ? {} : { ':before': invoice.charges }),
        },
      },
    },
    {
      Update: {
        TableName: tableName,
        Key: debtorItem(debtorOf(invoice)),
        UpdateExpression: `SET #counter = #counter + :one${credit === 0 ? '' : ', credit.#currency = if_not_exists(credit.#currency, :zero) + :credit'}`,
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#counter': 'counter', ...(credit === 0 ? {} : { '#currency': invoice.currency }) },
        ExpressionAttributeValues: { ':one': 1, ...(credit === 0 ? {} : { ':zero': 0, ':credit': credit }) },
      },
    },
  ];
};
