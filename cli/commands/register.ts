// recaudo register: what was said to a debtor and heard from it, record by record, and whether any of it was changed since.
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import * as z from 'zod';
import { isDate } from '#domain/calendar.ts';
import type { Language } from '#domain/vocabulary.ts';
import {
  type CreditorOptions,
  contextOf,
  languageOption,
  type StackOptions,
  stackCommand,
  withCreditor,
} from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { checkCreditor, debtorOf } from '../find.ts';
import { table } from '../output.ts';
import { readInput } from '../read-input.ts';
import { registerInWords } from '../register-in-words.ts';
import { type Anchors, verifyRegisters } from '../verify-registers.ts';
import { count } from '../written.ts';

export const registerCommand = (): Command =>
  new Command('register')
    .summary('the contact register: show one, and verify that none was changed')
    .description('The contact register: everything that was said to debtors and heard from them.')
    .addCommand(verifyCommand())
    .addCommand(anchorCommand())
    .addCommand(showCommand());

type VerifyOptions = CreditorOptions & {
  readonly anchor?: string;
  readonly anchorBucket?: string;
  readonly keep?: string;
};

const verifyCommand = (): Command =>
  withCreditor(
    stackCommand(
      'verify',
      'find whatever was changed, left out or put into a register, and texts that are not those sent',
      [
        ['register verify', 'every debtor of the creditor; ends with 1 when something is found'],
        ['register verify taller-rojas', 'one debtor'],
        ['register verify --keep ends.json', 'and write down where each register ends, to be kept elsewhere'],
        ['register verify --anchor ends.json', 'and look for the ends that were written down then'],
        ['register verify --anchor s3', 'and for those that the stack wrote down last'],
        ['register verify --anchor s3:2026-03-02 --anchor-bucket acme-worm', 'on that day, from a copy elsewhere'],
      ],
    )
      .argument('[debtor]', "the debtor's id (default: all of the creditor)")
      .option('--anchor <from>', 'ends written down before: a file of --keep; s3, or s3:DAY, what the stack wrote down')
      .option('--anchor-bucket <name>', "where the copies of s3 lie (default: the stack's own bucket)")
      .option('--keep <file>', 'write down the ends of all registers that were verified'),
  ).action(async (id: string | undefined, options: VerifyOptions) => {
    const { creditor } = options;
    const fromFile = isInBucket(options) ? undefined : readAnchors(options.anchor, creditor);
    const { stack, output } = await contextOf(options);
    const anchors = fromFile ?? (await anchorsInBucket(options, output.note));
    if (id !== undefined) await debtorOf({ creditor, debtor: id });
    const tally = await verifyRegisters(creditor, id, anchors, output.note);
    if (id === undefined && tally.debtors === 0 && tally.findings.length === 0) await checkCreditor(creditor);
    if (options.keep !== undefined) write(options.keep, { creditor, at: await clockOf(stack), ends: tally.ends });
    output.answer({ creditor, ...tally }, () => [
      ...(tally.findings.length === 0
        ? []
        : table([
            ['debtor', { right: 'record' }, 'about', 'found', 'what'],
            ...tally.findings.map(({ debtor, sequence, about = '', kind, what }) => [
              debtor,
              { right: sequence === undefined ? '' : String(sequence) },
              about,
              kind,
              what,
            ]),
          ])),
      `${count(tally.debtors, 'register')}, ${count(tally.records, 'record')}, ${tally.erased} erased: ${count(tally.findings.length, 'difference')}`,
      ...(tally.before === 0
        ? []
        : [`${count(tally.before, 'answer')} from before answers were records: nothing proves them.`]),
      ...(tally.findings.length === 0 ? [] : ['What to do: docs/contact.md, "When something is found".']),
    ]);
    if (tally.findings.length > 0) process.exitCode = exitCodes.failed;
  });

const anchorsSchema = z.object({
  creditor: z.string(),
  ends: z.record(z.string(), z.object({ sequence: z.int().min(1), hash: z.string() })),
});

const isInBucket = ({ anchor, anchorBucket }: VerifyOptions): boolean => {
  const isInS3 = anchor !== undefined && /^s3(:|$)/.test(anchor);
  if (anchorBucket !== undefined && !isInS3)
    throw new CommandFailed(exitCodes.badInput, '--anchor-bucket goes with --anchor s3 or s3:DAY');
  return isInS3;
};

/** Of the day named, or of the last. */
const anchorsInBucket = async (
  { creditor, anchor = '', anchorBucket }: VerifyOptions,
  note: (line: string) => void,
): Promise<Anchors> => {
  const { findDay, loadNames, newestDay, readDay } = await import('#store/anchors.ts');
  const day = anchor === 's3' ? await newestDay(anchorBucket) : anchor.slice('s3:'.length);
  if (day !== undefined && !isDate(day))
    throw new CommandFailed(exitCodes.badInput, `--anchor takes s3:DAY, such as s3:2026-03-02, not "${anchor}"`);
  const written = day === undefined ? undefined : await findDay(day, anchorBucket);
  if (!written)
    throw new CommandFailed(
      exitCodes.notFound,
      `no ends were written down${day === undefined ? ' yet' : ` on ${day}`}; recaudo register anchor writes those of today`,
    );
  note(`ends of ${written.day}, written at ${written.at}: ${count(written.registers, 'register')}`);
  const nameOf = await loadNames();
  return {
    ends: await readDay(written, creditor, anchorBucket),
    nameOf: (debtor) => nameOf({ creditor, debtor }),
  };
};

const readAnchors = (file: string | undefined, creditor: string): Anchors => {
  const nameOf = (debtor: string): string => debtor;
  if (file === undefined) return { ends: new Map(), nameOf };
  const text = Buffer.from(readInput(file)).toString('utf8');
  const parsed = anchorsSchema.safeParse(readJson(text));
  if (!parsed.success)
    throw new CommandFailed(exitCodes.badInput, `${file} holds no ends of registers; give a file that --keep wrote`);
  if (parsed.data.creditor !== creditor)
    throw new CommandFailed(
      exitCodes.badInput,
      `${file} holds ends of creditor ${parsed.data.creditor}, not of ${creditor}; say --creditor ${parsed.data.creditor}`,
    );
  return { ends: new Map(Object.entries(parsed.data.ends)), nameOf };
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const write = (file: string, value: object): void => {
  try {
    writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailed(exitCodes.badInput, `${file} cannot be written: ${reason}`, { cause });
  }
};

const anchorCommand = (): Command =>
  stackCommand('anchor', 'write down where every register ends, as the stack does each night', [
    ['register anchor', "in the bucket, below anchors/, for the day of the stack's clock"],
  ]).action(async (options: StackOptions) => {
    const { stack, output } = await contextOf(options);
    const { runWorkflow } = await import('#infra/local/run-workflow.ts');
    const { findDay } = await import('#store/anchors.ts');
    const day = (await clockOf(stack)).slice(0, 10);
    const before = await findDay(day);
    if (!before) await runWorkflow(stack.AnchorArn, {});
    const written = before ?? (await findDay(day));
    if (!written)
      throw new CommandFailed(exitCodes.failed, `the ends of ${day} were not written; see the log of anchor-page`);
    output.answer(written, () => [
      `${before ? 'Written before' : 'Written'}: the ends of ${count(written.registers, 'register')} on ${day}, ${count(written.pages, 'page')}.`,
    ]);
  });

const showCommand = (): Command =>
  withCreditor(
    stackCommand('show', 'what was said to a debtor and heard from it, record by record', [
      ['register show taller-rojas', 'for people'],
      ['register show taller-rojas --language es', 'in Spanish'],
      ['register show taller-rojas --json', 'with every body, seal and hash'],
    ])
      .argument('<debtor>', "the debtor's id")
      .addOption(languageOption()),
  ).action(async (id: string, options: CreditorOptions & { readonly language: Language }) => {
    const key = { creditor: options.creditor, debtor: id };
    const { output } = await contextOf(options);
    const { debtor } = await debtorOf(key);
    const { loadRegister } = await import('#store/load-register.ts');
    const { hashOf } = await import('#store/register.ts');
    const { verifyRegister } = await import('#domain/register/verify-register.ts');
    const kept = await loadRegister(key);
    const { records, before } = verifyRegister(kept, hashOf);
    output.answer({ ...key, ...(kept.end ? { end: kept.end } : {}), records, before }, () =>
      registerInWords(records, before, debtor, options.language),
    );
  });
