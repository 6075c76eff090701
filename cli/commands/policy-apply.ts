// recaudo policy apply FILE and recaudo policy rollback N: plan, ask, put in force, and watch open invoices move to the new version.
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import type { InFlight, PolicyContent } from '#domain/policy.ts';
import { checkNumber } from '../check-number.ts';
import {
  type Context,
  type CreditorOptions,
  contextOf,
  type StackOptions,
  stackCommand,
  withCreditor,
} from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { followReplan } from '../follow-replan.ts';
import { planOnStack } from '../plan-stack.ts';
import { checkRates, inFlightOf, readPolicyToApply } from '../policy-file.ts';
import { versionOf } from '../policy-version.ts';
import { type PriceOptions, pricesFor } from '../prices-for.ts';
import { withPlanOptions } from './policy-plan.ts';

type Options = StackOptions &
  PriceOptions & {
    readonly creditor?: string;
    readonly inFlight?: string;
    readonly limit: string;
    readonly yes?: boolean;
    readonly dryRun?: boolean;
    readonly by?: string;
    readonly resume?: boolean;
  };

export const policyApplyCommand = (): Command =>
  withApplyOptions(
    stackCommand('apply', 'put a policy file in force as the next version, after showing its plan', [
      ['policy apply acme.yaml --in-flight next-stage', 'plan, ask, apply'],
      ['policy apply acme.yaml --in-flight now --yes', 'without asking, for scripts'],
      ['policy apply --resume --creditor acme', 'go on with a replan that was interrupted'],
    ]).argument('[file]', 'the policy, in YAML'),
  )
    .option('--creditor <id>', 'refuse the file unless it is of this creditor; with --resume, whose replan')
    .option('--resume', 'no file: go on with a replan that was interrupted')
    .action(async (file: string | undefined, options: Options) => {
      if (options.resume) return resume(await contextOf(options), options.creditor ?? 'default');
      if (file === undefined) throw new CommandFailed(exitCodes.badInput, 'name the policy file, or say --resume');
      const inFlight = inFlightOf(options.inFlight);
      const content = readPolicyToApply(file, options.creditor);
      const context = await contextOf(options);
      await checkRates(content, await clockOf(context.stack));
      await apply(context, { content, inFlight, source: file }, options);
    });

export const policyRollbackCommand = (): Command =>
  withCreditor(
    withApplyOptions(
      stackCommand('rollback', 'put an earlier version in force again, as a new one', [
        ['policy rollback 3 --in-flight now', 'version 3 as it was, also for invoices in collection'],
      ]).argument('<version>', 'its number; 0 is the default policy'),
    ),
  ).action(async (number: string, options: Options & CreditorOptions) => {
    const inFlight = inFlightOf(options.inFlight);
    const context = await contextOf(options);
    const { creditor } = options;
    const { version, content } = await versionOf(creditor, number);
    const own = { ...content, creditor: { ...content.creditor, id: creditor } };
    await apply(context, { content: own, inFlight, source: `version ${version}`, rollbackOf: version }, options);
  });

const withApplyOptions = (command: Command): Command =>
  withPlanOptions(command)
    .option('--in-flight <mode>', 'what becomes of invoices already in collection: now, next-stage or pin')
    .option('--yes', 'apply without asking')
    .option('--dry-run', 'plan only')
    .option('--by <name>', 'who applies it, for the history (default: your user name)');

type Wish = {
  readonly content: PolicyContent;
  readonly inFlight: InFlight;
  readonly source: string;
  readonly rollbackOf?: number;
};

const apply = async (context: Context, wish: Wish, options: Options): Promise<void> => {
  const { stack, output } = context;
  const { content, ...rest } = wish;
  const creditor = content.creditor.id;
  const prices = pricesFor(content, options);
  const limit = checkNumber('--limit', options.limit);
  const { checkMayApply } = await import('#store/apply-policy.ts');
  await checkMayApply(creditor);
  const plan = await planOnStack(context, content, wish.inFlight, prices, limit);
  for (const line of plan.lines) output.line(line);
  if (options.dryRun) return output.answer({ ...plan.value, applied: false }, () => ['', 'Nothing was applied.']);
  if (!options.yes) await confirm(`Apply it to ${creditor}?`);
  const { putInForce } = await import('#policies/put-in-force.ts');
  const by = options.by ?? userInfo().username;
  const applied = await putInForce(
    stack.ReplanArn,
    content,
    { ...rest, by, at: await clockOf(stack), expected: plan.against },
    plan.invoices,
  );
  if (applied.replans) {
    output.note('Open invoices are being moved to it; Ctrl-C leaves that running.');
    await followReplan(context, creditor, applied.version);
  }
  output.answer({ ...plan.value, applied: true, ...applied }, () => [
    applied.changed
      ? `Version ${applied.version} is in force, and every open invoice follows it as you said: ${wish.inFlight}.`
      : `Version ${applied.version}, in force already, says the same: nothing was changed.`,
  ]);
};

const resume = async (context: Context, creditor: string): Promise<void> => {
  const { stack, output } = context;
  const { findPolicyInForce } = await import('#store/policies.ts');
  const { findReplanStatus, startReplan } = await import('#store/replan-executions.ts');
  const replan = (await findPolicyInForce(creditor))?.replan;
  if (!replan) return output.answer({ creditor, resumed: false }, () => [`No replan of ${creditor} is left undone.`]);
  const status = await findReplanStatus(stack.ReplanArn, creditor, replan.version);
  if (status !== 'RUNNING') await startReplan(stack.ReplanArn, creditor, replan.version);
  await followReplan(context, creditor, replan.version);
  output.answer({ creditor, resumed: status !== 'RUNNING', version: replan.version }, () => [
    `Every open invoice of ${creditor} has been moved to version ${replan.version}.`,
  ]);
};

const confirm = async (question: string): Promise<void> => {
  if (!process.stdin.isTTY)
    throw new CommandFailed(exitCodes.badInput, 'nothing was applied: say --yes to apply without being asked');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`${question} [y/N] `);
  lines.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailed(exitCodes.failed, 'nothing was applied');
};
