// recaudo policy test DIR: lives every case of a folder and says which do not end as they say they should.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { readCase } from '../cases/case-schema.ts';
import { differences } from '../cases/check-expectations.ts';
import { liveCase } from '../cases/live-case.ts';
import { withJson } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { outputTo } from '../output.ts';
import { readInput } from '../read-input.ts';
import { count } from '../written.ts';

type Result = {
  readonly file: string;
  readonly name: string;
  readonly ok: boolean;
  readonly differences: readonly string[];
};

export const policyTestCommand = (): Command =>
  withJson(new Command('test'), 'live the cases of a folder and compare with what they expect; needs no stack', [
    ['policy test samples/cases', 'every .json file in it'],
    ['policy test samples/cases/weekend.json', 'one case'],
  ])
    .argument('<path>', 'a folder of cases with expectations, or one case; see docs/cases.md')
    .action((path: string, { json }: { json?: boolean }) => {
      const results = casesIn(path).map(test);
      const failed = results.filter(({ ok }) => !ok);
      outputTo(json === true).answer({ cases: results.length, failed: failed.length, results }, () => [
        ...results.flatMap(({ file, name, ok, differences: found }) => [
          `${ok ? 'ok  ' : 'FAIL'} ${name || file}`,
          ...found.map((each) => `       ${each}`),
        ]),
        '',
        `${count(results.length - failed.length, 'case')} as expected, ${failed.length} not`,
      ]);
      if (failed.length > 0) process.exitCode = exitCodes.failed;
    });

const test = (file: string): Result => {
  const given = readCase(Buffer.from(readInput(file)).toString('utf8'), file);
  const found = differences(given, liveCase(given, file), file);
  return { file, name: given.name ?? '', ok: found.length === 0, differences: found };
};

const casesIn = (path: string): readonly string[] => {
  if (!isFolder(path)) return [path];
  const files = readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => join(path, name));
  if (files.length === 0) throw new CommandFailed(exitCodes.badInput, `${path} holds no .json case`);
  return files;
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
