// What takes the principal of an invoice down or up, day by day: the invoice itself is the first to raise it.
import { postingsOf } from './balances.ts';
import type { PrincipalMovement } from './charges/charge.ts';
import type { LedgerEntry } from './ledger.ts';

export const movementsOf = (entries: readonly LedgerEntry[]): readonly PrincipalMovement[] =>
  postingsOf(entries).flatMap(({ entry, moved }) =>
    moved.principal === 0 ? [] : [{ date: entry.effective, amount: -moved.principal }],
  );
