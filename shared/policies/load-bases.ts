// Loads what a policy file extends, where files are read one after the other over a network: `readPolicy` itself waits for nothing.
import { defaultPolicyText } from './default-policy.ts';
import { maximumBases, type Resolve, referenceIn } from './policy-layers.ts';

/** `load` answers the text of a reference such as "./base.yaml", undefined when there is no such file; "default" it is never asked for. */
export const loadBases = async (
  text: string,
  load: (reference: string) => Promise<string | undefined>,
): Promise<Resolve> => {
  const known = new Map<string, string | undefined>([['default', defaultPolicyText()]]);
  let reference = referenceIn(text);
  for (let depth = 0; reference !== undefined && !known.has(reference) && depth < maximumBases; depth += 1) {
    const base = await load(reference);
    known.set(reference, base);
    reference = base === undefined ? undefined : referenceIn(base);
  }
  return (wanted) => known.get(wanted);
};
