// What one contact costs by channel: defaults that anybody should replace, read and written digit by digit, in millionths.
import { isCurrency } from '#domain/money/money.ts';
import { type Channel, channels } from '#domain/vocabulary.ts';
import { CommandFailed, exitCodes } from '../exit.ts';

export type Prices = { readonly currency: string; readonly of: Readonly<Record<Channel, number>> };

const perUnit = 1_000_000;

/** Orders of magnitude, not quotations. */
export const defaultPrices: Prices = {
  currency: 'USD',
  of: {
    email: 100,
    sms: 40_000,
    whatsapp: 30_000,
    voice: 30_000,
    call: 2_500_000,
    visit: 25_000_000,
    letter: 1_200_000,
  },
};

/** Reads "email=0.0002,call=1.80"; channels that are not named keep their default. Throws CommandFailed. */
export const readPrices = (text: string | undefined, currency: string): Prices => {
  if (!isCurrency(currency))
    throw new CommandFailed(exitCodes.badInput, `--prices-in takes an ISO 4217 code such as EUR, not "${currency}"`);
  const of = { ...defaultPrices.of };
  for (const each of text === undefined ? [] : text.split(',')) {
    const [name = '', price = '', ...rest] = each.split('=').map((part) => part.trim());
    const channel = channels.find((known) => known === name);
    const millionths = rest.length === 0 ? toMillionths(price) : undefined;
    if (channel === undefined || millionths === undefined)
      throw new CommandFailed(
        exitCodes.badInput,
        `--prices cannot read "${each}": write channel=price with up to 6 decimals, such as email=0.0002,call=1.80; channels are ${channels.join(', ')}`,
      );
    of[channel] = millionths;
  }
  return { currency, of };
};

const toMillionths = (text: string): number | undefined => {
  const match = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text);
  return match ? Number(`${match[1]}${(match[2] ?? '').padEnd(6, '0')}`) : undefined;
};

/** "2.5" of 2,500,000. */
export const millionthsToText = (millionths: number): string => {
  const digits = String(Math.abs(Math.round(millionths))).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${millionths < 0 ? '-' : ''}${digits.slice(0, -6)}${fraction === '' ? '' : `.${fraction}`}`;
};

/** To the hundredth, for sums. */
export const millionthsRounded = (millionths: number): string => (millionths / perUnit).toFixed(2);
