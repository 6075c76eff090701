// Which invoices a full list names, in rejected rows too: those that it does not name are missing.
import { defaultCreditor } from '#domain/events.ts';
import { seenLines } from '../seen-lines.ts';
import type { UploadRow } from './read-upload.ts';

export type ListedInvoices = {
  readonly add: (row: UploadRow) => void;
  /** Whether it is there; asked again for one that is not, true. */
  readonly has: (creditor: string, invoice: string) => boolean;
  /** Rejected rows of which it cannot be read which invoice they are about. */
  readonly unreadable: () => number;
};

export const listedInvoices = (): ListedInvoices => {
  const seen = seenLines();
  // Whose invoice it is may be what is wrong with the row.
  const ofRejected = new Set<string>();
  let unreadable = 0;
  return {
    add: (row) => {
      if ('rejected' in row) {
        if (row.number === undefined) unreadable += 1;
        else ofRejected.add(row.number);
        return;
      }
      const { entry, line } = row;
      if (entry.kind === 'payment' || entry.kind === 'debtor') return;
      const number = entry.kind === 'invoice' ? entry.invoice : entry.of;
      if (number !== undefined) seen(`${entry.creditor ?? defaultCreditor}#${number}`, line);
    },
    // Asking leaves a mark: what is not there is asked for once.
    has: (creditor, invoice) => ofRejected.has(invoice) || seen(`${creditor}#${invoice}`, 1) !== undefined,
    unreadable: () => unreadable,
  };
};
