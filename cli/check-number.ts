// Reads a whole number that a person typed.
import { CommandFailed, exitCodes } from './exit.ts';

/** Throws CommandFailed, bad input, outside 1 to `most`. */
export const checkNumber = (option: string, text: string, most = 99_999): number => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw new CommandFailed(exitCodes.badInput, `${option} takes a whole number from 1 to ${most}, not "${text}"`);
};
