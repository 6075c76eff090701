// Numbers that look random and are not: the same seed, name and question always give the same number. So two policies meet the
// same debtors, and a simulation can be run again.

/** A number from 0 inclusive to 1 exclusive for a question, and for the day on which it is asked where that matters. */
export type Draw = (question: number, day?: number) => number;

export const drawsOf = (seed: number, name: string): Draw => {
  let hash = mix(seed);
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  const start = mix(hash);
  return (question, day = 0) =>
    mix(mix(start + Math.imul(question + 1, 0x9e3779b9)) + Math.imul(day, 0x85ebca6b)) / 0x1_0000_0000;
};

/** From an exponential distribution with mean 1: how much persuasion it takes. */
export const exponential = (draw: number): number => -Math.log(1 - draw);

/** From a normal distribution with mean 0 and deviation 1, of two draws (Box and Muller). */
export const normal = (one: number, other: number): number =>
  Math.sqrt(2 * exponential(one)) * Math.cos(2 * Math.PI * other);

/** Spreads 32 bits over all of them: the last rounds of MurmurHash3. */
const mix = (value: number): number => {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
};
