// recaudo sending: the kill switch, the rates, and what messages wait for.
import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { sendingChannels } from '#channels/channels.ts';
import { leastRate } from '#domain/sending/lanes.ts';
import { fullRate, rateNow } from '#domain/sending/pace.ts';
import { all, type Stop, type StopScope } from '#domain/sending/stops.ts';
import type { StoredPace } from '#store/sending.ts';
import { contextOf, type StackOptions, stackCommand } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { checkCreditor } from '../find.ts';
import { type Output, table } from '../output.ts';
import { minute } from '../written.ts';

export const sendingCommand = (): Command =>
  stackCommand('sending', 'stop all messages, start them again, and say how fast they may go', [
    ['sending status', 'what is stopped, and how fast each channel goes'],
    ['sending stop --reason "wrong amounts in the last batch"', 'no message leaves from now on'],
    ['sending stop --creditor acme --channel sms --reason "sender name refused"', 'only these'],
    ['sending start --reason "batch undone"', 'whoever waits looks again'],
    ['sending rate --email 14', 'at most so many a second'],
  ])
    .addCommand(switchCommand('stop'))
    .addCommand(switchCommand('start'))
    .addCommand(statusCommand())
    .addCommand(rateCommand());

type SwitchOptions = StackOptions & {
  readonly creditor?: string;
  readonly channel?: string;
  readonly reason: string;
  readonly by?: string;
};

const wordsOf = {
  stop: {
    summary: 'let no message leave any more, within a minute; nothing is lost',
    examples: [
      ['sending stop --reason "wrong amounts"', 'everything'],
      ['sending stop --creditor acme --channel email --reason "domain blocked"', 'mails of one creditor'],
    ],
  },
  start: {
    summary: 'let messages leave again, at their rate; whoever waits is woken',
    examples: [
      ['sending start --reason "mended"', 'what was stopped for everything'],
      ['sending start --creditor acme --channel email --reason "list cleaned"', 'what was stopped for these'],
    ],
  },
} as const;

const switchCommand = (name: 'stop' | 'start'): Command =>
  stackCommand(name, wordsOf[name].summary, wordsOf[name].examples)
    .option('--creditor <id>', 'only messages of this creditor (default: of all)')
    .addOption(
      new Option('--channel <name>', 'only messages by this channel (default: by all)').choices(sendingChannels),
    )
    .requiredOption('--reason <text>', 'why; kept, and told in the event')
    .option('--by <name>', 'who says so (default: your user name)')
    .action(async (_: unknown, command: Command) => {
      // --json and --stack after the name are taken by the command above, which has them too.
      const options: SwitchOptions = command.optsWithGlobals();
      const reason = options.reason.trim();
      if (reason === '') throw new CommandFailed(exitCodes.badInput, 'say after --reason why, in a few words');
      const { stack, output } = await contextOf(options);
      if (options.creditor !== undefined) await checkCreditor(options.creditor);
      const { loadSending, startSending, stopSending } = await import('#store/sending.ts');
      const scope = { creditor: options.creditor ?? all, channel: options.channel ?? all };
      const given = { at: await clockOf(stack), by: options.by ?? userInfo().username, reason };
      const changed = await (name === 'stop' ? stopSending : startSending)(scope, given);
      if (name === 'start') {
        const { startWaking } = await import('#store/executions.ts');
        await startWaking(stack.ReconcileArn);
      }
      const { stops } = await loadSending();
      output.answer({ did: name, changed, ...scope, ...given, stops }, () => [
        outcomeOf(name, changed, scope),
        ...(name === 'start' && stops.length > 0 ? ['Still stopped:', ...stopLines(stops)] : []),
      ]);
    });

const outcomeOf = (name: 'stop' | 'start', changed: boolean, scope: StopScope): string => {
  const what = scopeInWords(scope);
  if (name === 'stop')
    return changed
      ? `Stopped: ${what}. Within a minute nothing leaves; what is due waits. Go on with recaudo sending start.`
      : `It was stopped already: ${what}. The first reason stands.`;
  return changed
    ? `Started: ${what}. Whoever waits is woken, at most fifty a second, and sends at the rate.`
    : `It was not stopped as such: ${what}. Whoever waits is woken all the same.`;
};

const statusCommand = (): Command =>
  stackCommand('status', 'show what is stopped, by whom and why, and how fast each channel goes', [
    ['sending status', 'for people'],
    ['sending status --json', 'for a monitor'],
  ]).action(async (_: unknown, command: Command) => {
    const { output } = await contextOf(command.optsWithGlobals());
    await tellStatus(output);
  });

type RateOptions = StackOptions & {
  readonly email?: number | 'account';
  readonly sms?: number | 'account';
  readonly whatsapp?: number | 'account';
  readonly voice?: number | 'account';
  readonly letter?: number | 'account';
  readonly by?: string;
};

const rateCommand = (): Command => {
  const command = stackCommand('rate', 'say how many messages a second may leave by a channel', [
    ['sending rate --email 14 --sms 20', 'both'],
    ['sending rate --email account', 'what SES allows this account'],
  ]).option('--by <name>', 'who says so (default: your user name)');
  for (const channel of sendingChannels)
    command.option(`--${channel} <rate>`, 'messages a second, or account', readRate);
  return command.action(async (_: unknown, self: Command) => {
    const options: RateOptions = self.optsWithGlobals();
    const rates = sendingChannels.flatMap((channel) => {
      const rate = options[channel];
      return rate === undefined ? [] : [{ channel, rate: rate === 'account' ? undefined : rate }];
    });
    if (rates.length === 0)
      throw new CommandFailed(exitCodes.badInput, 'name a channel and its rate, such as --email 14');
    const { stack, output } = await contextOf(options);
    const { setRate } = await import('#store/sending.ts');
    const at = await clockOf(stack);
    for (const { channel, rate } of rates) await setRate(channel, rate, options.by ?? userInfo().username, at);
    await tellStatus(output);
  });
};

const readRate = (text: string): number | 'account' => {
  if (text === 'account') return text;
  const rate = /^\d{1,5}(\.\d{1,2})?$/.test(text) ? Number(text) : 0;
  if (rate >= leastRate) return rate;
  throw new InvalidArgumentError(
    `write messages a second, ${leastRate} or more, such as 14, or account; to let none leave, use recaudo sending stop`,
  );
};

const tellStatus = async (output: Output): Promise<void> => {
  const { loadSending } = await import('#store/sending.ts');
  const { stops, switches, paces } = await loadSending();
  const now = Date.now();
  const rates = sendingChannels.map((channel) => {
    const pace: Partial<StoredPace> = paces[channel] ?? {};
    return { channel, perSecond: rateNow(channel, pace, now), full: fullRate(channel, pace), ...pace };
  });
  output.answer({ stops, switches, rates }, () => [
    ...(stops.length === 0 ? ['Nothing is stopped.'] : ['Stopped:', ...stopLines(stops)]),
    '',
    'Messages a second:',
    ...table(
      rates.map(({ channel, perSecond, full, setBy, set, account }) => [
        channel,
        { right: String(Number(perSecond.toFixed(2))) },
        perSecond < full ? `lowered from ${full} because the provider refused; it rises again` : '',
        set === undefined ? (account === undefined ? 'as usual' : 'as the account allows') : `set by ${setBy ?? '?'}`,
        account === undefined || account.quota < 0 ? '' : `${account.sent} of ${account.quota} in 24 hours`,
      ]),
    ),
  ]);
};

const stopLines = (stops: readonly Stop[]): readonly string[] =>
  table(stops.map((stop) => [scopeInWords(stop), `since ${minute(stop.at)} UTC`, `by ${stop.by}`, stop.reason]));

const scopeInWords = ({ creditor, channel }: StopScope): string =>
  `${channel === all ? 'every channel' : channel} of ${creditor === all ? 'every creditor' : creditor}`;
