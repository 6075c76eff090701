// Cases of charges for tests, as `recaudo charges` is asked them and answers.
import { answerCase } from '#cli/charges/answer-case.ts';
import { readChargeCase } from '#cli/charges/charge-case.ts';
import { chargesAsJson } from '#cli/charges/charges-in-words.ts';

/** The answer to a case: 1,000.00 GBP of a British business where nothing else is said. */
export const aCharge = (given: Readonly<Record<string, unknown>>) => {
  const content = { jurisdiction: 'GB', debtorType: 'business', currency: 'GBP', principal: '1000.00', ...given };
  const read = readChargeCase(JSON.stringify(content), 'case.json');
  return chargesAsJson(answerCase(read), read.asOf, read.currency);
};
