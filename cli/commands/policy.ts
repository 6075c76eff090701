// recaudo policy check FILE: reads a policy without any stack, and says what is wrong with it, where, and why.
import { Command } from 'commander';
import { describeProblems, readPolicy } from '#policies/read-policy.ts';
import { withJson } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { outputTo } from '../output.ts';
import { readInput } from '../read-input.ts';
import { count } from '../written.ts';

export const policyCommand = (): Command =>
  new Command('policy')
    .summary('check policy files')
    .description('Policy files.')
    .addCommand(
      withJson(new Command('check'), 'check a policy file; needs no stack', [
        ['policy check acme.yaml', 'before it is uploaded as config/acme.yaml'],
      ])
        .argument('<file>', 'a policy in YAML, such as a copy of shared/policies/default.yaml')
        .action((file: string, { json }: { json?: boolean }) => check(file, json === true)),
    );

const check = (file: string, json: boolean): void => {
  const reading = readPolicy(Buffer.from(readInput(file)).toString('utf8'));
  const problems = reading.ok ? [] : reading.problems;
  outputTo(json).answer({ file, ok: reading.ok, problems }, () =>
    reading.ok
      ? [
          `${file}: no errors; ${count(reading.content.stages.length, 'stage')}, ${count(reading.content.steps.length, 'step')}`,
        ]
      : [...describeProblems(file, problems).split('\n'), `${count(problems.length, 'error')}; nothing was applied`],
  );
  if (!reading.ok) process.exitCode = exitCodes.badInput;
};
