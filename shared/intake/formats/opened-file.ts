// A file that is held in memory, with its rows to be read one by one; and the answer that all of them make together.
import type {
  ControlTotals,
  Format,
  ParsedDebtor,
  ParsedFile,
  ParsedInvoice,
  ParsedPayment,
  ParseProblem,
} from './parsed-file.ts';
import type { ReadRow } from './parsed-row.ts';

export type OpenedFile = {
  readonly format: Format;
  /** Name of the profile. */
  readonly profile: string;
  readonly rows: Iterable<ReadRow>;
  /** Complete once all rows were read. */
  readonly warnings: () => readonly string[];
  /** What rows of control totals say, complete likewise. */
  readonly control?: () => ControlTotals | undefined;
};

/** What a file was, known once its last row has come. */
export type FileTold = Pick<ParsedFile, 'format' | 'profile' | 'warnings' | 'control'> & {
  /** It holds rejected rows that came back corrected. */
  readonly isReturned?: boolean;
};

export const collected = ({ format, profile, rows, warnings, control }: OpenedFile): ParsedFile => {
  const invoices: ParsedInvoice[] = [];
  const payments: ParsedPayment[] = [];
  const debtors: ParsedDebtor[] = [];
  const errors: ParseProblem[] = [];
  let rejected = 0;
  for (const row of rows) {
    if ('invoice' in row) invoices.push(row.invoice);
    else if ('payment' in row) payments.push(row.payment);
    else if ('debtor' in row) debtors.push(row.debtor);
    else {
      rejected += 1;
      for (const { field, reason, remedy } of row.rejected) errors.push({ line: row.line, field, reason, remedy });
    }
  }
  const accepted = invoices.length + payments.length + debtors.length;
  return {
    format,
    profile,
    rows: accepted + rejected,
    accepted,
    rejected,
    invoices,
    payments,
    debtors,
    errors,
    warnings: warnings(),
    ...controlIn(control),
  };
};

/** As a field that is there or not. */
export const controlIn = (control: OpenedFile['control']): Pick<FileTold, 'control'> => {
  const told = control?.();
  return told === undefined ? {} : { control: told };
};

/** The documents and entries of a file that names its values itself, in its order; they have no cells. */
export const rowsOf = ({ invoices, payments, debtors, errors }: ParsedFile): readonly ReadRow[] => {
  const rejected = Map.groupBy(errors, ({ line }) => line);
  const rows: ReadRow[] = [
    ...invoices.map((invoice) => ({ line: invoice.line, invoice })),
    ...payments.map((payment) => ({ line: payment.line, payment })),
    ...debtors.map((debtor) => ({ line: debtor.line, debtor })),
    ...[...rejected].map(([line, problems]) => ({
      line,
      rejected: problems.map(({ field, reason, remedy }) => ({ field, reason, remedy, value: '' })),
      raw: {},
    })),
  ];
  return rows.sort((one, other) => one.line - other.line);
};
