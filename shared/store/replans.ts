// The mark of a replan on the policy in force: while it stands, no other policy is applied.
import { policyCurrentItem } from './keys.ts';
import type { Replan } from './policies.ts';
import { updateIf } from './update-if.ts';

/** Begun again, it goes on where it was: false when another version is in force, or another replan goes on. */
export const beginReplan = (creditor: string, { version, by, since }: Pick<Replan, 'version' | 'by' | 'since'>) =>
  update(creditor, {
    UpdateExpression: 'SET replan = if_not_exists(replan, :replan)',
    ConditionExpression: 'version = :version AND (attribute_not_exists(replan) OR replan.version = :version)',
    ExpressionAttributeValues: { ':version': version, ':replan': { version, by, since, done: 0 } },
  });

/** How far the replan of a version has come: false when that is not the one that goes on. */
export const noteReplan = (
  creditor: string,
  version: number,
  { done, total, cursor }: Pick<Replan, 'done' | 'total' | 'cursor'>,
) =>
  update(creditor, {
    UpdateExpression: `SET replan.done = :done${total === undefined ? '' : ', replan.#total = :total'}${cursor === undefined ? ' REMOVE replan.#cursor' : ', replan.#cursor = :cursor'}`,
    ConditionExpression: 'replan.version = :version',
    ExpressionAttributeNames: {
      '#cursor': 'cursor',
      ...(total === undefined ? {} : { '#total': 'total' }),
    },
    ExpressionAttributeValues: {
      ':version': version,
      ':done': done,
      ...(total === undefined ? {} : { ':total': total }),
      ...(cursor === undefined ? {} : { ':cursor': cursor }),
    },
  });

/** False when it had ended before. */
export const endReplan = (creditor: string, version: number) =>
  update(creditor, {
    UpdateExpression: 'REMOVE replan',
    ConditionExpression: 'replan.version = :version',
    ExpressionAttributeValues: { ':version': version },
  });

const update = (creditor: string, change: Omit<Parameters<typeof updateIf>[0], 'Key'>): Promise<boolean> =>
  updateIf({ ...change, Key: policyCurrentItem(creditor) });
