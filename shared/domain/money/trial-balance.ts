// The trial balance of a creditor: by currency, all that was charged to debtors beside all that was taken off, and what is left.
import type { IsoDate } from '../calendar.ts';
import type { AuditedAccount } from './audit-account.ts';
import { balancesOn, owedOf, postingsOf } from './balances.ts';
import { creditOn, standingMoney } from './debtor-ledger.ts';
import { isComponent } from './ledger.ts';

/** In minor units, all of them signed as a debtor owes: what adds to the debt is above zero. They sum to `owed` less `credit`. */
export type TrialBalance = {
  readonly currency: string;
  readonly lines: Readonly<Record<string, number>>;
  readonly owed: number;
  readonly credit: number;
  /** The sum of the lines, less what is owed, plus what is the debtors'. Zero when it closes. */
  readonly difference: number;
};

/** On the evening of a date; of all days where none is given. In the order of the currencies' codes. */
export const trialBalanceOf = (accounts: readonly AuditedAccount[], date?: IsoDate): readonly TrialBalance[] => {
  const books = new Map<string, { lines: Record<string, number>; owed: number; credit: number }>();
  const bookOf = (currency: string) => {
    const book = books.get(currency) ?? { lines: {}, owed: 0, credit: 0 };
    books.set(currency, book);
    return book;
  };
  const add = (currency: string, line: string, amount: number): void => {
    const { lines } = bookOf(currency);
    lines[line] = (lines[line] ?? 0) + amount;
  };
  for (const { money, invoices } of accounts) {
    for (const { invoice, entries } of invoices) {
      const counted = entries.filter(({ kind, effective }) => kind === 'reversal' || !date || effective <= date);
      for (const { entry, moved } of postingsOf(counted)) {
        // Relief counts for what it took off, which may be less than it was for.
        const net = isComponent(entry.kind) ? entry.amount : owedOf(moved) - moved.surplus;
        add(invoice.currency, entry.kind, net);
      }
      const balances = balancesOn(counted);
      const book = bookOf(invoice.currency);
      book.owed += owedOf(balances);
      book.credit += balances.surplus;
    }
    for (const { kind, amount, currency, effective } of standingMoney(money)) {
      if (date && effective > date) continue;
      add(currency, kind, kind === 'transfer' || kind === 'refund' ? amount : -amount);
    }
    for (const [currency, credit] of Object.entries(creditOn(money, date))) bookOf(currency).credit += credit;
  }
  return [...books]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, { lines, owed, credit }]) => {
      const sum = Object.values(lines).reduce((total, each) => total + each, 0);
      return { currency, lines, owed, credit, difference: sum - owed + credit };
    });
};

/** Two as one: those of pages of debtors add up to the creditor's. */
export const addBooks = (one: readonly TrialBalance[], other: readonly TrialBalance[]): readonly TrialBalance[] => {
  const sums = new Map(one.map((book) => [book.currency, book]));
  for (const book of other) {
    const { currency } = book;
    const sum = sums.get(currency);
    sums.set(currency, sum ? added(sum, book) : book);
  }
  return [...sums.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
};

const added = (one: TrialBalance, other: TrialBalance): TrialBalance => {
  const lines: Record<string, number> = { ...one.lines };
  for (const [line, amount] of Object.entries(other.lines)) lines[line] = (lines[line] ?? 0) + amount;
  return {
    currency: one.currency,
    lines,
    owed: one.owed + other.owed,
    credit: one.credit + other.credit,
    difference: one.difference + other.difference,
  };
};
