// Refuses an invoice that came before in the file. Rows with mistakes count too: it is told even where the first was rejected.
import { defaultCreditor } from '#domain/events.ts';
import { seenLines } from '../seen-lines.ts';
import type { InvoiceProfile } from './file-profile.ts';
import type { RowInHand } from './row-in-hand.ts';

type Part = string | undefined;

/** The key is what the profile says, and the creditor: two may give the same number. */
export const repetition = (hand: RowInHand, { duplicates }: InvoiceProfile, label: string) => {
  const seen = seenLines();
  return (creditor: Part, number: Part, debtor: Part, issued: Part): void => {
    let key = creditor === undefined || creditor === defaultCreditor ? '' : `${creditor}#`;
    for (const field of duplicates) {
      const part = field === 'number' ? number : field === 'debtor' ? debtor : issued;
      if (part === undefined) return;
      key = key === '' ? part : `${key}\n${part}`;
    }
    const first = seen(key, hand.row.line);
    if (first === undefined) return;
    const remedy = 'keep one of the rows; an invoice is sent once, with its full amount';
    hand.refuse(label, { reason: `is already on line ${first}`, remedy }, number);
  };
};
