// What one contact costs by channel: defaults to be replaced by a creditor's own prices, and sums of them.
import { type Channel, channels } from '../vocabulary.ts';

/** In millionths of a US dollar, so that a sum of many small prices is exact. */
export type Prices = Readonly<Record<Channel, number>>;

/** Orders of magnitude, not offers: SES's list price for mails; the others differ widely by country and provider. */
export const defaultPrices: Prices = {
  email: 100,
  sms: 40_000,
  whatsapp: 30_000,
  voice: 30_000,
  call: 1_500_000,
  visit: 20_000_000,
  letter: 2_000_000,
};

export const costOf = (sent: readonly { readonly channel: Channel }[], prices: Prices): number =>
  sent.reduce((sum, { channel }) => sum + prices[channel], 0);

/** Reads "email=0.0001,sms=0.05", US dollars with at most six decimals; answers what is wrong otherwise. */
export const readPrices = (text: string): { readonly prices: Prices } | { readonly problem: string } => {
  const given: Partial<Record<Channel, number>> = {};
  for (const part of text.split(',')) {
    const [name = '', price = ''] = part.split('=').map((each) => each.trim());
    const channel = channels.find((each) => each === name);
    if (!channel) return { problem: `"${name}" is no channel; there are ${channels.join(', ')}` };
    if (!/^\d{1,6}(\.\d{1,6})?$/.test(price))
      return { problem: `the price of ${channel}, "${price}", is not an amount in US dollars, such as 0.05` };
    given[channel] = toMillionths(price);
  }
  return { prices: { ...defaultPrices, ...given } };
};

/** Of a decimal text with at most six decimals, digit by digit. */
export const toMillionths = (price: string): number => {
  const [units = '0', fraction = ''] = price.split('.');
  return Number(units) * 1_000_000 + Number(fraction.padEnd(6, '0'));
};
