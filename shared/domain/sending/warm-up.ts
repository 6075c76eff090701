// A new domain earns its name slowly: so many mails on its first day, more on each further one.
import { epochDay, type IsoDate } from '../calendar.ts';

export type WarmUp = { readonly from: IsoDate; readonly perDay: readonly number[] };

/** Mails that may go out on a day; undefined when nothing limits them, before the first day and after the last that is listed. */
export const ceilingOn = (warmUp: WarmUp | undefined, date: IsoDate): number | undefined =>
  warmUp === undefined || date < warmUp.from ? undefined : warmUp.perDay[epochDay(date) - epochDay(warmUp.from)];

/** A sender takes a fiftieth of a day's mails at once: few writes, and little is lost where it takes more than it uses. */
export const blockOf = (ceiling: number): number => Math.max(1, Math.min(25, Math.floor(ceiling / 50)));
