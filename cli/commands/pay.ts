// recaudo pay ID AMOUNT: records a payment, as the ERP's event would.
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { addDays, isDate } from '#domain/calendar.ts';
import { parseAmount, toDecimalText } from '#domain/money/money.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { invoiceOf } from '../find.ts';
import { sendEvent, waitUntil } from '../send-event.ts';
import { money } from '../written.ts';

type Options = CreditorOptions & { readonly date?: string; readonly id?: string };

export const payCommand = (): Command =>
  withCreditor(
    stackCommand('pay', 'record a payment of an invoice', [
      ['pay F-1002 125.50', 'paid today'],
      ['pay F-1002 125.50 --date 2026-01-20', 'paid then'],
      ['pay F-1002 125.50 --id bank-4711', 'repeat it safely: the same id counts once'],
    ])
      .argument('<id>', 'the invoice number')
      .argument('<amount>', "in the invoice's currency, such as 125.50")
      .option('--date <date>', 'the day it was paid, YYYY-MM-DD (default: today by the stack)')
      .option('--id <id>', "the payment's own id (default: a new one)"),
  ).action(async (invoice: string, amount: string, options: Options) => {
    if (options.date !== undefined && !isDate(options.date))
      throw new CommandFailed(
        exitCodes.badInput,
        `--date: "${options.date}" is not a date; write one of the calendar as YYYY-MM-DD`,
      );
    const { stack, output } = await contextOf(options);
    const key = { creditor: options.creditor, invoice };
    const { invoice: before } = await invoiceOf(key);
    const { currency } = before;
    const paid = parseAmount(amount, currency).amount;
    if (paid <= 0)
      throw new CommandFailed(exitCodes.badInput, `"${amount}" is not a payment; give an amount above zero`);
    const today = (await clockOf(stack)).slice(0, 10);
    // A day of grace, for it may be tomorrow already where the debtor is.
    if (options.date !== undefined && options.date > addDays(today, 1))
      throw new CommandFailed(
        exitCodes.badInput,
        `--date: ${options.date} is to come, it is ${today} by the stack's clock; record a payment once it is made`,
      );
    const id = options.id ?? `cli-${randomUUID()}`;
    const { listEvents } = await import('#store/list-events.ts');
    const earlier = (await listEvents(key)).find(({ event }) => event === id);
    if (earlier && earlier.type !== 'Payment Received')
      throw new CommandFailed(
        exitCodes.badInput,
        `--id: ${id} names another event of this invoice already (${earlier.type}); choose another`,
      );
    if (!earlier)
      await sendEvent(stack, 'Payment Received', {
        id,
        creditor: options.creditor,
        invoice,
        amount: toDecimalText({ amount: paid, currency }),
        currency,
        effective: options.date ?? today,
      });
    await waitUntil(`payment ${id}`, 30, async () => (await listEvents(key)).find(({ event }) => event === id));
    const { balance } = (await invoiceOf(key)).invoice;
    output.answer(
      {
        invoice,
        payment: id,
        repeated: earlier !== undefined,
        balance: toDecimalText({ amount: balance, currency }),
        currency,
      },
      () => [
        earlier
          ? `Payment ${id} was recorded before (${earlier.summary}); nothing changed.`
          : `Payment ${id} of ${money(paid, currency)} is recorded.`,
        balance === 0
          ? `Invoice ${invoice} is paid: nobody is contacted about it any more.`
          : `Invoice ${invoice}: ${money(balance, currency)} still open.`,
        ...(!earlier && paid > before.balance
          ? [
              `${money(paid - before.balance, currency)} more than was open: it counts as credit of debtor ${before.debtor}.`,
            ]
          : []),
      ],
    );
  });
