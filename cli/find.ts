// Looks up what a person named, or says that it is not there and what to check.
import type { DebtorKey, InvoiceKey } from '#domain/facts.ts';
import type { StoredDebtor, StoredInvoice } from '#store/items.ts';
import { CommandFailed, exitCodes } from './exit.ts';

/** Throws CommandFailed, not found. */
export const invoiceOf = async (key: InvoiceKey): Promise<StoredInvoice> => {
  const { findInvoice } = await import('#store/load-facts.ts');
  const found = await findInvoice(key);
  if (found) return found;
  throw new CommandFailed(
    exitCodes.notFound,
    `there is no invoice ${key.invoice} of creditor ${key.creditor}; check the number and --creditor`,
  );
};

/** Throws CommandFailed, not found. */
export const debtorOf = async (key: DebtorKey): Promise<StoredDebtor> => {
  const { findDebtor } = await import('#store/load-facts.ts');
  const found = await findDebtor(key);
  if (found) return found;
  throw new CommandFailed(
    exitCodes.notFound,
    `there is no debtor ${key.debtor} of creditor ${key.creditor}; check the id and --creditor (an invoice names its debtor: recaudo invoice ID)`,
  );
};

/** For an empty answer: throws CommandFailed, not found, when nothing at all is known of the creditor. */
export const checkCreditor = async (creditor: string): Promise<void> => {
  const { defaultCreditor } = await import('#domain/events.ts');
  if (creditor === defaultCreditor) return;
  const { countStage } = await import('#store/count-stage.ts');
  const { loadPolicy } = await import('#store/policies.ts');
  const { invoiceStages: stages } = await import('#domain/facts.ts');
  const counts = await Promise.all(stages.map((stage) => countStage(creditor, stage)));
  if (counts.some((number) => number > 0) || (await loadPolicy(creditor)).version > 0) return;
  throw new CommandFailed(
    exitCodes.notFound,
    `there is no creditor ${creditor}: it has neither an invoice nor a policy; check --creditor`,
  );
};
