// What the law of a place says about contacting a debtor: dated packs, each value with its source and confidence.

import type { IsoDate } from './calendar.ts';
import type { Cap } from './cap.ts';
import type { Channel, DebtorType } from './vocabulary.ts';

/**
 * S1 official text read · S2 secondary source · D derived from S1 or S2 · M from memory, unverified · U unknown. A value
 * marked M or U is never a silent default.
 */
export type Confidence = 'S1' | 'S2' | 'D' | 'M' | 'U';

/** Who contacts: the creditor itself, or somebody who collects for it. */
export type Collector = 'creditor' | 'agency';

/** Where a rule stands and how sure we are of it. `rule` names the value within its pack, such as "hours" or "frequency". */
export type Authority = {
  readonly pack: string;
  readonly rule: string;
  /** Article or page, as a lawyer would look it up. */
  readonly source: string;
  readonly confidence: Confidence;
};

/** Wall-clock times of the debtor, "HH:MM": from inclusive, to exclusive; null forbids the whole day. */
export type DayHours = { readonly from: string; readonly to: string } | null;

/** By weekday, Monday first: seven entries. */
export type WeekHours = readonly DayHours[];

export type HoursRule = Authority & {
  readonly channels: readonly Channel[] | 'any';
  readonly week: WeekHours;
  readonly onHolidays: boolean;
};
export type CapRule = Authority & { readonly cap: Cap };
/** A channel that must not be used at all. */
export type BarRule = Authority & { readonly channels: readonly Channel[] };

/** The contact rules of one jurisdiction and debtor type, from one day to another. */
export type Pack = {
  /** Such as "CO-consumer"; the same id with other dates is another version of it. */
  readonly id: string;
  readonly jurisdiction: string;
  readonly debtorType: DebtorType;
  /** First and last day on which it is in force; open where left out. */
  readonly validFrom?: IsoDate;
  readonly validTo?: IsoDate;
  readonly binds: readonly Collector[];
  /** Why it binds these; the authority named when somebody is not bound. */
  readonly scope: Authority;
  readonly hours: readonly HoursRule[];
  readonly caps: readonly CapRule[];
  readonly bars: readonly BarRule[];
};

/** Public holidays of a country, and of a region of it where one is named. */
export type Holidays = { readonly place: string; readonly dates: ReadonlySet<IsoDate> };

/** All that the law has to say about one debtor: every version of its pack, and the holidays of its place. */
export type Law = { readonly packs: readonly Pack[]; readonly holidays: Holidays };

export const noLaw: Law = { packs: [], holidays: { place: '', dates: new Set() } };

/** The pack in force on a day, or undefined: nothing is known to restrict. */
export const packOn = ({ packs }: Law, date: IsoDate): Pack | undefined => {
  for (const pack of packs) if (isInForce(pack, date)) return pack;
  return undefined;
};

const isInForce = ({ validFrom, validTo }: Pack, date: IsoDate): boolean =>
  (validFrom === undefined || validFrom <= date) && (validTo === undefined || date <= validTo);
