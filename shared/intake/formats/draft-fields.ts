// Drafts the fields of a profile from the columns that were found, and says what is doubtful about them.
import { emailRule, type Outcome, timeZoneRule } from '../cell-rules.ts';
import { cleanCell } from '../clean-cell.ts';
import { phoneRule } from '../read-phone.ts';
import { splitAmount } from './amount-text.ts';
import type { Headed } from './bind-columns.ts';
import { countryNamed } from './country-names.ts';
import {
  channelNamed,
  consentFields,
  consentRule,
  kindOfDebtorRule,
  languageNamed,
  regionRule,
  timeRule,
  weekdayRule,
  wordRule,
} from './debtor-values.ts';
import type { Found } from './find-columns.ts';
import type { ColumnKind } from './header-words.ts';
import { textOf } from './raw-table.ts';

export type Doubt = { readonly field: string; readonly doubt: string };
export type Draft = Readonly<Record<string, unknown>>;
export type NameOf = (kind: ColumnKind) => string | undefined;

export const paymentFields = (nameOf: NameOf, headed: Headed): Draft =>
  without({
    date: nameOf('paid') ?? nameOf('issued'),
    amount: nameOf('payment') ?? sidesOf(nameOf, headed) ?? nameOf('credit') ?? nameOf('total'),
    reference: nameOf('reference') ?? nameOf('number'),
    payer: nameOf('payer') ?? nameOf('debtorName'),
    invoices: nameOf('reference') === undefined ? undefined : nameOf('number'),
    id: nameOf('bankId'),
  });

const sidesOf = (nameOf: NameOf, headed: Headed): Draft | undefined => {
  const [debit, credit] = [nameOf('debit'), nameOf('credit')];
  if (debit === undefined || credit === undefined) return undefined;
  return { debit: asAboveZero(debit, headed), credit: asAboveZero(credit, headed) };
};

/** Some lists write whatever goes out below zero. */
const asAboveZero = (column: string, headed: Headed): string | Draft => {
  const sums = valuesOf(headed, column).filter((value) => /[1-9]/.test(value));
  const isBelow = sums.length > 0 && sums.every((value) => splitAmount(value)?.isNegative === true);
  return isBelow ? { column, transforms: ['negate'] } : column;
};

export const invoiceFields = (nameOf: NameOf, headed: Headed, found: Found, doubts: Doubt[]): Draft => {
  const { columns } = headed;
  const names = (found.get('debtorName') ?? []).flatMap((index) => columns[index] ?? []);
  const numbered = names.find((name) => isNumbered(valuesOf(headed, name)));
  const id = nameOf('debtor') ?? nameOf('taxId') ?? (names.length > 1 ? numbered : undefined);
  const name = names.find((each) => each !== id);
  if (id === undefined)
    doubts.push({ field: 'debtor', doubt: 'there is no number of the customer: names are made ids' });
  const sides = sidesOf(nameOf, headed);
  if (sides !== undefined && nameOf('balance') !== undefined)
    doubts.push({
      field: 'amount',
      doubt: `"${nameOf('balance')}" is taken for the sum so far; name it if it is what each invoice has left to pay`,
    });
  if (nameOf('balance') === undefined)
    doubts.push({ field: 'amount', doubt: 'there is no balance due: what was paid in part is not taken off' });
  const terms = nameOf('terms');
  return without({
    number: nameOf('number'),
    debtor: id ?? { column: name, transforms: ['id'] },
    debtorName: name,
    amount: sides ?? nameOf('balance') ?? nameOf('total'),
    issued: nameOf('issued'),
    due: nameOf('due') ?? { from: 'issued', days: { column: terms } },
  });
};

/** Most are words with a digit and no spaces, as the numbers of customers are and their names are not. */
const isNumbered = (values: readonly string[]): boolean =>
  values.filter((value) => /^[\w./-]*\d[\w./-]*$/.test(value)).length * 2 > values.length;

export const contactFields = (nameOf: NameOf, headed: Headed, doubts: Doubt[]): Draft => {
  const readable = readableIn(nameOf, headed, doubts);
  return without({
    email: readable('email', emailRule),
    phone: readable('phone', (text) => phoneRule(text, undefined)),
    country: readable('country', countryNamed),
    ...addressFields(nameOf),
  });
};

/** A street without its city is no address: columns that hold all in one text are left to a profile. */
const addressFields = (nameOf: NameOf): Draft => {
  if (nameOf('street') === undefined || nameOf('city') === undefined) return {};
  return {
    street: nameOf('street'),
    street2: nameOf('street2'),
    postalCode: nameOf('postalCode'),
    city: nameOf('city'),
    state: nameOf('state'),
  };
};

/** Only where most values can be read: what is not needed shall not cost most rows. */
const readableIn =
  (nameOf: NameOf, headed: Headed, doubts: Doubt[]) =>
  (field: ColumnKind, rule: (text: string) => Outcome<unknown>, column = nameOf(field)): string | undefined => {
    if (column === undefined) return undefined;
    const values = valuesOf(headed, column);
    const bad = values.filter((value) => !('value' in rule(value)));
    if (bad.length * 2 < values.length) return column;
    const [example = ''] = bad;
    if (example !== '') {
      doubts.push({ field, doubt: `"${column}" is left out: ${JSON.stringify(example.slice(0, 60))} cannot be read` });
    }
    return undefined;
  };

/** A tax id beside a number of the customer says who is behind it. */
export const debtorFields = (nameOf: NameOf, headed: Headed, _: Found, doubts: Doubt[]): Draft => {
  const readable = readableIn(nameOf, headed, doubts);
  const [name, taxId] = [nameOf('debtorName'), nameOf('taxId')];
  const id = nameOf('debtor') ?? taxId;
  if (id === undefined)
    doubts.push({ field: 'debtor', doubt: 'there is no number of the customer: names are made ids' });
  const consents = Object.values(consentFields).map((field) => [field, readable(field, consentRule)] as const);
  const isAgreed = consents.some(([, column]) => column !== undefined);
  if (isAgreed && nameOf('consentDate') === undefined)
    doubts.push({
      field: 'consentDate',
      doubt: 'no column says when it was agreed: a yes without a date gives nothing back that was withdrawn',
    });
  const tags = nameOf('tags');
  return without({
    debtor: id ?? { column: name, transforms: ['id'] },
    debtorName: name,
    debtorType: readable('debtorType', kindOfDebtorRule, nameOf('debtorType') ?? nameOf('type')),
    person: taxId,
    language: readable('language', languageNamed),
    timeZone: readable('timeZone', timeZoneRule),
    jurisdiction: readable('jurisdiction', countryNamed),
    region: readable('region', regionRule),
    preferredTime: readable('preferredTime', timeRule),
    preferredDay: readable('preferredDay', weekdayRule),
    preferredChannel: readable('preferredChannel', channelNamed),
    situation: readable('situation', wordRule),
    capacity: readable('capacity', wordRule),
    cause: readable('cause', wordRule),
    tags: tags === undefined ? undefined : [{ column: tags, separator: separatorIn(valuesOf(headed, tags)) }],
    ...Object.fromEntries(consents),
    consentDate: isAgreed ? nameOf('consentDate') : undefined,
  });
};

/** Between tags: what most lists write, unless only commas are there. */
const separatorIn = (values: readonly string[]): string =>
  values.some((value) => value.includes(',')) && !values.some((value) => value.includes(';')) ? ',' : ';';

export const creditNotes = (column: string | undefined, headed: Headed): Draft => {
  if (column === undefined) return {};
  const values = [...new Set(valuesOf(headed, column))];
  const words = values.filter((value) => /cr[eé]dit|refund|rectificativ|devolu|abono/i.test(value)).slice(0, 50);
  return words.length === 0 ? {} : { creditNotes: { column, words } };
};

const mostLookedAt = 5000;
const valuesOf = ({ columns, rows }: Headed, column: string): readonly string[] => {
  const index = columns.indexOf(column);
  return rows.slice(0, mostLookedAt).flatMap(({ cells }) => cleanCell(textOf(cells[index])) || []);
};

const without = (fields: Draft): Draft =>
  Object.fromEntries(Object.entries(fields).filter(([, source]) => source !== undefined));
