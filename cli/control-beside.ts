// The files of control totals that lie beside a file on disk, checked before anything is asked of a stack.
import { existsSync } from 'node:fs';
import { BadInput } from '#domain/errors.ts';
import { controlFiles, controlInFile, mostOfControl } from '#intake/batch/control-totals.ts';
import { CommandFailed, exitCodes } from './exit.ts';
import { readInput } from './read-input.ts';

/** Their texts by the ending of their names. Throws CommandFailed, bad input, with the reason in words. */
export const controlBeside = (file: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    controlFiles.flatMap((ending) => {
      const name = `${file}${ending}`;
      if (!existsSync(name)) return [];
      const bytes = readInput(name);
      if (bytes.length > mostOfControl)
        throw new CommandFailed(exitCodes.badInput, `${name} has more than ${mostOfControl} bytes`);
      const text = Buffer.from(bytes).toString('utf8');
      try {
        controlInFile(text, ending, name);
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
        throw new CommandFailed(exitCodes.badInput, error.message, { cause: error });
      }
      return [[ending, text] as const];
    }),
  );

/** Intake passes over it: nothing would ever come of it. */
export const refuseControlFile = (file: string): void => {
  const ending = controlFiles.find((each) => file.endsWith(each));
  if (ending === undefined) return;
  throw new CommandFailed(
    exitCodes.badInput,
    `${file} is named as control totals are; import ${file.slice(0, -ending.length)}, and it goes along`,
  );
};
