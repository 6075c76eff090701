// Finds a version of a creditor's policy that a person named.
import type { PolicyContent } from '#domain/policy.ts';
import { CommandFailed, exitCodes } from './exit.ts';

export type NamedVersion = { readonly version: number; readonly content: PolicyContent };

/** Without a number, the one in force; 0 is the default. Throws CommandFailed, not found. */
export const versionOf = async (creditor: string, number?: string): Promise<NamedVersion> => {
  const { findPolicyInForce, findPolicyVersion } = await import('#store/policies.ts');
  if (number !== undefined && !/^\d{1,6}$/.test(number))
    throw new CommandFailed(exitCodes.badInput, `"${number}" is no version; recaudo policy history lists them`);
  const version = number === undefined ? ((await findPolicyInForce(creditor))?.version ?? 0) : Number(number);
  if (version === 0) {
    const { defaultPolicy } = await import('#policies/default-policy.ts');
    return { version, content: defaultPolicy() };
  }
  const found = await findPolicyVersion(creditor, version);
  if (found) return { version, content: found.content };
  throw new CommandFailed(
    exitCodes.notFound,
    `the policy of ${creditor} has no version ${version}; recaudo policy history lists them`,
  );
};
