// The channel a step goes by: its own, else its fallback; one that has an address, is not dead and not opted out of.
import type { Debtor } from '../facts.ts';
import type { Channel, Step } from '../policy.ts';
import type { Turn } from './due-step.ts';

/** A step is tried this often in all; then a person has to look. */
export const maximumAttempts = 4;

export const reachableChannel = (debtor: Debtor, turn: Turn): Channel | undefined => {
  if (turn.attempt > maximumAttempts) return undefined;
  return wished(turn.step).find((channel) => canReach(debtor, channel));
};

const wished = ({ channel, fallback }: Step): readonly Channel[] => (fallback ? [channel, fallback] : [channel]);

const canReach = (debtor: Debtor, channel: Channel): boolean => {
  if (debtor.optOut.includes(channel) || debtor.undeliverable.includes(channel)) return false;
  if (channel === 'email') return debtor.email !== undefined;
  if (channel === 'sms' || channel === 'call') return debtor.phone !== undefined;
  return true;
};
