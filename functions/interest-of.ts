// The interest of every invoice that a message speaks for: what it shows, and what an extrajudicial notice claims anew.
import type { IsoDate } from '#domain/calendar.ts';
import type { ClaimedCharge } from '#domain/decision.ts';
import type { Facts, Invoice } from '#domain/facts.ts';
import { type InterestDue, interestDue } from '#domain/money/interest-due.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { publishedRates } from '#rules/published-rates.ts';
import { termsUnder } from '#rules/terms-under.ts';
import type { Taking } from '#store/claim-contact.ts';
import { interestInDoubt } from '#store/claims-in-doubt.ts';
import { loadEntries } from '#store/load-entries.ts';

export type InterestByInvoice = ReadonlyMap<string, InterestDue>;

/** Empty before the extrajudicial stage, and where the policy charges none. `policy` is the version that the lead follows. */
export const interestOf = async (
  { debtor, invoice, open }: Facts,
  { stage, covers }: Taking,
  policy: PolicyContent,
  today: IsoDate,
): Promise<InterestByInvoice> => {
  if (stage !== 'extrajudicial' || !policy.interest) return new Map();
  const known = new Map<string, Invoice>([...open, invoice].map((each) => [each.invoice, each]));
  const inDoubt = await interestInDoubt(debtor);
  const pairs = await Promise.all(
    covers.map(async (cover) => {
      const covered = known.get(cover.invoice);
      if (!covered) return undefined;
      const terms = termsUnder(policy, debtor, covered);
      const interest = interestDue(await loadEntries(covered), covered, terms, today, publishedRates);
      return [cover.invoice, { ...interest, claimed: interest.claimed + (inDoubt.get(cover.invoice) ?? 0) }] as const;
    }),
  );
  return new Map(pairs.filter((pair) => pair !== undefined));
};

/** What has not been claimed before, by invoice. Below zero where a payment that came late has made an earlier claim too high. */
export const claimsOf = (
  interest: InterestByInvoice,
  through: IsoDate,
): ReadonlyMap<string, readonly ClaimedCharge[]> =>
  new Map(
    [...interest].flatMap(([invoice, { amount, claimed }]) =>
      amount === claimed ? [] : [[invoice, [{ kind: 'interest', amount: amount - claimed, through }]]],
    ),
  );
