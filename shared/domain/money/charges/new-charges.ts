// What a document may claim anew: the charges up to its day, less those that earlier documents claimed.
import type { IsoDate } from '../../calendar.ts';
import type { ChargeKind, ChargeLine, ChargeQuestion } from './charge.ts';
import { chargesOf } from './charges-of.ts';
import { isInGrace } from './grace.ts';

/** What documents claimed up to and with a day, in minor units. */
export type Claimed = Readonly<Record<ChargeKind, number>> & { readonly upTo: IsoDate };

/** In minor units; below zero where a payment that arrived late has made an earlier claim too high. */
export type NewCharges = Readonly<Record<ChargeKind, number>> & {
  /** Interest of the days since, and what has arisen since; they sum to the amounts together with `corrections`. */
  readonly lines: readonly ChargeLine[];
  /** By how much what was claimed differs from what those days bear as is known now. */
  readonly corrections: Readonly<Record<ChargeKind, number>>;
};

/** The next document starts where the last ended. Throws as `chargesOf` does; `claimed.upTo` is not after the day asked for. */
export const newCharges = (question: ChargeQuestion, claimed: Claimed): NewCharges => {
  const { due, terms, breaks = [] } = question;
  // A document written while grace lasts claims none of its days, though they may be charged afterwards.
  const upTo = isInGrace(terms.grace, due, claimed.upTo) ? due : claimed.upTo;
  const charges = chargesOf({ ...question, breaks: [...breaks, upTo] });
  const lines = charges.lines.filter(({ from }) => from > upTo);
  const ofKind = (kind: ChargeKind): number => charges[kind] - claimed[kind];
  const correction = (kind: ChargeKind): number =>
    lines.reduce((rest, line) => (line.kind === kind ? rest - line.amount : rest), ofKind(kind));
  return {
    interest: ofKind('interest'),
    compensation: ofKind('compensation'),
    collectionCosts: ofKind('collectionCosts'),
    lines,
    corrections: {
      interest: correction('interest'),
      compensation: correction('compensation'),
      collectionCosts: correction('collectionCosts'),
    },
  };
};

/** Where no document has claimed anything yet. */
export const nothingClaimed = (due: IsoDate): Claimed => ({
  upTo: due,
  interest: 0,
  compensation: 0,
  collectionCosts: 0,
});
