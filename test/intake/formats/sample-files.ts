// The files in samples/formats, and small changes to them.
import { readFileSync } from 'node:fs';

export const sampleText = (name: string): string => readFileSync(`samples/formats/${name}`, 'utf8');

/** The sample with each text replaced; throws where one is not in it, so that no test passes for want of its change. */
export const changed = (name: string, ...changes: readonly (readonly [from: string, to: string])[]): string => {
  let text = sampleText(name);
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${name} has no "${from}"`);
    text = text.replaceAll(from, () => to);
  }
  return text;
};
