// recaudo invoice ID: its facts, its diary, and what comes next and why.
import type { Command } from 'commander';
import { decide } from '#domain/decide.ts';
import { toDecimalText } from '#domain/money.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import { diaryOf } from '../diary-of.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { table } from '../output.ts';

export const invoiceCommand = (): Command =>
  withCreditor(
    stackCommand('invoice', 'facts, diary, next action and why').argument('<id>', 'the invoice number'),
  ).action(async (id: string, options: CreditorOptions) => {
    const { stack, output } = await contextOf(options);
    const { findInvoice, loadFacts } = await import('#store/load-facts.ts');
    const { loadEntries } = await import('#store/load-entries.ts');
    const { loadPolicy } = await import('#store/policies.ts');
    const key = { creditor: options.creditor, invoice: id };
    if (!(await findInvoice(key)))
      throw new CommandFailed(
        exitCodes.notFound,
        `there is no invoice ${id} of creditor ${options.creditor}; check the number and --creditor`,
      );
    const [{ facts, cursor }, policy, now, ledger] = await Promise.all([
      loadFacts(key),
      loadPolicy(options.creditor),
      clockOf(stack),
      loadEntries(key),
    ]);
    const { invoice, debtor } = facts;
    const next = decide(facts, policy, now);
    const diary = await diaryOf(invoice);
    const money = (amount: number) => `${toDecimalText({ amount, currency: invoice.currency })} ${invoice.currency}`;
    output.answer(
      {
        now,
        invoice,
        cursor: { because: cursor.because, wakeAt: cursor.wakeAt, rests: cursor.rests },
        debtor: debtor.debtor,
        ledger,
        diary,
        next,
        policyVersion: policy.version,
      },
      () => [
        `Invoice ${invoice.invoice} of debtor ${debtor.debtor} (${debtor.name}): ${money(invoice.balance)} of ${money(invoice.amount)} open, due ${invoice.due}`,
        `Stage ${invoice.stage}, run ${invoice.run}, policy ${policy.version}, by the clock ${now}`,
        '',
        ...(diary.length === 0
          ? ['  nothing happened yet']
          : table(diary.map(({ at, what, detail }) => [`  ${at.slice(0, 16).replace('T', ' ')}`, what, detail]))),
        '',
        `Next: ${next.kind}${'step' in next ? ` ${next.step} by ${next.channel}` : ''}${'until' in next ? ` until ${next.until ?? 'a fact arrives'}` : ''}, because ${next.because}`,
      ],
    );
  });
