// The principal that bears interest on each day: a movement changes it from the day after its date.
import { epochDay, type IsoDate } from '../../calendar.ts';
import type { PrincipalMovement } from './charge.ts';

/** Days since 1970-01-01, both included, on which the same base, above zero, bears interest. */
export type Stretch = { readonly from: number; readonly to: number; readonly base: number };

type Owed = { readonly principal: number; readonly movements: readonly PrincipalMovement[] };

/** What bears charges on a day: the movements of earlier dates are taken off. Never below zero. */
export const baseOn = ({ principal, movements }: Owed, day: IsoDate): number =>
  Math.max(0, owedBefore({ principal, movements }, day));

/** The same after the movements of the day itself, in the debtor's favour below zero. */
export const balanceOn = ({ principal, movements }: Owed, day: IsoDate): number =>
  movements.reduce((sum, { date, amount }) => (date <= day ? sum - amount : sum), principal);

/** In order; days on which nothing is owed are left out. */
export const stretchesOf = ({ principal, movements }: Owed, first: number, last: number): readonly Stretch[] => {
  const steps = movements
    .map(({ date, amount }) => ({ since: epochDay(date) + 1, amount }))
    .toSorted((one, other) => one.since - other.since);
  const stretches: Stretch[] = [];
  let owed = principal;
  let from = first;
  const close = (to: number): void => {
    const base = Math.max(0, owed);
    const before = stretches.at(-1);
    if (base === 0) return;
    if (before?.to === from - 1 && before.base === base) stretches[stretches.length - 1] = { ...before, to };
    else stretches.push({ from, to, base });
  };
  for (const { since, amount } of steps) {
    if (since > last) break;
    if (since > from) {
      close(since - 1);
      from = since;
    }
    owed -= amount;
  }
  close(last);
  return stretches;
};

const owedBefore = ({ principal, movements }: Owed, day: IsoDate): number =>
  movements.reduce((sum, { date, amount }) => (date < day ? sum - amount : sum), principal);
