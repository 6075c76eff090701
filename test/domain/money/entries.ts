// Entries of ledgers for tables: of an invoice, and of a debtor's own.
import type { DebtorEntry, DebtorLedgerKind } from '#domain/money/debtor-ledger.ts';
import type { LedgerEntry, LedgerKind } from '#domain/money/ledger.ts';

/** Recorded at noon of its day. */
export const entry = (
  id: string,
  kind: LedgerKind,
  amount: number,
  effective: string,
  given: Partial<LedgerEntry> = {},
): LedgerEntry => ({ ...{ id, kind, amount, ...known(id, effective) }, ...given });

/** Recorded at noon of its day. */
export const debtorEntry = (
  id: string,
  kind: DebtorLedgerKind,
  amount: number,
  effective: string,
  given: Partial<DebtorEntry> = {},
): DebtorEntry => ({ ...{ id, kind, amount, ...known(id, effective) }, ...given });

const known = (source: string, effective: string) => ({
  ...{ currency: 'EUR', effective, recordedAt: `${effective}T12:00:00.000Z`, source },
});
