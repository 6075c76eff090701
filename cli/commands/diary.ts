// recaudo diary CASE.json: what would be said to whom and when, by the same decisions as in production, without any stack.
import { Command } from 'commander';
import type { Language } from '#domain/vocabulary.ts';
import { readCase } from '../cases/case-schema.ts';
import { type DiaryEntry, type Lived, liveCase } from '../cases/live-case.ts';
import { languageOption, withJson } from '../command.ts';
import { outputTo, table } from '../output.ts';
import { readText } from '../read-input.ts';
import { minute, shortList } from '../written.ts';

export const diaryCommand = (): Command =>
  withJson(new Command('diary'), 'live a written case and print what would be done; needs no stack', [
    ['diary case.json', 'every contact, task, handoff and close, with the reason'],
    ['diary case.json --json', 'the same for programs: { "diary": […], "end": […] }'],
    ['diary case.json --explain --language es', 'under each line why, by which rules, and what would change it'],
    ['diary - < case.json', 'the case from standard input'],
  ])
    .argument('<case>', 'a JSON file with policy, debtors, invoices and facts; see docs/cases.md')
    .option('--explain', 'print under each line the decision in plain words')
    .addOption(languageOption())
    .action((file: string, { json, explain, language }: Options) => {
      const { diary, end, warnings } = liveCase(readCase(readText(file), file), file, explain ? language : undefined);
      const output = outputTo(json === true);
      for (const warning of warnings) output.note(`warning: ${warning}`);
      output.answer({ diary, end, ...(warnings.length === 0 ? {} : { warnings }) }, () =>
        inWords({ diary, end, warnings }),
      );
    });

type Options = { readonly json?: boolean; readonly explain?: boolean; readonly language: Language };

const inWords = ({ diary, end }: Lived): readonly string[] => [
  ...(diary.length === 0 ? ['Nothing would be done.'] : withExplanations(table(diary.map(lineOf)), diary)),
  '',
  'At the end:',
  ...table(end.map(({ invoice, stage, balance }) => [invoice, stage, { right: balance }])),
];

const withExplanations = (lines: readonly string[], diary: readonly DiaryEntry[]): readonly string[] =>
  lines.flatMap((line, index) => {
    const told = diary[index]?.explanation?.lines;
    return told ? [line, ...told.map((each) => `      ${each}`), ''] : [line];
  });

const lineOf = ({ at, kind, debtor, invoice, covers, stage, step, channel, because }: DiaryEntry) => [
  minute(at),
  kind,
  stage,
  channel ?? '',
  step ?? '',
  debtor,
  covers.length < 2 ? invoice : `${invoice} for ${shortList(covers)}`,
  because,
];
