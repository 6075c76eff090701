// The codes by which decisions give their reasons, in words for a person who collects.
import type { Because } from '#domain/decision.ts';
import type { PolicyContent } from '#domain/policy.ts';

/** Reads after "Why:" as well as after "until then". */
export const becauseInWords = (because: Because, policy: PolicyContent): string =>
  because === 'spacing'
    ? `the last contact is too recent: the policy keeps ${policy.minDaysBetween} days between contacts of a debtor`
    : words[because];

const words: Readonly<Record<Because, string>> = {
  'step-due': "the step's day has come",
  'notice-due': 'the notice that opens the stage is due',
  'next-step': "the stage's next step has not come",
  'next-stage': 'the next stage has not begun',
  scheduled: 'its first stage has not begun',
  hours: "the policy's hours and days forbid contact",
  spacing: 'the last contact is too recent',
  budget: 'the person has had the contact of the day',
  'lead-speaks': 'another invoice of the debtor speaks for this one',
  'notice-pending': 'the notice before it does not count as delivered',
  'last-step-taken': 'every step of the policy has been taken',
  paid: 'it is paid',
  'not-owed': 'nothing is owed: it was cancelled or credited',
  'small-balance': "what is open is below the policy's minimum for a message",
  'credit-covers': "the debtor's credit covers all that is open",
  dispute: 'it is disputed',
  promise: 'a promise to pay is running',
  plan: 'a payment plan is running',
  'payment-in-flight': 'a payment is on its way',
  bankruptcy: 'the debtor is in bankruptcy',
  bankrupt: 'the person is bankrupt',
  deceased: 'the person has died',
  manual: 'a person has put it on hold',
  'past-last-stage': 'the last stage ends without payment',
  unreachable: 'no channel of the step reaches the debtor',
  'retry-later': 'the try that failed is too recent',
  'no-attempts-left': 'the step has been tried as often as allowed',
};
