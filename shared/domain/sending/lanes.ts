// How a rate is shared by senders that do not speak with each other. Time is cut into periods. The places of a period stand evenly
// on its line, 1/rate apart, and are dealt out by turns into lanes: a lane has about one place a second, which one sender can
// use. Places are instants, so those that nobody uses are lost and never make up a burst. Lanes that are taken one after another lie
// far apart, so that whoever takes a few of them soon has a place that is near, at whatever moment it comes.

/** Of all lanes of a period, whoever takes one writes once. */
export const periodMs = 5_000;

/** So much stays empty at the end of a period: a place there, by a clock that is late, would come among those that the next one's clocks begin with. */
const seamMs = 150;

/** Messages a second; less cannot be kept with periods of this length. */
export const leastRate = 1_000 / periodMs;

export type Lanes = { readonly rate: number; readonly lanes: number };

export const periodAt = (now: number): number => Math.floor(now / periodMs);

export const lanesAt = (rate: number): Lanes => {
  const kept = Math.max(leastRate, rate);
  return { rate: kept, lanes: Math.max(1, Math.floor(kept)) };
};

/** All places of a period. A slow rate has few of them and a wide gap after the last one anyway; the seam takes none from it. */
export const countPlaces = (rate: number): number =>
  Math.min(Math.floor((rate * periodMs) / 1_000), Math.ceil((rate * (periodMs - seamMs)) / 1_000));

/** The instants of a lane, in milliseconds, earliest first. */
export const placesOf = (period: number, lane: number, { rate, lanes }: Lanes): readonly number[] => {
  const count = countPlaces(rate);
  const places: number[] = [];
  for (let index = (lane * strideOf(lanes)) % lanes; index < count; index += lanes)
    places.push(period * periodMs + (index * 1_000) / rate);
  return places;
};

/** Steps of about the golden section of a circle leave no wide gap, however many are made; having no divisor in common with it, they meet each point once. */
const strideOf = (lanes: number): number => {
  let stride = Math.max(1, Math.round(lanes * 0.618));
  while (divisorOf(stride, lanes) > 1) stride += 1;
  return stride;
};

const divisorOf = (one: number, other: number): number => (other === 0 ? one : divisorOf(other, one % other));
