// recaudo outbox: the messages as sent. Locally as the providers' outboxes show them, on AWS as the register keeps them.
import { type Command, Option } from 'commander';
import { checkNumber } from '../check-number.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import type { Stack } from '../connect.ts';
import type { KeptMessages } from '../kept-messages.ts';
import { count } from '../written.ts';

type Options = StackOptions & { readonly channel?: string; readonly limit: string; readonly full?: boolean };

export const outboxCommand = (): Command =>
  stackCommand('outbox', 'show the messages as sent, newest last: mails first, then texts, then WhatsApp', [
    ['outbox', 'whom we wrote to'],
    ['outbox --channel email --limit 1 --full', 'the last mail, word for word'],
    ['outbox --json', 'with texts and HTML, for programs'],
  ])
    .addOption(new Option('--channel <channel>', 'only these').choices(['email', 'sms', 'whatsapp', 'voice']))
    .option('--limit <n>', 'how many of the newest', '20')
    .option('--full', 'with the whole text of mails')
    .action(async (options: Options) => {
      const limit = checkNumber('--limit', options.limit);
      const { stack, output } = await contextOf(options);
      const { total, messages } = await messagesOf(stack, options.channel, limit);
      output.answer({ total, messages }, () => [
        ...messages.flatMap(({ channel, to, subject, text }) => [
          `${channel}${to ? ` to ${to}` : ''}${subject ? `: ${subject}` : ''}`,
          ...(options.full || channel !== 'email' ? [...indented(text), ''] : []),
        ]),
        total === 0
          ? 'No messages yet.'
          : `${count(total, 'message')} in all${messages.length < total ? `, the newest ${messages.length} shown: --limit N shows more` : ''}.`,
      ]);
    });

const messagesOf = async (stack: Stack, channel: string | undefined, limit: number): Promise<KeptMessages> => {
  if (stack.endpoint === undefined) return (await import('../kept-messages.ts')).listKeptMessages(channel, limit);
  const { readOutbox } = await import('#infra/local/outbox.ts');
  const sent = (await readOutbox(stack.endpoint)).filter((each) => channel === undefined || each.channel === channel);
  return { total: sent.length, messages: sent.slice(-limit) };
};

const indented = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => `    ${line}`.trimEnd());
