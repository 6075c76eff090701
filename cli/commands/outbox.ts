// recaudo outbox: the messages as sent. Locally as the providers' outboxes show them, on AWS as the register keeps them.
import type { Command } from 'commander';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import type { KeptMessage } from '../kept-messages.ts';

type Options = StackOptions & { readonly limit: string; readonly full?: boolean };

export const outboxCommand = (): Command =>
  stackCommand('outbox', 'the messages as sent, newest last')
    .option('--limit <n>', 'how many of the newest', '20')
    .option('--full', 'with their whole text')
    .action(async (options: Options) => {
      if (!/^[1-9]\d{0,4}$/.test(options.limit))
        throw new CommandFailed(exitCodes.badInput, `--limit takes a number from 1 to 99999, not "${options.limit}"`);
      const { stack, output } = await contextOf(options);
      const messages: readonly KeptMessage[] = stack.endpoint
        ? await (await import('#infra/local/outbox.ts')).readOutbox(stack.endpoint)
        : await (await import('../kept-messages.ts')).listKeptMessages(Number(options.limit));
      const newest = messages.slice(-Number(options.limit));
      output.answer({ total: messages.length, messages: newest }, () => [
        ...newest.flatMap(({ channel, to, subject, text }) => [
          `${channel} to ${to}${subject ? `: ${subject}` : ''}`,
          ...(options.full || channel === 'sms'
            ? [
                ...text
                  .trimEnd()
                  .split('\n')
                  .map((line) => `    ${line}`),
                '',
              ]
            : []),
        ]),
        `${messages.length} messages in all.`,
      ]);
    });
