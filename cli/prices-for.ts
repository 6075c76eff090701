// What contacts cost where a command sums them up: by the policy, or by what --prices and --prices-in say.
import { type Prices, pricesUnder, readPrices } from '#domain/planning/prices.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { CommandFailed, exitCodes } from './exit.ts';

export type PriceOptions = { readonly prices?: string; readonly pricesIn?: string };

/** Of the policy, but for those that were stated. Throws CommandFailed, bad input. */
export const pricesFor = (
  content: Pick<PolicyContent, 'prices'>,
  { prices: list, pricesIn: currency }: PriceOptions,
): Prices => {
  const reading = readPrices({ list, currency }, pricesUnder(content));
  if ('prices' in reading) return reading.prices;
  throw new CommandFailed(exitCodes.badInput, `--prices: ${reading.problem}`);
};
