// What the clues about one debtor come to: a sum of weights with its reasons, and what the payment would then be for.
import { byAge, type CurrencyIndex } from './candidate-index.ts';
import { type Fit, fitNamed, fitOpen } from './fit-amount.ts';
import type { Clues } from './gather-clues.ts';
import type { IncomingPayment, OpenInvoice, Reason } from './match.ts';
import { manyOwe, weights } from './weights.ts';

export type Claim = {
  readonly debtor: string;
  /** Not cut at 100, so that claims with more evidence stay apart. */
  readonly sum: number;
  readonly reasons: readonly Reason[];
  /** Oldest first; empty where they are not known. */
  readonly invoices: readonly OpenInvoice[];
  /** False where the debtor may be known and the invoices are a guess. */
  readonly areInvoicesSure: boolean;
};

export const weighClues = (
  clues: Clues,
  { amount }: Pick<IncomingPayment, 'amount'>,
  index: CurrencyIndex,
  tolerance: number,
): Claim => {
  const { fit, areInvoicesSure } = fitOf(clues, amount, index.open.get(clues.debtor) ?? [], tolerance);
  const told = toldBy(clues);
  const amounts = fit.amount === undefined ? [] : [told.length > 0 ? fit.amount : amountAlone(amount, index, fit)];
  const reasons: readonly Reason[] = [...told, ...amounts];
  const sum = reasons.reduce((total, reason) => total + weights[reason], 0);
  return { debtor: clues.debtor, sum, reasons, invoices: fit.invoices, areInvoicesSure };
};

const toldBy = ({ byReference, byNumber, isNumberEnough, hasOthers, parts, name }: Clues): readonly Reason[] => {
  const number = isNumberEnough && !hasOthers ? 'invoice-number' : 'invoice-number-uncertain';
  return [
    ...(byReference.length > 0 ? (['structured-reference'] as const) : []),
    ...(byReference.length === 0 && byNumber.length > 0 ? ([number] as const) : []),
    ...(byReference.length === 0 && byNumber.length === 0 && parts.size > 0 ? (['part-of-number'] as const) : []),
    ...(name ? [name] : []),
  ];
};

const amountAlone = (amount: number, { balances }: CurrencyIndex, fit: Fit): Reason => {
  const owing = new Set((balances.get(amount) ?? []).map(({ debtor }) => debtor));
  return owing.size > manyOwe ? 'amount-of-many' : (fit.amount ?? 'amount-of-many');
};

/**
 * A reference says which invoices. A number may be mistyped: it does not where the amount is just that of another one, or
 * where a number beside it is not open.
 */
const fitOf = (
  { byReference, byNumber, hasOthers, parts, name }: Clues,
  amount: number,
  open: readonly OpenInvoice[],
  tolerance: number,
): { readonly fit: Fit; readonly areInvoicesSure: boolean } => {
  const told = byReference.length > 0 ? byReference : byNumber;
  if (told.length === 0) {
    const choices = name || parts.size > 0 ? open : open.filter(({ balance }) => balance === amount);
    const fit = fitOpen(choices, parts, amount, tolerance);
    return { fit, areInvoicesSure: fit.amount === 'amount-exact' };
  }
  const named = [...new Set(told.flat())].toSorted(byAge);
  if (told.some((choices) => choices.length > 1)) {
    const fit = fitOpen(named, parts, amount, tolerance);
    return { fit, areInvoicesSure: fit.amount === 'amount-exact' };
  }
  const fit = fitNamed(named, amount, tolerance);
  const isGuess = byReference.length === 0 && fit.amount !== 'amount-exact';
  const isOfAnother = open.some((invoice) => invoice.balance === amount && !named.includes(invoice));
  return { fit, areInvoicesSure: !(isGuess && (hasOthers || isOfAnother)) };
};
