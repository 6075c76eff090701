// The yearly rate that a message names where no interest is claimed yet: the policy's, unless the law lets nobody charge as much.
import type { IsoDate } from '#domain/calendar.ts';
import { BadInput } from '#domain/errors.ts';
import type { Debtor } from '#domain/facts.ts';
import type { RateBook } from '#domain/money/charges/rate-book.ts';
import { chargesOfOneDay, termsOfOneDay } from '#domain/money/charges-of-one-day.ts';
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

/** What is not known of the law caps nothing. */
const isAboveCap = async (
  policy: PolicyContent,
  { jurisdiction, type }: Pick<Debtor, 'jurisdiction' | 'type'>,
  today: IsoDate,
  loadRates: () => Promise<RateBook>,
): Promise<boolean> => {
  try {
    const pack = lawfulPackFor(jurisdiction ?? policy.jurisdiction, type);
    const terms = termsOfOneDay(policy, pack, today);
    if (terms.interest?.cap === undefined) return false;
    const { lines } = chargesOfOneDay(terms, today, await loadRates());
    return lines.some(({ kind, ground }) => kind === 'interest' && ground.rule !== 'agreed');
  } catch (error) {
    if (error instanceof BadInput) return false;
    throw error;
  }
};
