// The policy that applies until a creditor's own is in force: default.yaml, which lies beside this module and beside its bundle.
import { readFileSync } from 'node:fs';
import type { PolicyContent } from '#domain/policy.ts';
import { describeProblems, readPolicy } from './read-policy.ts';

let text: string | undefined;
let loaded: PolicyContent | undefined;

/** As a file that others may extend. */
export const defaultPolicyText = (): string => {
  text ??= readFileSync(new URL('./default.yaml', import.meta.url), 'utf8');
  return text;
};

export const defaultPolicy = (): PolicyContent => {
  if (!loaded) {
    const reading = readPolicy(defaultPolicyText());
    if (!reading.ok) throw new Error(describeProblems('default.yaml', reading.problems));
    loaded = reading.content;
  }
  return loaded;
};
