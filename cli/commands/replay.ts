// recaudo replay ID: takes every recorded decision again, on the facts as of its moment, and says where another would be taken now.
import type { Command } from 'commander';
import type { DebtorKey } from '#domain/facts.ts';
import type { ReplayedDecision } from '#domain/lives/replay.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { checkCreditor, debtorOf } from '../find.ts';
import type { Output } from '../output.ts';
import { decisionLines } from '../replay-in-words.ts';
import { count } from '../written.ts';

type Options = CreditorOptions & { readonly all?: boolean };

export const replayCommand = (): Command =>
  withCreditor(
    stackCommand('replay', 'take recorded decisions again, and say which would be others now', [
      ['replay F-1002', 'every decision about an invoice'],
      ['replay taller-rojas', 'every decision about a debtor'],
      ['replay --all --creditor acme', 'every debtor of a creditor, page by page'],
    ]).argument('[id]', 'an invoice number, or the id of a debtor'),
  )
    .option('--all', 'every debtor of the creditor; prints what differs')
    .action(async (id: string | undefined, options: Options) => {
      if ((id === undefined) === !options.all)
        throw new CommandFailed(exitCodes.badInput, 'name an invoice or a debtor, or say --all');
      const { output } = await contextOf(options);
      const different =
        id === undefined ? await replayAll(options.creditor, output) : await replayOne(id, options, output);
      if (different > 0) process.exitCode = exitCodes.failed;
    });

const replayOne = async (id: string, { creditor }: Options, output: Output): Promise<number> => {
  const { key, invoice } = await named(creditor, id);
  const all = await replayDebtor(key);
  if (!all)
    throw new CommandFailed(
      exitCodes.failed,
      `debtor ${key.debtor} cannot be replayed: it was registered before its details were kept, or merged with another debtor`,
    );
  const decisions = invoice === undefined ? all : all.filter(({ covers }) => covers.includes(invoice));
  const different = decisions.filter(isDifferent).length;
  output.answer(
    { ...key, ...(invoice === undefined ? {} : { invoice }), checked: decisions.length, different, decisions },
    () => [
      `Decisions about ${invoice === undefined ? `debtor ${key.debtor}` : `invoice ${invoice} of debtor ${key.debtor}`}, times in UTC (${decisions.length})`,
      ...decisions.flatMap(decisionLines),
      '',
      verdict(decisions.length, different),
    ],
  );
  return different;
};

const replayAll = async (creditor: string, output: Output): Promise<number> => {
  const { walkDebtors } = await import('#store/walk-debtors.ts');
  const differences: (ReplayedDecision & { readonly debtor: string })[] = [];
  const skipped: string[] = [];
  let debtors = 0;
  let checked = 0;
  for await (const page of walkDebtors(creditor)) {
    for (const debtor of page) {
      const decisions = await replayDebtor({ creditor, debtor });
      if (!decisions) skipped.push(debtor);
      debtors += 1;
      checked += decisions?.length ?? 0;
      differences.push(...(decisions ?? []).filter(isDifferent).map((each) => ({ ...each, debtor })));
    }
    output.note(`${count(debtors, 'debtor')}, ${count(checked, 'decision')}, ${differences.length} different`);
  }
  if (debtors === 0) await checkCreditor(creditor);
  output.answer({ creditor, debtors, checked, different: differences.length, skipped, differences }, () => [
    ...differences.flatMap((each) => [`Debtor ${each.debtor}:`, ...decisionLines(each)]),
    ...(skipped.length === 0
      ? []
      : [
          `${count(skipped.length, 'debtor')} passed over, registered before details were kept or merged with another: ${skipped.slice(0, 20).join(', ')}`,
        ]),
    `${count(debtors, 'debtor')}: ${verdict(checked, differences.length)}`,
  ]);
  return differences.length;
};

const replayDebtor = async (key: DebtorKey): Promise<readonly ReplayedDecision[] | undefined> => {
  const { loadRecord } = await import('#store/load-record.ts');
  const { replay } = await import('#domain/lives/replay.ts');
  const loaded = await loadRecord(key);
  return loaded && replay(loaded.record, loaded.ground);
};

const named = async (creditor: string, id: string): Promise<{ readonly key: DebtorKey; readonly invoice?: string }> => {
  const { findInvoice } = await import('#store/load-facts.ts');
  const found = await findInvoice({ creditor, invoice: id });
  if (found) return { key: { creditor, debtor: found.invoice.debtor }, invoice: id };
  await debtorOf({ creditor, debtor: id });
  return { key: { creditor, debtor: id } };
};

const isDifferent = ({ differences }: ReplayedDecision): boolean => differences.length > 0;

const verdict = (checked: number, different: number): string => {
  if (checked === 0) return 'nothing was decided yet';
  return different === 0
    ? `${count(checked, 'decision')} taken again, each as it was`
    : `${count(checked, 'decision')} taken again, ${different} would be different now: see docs/replay.md`;
};
