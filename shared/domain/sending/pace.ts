// How fast a channel may send now: what a person has set, what the provider allows, and what it has shown since it last refused.
import { leastRate } from './lanes.ts';

/** What the provider says of the account. `sent` counts the 24 hours before `readAt`, milliseconds since 1970. */
export type Account = {
  readonly rate: number;
  readonly quota: number;
  readonly sent: number;
  readonly readAt: number;
};

export type Pace = {
  /** Messages a second, as a person has set them. */
  readonly set?: number | undefined;
  readonly account?: Account | undefined;
  /** What the rate was lowered to when the provider refused for being asked too fast, and when. */
  readonly lowered?: { readonly to: number; readonly at: number } | undefined;
};

/** Without a word of the account: what SES gives to a new one, and what SNS gives for text messages. */
const usualRates: Readonly<Record<string, number>> = { email: 1, sms: 20 };
const otherRate = 20;

/** Messages a second that were set or are allowed, whatever the provider has refused. */
export const fullRate = (channel: string, { set, account }: Pace): number => {
  const allowed = account?.rate ?? usualRates[channel] ?? otherRate;
  // SMS and its like tell no rate of the account: there a person's word counts alone.
  if (set === undefined) return allowed;
  return account === undefined ? set : Math.min(set, account.rate);
};

/** A rate that was halved is whole again after ten minutes: a twentieth of the whole comes back each minute. */
const risePerMs = 1 / 20 / 60_000;

export const rateNow = (channel: string, pace: Pace, now: number): number => {
  const full = fullRate(channel, pace);
  if (pace.lowered === undefined) return full;
  const { to, at } = pace.lowered;
  return Math.max(leastRate, Math.min(full, to + full * risePerMs * Math.max(0, now - at)));
};

/** Halved, once for all who were refused in the same moment: undefined when it has just been. */
export const loweredRate = (channel: string, pace: Pace, now: number): Pace['lowered'] =>
  pace.lowered !== undefined && now - pace.lowered.at < settleMs
    ? undefined
    : { to: Math.max(leastRate, rateNow(channel, pace, now) / 2), at: now };

/** By then every sender goes by the lower rate: two periods of places that were taken before. */
export const settleMs = 10_000;

/**
 * Whether the provider's quota for 24 hours may be used up: what it had counted, and all that can have been sent since at the full
 * rate. It errs to the safe side, and a fresh reading puts it right.
 */
export const mayBeSpent = (channel: string, pace: Pace, now: number): boolean => {
  const { account } = pace;
  // SES says −1 for an account without a quota.
  if (account === undefined || account.quota < 0) return false;
  const since = Math.max(0, now - account.readAt) / 1_000;
  return account.sent + Math.ceil(since * fullRate(channel, pace)) >= account.quota;
};
