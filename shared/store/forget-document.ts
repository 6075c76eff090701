// A document that is in the bucket no more: a person is asked for it once, and the invoice goes on without it.
import type { IsoInstant } from '#domain/calendar.ts';
import type { DebtorKey, InvoiceKey } from '#domain/facts.ts';
import { type FiledDocument, isSameDocument } from '#domain/invoice-document.ts';
import { findInvoice } from './load-facts.ts';
import { recordOfInvoice } from './record-of-invoice.ts';
import { openTask, taskIdOf } from './tasks.ts';

/** Again, it changes nothing; and nothing where another document has come meanwhile. */
export const forgetDocument = async (
  { creditor, debtor, invoice }: InvoiceKey & DebtorKey,
  gone: FiledDocument,
  now: IsoInstant,
): Promise<void> => {
  const stored = await findInvoice({ creditor, invoice });
  if (!stored || !isSameDocument(stored.invoice.document, gone)) return;
  // First the task: what has been forgotten is found by nobody again.
  await openTask({
    task: taskIdOf('operations', creditor, invoice, gone.key, gone.version),
    kind: 'operations',
    creditor,
    debtor,
    invoice,
    title: `The document of invoice ${invoice} is gone`,
    script: `It was to be sent, and ${gone.key} (version ${gone.version}) is in the bucket no more. Nothing was sent in its place. Upload it again and send an Invoice Changed event with it: then it is sent. Until then the invoice goes on without it.`,
    openedAt: now,
    status: 'open',
  });
  // As old as what it takes away: a document that comes at this moment is newer, and stands.
  const at = stored.cursor.changedAt?.document ?? '1970-01-01T00:00:00.000Z';
  const detail = { id: `gone-${gone.version}`, creditor, invoice, document: null, at, by: 'recaudo' };
  await recordOfInvoice({ type: 'Invoice Changed', detail }, { creditor, invoice }, now);
};
