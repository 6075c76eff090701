// When a contact is made, with what the debtor's response so far changes of its way: another hour, another channel at the hour of the
// usual one or later, some days later after a sign. Never earlier, and never for that past the end of its stage: decision 0037.
import { dateIn, epochDayIn, type IsoDate, type IsoInstant } from '../calendar.ts';
import type { Channel } from '../vocabulary.ts';
import { silenceBound } from './adaptation-bounds.ts';
import { channelBound } from './channel-order.ts';
import { contactMoment, type Moment, type Way } from './contact-moment.ts';
import { dayOf, startOfStage } from './day-of.ts';
import type { Turn } from './due-step.ts';
import { reachableOf } from './reachable-channel.ts';
import type { Scene } from './scene.ts';
import { engagedDay, silenceBy } from './signs.ts';
import type { Dated } from './steps-of.ts';

export type Asked = {
  readonly turn: Turn;
  readonly channel: Channel;
  /** Of the invoice, counted from 0. */
  readonly stage: number;
  readonly dated: Dated;
  readonly from: IsoInstant;
  /** The next step's day. */
  readonly before?: IsoDate | undefined;
};

export const adaptedMoment = (scene: Known, asked: Asked): Moment | undefined => {
  const moment = momentBy(scene, asked);
  const wished = channelBound(scene.facts.debtor, asked.turn, asked.channel);
  return moment && wished.length > 0 ? { ...moment, bound: [...moment.bound, ...wished] } : moment;
};

const momentBy = (
  { facts, policy }: Known,
  { turn, channel, stage, dated, from, before }: Asked,
): Moment | undefined => {
  const { adaptation } = policy;
  if (adaptation === undefined) return contactMoment(facts, policy, channel, from, before);
  const known = { facts, policy };
  const asked = { turn, channel, from, before };
  const plain = plainMoment(known, asked, {});
  const slowTo = slowedTo(known, stage, dated);
  if (slowTo === undefined || plain === undefined) return plain;
  const slowed = plainMoment(known, asked, { slowTo });
  const last = lastDayOf(known, stage, dated);
  return slowed && (last === undefined || epochDayIn(dated.zone, slowed.at) <= last) ? slowed : plain;
};

type Known = Pick<Scene, 'facts' | 'policy'>;

const plainMoment = (
  { facts, policy }: Known,
  { turn, channel, from, before }: Pick<Asked, 'turn' | 'channel' | 'from' | 'before'>,
  slow: Way,
): Moment | undefined => {
  const at = (by: Channel, since: IsoInstant, way: Way = slow) => contactMoment(facts, policy, by, since, before, way);
  const after = policy.adaptation?.silence?.after;
  if (after === undefined || turn.failed) return at(channel, from);
  const reachable = turn.isNotice ? [channel] : reachableOf(facts, turn, policy, dateIn(facts.debtor.timeZone, from));
  const [usual] = reachable;
  if (usual !== undefined && usual !== channel) {
    // The usual channel would have had to wait so long: another one does, too.
    const moment = at(channel, at(usual, from)?.at ?? from);
    return moment && { ...moment, bound: [...moment.bound, silenceBound] };
  }
  const silence = silenceBy(facts, channel);
  if (reachable.length > 1 || silence < after) return at(channel, from);
  return at(channel, from, { ...slow, part: (silence - after + 1) % partsOfDay });
};

/** The hours of a day are tried in so many parts. */
const partsOfDay = 3;

const slowedTo = ({ facts, policy }: Known, stage: number, dated: Dated): number | undefined => {
  const days = policy.adaptation?.engagement?.slowDays;
  const engaged = days === undefined ? undefined : engagedDay(facts.debtor);
  if (days === undefined || engaged === undefined) return undefined;
  const last = lastDayOf({ policy }, stage, dated);
  return last === undefined ? engaged + days : Math.min(engaged + days, last);
};

/** Undefined for the last stage, and while the day of the next one is not known. */
const lastDayOf = ({ policy }: Pick<Scene, 'policy'>, stage: number, { invoice, law }: Dated): number | undefined => {
  const next = policy.stages[stage + 1];
  const start = next && dayOf(startOfStage(next), invoice, undefined, law);
  return start === undefined ? undefined : start - 1;
};
