// The sums of an account, one after the other, as every form of the statement tells them.
import { components } from '#domain/money/ledger.ts';
import type { Language } from '#domain/vocabulary.ts';
import type { CurrencyAccount } from './statement.ts';
import { wordsOf } from './words.ts';

/** `role` says how much a line weighs: a part, a sum of parts, or what all comes to. */
export type TotalLine = {
  readonly role: 'part' | 'sum' | 'aside' | 'result';
  readonly what: string;
  readonly amount: number;
};

/** Amounts in minor units: the parts sum to their sum, and sum, charges and credit to the result. Parts of nothing are left out, and a part that is the whole. */
export const totalsInWords = (account: CurrencyAccount, language: Language): readonly TotalLine[] => {
  const { labels, components: names } = wordsOf(language);
  const { owed, derived, credit, overdue, toPay, inFavour } = account;
  const parts = components.filter((component) => owed[component] !== 0);
  return [
    ...(parts.length < 2 ? [] : parts).map(
      (part): TotalLine => ({ role: 'part', what: names[part], amount: owed[part] }),
    ),
    { role: 'sum', what: labels.totalOwed, amount: owed.total },
    ...(derived.total === 0 ? [] : [{ role: 'sum' as const, what: labels.derived, amount: derived.total }]),
    ...(overdue === 0 ? [] : [{ role: 'aside' as const, what: labels.overdue, amount: overdue }]),
    ...(credit === 0
      ? []
      : [{ role: 'sum' as const, what: credit > 0 ? labels.debtorCredit : labels.debtorDebit, amount: -credit }]),
    inFavour > 0
      ? { role: 'result', what: labels.inFavour, amount: inFavour }
      : { role: 'result', what: labels.toPay, amount: toPay },
  ];
};
