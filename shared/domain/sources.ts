// Whose word stands about the wishes of a debtor. What it said itself is not undone by lists and systems, which cannot tell when it said so.
import { type ChangedAt, mayChange } from './apply-fact/changed-at.ts';
import type { DebtorEvent } from './apply-fact/debtor-event.ts';
import type { IsoInstant } from './calendar.ts';
import type { Debtor, Source, Sourced } from './facts.ts';
import { channels, type Teller } from './vocabulary.ts';

/** Wishes of which the debtor's own word comes before any other; of consent, the newest day counts whoever tells it. */
export const wishFields = ['preferred', 'preferredChannel', 'language'] as const satisfies readonly Sourced[];
/** All of which it is kept. */
export const sourcedFields: readonly Sourced[] = [
  ...wishFields,
  'optOut',
  ...channels.map((channel) => `consent-${channel}` as const),
];
const isWish = (field: string): field is (typeof wishFields)[number] => wishFields.some((each) => each === field);

export const isOwnWord = ({ sources }: Pick<Debtor, 'sources'>, field: string): boolean =>
  isWish(field) && sources?.[field]?.saidBy === 'debtor';

/** Of one voice the newest stands; the debtor's own stands against every other, whichever is newer. */
export const mayTell = (
  debtor: Pick<Debtor, 'sources'>,
  changedAt: ChangedAt,
  field: string,
  saidBy: Teller,
  at: IsoInstant,
): boolean => {
  const known = isWish(field) ? debtor.sources?.[field] : undefined;
  if (known !== undefined && (known.saidBy === 'debtor') !== (saidBy === 'debtor')) return saidBy === 'debtor';
  return mayChange(changedAt, field, at);
};

/**
 * What an event told otherwise than the debtor itself had, and what therefore did not count; `after` is the debtor as the event left it. A
 * later own word that comes before an earlier one is none of it.
 */
export const againstOwnWord = (event: DebtorEvent, after: Debtor): readonly Sourced[] => {
  if (event.type === 'Debtor Changed') {
    const { detail } = event;
    if (detail.saidBy === 'debtor') return [];
    return listedFields.filter(
      (field) =>
        detail[field] !== undefined &&
        after.sources?.[field]?.saidBy === 'debtor' &&
        inOneOrder(detail[field]) !== inOneOrder(after[field]),
    );
  }
  if (event.type !== 'Consent Changed' || event.detail.saidBy === 'debtor') return [];
  const { channel, given } = event.detail;
  const { sources = {}, optOut, consent } = after;
  const stands = optOut.includes(channel) ? false : consent.includes(channel) ? true : null;
  const source = newest(sources[`consent-${channel}`], sources.optOut);
  return given !== stands && source?.saidBy === 'debtor' ? [`consent-${channel}`] : [];
};
const listedFields = [...wishFields, 'optOut'] as const satisfies readonly Sourced[];

/** What was taken away is as what was never said; the order of a list tells nothing. */
const inOneOrder = (value: unknown): string =>
  JSON.stringify((Array.isArray(value) ? value.toSorted() : value) ?? null);

/** Of a channel that is named by itself, and of all that are not wanted, listed at once and since. */
export const newest = (one: Source | undefined, other: Source | undefined): Source | undefined =>
  one === undefined || (other !== undefined && other.at > one.at) ? other : one;

/** As an event tells it. */
export const sourceOf = ({ id, saidBy = 'system', by }: Told, at: IsoInstant): Source => ({
  saidBy,
  at,
  event: id,
  ...(by === undefined ? {} : { by }),
});

type Told = { readonly id: string; readonly saidBy?: Teller | undefined; readonly by?: string | undefined };
