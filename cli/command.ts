// What every command that talks to a stack has in common: its options, the connection, the output.
import { Command } from 'commander';
import { connect, type Stack } from './connect.ts';
import { type Output, outputTo } from './output.ts';

export type Context = { readonly stack: Stack; readonly output: Output };

/** A command with --json and --stack. `run` gets the command's arguments and options as commander reads them. */
export const stackCommand = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .option('--json', 'print one JSON object')
    .option('--stack <name>', 'a stack on AWS, such as recaudo-production (default: the local one)');

export const contextOf = async (options: { readonly json?: boolean; readonly stack?: string }): Promise<Context> => ({
  stack: await connect(options.stack),
  output: outputTo(options.json === true),
});

export type StackOptions = { readonly json?: boolean; readonly stack?: string };
export type CreditorOptions = StackOptions & { readonly creditor: string };

export const withCreditor = (command: Command): Command =>
  command.option('--creditor <id>', 'whose invoice it is', 'default');
