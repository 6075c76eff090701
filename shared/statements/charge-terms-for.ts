// What may be charged on one invoice under its creditor's policy: the policy's rate of interest, held to the cap of the debtor's law.
import type { Debtor, Invoice } from '#domain/facts.ts';
import type { ChargeTerms } from '#domain/money/charges/charge-terms.ts';
import { interestRuleOf } from '#domain/money/charges/interest-rule-of.ts';
import type { ChargePack } from '#domain/money/charges/pack-terms.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { allPacks } from '#rules/law-of.ts';

/** Undefined where nothing is: the policy asks for none, or the invoice has not come to the stage that asks for it. */
export const chargeTermsFor = (
  policy: PolicyContent,
  debtor: Pick<Debtor, 'jurisdiction' | 'type'>,
  { stage, due }: Pick<Invoice, 'stage' | 'due'>,
): ChargeTerms | undefined => {
  if (policy.interest === undefined || !charging.has(stage)) return undefined;
  const agreed = {
    annualRatePct: policy.interest.annualRatePercent,
    method: 'simple',
    dayCount: 'actual/365',
  } as const;
  const pack = packFor(debtor.jurisdiction ?? policy.jurisdiction, debtor.type);
  return { ...interestRuleOf(pack, due, agreed, 'only-when-stated'), costBase: 'atDelay' };
};

const charging: ReadonlySet<string> = new Set(['extrajudicial', 'handoff', 'placed', 'internal']);

/** Without terms where the country or its law is not known: the policy's rate is all there is then. */
const packFor = (jurisdiction: string | undefined, type: Debtor['type']): ChargePack => {
  const ofCountry = allPacks.filter((pack) => pack.jurisdiction === jurisdiction);
  const pack = ofCountry.find(({ debtorType, id }) => debtorType === type || id === `${jurisdiction}-any`);
  return pack ?? { id: 'policy', terms: [] };
};
