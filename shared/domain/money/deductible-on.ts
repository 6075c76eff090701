// What may be deducted from an invoice that is paid early.
import type { IsoDate } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import { earlyPayment } from './ledger.ts';
import type { Money } from './money.ts';

/** The most of a day, and what is then to be paid. Nothing is told where that would not settle what is asked for to the minor unit. */
export const deductibleOn = (
  { balance, currency, offers = [] }: Pick<Invoice, 'balance' | 'currency' | 'offers'>,
  today: IsoDate,
): { readonly until: IsoDate; readonly pay: Money; readonly off: Money } | undefined => {
  const [best] = offers
    .filter(
      ({ offer, until, left, off }) => offer === earlyPayment && until >= today && off > 0 && left + off === balance,
    )
    .toSorted((one, other) => other.off - one.off);
  return best && { until: best.until, pay: { amount: best.left, currency }, off: { amount: best.off, currency } };
};
