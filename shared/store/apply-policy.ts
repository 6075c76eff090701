// Puts a policy in force as the next version; one at a time: whoever comes second is told who was first, and when.
import { connectedChannels } from '#channels/channels.ts';
import type { IsoInstant } from '#domain/calendar.ts';
import { BadInput, Conflict } from '#domain/errors.ts';
import type { InFlight, PolicyContent } from '#domain/policy.ts';
import { missingSender } from '#domain/policy-senders.ts';
import { policyCurrentItem, policyVersionItem } from './keys.ts';
import { findPolicyInForce, type PolicyInForce } from './policies.ts';
import { tableName, transact } from './table.ts';

export type Application = {
  readonly inFlight: InFlight;
  /** Who applies it, and what from. */
  readonly by: string;
  readonly source: string;
  readonly at: IsoInstant;
  /** The version that it was planned against; 0 is the default. */
  readonly expected?: number;
  readonly rollbackOf?: number;
  /** Whether open invoices are walked through afterwards: until that has ended, no other policy is applied. */
  readonly replans?: boolean;
};

/**
 * The content that is in force already changes nothing. Throws BadInput for a channel that is not connected, Conflict when
 * another version was applied meanwhile, or its replan still goes on.
 */
export const applyPolicy = async (
  creditor: string,
  content: PolicyContent,
  contentHash: string,
  { inFlight, by, source, at, expected, rollbackOf, replans = false }: Application,
): Promise<{ readonly version: number; readonly changed: boolean }> => {
  checkChannels(content);
  const current = await findPolicyInForce(creditor);
  if (current?.contentHash === contentHash) return { version: current.version, changed: false };
  const seen = current?.version ?? 0;
  if (current?.replan || (expected !== undefined && expected !== seen)) throw refusal(creditor, current);
  const version = seen + 1;
  const applied = { version, contentHash, appliedAt: at, by };
  const refused = await transact([
    {
      Put: {
        TableName: tableName,
        Item: {
          ...policyVersionItem(creditor, version),
          creditor,
          ...applied,
          content,
          source,
          inFlight,
          ...(rollbackOf === undefined ? {} : { rollbackOf }),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Put: {
        TableName: tableName,
        Item: {
          ...policyCurrentItem(creditor),
          ...applied,
          ...(replans ? { replan: { version, by, since: at, done: 0 } } : {}),
        },
        ...(current
          ? {
              ConditionExpression: 'version = :seen AND attribute_not_exists(replan)',
              ExpressionAttributeValues: { ':seen': seen },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    },
  ]);
  if (refused.length > 0) throw refusal(creditor, await findPolicyInForce(creditor));
  return { version, changed: true };
};

/** Before a long plan: throws Conflict while the replan of another version goes on. */
export const checkMayApply = async (creditor: string): Promise<void> => {
  const current = await findPolicyInForce(creditor);
  if (current?.replan) throw refusal(creditor, current);
};

const checkChannels = ({ creditor, steps, occasions, strategies }: PolicyContent): void => {
  const all = [{ steps, occasions }, ...Object.values(strategies)].flatMap((each) => [
    ...(each.steps ?? []).map((step) => ({ ...step, name: `step "${step.id}"` })),
    ...(each.occasions ?? []).map((rule) => ({ ...rule, name: `occasion "${rule.occasion}"` })),
  ]);
  for (const { name, channel, fallback } of all)
    for (const used of [channel, ...[fallback ?? []].flat()]) {
      const missing = missingSender(creditor, used);
      if (missing !== undefined)
        throw new BadInput('no-sender', `${name} uses ${used}, which has no sender; set creditor.${missing}`);
      if (!connectedChannels.includes(used))
        throw new BadInput(
          'channel-not-connected',
          `${name} uses ${used}, which this deployment is not connected to; use ${connectedChannels.join(', ')}`,
        );
    }
};

const refusal = (creditor: string, current: PolicyInForce | undefined): Conflict => {
  if (!current) return new Conflict(`no policy of ${creditor} was applied yet: plan again, against the default`);
  const first = `version ${current.version} of the policy of ${creditor} was applied by ${current.by} at ${current.appliedAt}`;
  if (!current.replan) return new Conflict(`${first}: plan again, against that version`);
  const { by, since, done, total } = current.replan;
  const progress = `${done}${total === undefined ? '' : ` of ${total}`} invoices done`;
  return new Conflict(
    `${first}; the replan that ${by} began at ${since} still goes on (${progress}): wait until it has ended`,
  );
};
