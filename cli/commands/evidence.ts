// recaudo evidence INVOICE: all that proves what was owed, sent and delivered, as a bundle that needs no Recaudo to be checked.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { type Language, languages } from '#domain/vocabulary.ts';
import type { Files } from '#evidence/files-of-evidence.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { evidenceFor } from '../evidence-for.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { invoiceOf } from '../find.ts';
import { count } from '../written.ts';

type Options = CreditorOptions & { readonly out?: string; readonly language?: Language };

export const evidenceCommand = (): Command =>
  withCreditor(
    stackCommand('evidence', 'bundle all that proves what was owed, sent and delivered', [
      ['evidence F-1002', 'evidence-F-1002.zip, in the language of the debtor'],
      ['evidence F-1002 --out F-1002/', 'a folder'],
      ['evidence F-1002 --out proof.zip --language en', 'in English'],
    ])
      .argument('<invoice>', 'its number')
      .option('--out <path>', 'a new folder, or a file that ends in .zip')
      .addOption(
        new Option('--language <code>', "of the summary and the README (default: the debtor's)").choices(languages),
      ),
  ).action(async (number: string, options: Options) => {
    const out = options.out ?? `evidence-${number.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.zip`;
    const { output } = await contextOf(options);
    const { invoice } = await invoiceOf({ creditor: options.creditor, invoice: number });
    const evidence = await evidenceFor(invoice, options.language);
    const { filesOfEvidence } = await import('#evidence/files-of-evidence.ts');
    const files = await filesOfEvidence(evidence);
    await write(out, files);
    const { contacts, registers } = evidence;
    const findings = registers.flatMap((each) => each.findings.map((one) => ({ debtor: each.debtor, ...one })));
    for (const { what, sequence, about, debtor } of findings)
      output.note(`warning: record ${sequence ?? ''} of ${debtor}, ${about ?? ''} ${what}`);
    output.answer(
      {
        ...{
          invoice: number,
          out,
          files: [...files.keys()],
          contacts: contacts.length,
          ends: Object.fromEntries(registers.flatMap(({ debtor, end }) => (end ? [[debtor, end]] : []))),
          findings,
        },
      },
      () => [
        `Written: ${out}`,
        `  ${count(files.size, 'file')}, ${count(contacts.length, 'contact')}, ${count(evidence.messages.size, 'message')} as sent`,
        findings.length === 0
          ? '  The register is whole.'
          : `  The register is not whole, ${count(findings.length, 'difference')}: recaudo register verify ${invoice.debtor}`,
      ],
    );
    if (findings.length > 0) process.exitCode = exitCodes.failed;
  });

const write = async (out: string, files: Files): Promise<void> => {
  try {
    if (out.endsWith('.zip')) {
      const { zipOfFiles } = await import('#evidence/zip-of-files.ts');
      writeFileSync(out, zipOfFiles(files));
      return;
    }
    if (existsSync(out) && readdirSync(out).length > 0)
      throw new Error('it is there already and not empty; name a new folder');
    for (const [name, content] of files) {
      mkdirSync(dirname(join(out, name)), { recursive: true });
      writeFileSync(join(out, name), content);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFailed(exitCodes.badInput, `${out} cannot be written: ${reason}`, { cause });
  }
};
