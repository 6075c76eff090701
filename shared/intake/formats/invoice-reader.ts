// Reads the row of an invoice or a credit note by a profile.
import { emailRule } from '../cell-rules.ts';
import { countryOf, phoneRule } from '../read-phone.ts';
import { seenLines } from '../seen-lines.ts';
import { bindAmount } from './amount-columns.ts';
import { indexOf } from './bind-columns.ts';
import { countryNamed } from './country-names.ts';
import { currencyReader } from './currency-reader.ts';
import { dueReader } from './due-reader.ts';
import type { InvoiceProfile, Source } from './file-profile.ts';
import type { ParsedInvoice } from './parsed-file.ts';
import { type RawRow, textOf } from './raw-table.ts';
import { amountReader } from './read-amount.ts';
import { bind, bindIf, dateReader, debtorIdOf, fieldsOf, idRule, nameOf, onText } from './read-cells.ts';
import type { Conventions, Refuse, RowReader } from './row-reader.ts';

export const invoiceReader = (
  profile: InvoiceProfile,
  columns: readonly string[],
  conventions: Conventions,
): RowReader => {
  const { fields } = profile;
  const bound = {
    number: bind('number', fields.number, columns),
    debtor: bind('debtor', fields.debtor, columns),
    debtorName: bind('debtorName', fields.debtorName ?? fields.debtor, columns),
    amount: bindAmount(fields.amount, columns, 'debit'),
    issued: bind('issued', fields.issued, columns),
    email: bindIf('email', fields.email, columns),
    phone: bindIf('phone', fields.phone, columns),
    country: bindIf('country', fields.country, columns),
    of: bindIf('of', fields.of, columns),
  };
  const date = dateReader(conventions.order);
  const amount = amountReader(conventions.marks);
  const money = currencyReader(bindIf('currency', fields.currency, columns), bound.amount.label, conventions);
  const due = dueReader(profile, columns, date);
  const isCreditNote = creditNoteReader(profile, columns);
  const repeated = repetition(profile);
  const nameClash = nameClashes(fields.debtor);

  const read: RowReader['read'] = (row, refuse) => {
    const { need, may } = fieldsOf(row, refuse);
    const number = need(bound.number, idRule);
    const debtor = need(bound.debtor, debtorIdOf);
    const debtorName = need(bound.debtorName, nameOf);
    const sum = bound.amount.read(row, amount, refuse);
    const issued = need(bound.issued, date);
    const country = may(bound.country, onText(countryNamed));
    const email = may(bound.email, onText(emailRule));
    const phone = may(
      bound.phone,
      onText((text) => phoneRule(text, country === undefined ? undefined : countryOf(country))),
    );
    const paidFor = may(bound.of, idRule);
    const exact = money.read(row, sum, refuse);
    const kind = sum === undefined ? undefined : isCreditNote(row, sum.isNegative, bound.amount.label, refuse);
    const told = kind === 'credit-note' ? issued : due(row, issued, refuse);
    if (issued !== undefined && told !== undefined && told < issued) {
      refuse(due.label, { reason: `is before ${issued}, the date of issue`, remedy: 'correct one of the two' });
    }
    if (debtor !== undefined && debtorName !== undefined) nameClash(debtor, debtorName, bound.debtor.label, refuse);
    repeated({ number, debtor, issued }, row.line, bound.number.label, refuse);

    if (number === undefined || debtor === undefined || debtorName === undefined || kind === undefined)
      return undefined;
    if (exact === undefined || issued === undefined || told === undefined) return undefined;
    const invoice: ParsedInvoice = {
      line: row.line,
      kind,
      number,
      debtor,
      debtorName,
      ...exact,
      issued,
      due: told,
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(country === undefined ? {} : { country }),
      ...(paidFor === undefined ? {} : { of: paidFor }),
    };
    return { invoice };
  };
  return { read, notes: money.notes };
};

type Kind = ParsedInvoice['kind'];

/** By the sign of the amount, or by a column of words; a word and a sign that contradict each other are refused. */
const creditNoteReader = ({ creditNotes }: InvoiceProfile, columns: readonly string[]) => {
  if (creditNotes === 'negative')
    return (_: RawRow, isNegative: boolean): Kind => (isNegative ? 'credit-note' : 'invoice');
  const words = new Set(creditNotes.words.map((word) => word.trim().toLowerCase()));
  const index = indexOf(columns, creditNotes.column) ?? -1;
  return (row: RawRow, isNegative: boolean, amountLabel: string, refuse: Refuse): Kind | undefined => {
    if (words.has(textOf(row.cells[index]).trim().toLowerCase())) return 'credit-note';
    if (!isNegative) return 'invoice';
    return refuse(amountLabel, {
      reason: `is below zero, and ${columns[index] ?? 'the row'} does not call it a credit note`,
      remedy: 'correct the sign, or add the word to creditNotes: in the profile',
    });
  };
};

/** Rows with mistakes count too: a repeated invoice is told even where the first one was rejected. */
const repetition = ({ duplicates }: InvoiceProfile) => {
  const seen = seenLines();
  return (
    values: Readonly<Record<'number' | 'debtor' | 'issued', string | undefined>>,
    line: number,
    label: string,
    refuse: Refuse,
  ): void => {
    const parts = duplicates.map((field) => values[field]);
    if (parts.some((part) => part === undefined)) return;
    const first = seen(parts.join('\n'), line);
    if (first === undefined) return;
    refuse(label, {
      reason: `is already on line ${first}`,
      remedy: 'keep one of the rows; an invoice is sent once, with all that is payable',
    });
  };
};

/** Where ids are made of names, two names must not become one debtor. */
const nameClashes = ({ transforms }: Source) => {
  const isMade = transforms.includes('id');
  const names = new Map<string, string>();
  return (debtor: string, name: string, label: string, refuse: Refuse): void => {
    if (!isMade) return;
    const first = names.get(debtor) ?? name;
    names.set(debtor, first);
    if (first.toLowerCase() === name.toLowerCase()) return;
    refuse(label, {
      reason: `gives the same id "${debtor}" as ${JSON.stringify(first.slice(0, 60))}`,
      remedy: 'add a column with the number of the customer, and name it in the profile as debtor',
    });
  };
};
