// What a policy file on disk may extend: the default, or a file that lies beside it.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultPolicyText } from '#policies/default-policy.ts';
import type { Resolve } from '#policies/policy-layers.ts';

export const resolveBeside =
  (file: string): Resolve =>
  (reference) => {
    if (reference === 'default') return defaultPolicyText();
    try {
      return readFileSync(pathBeside(file, reference), 'utf8');
    } catch {
      // To whoever extends it, one that cannot be read is one that is not there.
      return undefined;
    }
  };

export const pathBeside = (file: string, reference: string): string => join(dirname(file), reference);
