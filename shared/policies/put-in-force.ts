// Applies a policy and sets its replan going; said again after a crash between the two, it starts what was not started.
import type { PolicyContent } from '#domain/policy.ts';
import { type Application, applyPolicy } from '#store/apply-policy.ts';
import { findPolicyInForce } from '#store/policies.ts';
import { hashOf } from '#store/register.ts';
import { startReplan } from '#store/replan-executions.ts';
import { noteReplan } from '#store/replans.ts';

export type Applied = { readonly version: number; readonly changed: boolean; readonly replans: boolean };

/** `invoices` are open, as far as is known. Throws as applyPolicy does. */
export const putInForce = async (
  replanArn: string,
  content: PolicyContent,
  application: Omit<Application, 'replans'>,
  invoices: number,
): Promise<Applied> => {
  const creditor = content.creditor.id;
  const applied = await applyPolicy(creditor, content, hashOf(JSON.stringify(content)), {
    ...application,
    replans: true,
  });
  if (applied.changed) await noteReplan(creditor, applied.version, { done: 0, total: invoices });
  const replan = (await findPolicyInForce(creditor))?.replan;
  if (replan) await startReplan(replanArn, creditor, replan.version);
  return { ...applied, replans: replan !== undefined };
};
