// The report that is put beside an uploaded file: how many rows, what became of them, what is wrong and where.
import type { IsoInstant } from '#domain/calendar.ts';
import { decimalsOf, decimalText } from '#domain/money/money.ts';
import type { CsvRow } from './read-csv.ts';
import type { Problem } from './read-row.ts';

export type ReportedError = Problem & { readonly line: number };
export type Registrations = { readonly new: number; readonly changed: number; readonly unchanged: number };

/** What reading the file found. `totals` are the accepted amounts by currency, as decimal text. */
export type Tally = {
  readonly rows: number;
  readonly rejected: number;
  readonly totals: Readonly<Record<string, string>>;
  /** The first hundred. */
  readonly errors: readonly ReportedError[];
};

export type BatchReport = Tally & {
  readonly batch: string;
  readonly file: string;
  readonly profile: string;
  readonly accepted: Registrations;
  /** Why the file was refused as a whole; nothing of it was taken. */
  readonly refused?: string;
  readonly startedAt: IsoInstant;
  readonly finishedAt: IsoInstant;
};

/** Counts rows as they are read. Totals are exact, whatever their size. */
export const startTally = (): { readonly add: (row: CsvRow) => void; readonly result: () => Tally } => {
  let rows = 0;
  let rejected = 0;
  const totals = new Map<string, bigint>();
  const errors: ReportedError[] = [];
  return {
    add: (row) => {
      rows += 1;
      if ('accepted' in row) {
        const { currency, amount } = row.accepted;
        totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(amount));
        return;
      }
      rejected += 1;
      for (const problem of row.rejected) if (errors.length < mostErrors) errors.push({ line: row.line, ...problem });
    },
    result: () => ({
      rows,
      rejected,
      totals: Object.fromEntries(
        [...totals].sort().map(([currency, total]) => [currency, decimalText(total, decimalsOf(currency))]),
      ),
      errors: [...errors],
    }),
  };
};

const mostErrors = 100;
