// Knows whether what was made from files would come out the same again: by the content of all that went in and of all that came out.
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

type Made = {
  /** Paths below `root` of what was read. */
  readonly inputs: readonly string[];
  /** Of what was written. */
  readonly outputs: readonly string[];
  /** What else decides: it is compared as it is. */
  readonly given: unknown;
  /** When the first was read, in milliseconds of the epoch. */
  readonly begun: number;
};

/** Notes in the file `record` what was made; not where an input changed meanwhile, for nobody knows which of its contents was read. */
export const noteMade = (root: string, record: string, { inputs, outputs, given, begun }: Made): void => {
  if (inputs.some((file) => statSync(join(root, file)).mtimeMs >= begun)) return;
  const files = [...new Set([...inputs, ...outputs])].toSorted();
  writeFileSync(record, JSON.stringify([digestOf(root, files, given), ...files]));
};

/** Whether everything is there and as it was noted. */
export const isAsMade = (root: string, record: string, given: unknown): boolean => {
  try {
    const [digest, ...files] = z.array(z.string()).parse(JSON.parse(readFileSync(record, 'utf8')));
    return digest === digestOf(root, files, given);
  } catch {
    // Never noted, or a file is gone.
    return false;
  }
};

const digestOf = (root: string, files: readonly string[], given: unknown): string => {
  const hash = createHash('sha256').update(JSON.stringify(given));
  for (const file of files) {
    const content = readFileSync(join(root, file));
    hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
};
