// The charges of an invoice up to the end of a day, as `recaudo invoice` shows them: each kind, then how each came about.
import type { Debtor, Invoice } from '#domain/facts.ts';
import { bearsCharges } from '#domain/money/bears-charges.ts';
import { chargeFactsOf } from '#domain/money/charge-facts-of.ts';
import { formulaInWords } from '#domain/money/charges/formula-in-words.ts';
import type { RateBook } from '#domain/money/charges/rate-book.ts';
import { type ChargesDue, chargesDueIfKnown } from '#domain/money/charges-due.ts';
import type { LedgerEntry } from '#domain/money/ledger.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { isCharging } from '#domain/policy-charges.ts';
import { chargeTermsFor } from '#statements/charge-terms-for.ts';
import { section, table } from './output.ts';
import { money } from './written.ts';

/** Undefined where nothing is charged: by the policy, before the extrajudicial stage, or once nothing is open. */
export const chargesOfInvoice = (
  invoice: Invoice,
  debtor: Debtor,
  entries: readonly LedgerEntry[],
  policy: PolicyContent,
  { today: asOf, rates }: { readonly today: string; readonly rates: RateBook },
): ChargesDue | undefined => {
  if (!isCharging(policy) || invoice.balance <= 0 || !bearsCharges(invoice.stage)) return undefined;
  return chargesDueIfKnown({ entries, invoice, asOf, rates }, () => {
    const terms = chargeTermsFor(policy, debtor, invoice, { asOf, rates });
    return { terms, facts: chargeFactsOf(invoice, debtor.timeZone, terms) };
  });
};

/** For programs: amounts in minor units, each line with its formula in words. */
export const chargesAsData = ({ lines, ...charges }: ChargesDue, currency: string) => ({
  ...charges,
  lines: lines.map((line) => {
    const { ground, working: _, ...rest } = line;
    return { ...rest, ...ground, formula: formulaInWords(line, currency) };
  }),
});

const kinds = ['interest', 'compensation', 'collectionCosts'] as const;
const names = { interest: 'interest', compensation: 'compensation', collectionCosts: 'collection costs' } as const;

/** What is neither paid nor waived of each kind; of those that are not charged nothing is said. */
export const chargeSums = (
  charges: ChargesDue,
  { balance, currency }: Pick<Invoice, 'balance' | 'currency'>,
  today: string,
): readonly (readonly string[])[] => {
  const shown = kinds.filter((kind) => charges[kind].unpaid !== 0 || kind === 'interest');
  const sum = kinds.reduce((total, kind) => total + charges[kind].unpaid, balance);
  return shown.map((kind, index) => {
    const all = index === shown.length - 1 ? `, so ${money(sum, currency)} in all` : '';
    return [names[kind], `${money(charges[kind].unpaid, currency)} to ${today}${all}`];
  });
};

export const chargeLines = (
  { lines, warnings, unknown, ...charges }: ChargesDue,
  currency: string,
): readonly string[] => {
  const claimed = kinds.reduce((sum, kind) => sum + charges[kind].claimed, 0);
  const rows = lines.map((line) => [
    names[line.kind],
    line.from === line.to ? line.from : `${line.from} to ${line.to}`,
    formulaInWords(line, currency),
    { right: money(line.amount, currency) },
    line.ground.rule,
  ]);
  return [
    ...(lines.length === 0
      ? []
      : section('Charges, line by line', lines.length, [
          ...table(rows),
          `  ${money(claimed, currency)} of it claimed by notices`,
        ])),
    ...(unknown === undefined ? [] : ['', `Nothing more is charged: ${unknown}`]),
    ...warnings.map((warning) => `  warning: ${warning}`),
  ];
};
