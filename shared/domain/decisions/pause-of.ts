// Why an invoice is left alone now: nothing owed, held, stopped, too small, or covered by the debtor's credit.
import { type IsoDate, type IsoInstant, startOfDay } from '../calendar.ts';
import type { Because } from '../decision.ts';
import type { Debtor, Facts, Hold, Invoice } from '../facts.ts';
import { parseAmount } from '../money.ts';
import type { PolicyContent } from '../policy.ts';

export type Pause = { readonly because: Because; readonly until: IsoInstant | null };

/** `until` is when the pause ends by time alone; null when only a fact ends it. */
export const pauseOf = (
  { invoice, debtor, person, open }: Facts,
  policy: PolicyContent,
  today: IsoDate,
): Pause | undefined => {
  if (person.stop) return { because: person.stop, until: null };
  return holdPause(invoice, debtor, today) ?? amountPause(invoice, debtor, open, policy);
};

/** What one invoice's own facts say, as they count for who leads and who is listed. */
export const isChased = (invoice: Invoice, debtor: Debtor, policy: PolicyContent, today: IsoDate): boolean =>
  invoice.balance > 0 &&
  !holdPause(invoice, debtor, today) &&
  invoice.balance >= minimumBalance(policy, invoice.currency);

const holdPause = (invoice: Invoice, debtor: Debtor, today: IsoDate): Pause | undefined => {
  let longest: Hold | undefined;
  for (const holds of [invoice.holds, debtor.holds]) {
    for (const id in holds) {
      const hold = holds[id];
      if (!hold || hold.released || (hold.until !== undefined && hold.until <= today)) continue;
      if (!longest || (longest.until !== undefined && (hold.until === undefined || hold.until > longest.until)))
        longest = hold;
    }
  }
  if (!longest) return undefined;
  return {
    because: longest.reason,
    until: longest.until === undefined ? null : startOfDay(debtor.timeZone, longest.until),
  };
};

const amountPause = (
  invoice: Invoice,
  debtor: Debtor,
  open: readonly Invoice[],
  policy: PolicyContent,
): Pause | undefined => {
  if (invoice.balance < minimumBalance(policy, invoice.currency)) return { because: 'small-balance', until: null };
  const credit = debtor.credit[invoice.currency];
  if (credit === undefined || credit <= 0) return undefined;
  let owed = 0;
  for (const each of open) if (each.currency === invoice.currency) owed += each.balance;
  return credit >= owed ? { because: 'credit-covers', until: null } : undefined;
};

const minimumBalance = (policy: PolicyContent, currency: string): number => {
  const known = minimums.get(policy)?.get(currency);
  if (known !== undefined) return known;
  const text = policy.minimumBalance[currency];
  const minimum = text === undefined ? 0 : parseAmount(text, currency).amount;
  minimums.set(policy, new Map([...(minimums.get(policy) ?? []), [currency, minimum]]));
  return minimum;
};

const minimums = new WeakMap<PolicyContent, Map<string, number>>();
