// recaudo policy check FILE: reads a policy without any stack, and says what is wrong with it, where, and why.
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describeProblems, readPolicy } from '#policies/read-policy.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { outputTo } from '../output.ts';

export const policyCommand = (): Command =>
  new Command('policy').description('policy files').addCommand(
    new Command('check')
      .description('check a policy file; needs no stack')
      .argument('<file>', 'a policy in YAML')
      .option('--json', 'print one JSON object')
      .exitOverride()
      .action((file: string, { json }: { json?: boolean }) => check(file, json === true)),
  );

const check = (file: string, json: boolean): void => {
  const reading = readPolicy(readText(file));
  const problems = reading.ok ? [] : reading.problems;
  outputTo(json).answer({ file, ok: reading.ok, problems }, () =>
    reading.ok
      ? [`${file}: no errors; ${reading.content.stages.length} stages, ${reading.content.steps.length} steps`]
      : describeProblems(file, problems).split('\n'),
  );
  if (!reading.ok) process.exitCode = exitCodes.badInput;
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new CommandFailed(
      exitCodes.badInput,
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
};
