// The walk of a replan through the open invoices of a creditor: page by page, noted after each, so that it goes on where it was.
import * as z from 'zod';
import type { IsoInstant } from '#domain/calendar.ts';
import type { Policy } from '#domain/policy.ts';
import { loadAccounts } from './load-accounts.ts';
import { findPolicyInForce, policyAt, type Replan } from './policies.ts';
import { type Replanned, replanInvoice } from './replan-invoice.ts';
import { endReplan, noteReplan } from './replans.ts';
import { beginning, openInvoicesFrom, placeSchema } from './stage-pages.ts';

/**
 * Two rounds: the second finds what the first could not see, because it was being looked at, moved or registered on the old policy
 * when the new one came.
 */
const walkSchema = z.object({ round: z.int(), place: placeSchema, rung: z.int(), failed: z.int() });
type Walk = z.output<typeof walkSchema>;
const rounds = 2;
/** A round in which an invoice could not be moved is followed by another, up to this one. */
const mostRounds = 5;

export type Progress = Pick<Replan, 'version' | 'by' | 'since' | 'done' | 'total'> & { readonly rung: number };

export const progressOf = (replan: Replan): Progress => ({ ...replan, rung: walkOf(replan).rung });

const walkOf = ({ cursor }: Replan): Walk =>
  cursor === undefined ? { round: 1, place: beginning, rung: 0, failed: 0 } : walkSchema.parse(JSON.parse(cursor));

export type PageDone = {
  /** What comes next: another page, the second round, or nothing. */
  readonly next: 'page' | 'round' | 'done';
  readonly counts: Readonly<Partial<Record<Replanned | 'failed', number>>>;
};

const pageSize = 100;

/** Works the next page of the replan of a version. `fails` hears of invoices that could not be moved; the walk goes on. */
export const replanPage = async (
  creditor: string,
  version: number,
  now: IsoInstant,
  pace: () => Promise<void>,
  fails: (invoice: string, error: unknown) => void,
): Promise<PageDone> => {
  const replan = (await findPolicyInForce(creditor))?.replan;
  // It ended, or was begun for another version: this execution is late.
  if (replan?.version !== version) return { next: 'done', counts: {} };
  const { round, place, rung, failed: before } = walkOf(replan);
  const page = await openInvoicesFrom(creditor, place, pageSize);
  const counts = await moveAll(page.keys, await policiesAt(creditor, version), now, pace, fails);
  const done = replan.done + (round === 1 ? page.keys.length : 0);
  const failed = before + (counts.failed ?? 0);
  const note = (walk: Omit<Walk, 'rung'>) =>
    noteReplan(creditor, version, { done, cursor: JSON.stringify({ ...walk, rung: rung + (counts.rung ?? 0) }) });
  if (page.next) {
    await note({ round, place: page.next, failed });
    return { next: 'page', counts };
  }
  if (round < rounds || (failed > 0 && round < mostRounds)) {
    await note({ round: round + 1, place: beginning, failed: 0 });
    return { next: 'round', counts };
  }
  await endReplan(creditor, version);
  return { next: 'done', counts };
};

const policiesAt = async (creditor: string, version: number) => {
  const [before, after] = await Promise.all([policyAt(creditor, version - 1), policyAt(creditor, version)]);
  return { before, after };
};

const moveAll = async (
  keys: Parameters<typeof loadAccounts>[0],
  policies: { readonly before: Policy; readonly after: Policy },
  now: IsoInstant,
  pace: () => Promise<void>,
  fails: (invoice: string, error: unknown) => void,
): Promise<Partial<Record<Replanned | 'failed', number>>> => {
  const counts: Partial<Record<Replanned | 'failed', number>> = {};
  const count = (kind: Replanned | 'failed'): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  const skips = ({ cursor }: { readonly cursor: { readonly policyVersion?: number | undefined } }): boolean =>
    (cursor.policyVersion ?? 0) >= policies.after.version;
  const { asked, accounts } = await loadAccounts(keys, { skips });
  const byDebtor = new Map(accounts.map((account) => [account.debtor.debtor, account]));
  const queue = asked.filter((stored) => !skips(stored));
  counts['done-before'] = asked.length - queue.length;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let stored = queue.shift(); stored; stored = queue.shift()) {
        const account = byDebtor.get(stored.invoice.debtor);
        if (!account) continue;
        try {
          count(await replanInvoice(stored, { account, policies, now, pace }));
        } catch (error) {
          count('failed');
          fails(stored.invoice.invoice, error);
        }
      }
    }),
  );
  return counts;
};
const lanes = 8;
