// How the rows of a batch are named for ever, and in whose partition what they bring is recorded.
import { defaultCreditor } from '#domain/events.ts';
import type { CreditNoteEntry, DebtorEntry, InvoiceEntry } from '#intake/batch/batch-entry.ts';

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
