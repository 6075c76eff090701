// Steps that carry a document, where there is none to carry or no way to carry it: they are passed over, and others go on.
import type { IsoDate } from '../calendar.ts';
import type { Facts, Invoice } from '../facts.ts';
import { hostOf, isCarrying } from '../invoice-document.ts';
import type { PolicyContent, Step } from '../policy.ts';
import { whyOutOfReach } from './reachable-channel.ts';
import { carriersOf } from './steps-of.ts';

export type PassedOver = 'no-document' | 'host-not-allowed' | 'no-carrier';

/** Undefined where the step can be taken, and for a step that carries nothing. */
export const whyPassedOver = (
  step: Step,
  invoice: Invoice,
  facts: Pick<Facts, 'debtor' | 'law'>,
  policy: PolicyContent,
  today: IsoDate,
): PassedOver | undefined => {
  if (!isCarrying(step)) return undefined;
  const { document } = invoice;
  if (document === undefined || !('key' in document ? step.attach : step.link)) return 'no-document';
  if ('link' in document && !policy.creditor.documentHosts?.includes(hostOf(document.link))) return 'host-not-allowed';
  const canCarry = carriersOf(step, invoice, policy).some((channel) => {
    const why = whyOutOfReach(facts, channel, policy, today);
    // What the law bars today it may allow tomorrow: that is waited for as by any step.
    return why === undefined || why === 'barred';
  });
  return canCarry ? undefined : 'no-carrier';
};
