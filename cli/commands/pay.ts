// recaudo pay ID AMOUNT: records a payment, as the ERP's event would.
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { isDate } from '#domain/calendar.ts';
import { parseAmount, toDecimalText } from '#domain/money.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { clockOf } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { sendEvent, waitUntil } from '../send-event.ts';

type Options = CreditorOptions & { readonly date?: string; readonly id?: string };

export const payCommand = (): Command =>
  withCreditor(
    stackCommand('pay', 'record a payment')
      .argument('<id>', 'the invoice number')
      .argument('<amount>', "in the invoice's currency, such as 125.50")
      .option('--date <date>', 'when it was paid (default: today by the stack)')
      .option('--id <id>', "the payment's own id: the same id twice counts once (default: a new one)"),
  ).action(async (invoice: string, amount: string, options: Options) => {
    const { stack, output } = await contextOf(options);
    const { findInvoice } = await import('#store/load-facts.ts');
    const { listEvents } = await import('#store/list-events.ts');
    const key = { creditor: options.creditor, invoice };
    const before = (await findInvoice(key))?.invoice;
    if (!before)
      throw new CommandFailed(
        exitCodes.notFound,
        `there is no invoice ${invoice} of creditor ${options.creditor}; check the number and --creditor`,
      );
    const { currency } = before;
    if (parseAmount(amount, currency).amount <= 0)
      throw new CommandFailed(exitCodes.badInput, `${amount} is not a payment: give an amount above zero`);
    if (options.date !== undefined && !isDate(options.date))
      throw new CommandFailed(exitCodes.badInput, `"${options.date}" is not a date; write it as YYYY-MM-DD`);
    const id = options.id ?? `cli-${randomUUID()}`;
    const repeated = (await listEvents(key)).some(({ event }) => event === id);
    await sendEvent(stack, 'Payment Received', {
      id,
      creditor: options.creditor,
      invoice,
      amount,
      currency,
      effective: options.date ?? (await clockOf(stack)).slice(0, 10),
    });
    const after = await waitUntil(`payment ${id}`, 30, async () =>
      (await listEvents(key)).some(({ event }) => event === id) ? (await findInvoice(key))?.invoice : undefined,
    );
    output.answer(
      {
        invoice,
        payment: id,
        repeated,
        balance: toDecimalText({ amount: after.balance, currency }),
        currency,
        stage: after.stage,
      },
      () => [
        repeated ? `Payment ${id} was recorded before; nothing changed.` : `Payment ${id} recorded.`,
        `Invoice ${invoice}: ${toDecimalText({ amount: after.balance, currency })} ${currency} open.`,
      ],
    );
  });
