// What every command that talks to a stack has in common: its options, its help, the connection, the output.
import { Command, Option } from 'commander';
import { languages } from '#domain/vocabulary.ts';
import { connect, type Stack } from './connect.ts';
import { type Output, outputTo } from './output.ts';

export type Context = { readonly stack: Stack; readonly output: Output };

/** A command with --json, --stack and examples, each as [command line without `recaudo`, what it does]. */
export const stackCommand = (
  name: string,
  summary: string,
  examples: readonly (readonly [line: string, does: string])[],
): Command =>
  withJson(new Command(name), summary, examples).option(
    '--stack <name>',
    'a stack on AWS, such as recaudo-production (default: the local one)',
  );

export const withJson = (
  command: Command,
  summary: string,
  examples: readonly (readonly [line: string, does: string])[],
): Command => {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, does]) => `  recaudo ${line.padEnd(width)}  ${does}`);
  return command
    .summary(summary)
    .description(`${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`)
    .option('--json', 'print one JSON object on one line')
    .addHelpText(
      'after',
      `\nExamples:\n${lines.join('\n')}\n\nExit codes: 0 done, 1 failed, 2 bad input or usage, 3 no stack to talk to, 4 not found.`,
    );
};

export const contextOf = async (options: StackOptions): Promise<Context> => ({
  stack: await connect(options.stack),
  output: outputTo(options.json === true),
});

export type StackOptions = { readonly json?: boolean; readonly stack?: string };
export type CreditorOptions = StackOptions & { readonly creditor: string };

export const withCreditor = (command: Command): Command =>
  command.option('--creditor <id>', 'the company that is owed', 'default');

export const languageOption = (): Option =>
  new Option('--language <code>', 'the language of the explanation').choices(languages).default('en');
