// What a policy charges on an invoice that is one day late: by it the rate of a day is judged, before anything is claimed.
import { addDays, type IsoDate } from '../calendar.ts';
import type { PolicyContent } from '../policy.ts';
import type { Charges } from './charges/charge.ts';
import type { ChargeTerms } from './charges/charge-terms.ts';
import { chargesOf } from './charges/charges-of.ts';
import type { ChargePack } from './charges/pack-terms.ts';
import type { RateBook } from './charges/rate-book.ts';
import { interestTermsOf } from './interest-terms-of.ts';

/** Without grace, which would hide that day. Throws BadInput as `interestTermsOf` does. */
export const termsOfOneDay = (
  policy: Pick<PolicyContent, 'interest' | 'acknowledge'>,
  pack: ChargePack,
  today: IsoDate,
): ChargeTerms => {
  const { grace: _, ...terms } = interestTermsOf(policy, pack, addDays(today, -1)) ?? nothing;
  return terms;
};

const nothing: ChargeTerms = { costBase: 'atDelay', warnings: [] };

export const chargesOfOneDay = (terms: ChargeTerms, today: IsoDate, rates: RateBook): Charges =>
  chargesOf({
    ...{ principal: 100_000_000, currency: 'EUR', due: addDays(today, -1), asOf: today, movements: [], terms, rates },
    facts: { usefulNotice: false, notices: 0 },
  });
