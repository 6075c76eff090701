// The options by which somebody records how a debtor likes to be contacted, as it said itself.
import { type Command, Option } from 'commander';
import { channels, languages } from '#domain/vocabulary.ts';
import { CommandFailed, exitCodes } from './exit.ts';

export type WishOptions = {
  readonly prefersChannel?: string;
  readonly prefersTime?: string;
  readonly prefersDay?: string;
  readonly prefersLanguage?: string;
};

export const withWishes = (command: Command): Command =>
  command
    .addOption(
      new Option('--prefers-channel <channel>', 'what the debtor said of how it likes to be contacted').choices(
        channels,
      ),
    )
    .option('--prefers-time <time>', 'and when: from this time of the day on, such as 10:00')
    .addOption(
      new Option('--prefers-day <day>', 'and on which weekday (1 = Monday); replaces time and day together').choices([
        '1',
        '2',
        '3',
        '4',
        '5',
        '6',
        '7',
      ]),
    )
    .addOption(new Option('--prefers-language <language>', 'and in which language').choices(languages));

/** As events name them; undefined where none was given. Throws CommandFailed for a time that is none. */
export const wishesFrom = ({
  prefersChannel: channel,
  prefersTime: time,
  prefersDay: day,
  prefersLanguage: language,
}: WishOptions): Readonly<Record<string, unknown>> | undefined => {
  if (time !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    throw new CommandFailed(
      exitCodes.badInput,
      `--prefers-time: "${time}" is no time of the day; write from when on, such as 10:00`,
    );
  const given = { channel, time, day: day === undefined ? undefined : Number(day), language };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return said.length === 0 ? undefined : Object.fromEntries(said);
};
