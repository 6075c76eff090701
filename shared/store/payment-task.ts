// The task of a payment of which nobody knows whose it is: what the bank said, and who may have paid.
import type { IsoInstant } from '#domain/calendar.ts';
import { toDecimalText } from '#domain/money/money.ts';
import type { StoredPayment } from './payments.ts';
import { type NewTask, taskIdOf } from './tasks.ts';

/** Where nobody is likely, it is nobody's: no debtor is called so. */
const nobody = '-';

/** The same payment gives the same task, until it is matched and unmatched again. */
export const paymentTask = (payment: StoredPayment, now: IsoInstant): NewTask => {
  const { creditor, currency, candidates, date, reference, payer } = payment;
  const [first] = candidates;
  const amount = `${toDecimalText({ amount: payment.amount, currency })} ${currency}`;
  const round = payment.status === 'matched' ? payment.matches - 1 : payment.matches;
  return {
    task: taskIdOf('match-payment', creditor, payment.payment, round),
    kind: 'match-payment',
    creditor,
    debtor: first?.debtor ?? nobody,
    invoice: first?.allocations[0]?.invoice ?? '',
    title:
      payment.amount <= 0
        ? `${amount} went back to the bank on ${date}: which payment was it?`
        : `Whose is the payment of ${amount} of ${date}?`,
    script: [
      `Payment ${payment.payment}, ${amount}, ${date}`,
      `From: ${payer === '' ? 'not told' : payer}`,
      `Text: ${reference === '' ? 'none' : reference}`,
      ...candidates.map(
        ({ debtor, score, reasons, allocations }) =>
          `Perhaps ${debtor} (${score} of 100: ${reasons.join(', ')})${allocations.length === 0 ? '' : `, for ${allocations.map(({ invoice }) => invoice).join(', ')}`}`,
      ),
      ...(payment.amount <= 0
        ? ['Reverse the payment that it undoes (recaudo event "Payment Reversed"), then complete this task.']
        : [`recaudo payments match ${payment.payment} --debtor ID says whose it is.`]),
    ].join('\n'),
    openedAt: now,
    status: 'open',
  };
};
