// What is let go of an invoice if so much is paid in time, as sentences for its debtor.
import { formatMoney } from '#domain/money/money.ts';
import type { Language } from '#domain/vocabulary.ts';
import { longDate } from '#templates/format.ts';
import { renderText } from '#templates/liquid.ts';
import type { StatementItem } from './statement.ts';
import { wordsOf } from './words.ts';

/** One for each offer that still stands on the statement's day. */
export const offersInWords = (
  { offers }: StatementItem,
  currency: string,
  language: Language,
): readonly { readonly until: string; readonly sentence: string }[] => {
  const { lines } = wordsOf(language);
  return offers.map(({ until, left, off }) => ({
    until,
    sentence: renderText(lines.offer, {
      pay: formatMoney({ amount: left, currency }, language),
      until: longDate(until, language),
      off: formatMoney({ amount: off, currency }, language),
    }),
  }));
};
