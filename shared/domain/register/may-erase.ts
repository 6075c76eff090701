// Whether what is known of a debtor may be removed: nothing is owed on either side, and the time for which it must be kept is over.
import { addMonths, type IsoDate } from '../calendar.ts';
import type { Debtor, Invoice } from '../facts.ts';
import type { PolicyContent } from '../policy.ts';

export type ErasureFacts = {
  readonly debtor: Pick<Debtor, 'credit' | 'allocating' | 'name'>;
  readonly invoices: readonly Pick<Invoice, 'invoice' | 'balance' | 'charges'>[];
  /** The day on which something was last entered of its account. */
  readonly lastMoved: IsoDate;
};

export type Erasable =
  | { readonly kind: 'may'; readonly until: IsoDate }
  | { readonly kind: 'owes'; readonly invoices: readonly string[] }
  | { readonly kind: 'has-credit'; readonly currencies: readonly string[] }
  /** Kept up to that day, on which it may be removed. */
  | { readonly kind: 'kept'; readonly until: IsoDate };

/** On request as soon as the law lets it; else once the policy's own time is over. */
export const mayErase = (
  { debtor, invoices, lastMoved }: ErasureFacts,
  { months, legalMonths }: PolicyContent['retention'],
  ground: 'request' | 'retention',
  today: IsoDate,
): Erasable => {
  const open = invoices.filter(({ balance, charges = 0 }) => balance > 0 || charges > 0);
  if (open.length > 0) return { kind: 'owes', invoices: open.map(({ invoice }) => invoice) };
  const currencies = Object.keys(debtor.credit).filter((currency) => debtor.credit[currency] !== 0);
  const unsettled = [...new Set([...currencies, ...(debtor.allocating ?? [])])];
  if (unsettled.length > 0) return { kind: 'has-credit', currencies: unsettled };
  const until = addMonths(lastMoved, ground === 'request' ? legalMonths : months);
  return today < until ? { kind: 'kept', until } : { kind: 'may', until };
};

/** Why not, in words; undefined where it may be. */
export const refusalOf = (erasable: Erasable, debtor: string): string | undefined => {
  switch (erasable.kind) {
    case 'may':
      return undefined;
    case 'owes':
      return `debtor ${debtor} still owes invoice ${erasable.invoices.slice(0, 3).join(', ')}${erasable.invoices.length > 3 ? ` and ${erasable.invoices.length - 3} more` : ''}; ask again when all is paid or written off`;
    case 'has-credit':
      return `debtor ${debtor} has credit in ${erasable.currencies.join(', ')}; refund it or apply it first`;
    case 'kept':
      return `what is known of debtor ${debtor} must be kept until ${erasable.until}, says the policy (retention); ask again on that day`;
    default:
      return erasable satisfies never;
  }
};
