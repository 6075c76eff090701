// recaudo payments: money that the bank told of and that nobody knows yet whose it is, and what people say of it.
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { parseAmount } from '#domain/money/money.ts';
import type { StoredPayment } from '#store/payments.ts';
import { checkNumber } from '../check-number.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import type { Stack } from '../connect.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { table } from '../output.ts';
import { sendEvent, waitUntil } from '../send-event.ts';
import { count, money } from '../written.ts';

export const paymentsCommand = (): Command =>
  new Command('payments')
    .summary('payments of the bank: list what nobody is known for, show, match, unmatch')
    .description('Payments that the bank told of: whose they are, and what people say of it.')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(matchCommand())
    .addCommand(unmatchCommand());

const listCommand = (): Command =>
  withCreditor(
    stackCommand('list', 'payments of which nobody knows yet whose they are, oldest first', [
      ['payments list', 'with who may have paid them'],
    ]).option('--limit <n>', 'how many', '50'),
  ).action(async (options: CreditorOptions & { readonly limit: string }) => {
    const limit = checkNumber('--limit', options.limit, 10_000);
    const { output } = await contextOf(options);
    const { listUnmatched } = await import('#store/payments.ts');
    const payments = await listUnmatched(options.creditor, limit);
    output.answer({ payments }, () =>
      payments.length === 0
        ? ['It is known of every payment whose it is.']
        : [
            ...table([
              ['payment', 'day', { right: 'amount' }, 'from', 'text', 'perhaps'],
              ...payments.map((each) => [
                each.payment,
                each.date,
                { right: money(each.amount, each.currency) },
                each.payer.slice(0, 30),
                each.reference.slice(0, 40),
                each.candidates.map(({ debtor, score }) => `${debtor} (${score})`).join(', '),
              ]),
            ]),
            `${count(payments.length, 'payment')}. Say whose one is: recaudo payments match PAYMENT --debtor ID`,
          ],
    );
  });

const showCommand = (): Command =>
  withCreditor(
    stackCommand('show', 'one payment, and whose it was found to be', [
      ['payments show 3f2a9c1e7b5d', 'as payments list names it'],
    ]).argument('<payment>', 'the payment'),
  ).action(async (id: string, options: CreditorOptions) => {
    const { output } = await contextOf(options);
    const payment = await named(options.creditor, id);
    output.answer(payment, () => inWords(payment));
  });

const inWords = ({
  payment,
  date,
  amount,
  currency,
  payer,
  reference,
  status,
  match,
  candidates,
  paused,
}: StoredPayment) => [
  `Payment ${payment}: ${money(amount, currency)} of ${date}, ${status}`,
  `  from  ${payer === '' ? 'not told' : payer}`,
  `  text  ${reference === '' ? 'none' : reference}`,
  ...(match === undefined
    ? candidates.map(({ debtor, score, reasons }) => `  perhaps ${debtor}, ${score} of 100: ${reasons.join(', ')}`)
    : [
        `  of ${match.debtor}: ${match.kind === 'person' ? `said by ${match.by ?? 'somebody'}${match.note === undefined ? '' : `, ${match.note}`}` : `${match.kind}, ${match.reasons.join(', ')}`}`,
        ...match.allocations.map((each) => `    ${money(each.amount, currency)} for ${each.invoice}`),
      ]),
  ...(status === 'open' && paused.length > 0 ? [`  chasing pauses of ${paused.join(', ')}`] : []),
];

type SaidOptions = CreditorOptions & {
  readonly by: string;
  readonly note?: string;
  readonly debtor: string;
  readonly allocate: readonly Allocated[];
};
type Allocated = { readonly invoice: string; readonly amount: string };

const matchCommand = (): Command =>
  withCreditor(
    stackCommand('match', 'say whose a payment is', [
      ['payments match 3f2a9c1e7b5d --debtor atlas', 'put to its invoices as the policy says'],
      [
        'payments match 3f2a9c1e7b5d --debtor atlas --allocate F-1=100.00',
        'so much for that invoice, the rest is credit',
      ],
    ])
      .argument('<payment>', 'the payment')
      .requiredOption('--debtor <id>', 'who paid it')
      .option('--allocate <invoice=amount>', 'so much for an invoice; may be repeated', addAllocation, [])
      .option('--by <name>', 'who says so', userInfo().username)
      .option('--note <text>', 'why'),
  ).action(async (id: string, options: SaidOptions) => {
    const { stack, output } = await contextOf(options);
    const { currency } = await named(options.creditor, id);
    for (const { amount } of options.allocate) parseAmount(amount, currency);
    const allocate = options.allocate.length === 0 ? {} : { allocate: options.allocate };
    const payment = await say(
      stack,
      'Payment Matched',
      id,
      options,
      { debtor: options.debtor, ...allocate },
      'matched',
    );
    output.answer(payment, () => [...inWords(payment), `What follows: recaudo debtor ${options.debtor}`]);
  });

const addAllocation = (text: string, before: readonly Allocated[]): readonly Allocated[] => {
  const [, invoice = '', amount = ''] = /^(.+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (invoice === '') throw new InvalidArgumentError('write it as F-1001=100.00');
  return [...before, { invoice, amount }];
};

const unmatchCommand = (): Command =>
  withCreditor(
    stackCommand('unmatch', 'take back whose a payment was said to be', [
      ['payments unmatch 3f2a9c1e7b5d --note "another Atlas"', 'what it had paid is owed again'],
    ])
      .argument('<payment>', 'the payment')
      .option('--by <name>', 'who says so', userInfo().username)
      .option('--note <text>', 'why'),
  ).action(async (id: string, options: SaidOptions) => {
    const { stack, output } = await contextOf(options);
    await named(options.creditor, id);
    const payment = await say(stack, 'Payment Unmatched', id, options, {}, 'open');
    output.answer(payment, () => inWords(payment));
  });

const say = async (
  stack: Stack,
  type: 'Payment Matched' | 'Payment Unmatched',
  payment: string,
  { creditor, by, note }: SaidOptions,
  detail: Readonly<Record<string, unknown>>,
  becomes: StoredPayment['status'],
): Promise<StoredPayment> => {
  const before = await named(creditor, payment);
  if (before.status === becomes || before.status === 'undone')
    throw new CommandFailed(exitCodes.badInput, `payment ${payment} is ${before.status} already`);
  const said = { id: `cli-${randomUUID()}`, creditor, payment, by, ...(note === undefined ? {} : { note }) };
  await sendEvent(stack, type, { ...said, ...detail });
  return waitUntil(`what was said of payment ${payment}`, 60, async () => {
    const found = await named(creditor, payment);
    return found.said === said.id ? found : undefined;
  });
};

const named = async (creditor: string, id: string): Promise<StoredPayment> => {
  const { findPayment } = await import('#store/payments.ts');
  const found = await findPayment(creditor, id);
  if (found) return found;
  throw new CommandFailed(
    exitCodes.notFound,
    `there is no payment ${id} of creditor ${creditor}; recaudo payments list shows those to be matched`,
  );
};
