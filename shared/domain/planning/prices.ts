// What one contact costs by channel: as the policy says, by rough prices where it says nothing, or as somebody states; and sums of them.
import { isCurrency } from '../money/money.ts';
import type { PolicyContent } from '../policy.ts';
import { type Channel, channels } from '../vocabulary.ts';

/** In millionths of the currency, so that a sum of many small prices is exact. */
export type Prices = { readonly currency: string; readonly of: Readonly<Record<Channel, number>> };

/** Orders of magnitude, not offers: SES's list price for mails; the others differ widely by country and provider. */
export const roughPrices: Prices = {
  currency: 'USD',
  of: {
    email: 100,
    sms: 40_000,
    whatsapp: 30_000,
    voice: 30_000,
    call: 1_500_000,
    visit: 20_000_000,
    letter: 2_000_000,
  },
};

/** For plans and simulations, which know no single number: of text messages the usual price. What a policy with prices leaves out costs nothing. */
export const pricesUnder = ({ prices }: Pick<PolicyContent, 'prices'>): Prices => {
  if (prices === undefined) return roughPrices;
  const of = Object.fromEntries(channels.map((channel) => [channel, toMillionths(prices[channel] ?? '0')]));
  return { currency: prices.currency, of: of as Prices['of'] };
};

export const costOf = (sent: readonly { readonly channel: Channel }[], { of }: Prices): number =>
  sent.reduce((sum, { channel }) => sum + of[channel], 0);

type Stated = { readonly list?: string | undefined; readonly currency?: string | undefined };

/**
 * Reads "email=0.0001,sms=0.05", with at most six decimals, over other prices: those that are not named stay. In another currency than
 * theirs, rough ones stand for those. Answers what is wrong otherwise, in words.
 */
export const readPrices = (
  { list, currency }: Stated,
  others: Prices,
): { readonly prices: Prices } | { readonly problem: string } => {
  if (currency !== undefined && !isCurrency(currency))
    return { problem: `"${currency}" is no currency; write an ISO 4217 code such as EUR` };
  const given: Partial<Record<Channel, number>> = {};
  for (const part of list === undefined ? [] : list.split(',')) {
    const [name = '', price = ''] = part.split('=').map((each) => each.trim());
    const channel = channels.find((each) => each === name);
    if (!channel) return { problem: `"${name}" is no channel; there are ${channels.join(', ')}` };
    if (!/^\d{1,6}(\.\d{1,6})?$/.test(price))
      return {
        problem: `the price of ${channel}, "${price}", is not an amount with at most six decimals, such as 0.05`,
      };
    given[channel] = toMillionths(price);
  }
  const base = currency === undefined || currency === others.currency ? others : { ...roughPrices, currency };
  return { prices: { currency: base.currency, of: { ...base.of, ...given } } };
};

/** Of a decimal text with at most six decimals, digit by digit. */
export const toMillionths = (price: string): number => {
  const [units = '0', fraction = ''] = price.split('.');
  return Number(units) * 1_000_000 + Number(fraction.padEnd(6, '0'));
};
