// The yearly rate that a message names where no interest is claimed yet: the policy's, unless the law lets nobody charge as much.
import { addDays, type IsoDate } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import type { Debtor } from '#domain/facts.ts';
import { chargesOf } from '#domain/money/charges/charges-of.ts';
import type { RateBook } from '#domain/money/charges/rate-book.ts';
import { interestTermsOf } from '#domain/money/interest-terms-of.ts';
import type { PolicyContent } from '#domain/policy.ts';
import { byLaw } from '#domain/policy-charges.ts';
import { lawfulPackFor } from '#rules/charge-pack-of.ts';
import type { MessageData } from '#templates/message-data.ts';

export type AnnouncedRate = Pick<MessageData, 'interestRatePercent' | 'interestRateIs'>;

/** Empty where the policy charges no interest. `rates` are loaded only where the law has a cap. */
export const announcedRate = async (
  policy: PolicyContent,
  debtor: Pick<Debtor, 'jurisdiction' | 'type'>,
  today: IsoDate,
  loadRates: () => Promise<RateBook>,
): Promise<AnnouncedRate> => {
  const stated = policy.interest?.annualRatePercent;
  if (stated === undefined) return {};
  if (stated === byLaw || (await isAboveCap(policy, debtor, today, loadRates))) return { interestRateIs: 'by-law' };
  return { interestRatePercent: stated };
};

/** As on an invoice that is one day late. What is not known of the law caps nothing. */
const isAboveCap = async (
  policy: PolicyContent,
  { jurisdiction, type }: Pick<Debtor, 'jurisdiction' | 'type'>,
  today: IsoDate,
  loadRates: () => Promise<RateBook>,
): Promise<boolean> => {
  const due = addDays(today, -1);
  try {
    const pack = lawfulPackFor(jurisdiction ?? policy.jurisdiction, type);
    const { grace: _, ...terms } = interestTermsOf(policy, pack, due) ?? { costBase: 'atDelay', warnings: [] };
    if (terms.interest?.cap === undefined) return false;
    const { lines } = chargesOf({
      ...{ principal: 100_000_000, currency: 'EUR', due, asOf: today, movements: [], terms, rates: await loadRates() },
      facts: { usefulNotice: false, notices: 0 },
    });
    return lines.some(({ kind, ground }) => kind === 'interest' && ground.rule !== 'agreed');
  } catch (error) {
    if (error instanceof BadInput) return false;
    throw error;
  }
};
