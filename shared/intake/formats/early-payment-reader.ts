// The discount of a row for early payment: so many percent within so many days, both or neither.
import type { EarlyPayment } from '#domain/money/early-payment.ts';
import { discountDaysRule, discountPercentRule } from '../cell-rules.ts';
import { onText } from './cell-values.ts';
import type { InvoiceProfile } from './file-profile.ts';
import { fieldReaders } from './read-cells.ts';
import type { RowInHand } from './row-in-hand.ts';

export const earlyPaymentReader = (
  hand: RowInHand,
  { fields }: InvoiceProfile,
  columns: readonly string[],
): (() => EarlyPayment | undefined) => {
  const { may } = fieldReaders(hand, columns);
  const percentOf = may('discountPercent', fields.discountPercent, onText(discountPercentRule));
  const daysOf = may('discountDays', fields.discountDays, onText(discountDaysRule));
  return () => {
    const percent = percentOf.read();
    const days = daysOf.read();
    if (percent !== undefined && days !== undefined) return { percent, days };
    if (percent === undefined && days === undefined) return undefined;
    const [missing, given] = percent === undefined ? [percentOf.label, daysOf.label] : [daysOf.label, percentOf.label];
    // What could not be read is not empty.
    if (hand.problems.some(({ field }) => field === missing)) return undefined;
    return hand.refuse(missing, { reason: `is empty, and ${given} is not`, remedy: 'fill in both, or neither' });
  };
};
