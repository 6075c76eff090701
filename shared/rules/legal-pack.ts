// How a jurisdiction's pack is written down: contact rules, then everything else, with nothing silently left out.
import type { IsoDate } from '#domain/calendar.ts';
import type { Cap } from '#domain/cap.ts';
import type {
  Authority,
  BarRule,
  CapRule,
  Collector,
  Confidence,
  DayHours,
  HoursRule,
  Pack,
  WeekHours,
} from '#domain/law.ts';
import type { Term } from '#domain/law-terms.ts';
import type { Channel, DebtorType } from '#domain/vocabulary.ts';

export type LegalPack = Pack & {
  /** As people call it. */
  readonly place: string;
  /** The day on which these values were collected. */
  readonly asOf: IsoDate;
  readonly terms: readonly Term[];
};

/** All packs were collected at once. */
export const asOf = '2026-11-23';

type Written = {
  readonly id: string;
  readonly jurisdiction: string;
  readonly place: string;
  readonly debtorType: DebtorType;
  readonly validFrom?: IsoDate;
  readonly binds?: readonly Collector[];
  readonly scope: Marked;
  readonly hours?: readonly Omit<HoursRule, 'pack' | 'rule'>[];
  readonly caps?: readonly (Marked & { readonly cap: Cap })[];
  readonly bars?: readonly (Marked & { readonly channels: readonly Channel[] })[];
  readonly terms: readonly Term[];
};
type Marked = Pick<Authority, 'source' | 'confidence'>;

/** What a lawyer asks of every pack. Where one has no answer it says so, and the policy has to give one. */
export const topics = [
  'hours',
  'frequency',
  'interest',
  'compensation',
  'collectionCosts',
  'requiredContent',
  'forbidden',
  'retention',
] as const;

export const legalPack = ({ hours = [], caps = [], bars = [], terms, scope, binds, ...rest }: Written): LegalPack => {
  const { id: pack } = rest;
  const contact = {
    hours: hours.map((each): HoursRule => ({ ...each, pack, rule: 'hours' })),
    caps: caps.map((each): CapRule => ({ ...each, pack, rule: 'frequency' })),
    bars: bars.map((each): BarRule => ({ ...each, pack, rule: 'forbidden' })),
  };
  const stated = new Set([...Object.values(contact).flat(), ...terms].map(({ rule }) => rule));
  const missing = topics.filter((topic) => !stated.has(topic));
  const isSilent = hours.length + caps.length + bars.length === 0;
  return {
    ...rest,
    asOf,
    binds: binds ?? ['creditor', 'agency'],
    scope: { ...scope, pack, rule: 'scope' },
    ...contact,
    terms: [
      ...terms,
      ...missing.map(
        (rule): Term => ({ rule, ...unknown, ...(isSilent && isOfContact(rule) && { source: scope.source }) }),
      ),
    ],
  };
};

const isOfContact = (topic: (typeof topics)[number]): boolean => topic === 'hours' || topic === 'frequency';

/** What stands where a pack has no answer. */
export const unknown = {
  says: 'unknown: the policy must state it',
  source: 'not searched for, or not found',
  confidence: 'U',
} as const;

/** Without a mark of its own in the collection: to be verified like anything from memory. */
export const unmarked = { confidence: 'M', remark: 'carries no mark of its own in the collection' } as const;

/** A week by its hours, [from, to); null forbids the day. */
export const week = (mondayToFriday: Open, saturday: Open | null, sunday: Open | null): WeekHours => {
  const workday = dayOf(mondayToFriday);
  return [workday, workday, workday, workday, workday, dayOf(saturday), dayOf(sunday)];
};
type Open = readonly [from: string, to: string];
const dayOf = (open: Open | null): DayHours => open && { from: open[0], to: open[1] };

/** The same mark and source for several statements. */
export const said =
  (source: string, confidence: Confidence) =>
  (rule: 'forbidden' | 'requiredContent', ...sayings: readonly string[]): readonly Term[] =>
    sayings.map((says) => ({ rule, says, source, confidence }));
