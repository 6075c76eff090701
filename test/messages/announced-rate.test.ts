// The rate that a reminder names is never more than the law lets anybody charge.
import { expect, it } from 'vitest';
import { announcedRate } from '#messages/announced-rate.ts';
import { publishedRates } from '#rules/known-rates.ts';
import { aPolicy } from '#test/fixtures.ts';

const today = '2025-10-10';
const policyOf = (annualRatePercent?: string) => {
  const { interest: _, ...content } = aPolicy().content;
  return annualRatePercent === undefined ? content : { ...content, interest: { annualRatePercent } };
};
const ask = (annualRatePercent: string | undefined, jurisdiction?: string, day = today) => {
  const debtor = { type: 'consumer', ...(jurisdiction === undefined ? {} : { jurisdiction }) } as const;
  return announcedRate(policyOf(annualRatePercent), debtor, day, async () => publishedRates);
};

it.each([
  ['12', undefined, '12'],
  ['36', undefined, '36'],
  ['36', 'ES', '36'],
  ['24.36', 'CO', '24.36'],
])('%s percent for a debtor of %s is named as the policy states it', async (rate, jurisdiction, named) => {
  expect(await ask(rate, jurisdiction)).toEqual({ interestRatePercent: named });
});

it('above the cap of the debtor, the law is named and no figure', async () => {
  expect(await ask('24.361', 'CO')).toEqual({ interestRateIs: 'by-law' });
});

it("where the cap of a day is not known, the policy's figure stands", async () => {
  expect(await ask('36', 'CO', '2031-01-01')).toEqual({ interestRatePercent: '36' });
});

it("the law's own rate is named as such, and nothing where no interest is charged", async () => {
  expect(await ask('law', 'CO')).toEqual({ interestRateIs: 'by-law' });
  expect(await ask(undefined, 'CO')).toEqual({});
});

it('rates are read only where there is a cap to hold them to', async () => {
  const notRead = () => Promise.reject(new Error('rates were read'));
  expect(await announcedRate(policyOf('36'), { type: 'consumer' }, today, notRead)).toEqual({
    interestRatePercent: '36',
  });
});
