// The kill switch: which sending is stopped, of which creditor and by which channel, since when, by whom and why.
import type { IsoInstant } from '../calendar.ts';

/** Every creditor, or every channel. */
export const all = '*';

/** What a stop covers. */
export type StopScope = { readonly creditor: string; readonly channel: string };

export type Stop = StopScope & { readonly at: IsoInstant; readonly by: string; readonly reason: string };

/** The stop that keeps a message back: the widest one, for it is the last to go. */
export const stopFor = (stops: readonly Stop[], creditor: string, channel: string): Stop | undefined =>
  stops
    .filter((stop) => covers(stop.creditor, creditor) && covers(stop.channel, channel))
    .toSorted((one, other) => width(other) - width(one))[0];

const covers = (scope: string, value: string): boolean => scope === all || scope === value;
const width = ({ creditor, channel }: StopScope): number => (creditor === all ? 2 : 0) + (channel === all ? 1 : 0);
