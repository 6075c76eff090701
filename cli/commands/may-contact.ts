// recaudo may-contact FILE: whether the law alone allows one contact now, and if not, from when on and why.
import { Command } from 'commander';
import { mayContact } from '#domain/may-contact.ts';
import { lawOf } from '#rules/law-of.ts';
import { withJson } from '../command.ts';
import { marks } from '../confidence-marks.ts';
import { readContactCase } from '../contact-case.ts';
import { outputTo } from '../output.ts';
import { readText } from '../read-input.ts';
import { moment } from '../written.ts';

export const mayContactCommand = (): Command =>
  withJson(new Command('may-contact'), 'ask the law alone whether a debtor may be contacted now; needs no stack', [
    ['may-contact samples/may-contact/co-after-call.json', 'a case of Colombia, the day after a call'],
    ['may-contact - --json < case.json', 'from standard input, as one JSON object'],
  ])
    .argument('<file>', 'a case in JSON, see docs/jurisdictions.md; "-" reads standard input')
    .action((file: string, { json }: { json?: boolean }) => ask(file, json === true));

const ask = (file: string, json: boolean): void => {
  const named = file === '-' ? 'standard input' : file;
  const { jurisdiction, debtorType, timeZone: zone, ...rest } = readContactCase(readText(file), named);
  const answer = mayContact({ law: lawOf(jurisdiction, debtorType), zone, ...rest });
  outputTo(json).answer(answer, () => [
    `${answer.allowed ? 'May contact' : 'May not contact'}: ${words[answer.because]}.`,
    ...(answer.allowed
      ? []
      : [
          answer.earliest === null
            ? 'No time will do.'
            : `Earliest: ${moment(answer.earliest, zone)}, if nobody is contacted before.`,
        ]),
    `Rule: ${answer.rule} [${answer.confidence}: ${marks[answer.confidence]}]`,
    `Source: ${answer.source}`,
    'Not legal advice; see recaudo packs show.',
  ]);
};

const words = {
  'within-rules': 'nothing stands in the way',
  'no-rule': 'no rule on contact is known here, which is not the same as there being none',
  'not-bound': 'the rule does not bind this collector',
  barred: 'this channel must not be used',
  frequency: "the law's limit on contacts is reached",
  separation: 'the last contact is too recent',
  'channel-lock': 'only the channel already used may be used in this week',
  holiday: 'today is a public holiday',
  day: 'there is no contact on this day of the week',
  hours: 'outside contact hours',
} as const;
