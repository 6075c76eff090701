// Reads published rates from a CSV file that a person named.
import { type ImportedRate, readRates } from '#rules/read-rates.ts';
import { CommandFailed, exitCodes } from './exit.ts';
import { readText } from './read-input.ts';
import { count } from './written.ts';

/** Throws CommandFailed, bad input, with every problem of the file; BadInput where it cannot be read as a whole. */
export const ratesIn = (file: string): readonly ImportedRate[] => {
  const { rates, problems } = readRates(readText(file));
  if (problems.length === 0) return rates;
  const said = problems.map(({ line, field, reason, remedy }) => `line ${line}: ${field} ${reason}; ${remedy}`);
  throw new CommandFailed(
    exitCodes.badInput,
    [`${count(problems.length, 'problem')} in ${file}, nothing of it was taken`, ...said].join('\n'),
  );
};
