// recaudo audit: works every kept amount out again from the ledgers, and closes the books of a creditor by currency.
import type { Command } from 'commander';
import { type IsoDate, isDate } from '#domain/calendar.ts';
import type { AuditDifference } from '#domain/money/audit-difference.ts';
import { toDecimalText } from '#domain/money/money.ts';
import type { TrialBalance } from '#domain/money/trial-balance.ts';
import { type CreditorOptions, contextOf, stackCommand, withCreditor } from '../command.ts';
import { CommandFailed, exitCodes } from '../exit.ts';
import { checkCreditor } from '../find.ts';
import { table } from '../output.ts';
import { count } from '../written.ts';

type Options = CreditorOptions & { readonly asOf?: IsoDate };

export const auditCommand = (): Command =>
  withCreditor(
    stackCommand('audit', 'work every balance out again from the ledgers, and close the books by currency', [
      ['audit', 'every debtor of the creditor; ends with 1 when something differs'],
      ['audit --as-of 2026-03-31', 'with the trial balance of that evening'],
    ]).option('--as-of <date>', 'day of the trial balance, YYYY-MM-DD (default: all that is entered)'),
  ).action(async ({ creditor, asOf, ...options }: Options) => {
    if (asOf !== undefined && !isDate(asOf))
      throw new CommandFailed(
        exitCodes.badInput,
        `--as-of: "${asOf}" is not a date; write one of the calendar as YYYY-MM-DD`,
      );
    const { output } = await contextOf(options);
    const { auditCreditor } = await import('#store/audit-creditor.ts');
    const { debtors, invoices, differences, books } = await auditCreditor(creditor, asOf, (sofar) =>
      output.note(
        `${count(sofar.invoices, 'invoice')} looked up, ${count(sofar.debtors, 'debtor')} worked out, ${count(sofar.differences.length, 'difference')}`,
      ),
    );
    if (invoices === 0 && debtors === 0) await checkCreditor(creditor);
    output.answer(
      {
        creditor,
        debtors,
        invoices,
        differences,
        ...(asOf === undefined ? {} : { asOf }),
        trialBalance: books.map(inDecimals),
      },
      () => [
        ...differenceLines(differences),
        ...books.flatMap((book) => ['', ...bookLines(book, asOf)]),
        ...(books.length === 0 ? [] : ['']),
        `${count(debtors, 'debtor')}, ${count(invoices, 'invoice')}: ${count(differences.length, 'difference')}`,
      ],
    );
    if (differences.length > 0 || books.some(({ difference }) => difference !== 0)) process.exitCode = exitCodes.failed;
  });

const differenceLines = (differences: readonly AuditDifference[]): readonly string[] =>
  differences.length === 0
    ? []
    : [
        ...table([
          ['debtor', 'invoice', 'field', { right: 'kept' }, { right: 'should be' }],
          ...differences.map(({ debtor, invoice = '', field, stored, recomputed }) => [
            debtor,
            invoice,
            field,
            { right: stored },
            { right: recomputed },
          ]),
        ]),
        'Amounts are in minor units. What to do: docs/operations.md, "Differences of an audit".',
      ];

const inDecimals = ({ currency, lines, owed, credit, difference }: TrialBalance) => {
  const text = (amount: number): string => toDecimalText({ amount, currency });
  return {
    currency,
    lines: Object.fromEntries(Object.entries(lines).map(([line, amount]) => [line, text(amount)])),
    owed: text(owed),
    credit: text(credit),
    difference: text(difference),
  };
};

const bookLines = (book: TrialBalance, asOf: IsoDate | undefined): readonly string[] => {
  const { currency, lines, owed, credit, difference } = inDecimals(book);
  const closes = book.difference === 0;
  return [
    `Trial balance in ${currency}${asOf === undefined ? '' : `, evening of ${asOf}`}`,
    ...table([
      ...Object.entries(lines).map(([line, amount]) => [`  ${line}`, { right: amount }]),
      ['  owed', { right: owed }],
      ["  debtors' credit", { right: credit }],
      [closes ? '  closes with a difference of' : '  DOES NOT CLOSE: difference of', { right: difference }],
    ]),
  ];
};
