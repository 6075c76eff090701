// Policies on the command line, as an admin uses it: look, tune, plan, apply, look back, roll back; and all that is refused.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { freshAt, issued, liveUntil } from '../stack.ts';
import { commandLine, root } from './command-line.ts';

const { applyPolicy } = await import('#store/apply-policy.ts');
const { loadPolicy } = await import('#store/policies.ts');

const { fileOf, run, done, leave } = commandLine('policy');

const creditor = 'tuned';
const text = readFileSync(join(root, 'shared/policies/default.yaml'), 'utf8').replace('id: default', `id: ${creditor}`);
const edited = text.replace(
  'id: second-notice, stage: administrative, day: 8, channel: email, fallback: sms',
  'id: second-notice, stage: administrative, day: 7, channel: sms, fallback: email',
);

beforeAll(async () => {
  const begin = '2026-02-23T00:00:00.000Z';
  await freshAt(begin);
  await liveUntil('2026-03-09T07:00:00.000Z', [
    issued(begin, 'T-1', { creditor }),
    issued(begin, 'T-2', { creditor, due: '2026-03-25' }),
  ]);
});
afterAll(leave);

describe('an admin', () => {
  test('tunes a step, sees the plan, applies it, looks back and rolls back', async () => {
    const file = fileOf('tuned.yaml', edited);
    const plan = await done('plan', file);
    expect(plan).toContain('steps.second-notice.day: 8 → 7');
    expect(plan).toContain('2 open invoices; something changes for 1:');
    expect(plan).toMatch(/\+ +2026-03-09 09:00 +sms +second-notice +D-T-1 +T-1/);
    expect(plan).toMatch(/- +2026-03-10 09:00 +email +second-notice +D-T-1 +T-1/);
    const figures = z
      .object({ against: z.int(), changed: z.int(), added: z.array(z.unknown()), missed: z.array(z.unknown()) })
      .parse(JSON.parse(await done('plan', file, '--in-flight', 'pin', '--json')));
    expect(figures).toMatchObject({ against: 0, changed: 0, added: [], missed: [] });

    expect(await done('apply', file, '--in-flight', 'now', '--dry-run')).toContain('Nothing was applied.');
    expect((await loadPolicy(creditor)).version).toBe(0);
    const applied = await done('apply', file, '--in-flight', 'now', '--yes', '--by', 'ana', '--prices', 'sms=0.07');
    expect(applied).toContain('Version 1 is in force');
    expect(await done('status', '--creditor', creditor)).toContain('applied by ana at 2026-03-09 07:00 UTC');
    expect(await done('apply', file, '--in-flight', 'now', '--yes')).toContain('nothing was changed');
    expect(await done('apply', '--resume', '--creditor', creditor)).toContain('No replan of tuned is left undone');

    const shown = fileOf('shown.yaml', await done('show', '--creditor', creditor));
    expect(await done('plan', shown)).toContain('The file says the same.');
    const back = await done('rollback', '0', '--in-flight', 'now', '--yes', '--creditor', creditor, '--by', 'bea');
    expect(back).toContain('Version 2 is in force');
    const diff = await done('diff', '1', '2', '--creditor', creditor);
    expect(diff).toContain('steps.second-notice.day: 7 → 8');
    const history = await done('history', '--creditor', creditor);
    expect(history).toMatch(/1 +2026-03-09 07:00 +ana +now +.*steps\.second-notice\.day: 8 → 7/);
    expect(history).toMatch(/2 +2026-03-09 07:00 +bea +now +back to version 0/);
  });

  test('is refused while another policy is being applied, with the name and time of the first', async () => {
    const { content } = await loadPolicy(creditor);
    const at = '2026-03-09T07:00:00.000Z';
    await applyPolicy(creditor, { ...content, minDaysBetween: 6 }, 'hash-of-six', {
      inFlight: 'now',
      by: 'carla',
      source: 'test',
      at,
      replans: true,
    });
    const { code, err } = await run('apply', fileOf('second.yaml', edited), '--in-flight', 'now', '--yes');
    expect(code).toBe(1);
    expect(err).toMatch(/applied by carla at 2026-03-09T07:00:00.000Z/);
    expect(await done('status', '--creditor', creditor)).toContain('interrupted: recaudo policy apply --resume');
    expect(await done('apply', '--resume', '--creditor', creditor)).toContain('has been moved to version');
  });

  test.each([
    [['apply', 'FILE', '--yes'], '--in-flight says what becomes of invoices'],
    [['apply', 'FILE', '--in-flight', 'later'], 'not "later"'],
    [['apply', 'FILE', '--in-flight', 'now'], 'say --yes to apply'],
    [['apply', '--in-flight', 'now'], 'name the policy file'],
    [['plan', 'FILE', '--creditor', 'acme'], 'is the policy of tuned, not of acme'],
    [['plan', 'FILE', '--prices', 'fax=1'], '"fax" is no channel'],
    [['plan', 'FILE', '--limit', '0'], '--limit takes a whole number'],
    [['plan', 'BAD'], 'minDaysBetween'],
    [['rollback', 'x', '--in-flight', 'now', '--creditor', creditor], '"x" is no version'],
  ])('is told what is wrong with %j, exit code 2', async (args, says) => {
    const bad = fileOf('bad.yaml', text.replace('minDaysBetween: 3', 'minDaysBetween: -1'));
    const file = fileOf('good.yaml', edited.replace('deliveredAfterDays: 3', 'deliveredAfterDays: 4'));
    const { code, err } = await run(...args.map((each) => (each === 'FILE' ? file : each === 'BAD' ? bad : each)));
    expect(err).toContain(says);
    expect(code).toBe(2);
  });

  test('is told that a version or a creditor is not there, exit code 4', async () => {
    expect(await run('show', '99', '--creditor', creditor)).toMatchObject({ code: 4 });
    expect(await run('diff', '1', '99', '--creditor', creditor)).toMatchObject({ code: 4 });
    expect(await run('history', '--creditor', 'nobody')).toMatchObject({ code: 4 });
    expect(await run('status', '--creditor', 'nobody')).toMatchObject({ code: 4 });
  });
});
