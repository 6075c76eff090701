// Reads the invoices of a simulation by the intake's own profiles, debtor by debtor. What is left out is counted, with its reason.
import { Readable } from 'node:stream';
import { defaultCreditor } from '#domain/events.ts';
import type { Span } from '#domain/simulation/simulate-debtor.ts';
import type { FileProfile } from '#intake/formats/file-profile.ts';
import { readRows } from '#intake/formats/read-rows.ts';
import type { IntakeRow } from '#intake/intake-row.ts';
import { findImportProfile } from '#intake/profiles/built-in-profiles.ts';
import { takeInvoice } from '#intake/row-of-invoice.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { readInput } from '../read-input.ts';
import type { DebtorRows } from './setup.ts';

export type Rejection = {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
  readonly remedy: string;
};

export type Portfolio = {
  readonly debtors: readonly DebtorRows[];
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** What is wrong with the first of them. */
  readonly rejections: readonly Rejection[];
  /** Accepted, but issued after the last day, or paid before the first. */
  readonly issuedLater: number;
  readonly paidBefore: number;
  /** Debtors that share a person with another: their common contact budget is not simulated. */
  readonly sharedPersons: number;
};

type Wish = { readonly file: string; readonly profile: string; readonly isRecorded: boolean; readonly span: Span };

const mostRejections = 200;

/** Throws CommandFailed and BadInput, in words, when the file cannot be read or holds nothing to simulate. */
export const readPortfolio = async ({ file, profile: name, isRecorded, span }: Wish): Promise<Portfolio> => {
  const profile = findImportProfile(name);
  const content = readInput(file);
  const byDebtor = new Map<string, IntakeRow[]>();
  const rejections: Rejection[] = [];
  let [rows, rejected, issuedLater, paidBefore, settled] = [0, 0, 0, 0, 0];
  const open = () => Readable.from(piecesOf(content));
  for await (const read of readRows(open, { profile, readsSettled: isRecorded })) {
    const row = takeInvoice(read);
    rows += 1;
    if ('rejected' in row) {
      rejected += 1;
      for (const { field, reason, remedy } of row.rejected)
        if (rejections.length < mostRejections) rejections.push({ line: row.line, field, reason, remedy });
      continue;
    }
    const { accepted } = row;
    if (accepted.settled !== undefined) settled += 1;
    if (accepted.issued > span.to) issuedLater += 1;
    else if (accepted.settled !== undefined && accepted.settled < span.from) paidBefore += 1;
    else {
      const key = `${accepted.creditor ?? defaultCreditor}#${accepted.debtor.id}`;
      const others = byDebtor.get(key);
      if (others) others.push(accepted);
      else byDebtor.set(key, [accepted]);
    }
  }
  if (isRecorded && settled === 0 && rejected < rows)
    throw new CommandFailed(
      exitCodes.badInput,
      `${file} tells of no invoice when it was paid (column "${columnOf(profile)}"); fill that in, or let debtors answer by --model responses`,
    );
  if (byDebtor.size === 0)
    throw new CommandFailed(
      exitCodes.badInput,
      `${file} ${nothingLeft({ rows, rejected, issuedLater, paidBefore }, span, rejections)}`,
    );
  const debtors = [...byDebtor.values()];
  return {
    debtors,
    rows,
    accepted: rows - rejected,
    rejected,
    rejections,
    issuedLater,
    paidBefore,
    sharedPersons: countShared(debtors),
  };
};

/** The copies of a debtor are other debtors, with other invoices. */
export const copyOf = (rows: DebtorRows, copy: number): DebtorRows =>
  copy === 0
    ? rows
    : rows.map(({ debtor: { person, ...debtor }, ...row }) => ({
        ...row,
        invoice: `${row.invoice}-${copy + 1}`,
        debtor: {
          ...debtor,
          id: `${debtor.id}-${copy + 1}`,
          ...(person === undefined ? {} : { person: `${person}-${copy + 1}` }),
        },
      }));

/** As a file stream would, so that a large file is not decoded at once. */
const piecesOf = function* (content: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
};

const columnOf = (profile: FileProfile): string =>
  profile.kind === 'invoices' ? [profile.fields.settled?.column ?? 'settled'].flat().join('" or "') : '';

const nothingLeft = (
  counts: Pick<Portfolio, 'rows' | 'rejected' | 'issuedLater' | 'paidBefore'>,
  { from, to }: Span,
  [first]: readonly Rejection[],
): string => {
  const { rows, rejected, issuedLater, paidBefore } = counts;
  if (rejected === rows && first)
    return `has no row that can be read; line ${first.line}, ${first.field}: ${first.reason}; ${first.remedy}`;
  return `has nothing to collect from ${from} to ${to}: of ${rows} rows, ${rejected} were rejected, ${issuedLater} are issued later, ${paidBefore} were paid before; choose other days`;
};

const countShared = (debtors: readonly DebtorRows[]): number => {
  const counts = new Map<string, number>();
  for (const [first] of debtors)
    if (first?.debtor.person !== undefined) counts.set(first.debtor.person, (counts.get(first.debtor.person) ?? 0) + 1);
  let shared = 0;
  for (const count of counts.values()) if (count > 1) shared += count;
  return shared;
};
