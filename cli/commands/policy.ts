// recaudo policy: check and test files without any stack; plan, apply, look back at and roll back the versions of a stack.
import { Command } from 'commander';
import type { PolicyContent } from '#domain/policy.ts';
import { describeFinding, type Finding } from '#policies/finding.ts';
import { rateBookWith } from '#rules/known-rates.ts';
import { withJson } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { outputTo } from '../output.ts';
import { checkPolicyFile } from '../policy-file.ts';
import { ratesIn } from '../rates-in.ts';
import { count } from '../written.ts';
import { policyApplyCommand, policyRollbackCommand } from './policy-apply.ts';
import { policyDiffCommand, policyHistoryCommand, policyShowCommand, policyStatusCommand } from './policy-history.ts';
import { policyPlanCommand } from './policy-plan.ts';
import { policyTestCommand } from './policy-test.ts';

export const policyCommand = (): Command =>
  new Command('policy')
    .summary('check, test, plan and apply policies')
    .description('Policies.')
    .addCommand(
      withJson(new Command('check'), 'check a policy file; needs no stack', [
        ['policy check acme.yaml', 'before it is uploaded as config/acme.yaml'],
        ['policy check acme.yaml --strict', 'where warnings are not accepted either'],
        ['policy check acme.yaml --rates rates.csv', 'with rates that were published since'],
      ])
        .option('--strict', 'warnings count as errors')
        .option('--rates <file>', 'rates as recaudo rates import reads them, beside those that are known here')
        .argument('<file>', 'a policy in YAML, such as a copy of shared/policies/default.yaml')
        .action((file: string, options: Options) => check(file, options)),
    )
    .addCommand(policyTestCommand())
    .addCommand(policyPlanCommand())
    .addCommand(policyApplyCommand())
    .addCommand(policyStatusCommand())
    .addCommand(policyHistoryCommand())
    .addCommand(policyShowCommand())
    .addCommand(policyDiffCommand())
    .addCommand(policyRollbackCommand());

type Options = { readonly json?: boolean; readonly strict?: boolean; readonly rates?: string };

const check = (file: string, { json, strict, rates }: Options): void => {
  const checked = checkPolicyFile(file, rateBookWith(rates === undefined ? [] : ratesIn(rates)));
  const findings = [...checked.problems, ...checked.lints];
  const ok = checked.ok && !(strict && findings.length > 0);
  outputTo(json === true).answer({ file, ok, problems: checked.problems, lints: checked.lints }, () => [
    ...findings.map((finding) => describeFinding(file, finding)),
    `${file}: ${counted(findings)}${checked.content && ok ? `; ${summaryOf(checked.content)}` : ''}`,
  ]);
  if (!ok) process.exitCode = exitCodes.badInput;
};

const counted = (findings: readonly Finding[]): string => {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const said = warnings === 0 ? '' : `, ${count(warnings, 'warning')}`;
  return `${errors === 0 ? 'no errors' : count(errors, 'error')}${said}`;
};

const summaryOf = ({ stages, steps, strategies, segments, arms }: PolicyContent): string => {
  const others = Object.keys(strategies);
  return [
    `${count(stages.length, 'stage')}, ${count(steps.length, 'step')}`,
    ...(others.length > 0 ? [`strategies: standard, ${others.join(', ')}`] : []),
    ...(segments.length > 0
      ? [`segments: ${segments.map(({ name, strategy }) => `${name} → ${strategy}`).join(', ')}`]
      : []),
    ...(arms.length > 0
      ? [`arms: ${arms.map(({ name, percent, strategy }) => `${name} (${percent} %) → ${strategy}`).join(', ')}`]
      : []),
  ].join('; ');
};
