// A plan against the stack's version in force, with its progress and as lines for people.
import { changeInWords, comparePolicies } from '#domain/planning/compare-policies.ts';
import { planInWords } from '#domain/planning/plan-in-words.ts';
import { costOf, type Prices } from '#domain/planning/prices.ts';
import { propose } from '#domain/planning/propose.ts';
import { compareOutboxes } from '#domain/planning/summary.ts';
import type { InFlight, PolicyContent } from '#domain/policy.ts';
import type { Context } from './command.ts';
import { clockOf } from './connect.ts';
import { minute } from './written.ts';

export type PlanOnStack = {
  /** The version that it was planned against. */
  readonly against: number;
  readonly invoices: number;
  readonly value: object;
  readonly lines: readonly string[];
};

/** `most` invoices and messages of each kind are listed for people. */
export const planOnStack = async (
  { stack, output }: Context,
  content: PolicyContent,
  inFlight: InFlight,
  prices: Prices,
  most: number,
): Promise<PlanOnStack> => {
  const creditor = content.creditor.id;
  const { loadPolicy } = await import('#store/policies.ts');
  const { planPortfolio } = await import('#policies/plan-portfolio.ts');
  const [before, now] = await Promise.all([loadPolicy(creditor), clockOf(stack)]);
  const begun = performance.now();
  let noted = begun;
  const { complete: _, ...summary } = await planPortfolio(
    creditor,
    { before, after: propose(before, content, inFlight, now) },
    now,
    {
      sample: most,
      progress: (invoices) => {
        if (performance.now() - noted < 2000) return;
        noted = performance.now();
        output.note(`planned ${invoices} invoices, ${rate(invoices, begun)} a second`);
      },
    },
  );
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  const changes = comparePolicies(before.content, content);
  const { outbox } = summary;
  return {
    against: before.version,
    invoices: summary.invoices,
    value: {
      creditor,
      now,
      against: before.version,
      inFlight,
      seconds,
      policy: changes,
      ...summary,
      ...compareOutboxes(outbox),
      costMillionths: {
        currency: prices.currency,
        before: costOf(outbox.before, prices),
        after: costOf(outbox.after, prices),
      },
    },
    lines: [
      `Policy of ${creditor}, ${minute(now)} UTC: the file against ${before.version === 0 ? 'the default policy' : `version ${before.version}`}, in flight: ${inFlight}`,
      ...(changes.length === 0 ? ['The file says the same.'] : ['The file says otherwise:']),
      ...changes.map((change) => `  ${changeInWords(change)}`),
      '',
      ...planInWords(summary, prices, most),
      '',
      `Planned in ${seconds} s.`,
    ],
  };
};

export const rate = (done: number, since: number): number =>
  Math.round(done / Math.max(0.001, (performance.now() - since) / 1000));
