// What a settlement is worked out on, and what it changes.
import type { Debtor, Invoice } from '../facts.ts';
import type { LedgerEntry } from '../money/ledger.ts';
import type { KnownInvoice } from './invoice-event.ts';

export type SettlementGround = Pick<KnownInvoice, 'debtor' | 'relief'> & {
  /** Those that it names: all that are open in its currency where an offer names none; of a withdrawal, those of the offer. */
  readonly known: readonly Pick<KnownInvoice, 'invoice' | 'entries'>[];
  /** Those of the debtor's present offer. */
  readonly standing: readonly Invoice[];
};

export type SettlementChange = {
  readonly debtor: Debtor;
  /** As it was known, as it is now, and the entry that makes the difference. */
  readonly invoices: readonly { readonly before: Invoice; readonly invoice: Invoice; readonly entry: LedgerEntry }[];
};
