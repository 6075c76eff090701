// recaudo debtor ID: the account, its open invoices, its contacts and tasks.
import type { Command } from 'commander';
import { toDecimalText } from '#domain/money.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { table } from '../output.ts';

export const debtorCommand = (): Command =>
  withCreditor(
    stackCommand('debtor', 'the account: open invoices, contacts, tasks').argument('<id>', "the debtor's id"),
  ).action(async (id: string, options: CreditorOptions) => {
    const { output } = await contextOf(options);
    const { findDebtor, loadOpenInvoices } = await import('#store/load-facts.ts');
    const { listContacts } = await import('#store/contacts.ts');
    const { listTasksOfDebtor } = await import('#store/tasks.ts');
    const key = { creditor: options.creditor, debtor: id };
    const found = await findDebtor(key);
    if (!found)
      throw new CommandFailed(
        exitCodes.notFound,
        `there is no debtor ${id} of creditor ${options.creditor}; check the id and --creditor`,
      );
    const { debtor } = found;
    const [open, contacts, tasks] = await Promise.all([
      loadOpenInvoices(key),
      listContacts(key),
      listTasksOfDebtor(key),
    ]);
    output.answer({ debtor, open, contacts, tasks }, () => [
      `Debtor ${debtor.debtor}: ${debtor.name}, ${debtor.type}, ${debtor.language}, ${debtor.timeZone}`,
      `  email ${debtor.email ?? 'none'}, phone ${debtor.phone ?? 'none'}${debtor.optOut.length > 0 ? `, opted out of ${debtor.optOut.join(', ')}` : ''}${debtor.undeliverable.length > 0 ? `, dead: ${debtor.undeliverable.join(', ')}` : ''}`,
      '',
      `Open invoices (${open.length}):`,
      ...table(
        open.map(({ invoice, due, stage, balance, currency }) => [
          `  ${invoice}`,
          `due ${due}`,
          stage,
          `${toDecimalText({ amount: balance, currency })} ${currency}`,
        ]),
      ),
      '',
      `Contacts (${contacts.length}):`,
      ...table(
        contacts.map(({ claimedAt, channel, step, status, covers }) => [
          `  ${claimedAt.slice(0, 16).replace('T', ' ')}`,
          channel,
          step,
          status,
          `for ${covers.map(({ invoice }) => invoice).join(', ')}`,
        ]),
      ),
      '',
      `Tasks (${tasks.length}):`,
      ...table(tasks.map(({ task, kind, status, title }) => [`  ${task}`, kind, status, title])),
    ]);
  });
