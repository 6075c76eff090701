// recaudo merge FROM INTO: says that two debtors are one, or takes that back.
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { dateIn } from '#domain/calendar.ts';
import type { DebtorKey, Invoice } from '#domain/facts.ts';
import { mergeDebtors } from '#domain/merge-debtors.ts';
import type { StoredDebtor } from '#store/items.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { debtorOf } from '../find.ts';
import { sendEvent, waitUntil } from '../send-event.ts';
import { count, totals } from '../written.ts';

type Options = CreditorOptions & {
  readonly undo?: boolean;
  readonly by?: string;
  readonly id?: string;
  readonly dryRun?: boolean;
};

export const mergeCommand = (): Command =>
  withCreditor(
    stackCommand('merge', 'say that two debtors are one, or that they are not after all', [
      ['merge rojas-2 taller-rojas --dry-run', 'what would move from the first to the second'],
      ['merge rojas-2 taller-rojas --by ana', 'one voice speaks for all their invoices from now on'],
      ['merge rojas-2 --undo', 'gives back what was merged'],
    ])
      .argument('<debtor>', 'the id that is one too many')
      .argument('[into]', 'the debtor whose account it becomes')
      .option('--undo', 'separate it again')
      .option('--by <name>', 'who says so; kept with it')
      .option('--id <id>', 'of the event (default: a new one); repeating it is safe')
      .option('--dry-run', 'only show what would move'),
  ).action(async (debtor: string, into: string | undefined, options: Options) => {
    if ((into === undefined) === (options.undo !== true))
      throw new CommandFailed(exitCodes.badInput, 'name the debtor that it becomes, or say --undo');
    const { stack, output } = await contextOf(options);
    const from = await debtorOf({ creditor: options.creditor, debtor });
    const { creditor, by, id = `merge-${randomUUID()}` } = options;
    const now = await clockOf(stack);
    const moving =
      into === undefined
        ? await separated(from, id)
        : await merged(from, await debtorOf({ creditor, debtor: into }), id, now);
    const other = into ?? from.debtor.merged?.into ?? '';
    const said = {
      debtor,
      into: other,
      open: moving.filter(isOpen).length,
      closed: moving.length - moving.filter(isOpen).length,
    };
    const isBack = into === undefined;
    if (options.dryRun === true) {
      return output.answer({ ...said, done: 'dry-run' }, () => [
        'Nothing is recorded.',
        ...inWords(moving, isBack ? `would go back to ${debtor}` : `would go from ${debtor} to ${other}`),
      ]);
    }
    await sendEvent(stack, isBack ? 'Debtors Separated' : 'Debtors Merged', {
      ...{ id, creditor, debtor },
      ...(isBack ? {} : { into }),
      ...(by === undefined ? {} : { by }),
    });
    await waitUntil(`merge ${id}`, 60, () => isDone({ creditor, debtor }, isBack));
    output.answer({ ...said, done: 'recorded' }, () => [
      isBack ? `Debtor ${debtor} is separate from ${other} again.` : `Debtor ${debtor} is merged into ${other}.`,
      ...inWords(moving, isBack ? `went back to ${debtor}` : `went from ${debtor} to ${other}`),
    ]);
  });

/** Throws BadInput for a merge that the stack would refuse. */
const merged = async (from: StoredDebtor, into: StoredDebtor, id: string, now: string): Promise<readonly Invoice[]> => {
  const { groundOfMerge } = await import('#store/merge-debtors.ts');
  const ground = await groundOfMerge(from, into);
  mergeDebtors(ground, id, dateIn(from.debtor.timeZone, now));
  return ground.invoices;
};

/** Throws BadInput where nothing is merged. */
const separated = async (from: StoredDebtor, id: string): Promise<readonly Invoice[]> => {
  const { loadDebtor } = await import('#store/load-facts.ts');
  const { mergedInvoicesOf } = await import('#store/invoices-of-debtor.ts');
  const { separationOf } = await import('#store/merge-debtors.ts');
  const { debtor, creditor, merged: state } = from.debtor;
  await separationOf(from, await loadDebtor({ creditor, debtor: state?.into ?? debtor }), id);
  return mergedInvoicesOf({ creditor, debtor });
};

/** Invoices follow page by page. */
const isDone = async (key: DebtorKey, isBack: boolean): Promise<true | undefined> => {
  const { findDebtor } = await import('#store/load-facts.ts');
  const { pointersOfDebtor } = await import('#store/invoices-of-debtor.ts');
  const { debtor } = (await findDebtor(key)) ?? {};
  if (isBack) return debtor?.merged === undefined ? true : undefined;
  return debtor?.merged !== undefined && (await pointersOfDebtor(key)).length === 0 ? true : undefined;
};

const isOpen = ({ balance }: Invoice): boolean => balance > 0;

const inWords = (moving: readonly Invoice[], what: string): readonly string[] => {
  const open = moving.filter(isOpen);
  return [
    `${count(moving.length, 'invoice')} ${what}${open.length === 0 ? '' : `, of which ${open.length} open: ${totals(open)}`}.`,
    'Contacts and tasks stay where they are.',
  ];
};
