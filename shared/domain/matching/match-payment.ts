// Which invoices a bank payment is for: certainly, only whose, for a person to decide, or nobody's that is known.
import { BadInput } from '../errors.ts';
import { allocate, totalOf } from './allocate.ts';
import { type CandidateIndex, compare } from './candidate-index.ts';
import { gatherClues } from './gather-clues.ts';
import type { IncomingPayment, MatchCandidate, MatchOptions, MatchResult, Reason } from './match.ts';
import { type Claim, weighClues } from './weigh-clues.ts';
import { certainFrom, clearBy, listedAtMost, listedFrom, pausedFrom } from './weights.ts';

/** Throws BadInput for an amount that is not above zero: money taken back is no payment. */
export const matchPayment = (
  payment: IncomingPayment,
  candidates: CandidateIndex,
  { tolerance = 0 }: MatchOptions = {},
): MatchResult => {
  const { amount } = payment;
  if (!(Number.isSafeInteger(amount) && amount > 0)) {
    throw new BadInput('bad-amount', `${amount} cannot be matched; give minor units above zero`);
  }
  const index = candidates(payment.currency);
  const claims = gatherClues(payment, index)
    .map((clues) => weighClues(clues, payment, index, tolerance))
    .filter(({ sum }) => sum >= listedFrom)
    .toSorted((one, other) => other.sum - one.sum || compare(one.debtor, other.debtor));
  const [best, ...others] = claims;
  if (best === undefined) return { kind: 'unknown' };
  if (isClear(best, others)) return best.areInvoicesSure ? certain(best, amount) : debtorOnly(best, amount);
  const named = claims.filter(({ reasons }) => !reasons.every(isOfAmount));
  if (named.length === 1 && named[0]?.reasons.includes('name-equal')) return debtorOnly(named[0], amount);
  return doubtful(claims, amount);
};

/** A number with nothing beside it may be mistyped: it gives way to whatever is like a name of another. */
const isClear = (best: Claim, others: readonly Claim[]): boolean =>
  best.sum >= certainFrom &&
  others.every(({ sum }) => sum < best.sum - clearBy) &&
  !(best.reasons.join() === 'invoice-number' && others.some(({ reasons }) => reasons.includes('name-alike')));

const amountReasons: readonly Reason[] = ['amount-exact', 'amount-of-several', 'amount-near', 'amount-of-many'];
const isOfAmount = (reason: Reason): boolean => amountReasons.includes(reason);

const scoreOf = ({ sum }: Claim): number => Math.min(100, sum);

const certain = (claim: Claim, amount: number): MatchResult => {
  const { debtor, reasons } = claim;
  const allocations = allocate(amount, claim.invoices);
  return { kind: 'certain', debtor, score: scoreOf(claim), reasons, allocations, left: amount - totalOf(allocations) };
};

const debtorOnly = (claim: Claim, amount: number): MatchResult => {
  const { debtor, reasons } = claim;
  return { kind: 'debtor-only', debtor, score: scoreOf(claim), reasons, unapplied: amount };
};

const doubtful = (claims: readonly Claim[], amount: number): MatchResult => {
  const candidates = claims.slice(0, listedAtMost).map((claim): MatchCandidate => {
    const { debtor, reasons, invoices } = claim;
    return { debtor, score: scoreOf(claim), reasons, allocations: allocate(amount, invoices) };
  });
  const pause = candidates.filter(({ score }) => score >= pausedFrom).map(({ debtor }) => debtor);
  const because = (claims[0]?.sum ?? 0) >= certainFrom ? 'rivals' : 'too-little';
  return { kind: 'doubtful', because, candidates, pause };
};
