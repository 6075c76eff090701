// recaudo policy history, show, diff and status: the versions of a policy, and how far open invoices have been moved to the last.
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { changeInWords, changesInShort, comparePolicies } from '#domain/planning/compare-policies.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { checkCreditor } from '../find.ts';
import { progressLine } from '../follow-replan.ts';
import { table } from '../output.ts';
import { versionOf } from '../policy-version.ts';
import { minute } from '../written.ts';

export const policyHistoryCommand = (): Command =>
  withCreditor(
    stackCommand('history', 'list the versions of a policy: when, by whom, for whom, what changed', [
      ['policy history --creditor acme', 'the newest last'],
    ]),
  ).action(async ({ creditor, ...options }: CreditorOptions) => {
    const { output } = await contextOf(options);
    await checkCreditor(creditor);
    const { listPolicyVersions } = await import('#store/policies.ts');
    const { defaultPolicy } = await import('#policies/default-policy.ts');
    const versions = await listPolicyVersions(creditor);
    const lines = versions.map(({ version, appliedAt, by, source, inFlight, rollbackOf, content }, index) => ({
      version,
      appliedAt,
      by,
      source,
      inFlight,
      ...(rollbackOf === undefined ? {} : { rollbackOf }),
      changed: changesInShort(comparePolicies(versions[index - 1]?.content ?? defaultPolicy(), content)),
    }));
    output.answer({ creditor, versions: lines }, () =>
      lines.length === 0
        ? [`Nothing was applied for ${creditor} yet: the default policy, version 0, is in force.`]
        : table(
            lines.map(({ version, appliedAt, by, inFlight, rollbackOf, changed }) => [
              version,
              minute(appliedAt),
              by,
              inFlight,
              rollbackOf === undefined ? changed : `back to version ${rollbackOf}: ${changed}`,
            ]),
          ),
    );
  });

export const policyShowCommand = (): Command =>
  withCreditor(
    stackCommand('show', 'print a version of a policy, as a file that can be applied', [
      ['policy show', 'the one in force'],
      ['policy show 3 --creditor acme > acme.yaml', 'an earlier one, to begin from'],
    ]).argument('[version]', 'its number (default: the one in force)'),
  ).action(async (number: string | undefined, { creditor, ...options }: CreditorOptions) => {
    const { output } = await contextOf(options);
    const { version, content } = await versionOf(creditor, number);
    output.answer({ creditor, version, content }, () => [
      `# Policy of ${creditor}, version ${version}`,
      ...stringify(content).trimEnd().split('\n'),
    ]);
  });

export const policyDiffCommand = (): Command =>
  withCreditor(
    stackCommand('diff', 'show what one version of a policy says otherwise than another', [
      ['policy diff 3 4', 'what version 4 changed'],
    ])
      .argument('<version>', 'its number; 0 is the default policy')
      .argument('<other>', 'the number of the other'),
  ).action(async (one: string, other: string, { creditor, ...options }: CreditorOptions) => {
    const { output } = await contextOf(options);
    const [before, after] = await Promise.all([versionOf(creditor, one), versionOf(creditor, other)]);
    const changes = comparePolicies(before.content, after.content);
    output.answer({ creditor, from: before.version, to: after.version, changes }, () =>
      changes.length === 0 ? ['They say the same.'] : changes.map(changeInWords),
    );
  });

export const policyStatusCommand = (): Command =>
  withCreditor(
    stackCommand('status', 'show the version in force, and how far open invoices have been moved to it', [
      ['policy status --creditor acme', 'while a replan goes on'],
    ]),
  ).action(async ({ creditor, ...options }: CreditorOptions) => {
    const { stack, output } = await contextOf(options);
    await checkCreditor(creditor);
    const { findPolicyInForce } = await import('#store/policies.ts');
    const { findReplanStatus } = await import('#store/replan-executions.ts');
    const { progressOf } = await import('#store/replan-walk.ts');
    const inForce = await findPolicyInForce(creditor);
    if (!inForce) return output.answer({ creditor, version: 0 }, () => ['The default policy, version 0, is in force.']);
    const { version, appliedAt, by, replan } = inForce;
    const status = replan && (await findReplanStatus(stack.ReplanArn, creditor, version));
    const progress = replan && progressOf(replan);
    output.answer(
      { creditor, version, appliedAt, by, ...(progress ? { replan: { ...progress, status } } : {}) },
      () => [
        `Version ${version} of ${creditor} is in force, applied by ${by} at ${minute(appliedAt)} UTC.`,
        ...(progress === undefined
          ? ['Every open invoice has been moved to it.']
          : [
              progressLine(progress),
              ...(status === 'RUNNING'
                ? []
                : ['It was interrupted: recaudo policy apply --resume goes on where it was.']),
            ]),
      ],
    );
  });
