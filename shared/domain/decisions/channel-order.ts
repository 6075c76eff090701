// In which order the channels of a step are tried: the one that the debtor likes best comes first, where the step has it.
import type { Bound } from '../decision.ts';
import type { Debtor } from '../facts.ts';
import type { PolicyContent, Step } from '../policy.ts';
import type { Channel } from '../vocabulary.ts';
import { channelsOf } from './steps-of.ts';

export type Ordered = {
  readonly step: Pick<Step, 'channel' | 'fallback'> & Partial<Pick<Step, 'registered'>>;
  /** Where not all of the step's own may be used: those that may. */
  readonly channels?: readonly Channel[];
};

/** A registered letter is a proof that the creditor needs, and stays what the step begins with. */
export const channelOrder = (
  { preferredChannel: wished }: Pick<Debtor, 'preferredChannel'>,
  { channels, step }: Ordered,
  policy: Pick<PolicyContent, 'letters'>,
): readonly Channel[] => {
  const order = channels ?? channelsOf(step);
  if (wished === undefined || !order.includes(wished) || isRegistered(order[0], step, policy)) return order;
  return [wished, ...order.filter((channel) => channel !== wished)];
};

const isRegistered = (
  first: Channel | undefined,
  { registered }: Ordered['step'],
  { letters }: Pick<PolicyContent, 'letters'>,
): boolean => first === 'letter' && (registered ?? letters?.registered ?? false);

/** What a moment adds where the wish of the debtor chose the channel. */
export const channelBound = (
  { preferredChannel }: Pick<Debtor, 'preferredChannel'>,
  { channels, step }: Ordered,
  channel: Channel,
): readonly Bound[] =>
  channel === preferredChannel && (channels ?? channelsOf(step))[0] !== channel ? preferredBound : nothing;
const nothing: readonly Bound[] = [];
const preferredBound: readonly Bound[] = [{ by: 'policy', field: 'preferred.channel' }];
