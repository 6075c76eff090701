// Maps the cells of one row to an invoice with its debtor, or to everything that is wrong with it.
import type { CountryCode } from 'libphonenumber-js/min';
import { defaultCreditor } from '#domain/events.ts';
import {
  amountRule,
  currencyRule,
  dateRule,
  debtorIdRule,
  debtorTypeRule,
  discountDaysRule,
  discountPercentRule,
  emailRule,
  identifierRule,
  languageRule,
  nameRule,
  type Refusal,
  type Rule,
  remembering,
  timeZoneRule,
} from './cell-rules.ts';
import { cleanCell } from './clean-cell.ts';
import type { IntakeRow } from './intake-row.ts';
import { type Field, type Profile, requiredFields } from './profiles.ts';
import type { Header } from './read-header.ts';
import { countryOfZone, countryRule, phoneRule } from './read-phone.ts';
import { tagReader } from './tag-reader.ts';

/** `field` is the column as the file calls it; `value` is cut to 200 characters. */
export type Problem = Refusal & { readonly field: string; readonly value: string };
export type ReadRow = { readonly row?: IntakeRow; readonly problems: readonly Problem[]; readonly key?: string };

/** `key` names creditor and invoice whenever these can be read, so that repetitions are found among bad rows too. */
export const rowReader = (profile: Profile, header: Header): ((cells: readonly string[], line: number) => ReadRow) => {
  // Made once for the whole file, not for every row: a large file spends its time here.
  let cells: readonly string[] = [];
  let problems: Problem[] = [];
  const refuse = (field: string, value: string, { reason, remedy }: Refusal): undefined => {
    problems.push({ field, reason, remedy, value: value.slice(0, 200) });
  };
  const reading = <T>(field: Field, rule: Rule<T>): (() => T | undefined) => {
    const { index, format = '{}', otherwise = '', label = field } = header.fields[field] ?? {};
    const [before = '', after = ''] = format.split('{}');
    const isRequired = requiredFields.some((required) => required === field);
    return () => {
      const cell = index === undefined ? '' : cleanCell(cells[index] ?? '');
      const text = cell === '' ? otherwise : before + cell + after;
      if (text === '') return isRequired ? refuse(label, '', empty) : undefined;
      const outcome = rule(text);
      return 'value' in outcome ? outcome.value : refuse(label, text, outcome);
    };
  };

  let currency: string | undefined;
  let country: CountryCode | undefined;
  let timeZone: string | undefined;
  const date = remembering(dateRule(profile.dates));
  const read = {
    creditor: reading('creditor', identifierRule),
    invoice: reading('invoice', identifierRule),
    id: reading('debtor_id', debtorIdRule),
    name: reading('debtor_name', nameRule),
    type: reading('debtor_type', debtorTypeRule),
    person: reading('person', debtorIdRule),
    email: reading('email', emailRule),
    language: reading('language', languageRule),
    timeZone: reading('time_zone', remembering(timeZoneRule)),
    country: reading('country', countryRule),
    phone: reading('phone', (text) => phoneRule(text, country ?? countryOfZone(timeZone))),
    currency: reading('currency', remembering(currencyRule)),
    // Without a currency the amount is still read, with as many decimals as any may have.
    amount: reading('amount', (text) => amountRule(text, currency ?? 'KWD')),
    issued: reading('issued', date),
    due: reading('due', date),
    percent: reading('discount_percent', discountPercentRule),
    days: reading('discount_days', discountDaysRule),
    settled: reading('settled', date),
    tags: tagReader(header.tags, refuse),
  };

  const discount = [
    header.fields.discount_percent?.label ?? 'discount_percent',
    header.fields.discount_days?.label ?? 'discount_days',
  ];

  return (rowCells, line) => {
    cells = rowCells;
    problems = [];
    const creditor = read.creditor();
    const invoice = read.invoice();
    const id = read.id();
    const name = read.name();
    const type = read.type() ?? 'business';
    const person = read.person();
    const email = read.email();
    const language = read.language();
    timeZone = read.timeZone();
    country = read.country();
    const phone = read.phone();
    currency = read.currency();
    const amount = read.amount();
    const issued = read.issued();
    const due = read.due();
    const percent = read.percent();
    const days = read.days();
    const settled = read.settled();
    if (issued !== undefined && due !== undefined && due < issued) {
      refuse(header.fields.due?.label ?? 'due', due, {
        reason: `is before ${issued}, the date of issue`,
        remedy: 'correct one of the two',
      });
    }
    if ((percent === undefined) !== (days === undefined) && !problems.some(({ field }) => discount.includes(field))) {
      const [missing, given] = percent === undefined ? discount : discount.toReversed();
      refuse(missing ?? '', '', { reason: `is empty, and ${given} is not`, remedy: 'fill in both, or neither' });
    }
    const tags = read.tags(cells);

    if (invoice === undefined) return { problems };
    const key = creditor === undefined || creditor === defaultCreditor ? invoice : `${creditor}#${invoice}`;
    if (problems.length > 0 || !id || !name || !currency || !amount || !issued || !due) return { problems, key };
    const debtor: IntakeRow['debtor'] = { id, type, name };
    if (person !== undefined) debtor.person = person;
    if (email !== undefined) debtor.email = email;
    if (phone !== undefined) debtor.phone = phone;
    if (language !== undefined) debtor.language = language;
    if (timeZone !== undefined) debtor.timeZone = timeZone;
    const row: IntakeRow = { line, invoice, debtor, currency, amount, issued, due, tags };
    if (creditor !== undefined) row.creditor = creditor;
    if (percent !== undefined && days !== undefined) row.earlyPayment = [{ percent, days }];
    if (settled !== undefined) row.settled = settled;
    return { problems, key, row };
  };
};

const empty: Refusal = { reason: 'is empty', remedy: 'fill it in' };
