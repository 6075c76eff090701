// Collection that ends while a fact arrives: whoever read the invoice before its end has to look again.
import { expect, it } from 'vitest';
import { freshAt } from '#test/stack.ts';

const { loadInvoice } = await import('#store/load-facts.ts');
const { registerInvoice } = await import('#store/register-invoice.ts');
const { beginFirstRun, endRun, raiseRun } = await import('#store/runs.ts');

const now = '2026-02-20T00:00:00.000Z';
const key = { creditor: 'default', invoice: 'ENDS-1' };

it('refuses what was worked out before the end, so that no fact wakes an execution that is gone', async () => {
  await freshAt(now);
  await registerInvoice(
    {
      ...key,
      debtor: { id: 'D-ENDS-1', name: 'Marta Salas', type: 'business' },
      amount: 1000,
      currency: 'EUR',
      issued: '2026-01-02',
      due: '2026-02-02',
      tags: [],
    },
    'batch-ends',
    now,
  );
  await beginFirstRun(key, now);
  const before = await loadInvoice(key);
  expect(await endRun(before, 'closed', 'paid', now)).toBe(true);
  expect(await raiseRun(before, 'repaired', now)).toBe(false);
  expect(await endRun(before, 'closed', 'paid', now)).toBe(false);
  expect((await loadInvoice(key)).cursor).not.toHaveProperty('agendaPk');
});
