// The charges of every invoice that a message speaks for: what it shows, and what an extrajudicial notice claims anew.
import type { IsoDate } from '#domain/calendar.ts';
import type { ClaimedCharge } from '#domain/decision.ts';
import type { Facts, Invoice } from '#domain/facts.ts';
import { chargeFactsOf, isWritten } from '#domain/money/charge-facts-of.ts';
import { type ChargesDue, chargesDueIfKnown } from '#domain/money/charges-due.ts';
import { componentOf } from '#domain/money/component-of.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { isCharging } from '#domain/policy-charges.ts';
import { termsUnder } from '#rules/terms-under.ts';
import type { Taking } from '#store/claim-contact.ts';
import { chargesInDoubt } from '#store/claims-in-doubt.ts';
import { loadEntries } from '#store/load-entries.ts';
import { loadRates } from '#store/rates.ts';

export type ChargesByInvoice = ReadonlyMap<string, ChargesDue>;

/** Empty before the extrajudicial stage, and where the policy charges nothing. `policy` is the version that the lead follows. */
export const chargesOfCovers = async (
  { debtor, invoice, open }: Facts,
  { stage, covers, channel, occasion }: Pick<Taking, 'stage' | 'covers' | 'channel' | 'occasion'>,
  policy: PolicyContent,
  today: IsoDate,
): Promise<ChargesByInvoice> => {
  // What happened or was agreed is told with the amounts that it was about; charges are claimed by notices.
  if (occasion !== undefined || stage !== 'extrajudicial' || !isCharging(policy)) return new Map();
  const known = new Map<string, Invoice>([...open, invoice].map((each) => [each.invoice, each]));
  const [inDoubt, rates] = await Promise.all([chargesInDoubt(debtor), loadRates()]);
  const pairs = await Promise.all(
    covers.map(async (cover) => {
      const covered = known.get(cover.invoice);
      if (!covered) return undefined;
      const asked = {
        ...{ entries: await loadEntries(covered), invoice: covered, asOf: today, rates },
        // No other notice may claim again what one has claimed of which nobody knows whether it left.
        inDoubt: inDoubt.get(cover.invoice) ?? {},
      };
      // Costs for each notice are owed for the invoice whose turn it is.
      const coming = cover.step !== undefined && isWritten(channel) ? 1 : 0;
      const charges = chargesDueIfKnown(asked, () => {
        const terms = termsUnder(policy, debtor, covered, { asOf: today, rates });
        return { terms, facts: chargeFactsOf(covered, debtor.timeZone, terms, coming) };
      });
      return [cover.invoice, charges] as const;
    }),
  );
  return new Map(pairs.filter((pair) => pair !== undefined));
};

/** What has not been claimed before, by invoice. Below zero where a payment that came late has made an earlier claim too high. */
export const claimsOf = (charges: ChargesByInvoice, through: IsoDate): ReadonlyMap<string, readonly ClaimedCharge[]> =>
  new Map(
    [...charges].flatMap(([invoice, due]) => {
      const claims = kinds.flatMap((kind): readonly ClaimedCharge[] => {
        const amount = due[kind].amount - due[kind].claimed;
        return amount === 0 ? [] : [{ kind: componentOf[kind], amount, through }];
      });
      return claims.length === 0 ? [] : [[invoice, claims]];
    }),
  );

const kinds = ['interest', 'collectionCosts', 'compensation'] as const;

/** Why charges are not claimed, each reason once with the first invoice that it concerns. */
export const unclaimedOf = (charges: ChargesByInvoice): ReadonlyMap<string, string> =>
  new Map([...charges].flatMap(([invoice, { unknown }]) => (unknown === undefined ? [] : [[unknown, invoice]])));
