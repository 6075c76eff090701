// The debtor and the invoices that rows of a file tell of, as an import would register them.
import { defaultCreditor } from '#domain/events.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { emptyHistory } from '#domain/history.ts';
import { asTold } from '#domain/invoice-document.ts';
import { type Account, anAccount } from '#domain/lives/account.ts';
import { offersOnIssue } from '#domain/money/issued.ts';
import type { PolicyContent } from '#domain/policy.ts';
import type { IntakeRow } from '#intake/intake-row.ts';
import { lawOf } from '#rules/law-of.ts';
import type { DebtorRows } from './setup.ts';

/**
 * Without invoices: these come on their own days. The law is that of the policy, and what the rows leave out is taken from
 * the policy of `otherwise`.
 */
export const accountOf = (
  rows: DebtorRows,
  { jurisdiction }: PolicyContent,
  { creditor: house }: PolicyContent,
): Account => {
  const [first] = rows;
  if (!first) throw new Error('a debtor without invoices was to be simulated');
  const { creditor = defaultCreditor, debtor: said } = first;
  const debtor: Debtor = {
    creditor,
    debtor: said.id,
    person: said.person ?? `${creditor}/${said.id}`,
    type: said.type,
    name: said.name,
    language: said.language ?? house.language,
    timeZone: said.timeZone ?? house.timeZone,
    ...(said.email === undefined ? {} : { email: said.email }),
    ...(said.phone === undefined ? {} : { phone: said.phone }),
    ...(said.postalAddress === undefined ? {} : { postalAddress: said.postalAddress }),
    optOut: [],
    undeliverable: [],
    holds: {},
    credit: {},
    counter: 0,
    contacts: [],
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    consent: [],
    circumstances: { tags: [] },
    history: emptyHistory,
  };
  return anAccount(debtor, [], lawOf(jurisdiction, said.type));
};

export const invoiceOf = ({ creditor = defaultCreditor, debtor, ...row }: IntakeRow): Invoice => ({
  creditor,
  invoice: row.invoice,
  debtor: debtor.id,
  currency: row.currency,
  issued: row.issued,
  due: row.due,
  amount: row.amount,
  balance: row.amount,
  version: 1,
  run: 1,
  stage: 'scheduled',
  holds: {},
  steps: {},
  tags: row.tags,
  ...(row.earlyPayment === undefined ? {} : { offers: offersOnIssue(row, row.earlyPayment) }),
  ...(row.document === undefined ? {} : { document: asTold(row.document) }),
});
