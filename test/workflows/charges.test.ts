// Charges on the real workflows: held to the cap of the month, and costs for each notice that the provider took.
import { beforeEach, expect, it } from 'vitest';
import type { PolicyContent } from '#domain/policy.ts';
import { aPolicy } from '#test/fixtures.ts';
import { freshAt, issued, liveUntil } from '#test/stack.ts';

const { applyPolicy } = await import('#store/apply-policy.ts');
const { loadEntries } = await import('#store/load-entries.ts');

const begin = '2025-09-01T00:00:00.000Z';
const put = (creditor: string, content: PolicyContent) => {
  const own = { ...content, creditor: { ...content.creditor, id: creditor } };
  return applyPolicy(creditor, own, `hash-${creditor}`, { inFlight: 'now', by: 'ana', source: 'test', at: begin });
};
const claimsOn = async (creditor: string, invoice: string) =>
  (await loadEntries({ creditor, invoice }))
    .filter(({ kind }) => kind !== 'principal')
    .map(({ kind, amount, effective }) => [kind, amount, effective]);

beforeEach(() => freshAt(begin));

it('a rate above the cap of Colombia is claimed at the cap of each month', async () => {
  const creditor = 'greedy';
  await put(creditor, aPolicy({ interest: { annualRatePercent: '90' } }).content);
  const debtor = {
    id: 'D-CAP',
    name: 'Ana Ruiz',
    email: 'cap@example.com',
    type: 'consumer',
    jurisdiction: 'CO',
    timeZone: 'UTC',
  };
  const given = { creditor, debtor, amount: '1000000.00', currency: 'COP', issued: '2025-08-15', due: '2025-09-15' };
  await liveUntil('2025-10-20T00:00:00.000Z', [issued(begin, 'CAP-1', given)]);
  // By (1 + i)^(1/365) − 1: 25.01 % for 15 days of September, 24.36 % for 16 days of October.
  expect(await claimsOn(creditor, 'CAP-1')).toEqual([['interest', 1_873_585, '2025-10-16']]);
});

it('costs for each notice are claimed by each, once the provider has taken it', async () => {
  const creditor = 'by-notice';
  const costs: PolicyContent['costs'] = {
    ...{ mode: 'single', base: 'atAsOf', per: 'notice', afterDays: 40, afterUsefulNotice: false },
    bands: { EUR: [{ from: '0', pct: '1' }] },
  };
  const { interest: _, ...withoutInterest } = aPolicy().content;
  await put(creditor, { ...withoutInterest, costs });
  const debtor = { id: 'D-NOTICE', name: 'Ana Ruiz', email: 'notice@example.com', type: 'business', timeZone: 'UTC' };
  const given = { creditor, debtor, issued: '2025-08-15', due: '2025-09-15' };
  await liveUntil('2025-12-05T00:00:00.000Z', [issued(begin, 'NOTICE-1', given)]);
  // 1 % of what is left, for those of days 31, 45, 60 (a call that nobody could make) and 77: allowed from day 41 on.
  expect(await claimsOn(creditor, 'NOTICE-1')).toEqual([
    ['collection-cost', 2000, '2025-10-30'],
    ['collection-cost', 1000, '2025-11-14'],
    ['collection-cost', 1000, '2025-12-01'],
  ]);
});
