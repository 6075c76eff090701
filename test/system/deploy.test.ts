// A deploy harms no invoice in flight: a changed definition, really deployed over resting invoices, takes them over one by one.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { deployLocal } from '#infra/local/deploy-local.ts';
import { localFolder, projectFolder } from '#infra/local/local-folder.ts';
import { diaryOf, freshAt, invoiceNow, issued, liveUntil, paid, stack, statesOf } from '#test/stack.ts';

const begin = '2026-02-20T00:00:00.000Z';
const changed = mkdtempSync(join(localFolder, 'changed-'));
afterAll(async () => {
  // The tests after this one expect the product as it is.
  await deployLocal({ endpoint: stack.endpoint, report: () => {} });
  rmSync(changed, { recursive: true, force: true });
});

/** The product with one more state in its collection machine, as a later release might have. */
const laterRelease = (): string => {
  const sources = ['functions', 'infra', 'shared', 'workflows'];
  const settings = ['package.json', 'package-lock.json', 'cdk.json', 'tsconfig.json'];
  // Functions that are as they were are not bundled again.
  const bundles = ['.build/local', '.build/local.json'].filter((part) => existsSync(join(projectFolder, part)));
  for (const part of [...sources, ...settings, ...bundles])
    cpSync(join(projectFolder, part), join(changed, part), { recursive: true });
  symlinkSync(join(projectFolder, 'node_modules'), join(changed, 'node_modules'));
  const file = join(changed, 'workflows/collection.asl.json');
  const definition = JSON.parse(readFileSync(file, 'utf8'));
  definition.StartAt = 'Later Release';
  definition.States['Later Release'] = { Type: 'Pass', Next: 'Decide' };
  writeFileSync(file, JSON.stringify(definition));
  return `node ${join(changed, 'infra/app.ts')}`;
};

it('resting invoices move to the new definition when they next wake, and say nothing twice', async () => {
  await freshAt(begin);
  await liveUntil('2026-02-24T00:00:00.000Z', [
    issued(begin, 'DEPLOY-1'),
    issued(begin, 'DEPLOY-2'),
    issued(begin, 'DEPLOY-3'),
  ]);
  const outputs = await deployLocal({ endpoint: stack.endpoint, report: () => {}, app: laterRelease() });
  expect(outputs.CollectionArn).toBe(stack.CollectionArn);
  expect((await invoiceNow('DEPLOY-1')).invoice).toMatchObject({ run: 1, stage: 'preventive' });
  await liveUntil('2026-03-11T00:00:00.000Z', [
    paid('2026-03-01T00:00:00.000Z', 'DEPLOY-2'),
    issued('2026-03-01T00:00:00.000Z', 'DEPLOY-4'),
  ]);
  const story = [
    '2026-02-23 preventive friendly-reminder by email',
    '2026-03-02 preventive due-today by email',
    '2026-03-05 administrative first-notice by email',
    '2026-03-10 administrative second-notice by email',
  ];
  for (const invoice of ['DEPLOY-1', 'DEPLOY-3']) {
    expect(await diaryOf(`D-${invoice}`)).toEqual(story);
    expect((await invoiceNow(invoice)).invoice.run).toBe(2);
    const states = await statesOf(invoice);
    expect(states.filter((state) => state === 'Later Release')).toHaveLength(1);
    expect(states[states.indexOf('Later Release') - 1]).toBe('Superseded');
  }
  expect((await invoiceNow('DEPLOY-2')).invoice.stage).toBe('closed');
  expect((await invoiceNow('DEPLOY-4')).invoice.run).toBe(1);
  expect((await statesOf('DEPLOY-4'))[0]).toBe('Later Release');
}, 240_000);
