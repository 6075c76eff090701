// Reads all that one decision looks at, strongly consistent: the debtor first, so that its counter vouches for the rest.
import { BrokenInvariant } from '#domain/errors.ts';
import type { DebtorKey, Facts, Invoice, InvoiceKey } from '#domain/facts.ts';
import { completeCovers } from './complete-covers.ts';
import {
  type Cursor,
  debtorOf,
  newPerson,
  readDebtor,
  readInvoice,
  readPerson,
  type StoredDebtor,
  type StoredInvoice,
} from './items.ts';
import { debtorItem, debtorPk, invoiceItem, personItem } from './keys.ts';
import { getItem, getItems, type Item, queryPrefix } from './table.ts';

/** Open items that a decision looks at, oldest due first. */
export const openItemLimit = 200;

/** All facts but the law, which follows from the debtor and the policy. */
export type StoredFacts = Omit<Facts, 'law'>;

/** `pending` names a contact whose sender has not come back yet. */
export type LoadedFacts = { readonly facts: StoredFacts; readonly cursor: Cursor; readonly pending?: string };

/** Throws BrokenInvariant when the invoice or its debtor does not exist. */
export const loadFacts = async (key: InvoiceKey): Promise<LoadedFacts> => {
  const { invoice: first } = await loadInvoice(key);
  const debtorKey = debtorOf(first);
  let stored = await loadDebtor(debtorKey);
  if (stored.pendingCover) {
    // A send is under way or was interrupted: first, all that it spoke for record it.
    await completeCovers(debtorKey, stored.pendingCover);
    stored = await loadDebtor(debtorKey);
  }
  const { debtor, pendingCover } = stored;
  const [person, open, { invoice, cursor }] = await Promise.all([
    getItem(personItem(debtor.person)),
    loadOpenInvoices(debtorKey),
    loadInvoice(key),
  ]);
  return {
    facts: { invoice, debtor, person: person ? readPerson(person) : newPerson(debtor.person), open },
    cursor,
    ...(pendingCover === undefined ? {} : { pending: pendingCover }),
  };
};

export const findInvoice = async (key: InvoiceKey): Promise<StoredInvoice | undefined> => {
  const item = await getItem(invoiceItem(key));
  return item && readInvoice(item);
};

export const loadInvoice = async (key: InvoiceKey): Promise<StoredInvoice> => {
  const found = await findInvoice(key);
  if (!found) throw new BrokenInvariant(`there is no invoice ${key.invoice} of creditor ${key.creditor}`);
  return found;
};

export const findDebtor = async (key: DebtorKey): Promise<StoredDebtor | undefined> => {
  const item = await getItem(debtorItem(key));
  return item && readDebtor(item);
};

export const loadDebtor = async (key: DebtorKey): Promise<StoredDebtor> => {
  const found = await findDebtor(key);
  if (!found) throw new BrokenInvariant(`there is no debtor ${key.debtor} of creditor ${key.creditor}`);
  return found;
};

/** At most 200, oldest due first. */
export const loadOpenInvoices = async (key: DebtorKey): Promise<readonly Invoice[]> => {
  const pointers = await queryPrefix(debtorPk(key), 'OPEN#', openItemLimit);
  const items = await getItems(
    pointers.map((pointer) => invoiceItem({ creditor: key.creditor, invoice: openPointerOf(pointer) })),
  );
  return items
    .map((item) => readInvoice(item).invoice)
    .filter(({ balance }) => balance > 0)
    .toSorted((one, other) =>
      one.due === other.due ? (one.invoice < other.invoice ? -1 : 1) : one.due < other.due ? -1 : 1,
    );
};

/** The number of the open invoice that a pointer of its debtor names. */
export const openPointerOf = ({ sk }: Item): string => String(sk).slice('OPEN#YYYY-MM-DD#'.length);
