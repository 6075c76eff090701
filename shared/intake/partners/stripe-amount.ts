// Amounts of Stripe, which are whole numbers of the smallest unit as Stripe counts it: not always as ISO 4217 does.
import { BadInput } from '#domain/errors.ts';
import { decimalText } from '#domain/money/money.ts';

// https://docs.stripe.com/currencies, read 2026-11. All others have two decimals there.
const withoutDecimals = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
const withThree = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];
/** Without decimals, but written with two that are 00; HUF and TWD are so in payouts alone. */
const withTwoNoughts = ['ISK', 'UGX'];

/** 1234 of "eur" is "12.34". Throws BadInput for what Stripe's own rule about the currency rules out. */
export const stripeAmount = (amount: number, currency: string): string => {
  const code = currency.toUpperCase();
  if (!Number.isSafeInteger(amount) || amount < 0)
    throw new BadInput('bad-stripe-event', `${amount} ${code} is not an amount: a whole number of the smallest unit`);
  if (withTwoNoughts.includes(code) && amount % 100 !== 0)
    throw new BadInput(
      'bad-stripe-event',
      `${amount} ${code} does not end in 00, as Stripe writes this currency; record it by an event of your own`,
    );
  return decimalText(amount, stripeDecimals(code));
};

const stripeDecimals = (code: string): number => {
  if (withoutDecimals.includes(code)) return 0;
  return withThree.includes(code) ? 3 : 2;
};
