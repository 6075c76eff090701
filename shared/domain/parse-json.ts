// JSON from outside, as whatever it turns out to be.
import { BadInput } from './errors.ts';

/** Throws BadInput `not-json` in the words of `otherwise`. */
export const parseJson = (text: string, otherwise: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BadInput('not-json', otherwise, { cause });
  }
};
