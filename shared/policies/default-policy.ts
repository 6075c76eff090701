// The policy that applies until a creditor's own is in force: default.yaml, which lies beside this module and beside its bundle.
import { readFileSync } from 'node:fs';
import type { PolicyContent } from '#domain/policy.ts';
import { describeProblems, readPolicy } from './read-policy.ts';

let loaded: PolicyContent | undefined;

export const defaultPolicy = (): PolicyContent => {
  if (!loaded) {
    const reading = readPolicy(readFileSync(new URL('./default.yaml', import.meta.url), 'utf8'));
    if (!reading.ok) throw new Error(describeProblems('default.yaml', reading.problems));
    loaded = reading.content;
  }
  return loaded;
};
