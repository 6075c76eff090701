// The ledger of an invoice as the lines of an account: debit, credit, and what is owed after each.
import type { IsoDate } from '#domain/calendar.ts';
import { type Balances, owedOf, postingsOf } from '#domain/money/balances.ts';
import { type LedgerEntry, standing } from '#domain/money/ledger.ts';
import type { StatementLine } from './statement.ts';

/** By day, up to and with `asOf`. Debits less credits are the balance of every line, and of the last one the balance of the invoice. */
export const ledgerLines = (entries: readonly LedgerEntry[], asOf: IsoDate): readonly StatementLine[] => {
  const counted = postingsOf(entries)
    .filter(({ entry }) => entry.effective <= asOf)
    .map(({ entry, moved, after }) => {
      const change = netOf(moved);
      const debit = Math.max(0, change);
      const credit = Math.max(0, -change);
      return { ...lineOf(entry), debit, credit, balance: netOf(after) };
    });
  return undoneEntries(entries)
    .filter(({ effective }) => effective <= asOf)
    .reduce(insertUndone, counted);
};

/** What is left over after all is paid is the debtor's. */
const netOf = (balances: Balances): number => owedOf(balances) - balances.surplus;

const lineOf = ({ id, kind, effective, reason, offer }: LedgerEntry) => ({
  date: effective,
  entry: id,
  kind,
  ...(offer === undefined ? {} : { offer }),
  ...(reason === undefined ? {} : { reason }),
});

/** An offer that was withdrawn has moved nothing before it either. */
const undoneEntries = (entries: readonly LedgerEntry[]): readonly LedgerEntry[] => {
  const counted = new Set(standing(entries));
  return entries.filter((entry) => entry.kind !== 'reversal' && entry.kind !== 'offer' && !counted.has(entry));
};

/** After the lines of its day. */
const insertUndone = (lines: readonly StatementLine[], entry: LedgerEntry): StatementLine[] => {
  const before = lines.filter(({ date }) => date <= entry.effective);
  const balance = before.at(-1)?.balance ?? 0;
  const line = { ...lineOf(entry), debit: 0, credit: 0, balance, undone: { amount: entry.amount } };
  return [...before, line, ...lines.slice(before.length)];
};
