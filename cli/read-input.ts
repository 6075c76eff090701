// Reads a file that a person named.
import { readFileSync } from 'node:fs';
import { CommandFailed, exitCodes } from './exit.ts';

/** Throws CommandFailed, bad input, with the reason in words. */
export const readInput = (file: string): Uint8Array => {
  try {
    return readFileSync(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const reason = reasons[code] ?? (cause instanceof Error ? cause.message : String(cause));
    throw new CommandFailed(exitCodes.badInput, `${file} cannot be read: ${reason}`, { cause });
  }
};

/** The text of a file, or of standard input for "-". Throws as readInput does. */
export const readText = (file: string): string =>
  file === '-' ? readFileSync(0, 'utf8') : Buffer.from(readInput(file)).toString('utf8');

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path, it counts from the folder you are in',
  EISDIR: 'it is a folder; name a file',
  EACCES: 'you have no permission to read it',
};
