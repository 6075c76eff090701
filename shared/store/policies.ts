// Policy versions: numbered, immutable, one in force for each creditor. Where none was applied, the default counts as version 0.
import * as z from 'zod';
import { Conflict } from '#domain/errors.ts';
import { type Policy, type PolicyContent, policySchema } from '#domain/policy.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { policyCurrentItem, policyVersionItem } from './keys.ts';
import { getItem, tableName, transact } from './table.ts';

const currentSchema = z.object({ version: z.int(), contentHash: z.string() });

/** The policy in force; versions are immutable, so each is read once. */
export const loadPolicy = async (creditor: string): Promise<Policy> => {
  const current = await getItem(policyCurrentItem(creditor));
  return current
    ? loadPolicyVersion(creditor, currentSchema.parse(current).version)
    : { version: 0, content: defaultPolicy() };
};

export const loadPolicyVersion = async (creditor: string, version: number): Promise<Policy> => {
  const known = versions.get(`${creditor}#${version}`);
  if (known) return known;
  const item = await getItem(policyVersionItem(creditor, version));
  const policy = { version, content: policySchema.parse(item?.content) };
  versions.set(`${creditor}#${version}`, policy);
  return policy;
};

/** Puts a policy in force as the next version; the same content again changes nothing. Throws Conflict when two apply at once. */
export const applyPolicy = async (
  creditor: string,
  content: PolicyContent,
  contentHash: string,
  appliedAt: string,
  source: string,
): Promise<{ readonly version: number; readonly changed: boolean }> => {
  const found = await getItem(policyCurrentItem(creditor));
  const current = found && currentSchema.parse(found);
  if (current?.contentHash === contentHash) return { version: current.version, changed: false };
  const version = (current?.version ?? 0) + 1;
  const refused = await transact([
    {
      Put: {
        TableName: tableName,
        Item: { ...policyVersionItem(creditor, version), creditor, version, content, contentHash, appliedAt, source },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Put: {
        TableName: tableName,
        Item: { ...policyCurrentItem(creditor), version, contentHash, appliedAt },
        ...(current
          ? { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': current.version } }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
  ]);
  if (refused.length > 0) throw new Conflict(`another policy of ${creditor} was applied at the same moment`);
  return { version, changed: true };
};

const versions = new Map<string, Policy>();
