// What is found in one document or entry while it is read: problems, which reject it, and remarks, which do not.
import type { Outcome, Refusal } from '../cell-rules.ts';
import type { Format, ParsedFile, ParsedInvoice, ParsedPayment, ParseProblem } from './parsed-file.ts';

export type Notes = {
  readonly line: number;
  readonly refuse: (field: string, refusal: Refusal) => undefined;
  /** The value of an outcome; a refusal is noted and gives undefined. */
  readonly take: <T>(field: string, outcome: Outcome<T>) => T | undefined;
  readonly remark: (text: string) => void;
  readonly problems: readonly ParseProblem[];
  readonly remarks: readonly string[];
};

export const takeNotes = (line: number): Notes => {
  const problems: ParseProblem[] = [];
  const remarks: string[] = [];
  const refuse = (field: string, { reason, remedy }: Refusal): undefined => {
    problems.push({ line, field, reason, remedy });
  };
  return {
    line,
    refuse,
    take: (field, outcome) => ('value' in outcome ? outcome.value : refuse(field, outcome)),
    remark: (text) => {
      remarks.push(text);
    },
    problems,
    remarks,
  };
};

/** One document or entry when it has been read. */
export type Reading = {
  readonly notes: Notes;
  readonly invoices?: readonly ParsedInvoice[];
  readonly payments?: readonly ParsedPayment[];
};

export type ReadFile = Omit<ParsedFile, 'profile'>;

/** Nothing of a reading with problems is taken. `what` names a reading in its warnings, such as "entry". */
export const sumUp = (
  format: Format,
  what: string,
  readings: readonly Reading[],
  warnings: readonly string[] = [],
): ReadFile => {
  const accepted = readings.filter(({ notes }) => notes.problems.length === 0);
  return {
    format,
    rows: readings.length,
    accepted: accepted.length,
    rejected: readings.length - accepted.length,
    invoices: accepted.flatMap(({ invoices = [] }) => invoices),
    payments: accepted.flatMap(({ payments = [] }) => payments),
    debtors: [],
    errors: readings.flatMap(({ notes }) => notes.problems),
    warnings: [
      ...accepted.flatMap(({ notes }) => notes.remarks.map((text) => `${what} ${notes.line}: ${text}`)),
      ...warnings,
    ],
  };
};
