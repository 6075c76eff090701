// How the rows of a batch are named for ever, in whose partition what they bring is recorded, and which invoices they name.
import { defaultCreditor } from '#domain/events.ts';
import type { BatchEntry, CreditNoteEntry, DebtorEntry, InvoiceEntry } from '#intake/batch/batch-entry.ts';
import { debtorPk, invoicePk } from './keys.ts';

/** The id of a row's event: the same content on the same line has the same, wherever it was uploaded. */
export const sourceOfRow = (source: string, line: number): string => `${source}/${line}`;

export const targetOfEntry = (
  entry: InvoiceEntry | CreditNoteEntry | DebtorEntry,
): { readonly creditor: string; readonly invoice?: string; readonly debtor?: string } => {
  const creditor = entry.creditor ?? defaultCreditor;
  if (entry.kind === 'invoice') return { creditor, invoice: entry.invoice, debtor: entry.debtor.id };
  if (entry.kind === 'debtor') return { creditor, debtor: entry.debtor.id };
  return entry.of === undefined ? { creditor, debtor: entry.debtor } : { creditor, invoice: entry.of };
};

/** Of the invoice or the debtor that a credit note names. */
export const partitionOf = ({ creditor = defaultCreditor, debtor, of }: CreditNoteEntry): string =>
  of === undefined ? debtorPk({ creditor, debtor }) : invoicePk({ creditor, invoice: of });

/** Invoices that a credit note or a payment is for. */
export const namedBy = (entry: BatchEntry): readonly string[] => {
  if (entry.kind === 'payment') return entry.invoices ?? [];
  return entry.kind === 'credit-note' && entry.of !== undefined ? [entry.of] : [];
};

/** The same with the numbers of those invoices that it names otherwise. */
export const withNumbers = <Entry extends BatchEntry>(entry: Entry, numbers: ReadonlyMap<string, string>): Entry => {
  const numberOf = (name: string) => numbers.get(name) ?? name;
  if (entry.kind === 'payment' && entry.invoices !== undefined)
    return { ...entry, invoices: entry.invoices.map(numberOf) };
  return entry.kind === 'credit-note' && entry.of !== undefined ? { ...entry, of: numberOf(entry.of) } : entry;
};
