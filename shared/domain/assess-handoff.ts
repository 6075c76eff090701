// Is a debt past its last stage worth an agency? On the debtor's total, by the policy's minimum.
import { daysBetween, type IsoDate } from './calendar.ts';
import type { Invoice } from './facts.ts';
import { parseAmount } from './money/money.ts';
import type { PolicyContent } from './policy.ts';

export type Assessment = {
  readonly worth: 'agency' | 'internal';
  readonly total: number;
  readonly minimum: number | null;
};

/** Minor units of the invoice's currency. On the minimum is worth it; a currency without a minimum stays internal. */
export const assessHandoff = (
  invoice: Invoice,
  open: readonly Invoice[],
  policy: PolicyContent,
  today: IsoDate,
): Assessment => {
  const from = policy.stages.find(({ name }) => name === 'handoff')?.fromDay ?? Number.POSITIVE_INFINITY;
  const late = [invoice, ...open.filter((each) => each.invoice !== invoice.invoice)].filter(
    ({ currency, due }) => currency === invoice.currency && daysBetween(due, today) >= from,
  );
  const total = late.reduce((sum, { balance }) => sum + balance, 0);
  const text = policy.agency?.minimumDebt[invoice.currency];
  if (text === undefined) return { worth: 'internal', total, minimum: null };
  const minimum = parseAmount(text, invoice.currency).amount;
  return { worth: total >= minimum ? 'agency' : 'internal', total, minimum };
};
