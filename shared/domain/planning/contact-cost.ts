// What one contact costs, as its claim records it: by the prices of the policy, else by rough ones.
import type { PolicyContent } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { roughPrices, toMillionths } from './prices.ts';

/** `amount` in millionths of the currency, so that sums are exact. */
export type ContactCost = {
  readonly amount: number;
  readonly currency: string;
  readonly segments?: number | undefined;
};

export type Costing = {
  readonly channel: Channel;
  /** Of a text message: in how many parts it goes, and to which number. */
  readonly segments?: number;
  readonly phone?: string;
};

/** Where a policy has prices, those that it leaves out are not known: undefined. */
export const contactCost = (
  { prices }: Pick<PolicyContent, 'prices'>,
  { channel, segments, phone }: Costing,
): ContactCost | undefined => {
  const each = prices === undefined ? roughPrices.of[channel] : priceIn(prices, channel, phone);
  if (each === undefined) return undefined;
  return {
    amount: each * (segments ?? 1),
    currency: prices?.currency ?? roughPrices.currency,
    ...(segments === undefined ? {} : { segments }),
  };
};

const priceIn = (
  prices: NonNullable<PolicyContent['prices']>,
  channel: Channel,
  phone: string | undefined,
): number | undefined => {
  const text = channel === 'sms' ? (priceTo(prices.smsTo ?? {}, phone ?? '') ?? prices.sms) : prices[channel];
  return text === undefined ? undefined : toMillionths(text);
};

const priceTo = (byBeginning: Readonly<Record<string, string>>, phone: string): string | undefined => {
  const [longest] = Object.keys(byBeginning)
    .filter((beginning) => phone.startsWith(beginning))
    .toSorted((one, other) => other.length - one.length);
  return longest === undefined ? undefined : byBeginning[longest];
};

/** "0.0001 USD" of 100 millionths. */
export const costInWords = ({ amount, currency }: Pick<ContactCost, 'amount' | 'currency'>): string =>
  `${millionthsText(amount)} ${currency}`;

export const millionthsText = (millionths: number): string => {
  const digits = String(millionths).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${digits.slice(0, -6)}${fraction === '' ? '' : `.${fraction}`}`;
};
