// Whose word stands about the wishes of a debtor. What it said itself is not undone by lists and systems, which cannot tell when it said so.
import { type ChangedAt, mayChange } from './apply-fact/changed-at.ts';
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

/** As an event tells it. */
export const sourceOf = ({ id, saidBy = 'system', by }: Told, at: IsoInstant): Source => ({
  saidBy,
  at,
  event: id,
  ...(by === undefined ? {} : { by }),
});

type Told = { readonly id: string; readonly saidBy?: Teller | undefined; readonly by?: string | undefined };
