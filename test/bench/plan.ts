// Figures of `policy plan` and of a replan over 10,000 invoices in flight, on the local AWS. Its speed says nothing about AWS.
import { registerHooks } from 'node:module';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { use } from '#cli/connect.ts';
import { addDays } from '#domain/calendar.ts';
import { deployLocal } from '#infra/local/deploy-local.ts';
import { startEmulator } from '#infra/local/emulator.ts';
import { localEnvironment } from '#infra/local/local-environment.ts';
import { preparePythonEnvironment } from '#infra/local/python-environment.ts';
import type { Measure } from './measure.ts';

registerHooks({
  resolve: (specifier, context, next) => next(specifier === '#clock' ? '#clock/movable.ts' : specifier, context),
});

const now = '2026-03-09T07:00:00.000Z';
const invoices = 10_000;

export const benchPlan = async (): Promise<readonly Measure[]> => {
  const note = (line: string) => void process.stderr.write(`  ${line}\n`);
  const emulator = await startEmulator({ python: await preparePythonEnvironment(note) });
  try {
    Object.assign(process.env, localEnvironment(emulator.endpoint, emulator.messaging), {
      POWERTOOLS_LOG_LEVEL: 'SILENT',
    });
    const stack = use(await deployLocal({ endpoint: emulator.endpoint, report: note }), emulator.endpoint);
    const { setClock } = await import('#infra/local/set-clock.ts');
    await setClock(now);
    await fill();
    note(`${invoices} invoices in flight`);
    return [...(await plan()), ...(await replan(stack.ReplanArn))];
  } finally {
    await emulator.stop();
  }
};

/** One debtor each, 20 days around their due date, with the contacts that they would have had: written as the table holds them. */
const fill = async (): Promise<void> => {
  const { documents, tableName } = await import('#store/table.ts');
  const { debtorToItem, entryToItem, invoiceToItem } = await import('#store/items.ts');
  const { openItem, shardOf, wakePk } = await import('#store/keys.ts');
  const { aDebtor, anInvoice, aTaking } = await import('#test/fixtures.ts');
  const items = Array.from({ length: invoices }, (_, index) => {
    const debtor = `D-${index}`;
    const due = addDays('2026-02-20', index % 20);
    const contacted = `${addDays(due, 1)}T09:00:00.000Z`;
    const isLate = contacted < now;
    const invoice = anInvoice({
      invoice: `F-${index}`,
      debtor,
      due,
      stage: isLate ? 'administrative' : 'preventive',
      enrolledAt: `${addDays(due, -7)}T09:00:00.000Z`,
      steps: isLate ? { 'first-notice': aTaking(contacted) } : {},
    });
    const contacts = isLate ? [{ at: contacted, contact: `c-${index}` }] : [];
    return [
      {
        ...invoiceToItem(invoice),
        agendaPk: wakePk(shardOf(invoice)),
        wakeAt: '2026-03-10T09:00:00.000Z',
        restVersion: 1,
      },
      { ...openItem(invoice, due, invoice.invoice), creditor: 'default', invoice: invoice.invoice },
      debtorToItem(aDebtor({ debtor, person: `default/${debtor}`, contacts })),
      entryToItem(invoice, {
        id: 'principal',
        kind: 'principal',
        amount: invoice.amount,
        currency: invoice.currency,
        effective: invoice.issued,
        recordedAt: `${invoice.issued}T00:00:00.000Z`,
        source: 'bench',
      }),
    ];
  }).flat();
  for (let start = 0; start < items.length; start += 250)
    await Promise.all(
      Array.from({ length: 10 }, async (_, lane) => {
        const some = items.slice(start + lane * 25, start + lane * 25 + 25);
        if (some.length === 0) return;
        const requests = some.map((Item) => ({ PutRequest: { Item: { ...Item } } }));
        await documents.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
      }),
    );
};

const plan = async (): Promise<readonly Measure[]> => {
  const { planPortfolio } = await import('#policies/plan-portfolio.ts');
  const { propose } = await import('#domain/planning/propose.ts');
  const { loadPolicy } = await import('#store/policies.ts');
  const before = await loadPolicy('default');
  const after = propose(before, tuned(before.content), 'now', now);
  const begun = performance.now();
  const made = await planPortfolio('default', { before, after }, now, { sample: 20 });
  const seconds = (performance.now() - begun) / 1000;
  if (made.invoices !== invoices) throw new Error(`planned ${made.invoices} invoices, not ${invoices}`);
  return [
    { name: `policy plan, ${invoices} invoices in flight, local AWS`, value: seconds, unit: 's' },
    { name: 'of these, invoices that change', value: made.changed, unit: '' },
  ];
};

/** Until the last is moved; nobody wakes, for no executions were started. */
const replan = async (replanArn: string): Promise<readonly Measure[]> => {
  const { putInForce } = await import('#policies/put-in-force.ts');
  const { findPolicyInForce, loadPolicy } = await import('#store/policies.ts');
  const { content } = await loadPolicy('default');
  const begun = performance.now();
  await putInForce(replanArn, tuned(content), { inFlight: 'now', by: 'bench', source: 'bench', at: now }, invoices);
  while ((await findPolicyInForce('default'))?.replan) await new Promise((resolve) => setTimeout(resolve, 200));
  return [
    { name: `replan, ${invoices} invoices in flight, local AWS`, value: (performance.now() - begun) / 1000, unit: 's' },
  ];
};

/** The third notice two days later: it concerns some of them. */
const tuned = <Content extends { readonly steps: readonly { readonly id: string; readonly day: number }[] }>(
  content: Content,
): Content => ({
  ...content,
  steps: content.steps.map((step) => (step.id === 'second-notice' && step.day === 8 ? { ...step, day: 10 } : step)),
});
