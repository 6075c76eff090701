// When a debtor pays without being asked: the daily chances of a model, added up, so that a payment's day can be looked up.
import type { ResponseModel } from './response-model.ts';

const firstDay = -365;
const lastDay = 1460;

/** The sum of the daily chances up to and including a day past due, as hazards. */
export const hazardThrough = (model: ResponseModel, day: number): number => {
  const sums = sumsOf(model);
  return sums[Math.min(Math.max(day, firstDay - 1), lastDay) - firstDay + 1] ?? 0;
};

/** The first day past due through which the hazard is at least this; undefined when that never comes. */
export const dayOfHazard = (model: ResponseModel, hazard: number): number | undefined => {
  const sums = sumsOf(model);
  let [low, high] = [0, sums.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) < hazard) low = middle + 1;
    else high = middle;
  }
  return low === sums.length ? undefined : low + firstDay - 1;
};

const sumsOf = (model: ResponseModel): Float64Array => {
  const known = remembered.get(model);
  if (known) return known;
  const bands = model.unprompted.toSorted((one, other) => one.fromDay - other.fromDay);
  const sums = new Float64Array(lastDay - firstDay + 2);
  for (let day = firstDay; day <= lastDay; day += 1) {
    const perDay = bands.findLast(({ fromDay }) => fromDay <= day)?.perDay ?? 0;
    sums[day - firstDay + 1] = (sums[day - firstDay] ?? 0) - Math.log(1 - Math.min(perDay, 0.999_999));
  }
  remembered.set(model, sums);
  return sums;
};

const remembered = new WeakMap<ResponseModel, Float64Array>();
