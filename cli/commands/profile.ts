// recaudo profile FILE: proposes which column is what, shows the first rows as they would be read, and writes the profile.
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { invoiceInPdf } from '#intake/formats/invoice-in-pdf.ts';
import { profileName, profileText } from '#intake/formats/profile-text.ts';
import type { Proposal } from '#intake/formats/propose-profile.ts';
import { proposeFor } from '#intake/formats/read-file.ts';
import { withJson } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { outputTo, section } from '../output.ts';
import { parsedAsJson, parsedInWords } from '../parsed-in-words.ts';
import { readInput } from '../read-input.ts';

type Options = { readonly out?: string; readonly json?: boolean };

export const profileCommand = (): Command =>
  withJson(new Command('profile'), 'propose which column of a file is what; needs no stack', [
    ['profile list.xlsx', 'the proposal, and the first rows as it reads them'],
    ['profile list.xlsx --out ours.yaml', 'and write it, to check and to go on with'],
  ])
    .argument('<file>', 'CSV, TSV, XLSX, JSON, JSON Lines, or one of these in gzip or ZIP')
    .option('--out <file>', 'write the profile there; a file that is there already stays as it is')
    .action(async (file: string, { out, json }: Options) => {
      const { proposal, read } = proposeFor(await invoiceInPdf(readInput(file)));
      const yaml = profileText(proposal, profileName(out ?? file));
      if (out !== undefined) writeNew(out, yaml);
      const { profile: _, ...preview } = { ...parsedAsJson(read, mostShown), profile: undefined };
      const { doubts, draft } = proposal;
      const answer = { profile: { ...draft, name: profileName(out ?? file) }, doubts, preview, written: out ?? null };
      outputTo(json === true).answer(answer, () => [
        yaml.trimEnd(),
        '',
        'Read by it:',
        ...parsedInWords(read, mostShown),
        ...doubtLines(proposal),
        ...(out === undefined ? [] : ['', `Written to ${out}: check it, then recaudo parse ${file} --profile ${out}`]),
      ]);
    });

const mostShown = 5;

const doubtLines = ({ doubts }: Proposal): readonly string[] =>
  section(
    'Doubts',
    doubts.length,
    doubts.map(({ field, doubt }) => `  ? ${field}: ${doubt}`),
  );

/** Somebody may have worked on the file that is there. */
const writeNew = (path: string, text: string): void => {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const reason = isThere ? 'it is there already; name another file, or remove it' : String(cause);
    throw new CommandFailed(exitCodes.badInput, `${path} cannot be written: ${reason}`, { cause });
  }
};
