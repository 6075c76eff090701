// Works every kept amount of a creditor out again, and closes its books. Reads only; keeps no more than a page, a few debtors, and
// what it has found.
import type { IsoDate } from '#domain/calendar.ts';
import { type AuditedAccount, auditAccount } from '#domain/money/audit-account.ts';
import { type AuditDifference, comparing } from '#domain/money/audit-difference.ts';
import { addBooks, type TrialBalance, trialBalanceOf } from '#domain/money/trial-balance.ts';
import { findUnlisted } from './find-unlisted.ts';
import { inParallel } from './in-parallel.ts';
import { loadAudited } from './load-audited.ts';
import { walkDebtors } from './walk-debtors.ts';
import { walkInvoices } from './walk-invoices.ts';

export type CreditorAudit = {
  readonly debtors: number;
  readonly invoices: number;
  readonly differences: readonly AuditDifference[];
  /** On the evening of a date; of all days where none is given. */
  readonly books: readonly TrialBalance[];
};

/** First every invoice, for those that its debtor does not list; then every debtor. `report` hears of each page. */
export const auditCreditor = async (
  creditor: string,
  asOf?: IsoDate,
  report: (audit: Pick<CreditorAudit, 'debtors' | 'invoices' | 'differences'>) => void = () => {},
): Promise<CreditorAudit> => {
  const unlisted = new Map<string, readonly string[]>();
  let [debtors, invoices] = [0, 0];
  let books: readonly TrialBalance[] = [];
  const differences: AuditDifference[] = [];
  for await (const page of walkInvoices(creditor)) {
    invoices += page.length;
    for (const { debtor, invoice } of await findUnlisted(page))
      unlisted.set(debtor, [...(unlisted.get(debtor) ?? []), invoice]);
    report({ debtors, invoices, differences });
  }
  for await (const page of walkDebtors(creditor)) {
    await inParallel(page, async (debtor) => {
      const { account, found } = await auditDebtor(creditor, debtor, unlisted.get(debtor));
      unlisted.delete(debtor);
      debtors += 1;
      books = addBooks(books, trialBalanceOf([account], asOf));
      differences.push(...found);
    });
    report({ debtors, invoices, differences });
  }
  for (const [debtor, numbers] of unlisted)
    differences.push(...numbers.flatMap((invoice) => comparing(debtor, invoice)('debtor', 'not there', 'there')));
  return { debtors, invoices, differences: differences.toSorted(byName), books };
};

/** By debtor, then by invoice; those of one stay in the order in which they were found. */
const byName = (one: AuditDifference, other: AuditDifference): number => {
  const [name, otherName] = [nameOf(one), nameOf(other)];
  return name === otherName ? 0 : name < otherName ? -1 : 1;
};

const nameOf = ({ debtor, invoice = '' }: AuditDifference): string => `${debtor}#${invoice}`;

const auditDebtor = async (
  creditor: string,
  debtor: string,
  unlisted: readonly string[] = [],
): Promise<{ readonly account: AuditedAccount; readonly found: readonly AuditDifference[] }> => {
  const read = () => loadAudited({ creditor, debtor }, unlisted);
  let account = await read();
  let found = auditAccount(account);
  if (found.length > 0) {
    // A fact that was recorded between two reads looks like a difference: what is there the second time stands.
    account = await read();
    found = auditAccount(account);
  }
  return { account, found };
};
