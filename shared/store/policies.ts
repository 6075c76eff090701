// Policy versions: numbered, immutable, one in force for each creditor. Where none was applied, the default counts as version 0.
import * as z from 'zod';
import { BrokenInvariant } from '#domain/errors.ts';
import { inFlightModes, type Policy, policySchema } from '#domain/policy.ts';
import { defaultPolicy } from '#policies/default-policy.ts';
import { policyCurrentItem, policyPk, policyVersionItem } from './keys.ts';
import { getItem, type Item, queryPrefix } from './table.ts';

const versionSchema = z.object({
  version: z.int(),
  content: policySchema,
  contentHash: z.string(),
  appliedAt: z.string(),
  /** Who applied it, and what from: a file, or another version. */
  by: z.string().default('unknown'),
  source: z.string(),
  inFlight: z.enum(inFlightModes).default('now'),
  rollbackOf: z.int().optional(),
});
export type PolicyVersion = z.output<typeof versionSchema>;

const replanSchema = z.object({
  version: z.int(),
  by: z.string(),
  since: z.string(),
  /** Invoices looked at so far, and how many there are. */
  done: z.int(),
  total: z.int().optional(),
  /** Where the walk goes on: for the walk alone to read. */
  cursor: z.string().optional(),
});
/** The walk over open invoices after an apply, while it goes on. */
export type Replan = z.output<typeof replanSchema>;

const currentSchema = z.object({
  version: z.int(),
  contentHash: z.string(),
  appliedAt: z.string(),
  by: z.string().default('unknown'),
  replan: replanSchema.optional(),
});
/** What is in force, and whether open invoices are still being moved to it. */
export type PolicyInForce = z.output<typeof currentSchema>;

/** Strongly consistent; undefined while no policy was ever applied. */
export const findPolicyInForce = async (creditor: string): Promise<PolicyInForce | undefined> => {
  const current = await getItem(policyCurrentItem(creditor));
  return current && currentSchema.parse(current);
};

/** The policy in force, with the versions before it that invoices in flight may still follow. */
export const loadPolicy = async (creditor: string): Promise<Policy> => {
  const current = await findPolicyInForce(creditor);
  if (!current) return policyAt(creditor, 0);
  forgetOthers(creditor, current);
  return policyAt(creditor, current.version);
};

/** The policy as it was while a version was in force. */
export const policyAt = (creditor: string, version: number): Promise<Policy> => chainFrom(creditor, version, mostLinks);

/** Whoever is older than so many versions follows the last of them. */
const mostLinks = 20;

const chainFrom = async (creditor: string, version: number, links: number): Promise<Policy> => {
  if (version === 0) return { version, content: defaultPolicy() };
  const { content, appliedAt, inFlight } = await loadPolicyVersion(creditor, version);
  if (inFlight === 'now' || links === 0) return { version, content };
  return {
    version,
    content,
    before: { policy: await chainFrom(creditor, version - 1, links - 1), appliedAt, inFlight },
  };
};

/** One version as it was applied. Versions are immutable, so each is read once. */
export const loadPolicyVersion = async (creditor: string, version: number): Promise<PolicyVersion> => {
  const found = await findPolicyVersion(creditor, version);
  if (!found) throw new BrokenInvariant(`there is no version ${version} of the policy of ${creditor}`);
  return found;
};

export const findPolicyVersion = async (creditor: string, version: number): Promise<PolicyVersion | undefined> => {
  const known = versions.get(`${creditor}#${version}`);
  if (known) return known;
  const item = await getItem(policyVersionItem(creditor, version));
  return item && remember(creditor, item);
};

/** Every version that was applied, the oldest first; the default, version 0, is not among them. */
export const listPolicyVersions = async (creditor: string): Promise<readonly PolicyVersion[]> =>
  (await queryPrefix(policyPk(creditor), 'VERSION#')).map((item) => remember(creditor, item));

const versions = new Map<string, PolicyVersion>();

// A table that was restored to an earlier moment may have come to other versions under the same numbers.
const forgetOthers = (creditor: string, { version, contentHash, appliedAt }: PolicyInForce): void => {
  const known = versions.get(`${creditor}#${version}`);
  if (!known || (known.contentHash === contentHash && known.appliedAt === appliedAt)) return;
  for (const key of versions.keys()) if (key.startsWith(`${creditor}#`)) versions.delete(key);
};

/** The same object each time: what is derived from a policy is remembered by it. */
const remember = (creditor: string, item: Item): PolicyVersion => {
  const read = versionSchema.parse(item);
  const key = `${creditor}#${read.version}`;
  const known = versions.get(key);
  if (known) return known;
  versions.set(key, read);
  return read;
};
