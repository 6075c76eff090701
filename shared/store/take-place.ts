// The next place of one sender: of a lane that it holds, or of one that it takes. One write for a lane, none for a place. While few
// others send, it takes another lane rather than wait.
import { lanesAt, periodAt, periodMs, placesOf } from '#domain/sending/lanes.ts';
import { takeLane } from './sending-places.ts';

/** What a sender remembers between its messages. */
export type Held = {
  /** Places that it has not used yet, earliest first. */
  places: number[];
  /** The last period of which it knows that nothing is left. */
  fullThrough: number;
  /** Whether less than half of the lanes was taken of what would be, were they taken evenly over the period. */
  isRoomy: boolean;
};

export const nothingHeld = (): Held => ({ places: [], fullThrough: 0, isRoomy: true });

/** The end of a timer or of an earlier message may be so late; where its own place is further than this, another lane is tried. */
const lateMs = 50;
const farMs = 200;
/** With so many lanes, the next place is hardly ever further. */
const mostLanes = 6;

/** An instant of this period or the next, in milliseconds, by the sender's clock; undefined when both are full. */
export const takePlace = async (
  channel: string,
  rate: number,
  held: Held,
  clock: () => number,
): Promise<number | undefined> => {
  const now = clock();
  held.places = held.places.filter((at) => at >= now - lateMs);
  const [next] = held.places;
  if (next !== undefined && (next - now < farMs || !held.isRoomy)) return held.places.shift();
  for (const period of [periodAt(now), periodAt(now) + 1]) {
    if (period <= held.fullThrough || (next !== undefined && next < period * periodMs)) continue;
    for (let tried = 0; tried < mostLanes; tried += 1) {
      const taken = await takeLane(channel, period, lanesAt(rate));
      if (taken === undefined) {
        held.fullThrough = period;
        break;
      }
      const { lane, lanes } = taken;
      held.isRoomy = lane + 1 < (lanes.lanes * (clock() - period * periodMs)) / periodMs / 2;
      const fresh = placesOf(period, lane, lanes).filter((at) => at >= clock() - lateMs);
      held.places = [...held.places, ...fresh].toSorted((one, other) => one - other);
      const [nearest] = held.places;
      if (!held.isRoomy || (nearest !== undefined && nearest - clock() < farMs)) break;
    }
    if (held.places.length > 0) break;
  }
  return held.places.shift();
};
