// The report that is put beside an uploaded file: how many rows, what became of them, what is wrong and where.
import * as z from 'zod';
import type { IsoInstant } from '#domain/calendar.ts';
import { defaultCreditor } from '#domain/events.ts';
import { decimalsOf, decimalText } from '#domain/money/money.ts';
import type { Brake } from './batch/brakes.ts';
import type { MissingAnswer } from './batch/full-list.ts';
import type { Oddity } from './batch/oddities.ts';
import type { UploadRow } from './batch/read-upload.ts';
import type { matchKinds, Rehearsal } from './batch/rehearsal.ts';
import type { Problem } from './formats/parsed-row.ts';

export type ReportedError = Problem & { readonly line: number };
export type Registrations = { readonly new: number; readonly changed: number; readonly unchanged: number };

/** What reading the file found. `totals` are the accepted amounts by currency, as decimal text, credit notes taken off. */
export const tallySchema = z.object({
  rows: z.int(),
  rejected: z.int(),
  totals: z.record(z.string(), z.string()),
  creditors: z.array(z.string()),
  /** The first hundred. */
  errors: z.array(
    z.object({ line: z.int(), field: z.string(), reason: z.string(), remedy: z.string(), value: z.string() }),
  ),
  /** The first hundred of what is to be said of the file as a whole. */
  warnings: z.array(z.string()).default([]),
  /** The first hundred invoices that a full list misses; the amount is decimal text. */
  missing: z
    .array(
      z.object({
        creditor: z.string(),
        invoice: z.string(),
        debtor: z.string(),
        amount: z.string(),
        currency: z.string(),
        due: z.string(),
      }),
    )
    .default([]),
});
export type Tally = z.output<typeof tallySchema>;

export type MissingInvoice = Tally['missing'][number];

/** Of a full list: what is open and not on it, and what a person said of that. */
export type MissingReport = {
  readonly open: number;
  readonly missing: number;
  /** Missing too, and a person was asked before. */
  readonly waiting: number;
  /** Rejected rows of which it cannot be read which invoice they are about. */
  readonly unreadable: number;
  /** What is open of the missing ones, decimal text by currency. */
  readonly totals: Readonly<Record<string, string>>;
  readonly first: readonly MissingInvoice[];
  /** About how many a person was asked. */
  readonly asked?: number;
  readonly confirmed?: MissingAnswer & {
    readonly by: string;
    readonly at: IsoInstant;
    readonly note?: string | undefined;
    readonly settled?: number | undefined;
    readonly kept?: number | undefined;
    readonly reasons?: readonly { readonly invoice: string; readonly reason: string }[] | undefined;
  };
};

export type BatchReport = Omit<Tally, 'errors' | 'creditors' | 'missing'> & {
  readonly batch: string;
  readonly file: string;
  readonly profile: string;
  /** `rehearsed`, `held`, `imported` …: docs/batches.md. */
  readonly status: string;
  readonly accepted: Registrations;
  readonly errors: readonly ReportedError[];
  /** The first hundred of what is odd without being wrong. */
  readonly odd: readonly Oddity[];
  /** Debtors whom it makes us contact by the end of tomorrow, and the first hundred of the contacts. */
  readonly contacts: { readonly debtors: number; readonly first: Rehearsal['contacts'] };
  /** Payments by how surely it is known whose they are. */
  readonly matches?: Readonly<Partial<Record<(typeof matchKinds)[number], number>>>;
  readonly missing?: MissingReport;
  /** Why it waits for a person. */
  readonly brakes: readonly Brake[];
  /** Why the file was refused as a whole; nothing of it was taken. */
  readonly refused?: string;
  readonly startedAt: IsoInstant;
  readonly finishedAt: IsoInstant;
};

/** Nobody is contacted over a batch of which nothing was taken, or nothing stays. */
export const mayContact = ({ status }: Pick<BatchReport, 'status'>): boolean =>
  ['rehearsed', 'held', 'imported', 'incomplete'].includes(status);

export const mostReported = 100;

/** Counts rows as they are read. Totals are exact, whatever their size. */
export const startTally = (): {
  readonly add: (row: UploadRow) => void;
  readonly result: (warnings?: readonly string[]) => Omit<Tally, 'missing'>;
} => {
  let rows = 0;
  let rejected = 0;
  const totals = new Map<string, bigint>();
  const creditors = new Set<string>();
  const errors: ReportedError[] = [];
  return {
    add: (row) => {
      rows += 1;
      if ('entry' in row) {
        const { entry } = row;
        creditors.add(entry.creditor ?? defaultCreditor);
        if (entry.kind === 'debtor') return;
        const { kind, currency, amount } = entry;
        const signed = kind === 'credit-note' ? -amount : amount;
        totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(signed));
        return;
      }
      rejected += 1;
      for (const problem of row.rejected) if (errors.length < mostReported) errors.push({ line: row.line, ...problem });
    },
    result: (warnings = []) => ({
      rows,
      rejected,
      totals: Object.fromEntries(
        [...totals].sort().map(([currency, total]) => [currency, decimalText(total, decimalsOf(currency))]),
      ),
      creditors: [...creditors].sort(),
      errors: [...errors],
      warnings: warnings.slice(0, mostReported),
    }),
  };
};
