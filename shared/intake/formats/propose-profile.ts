// Proposes a profile for a table that came without one, from what its columns are called and what is in them.
import { BadInput } from '#domain/errors.ts';
import { isCurrency } from '#domain/money/money.ts';
import type { MarkFound } from './amount-text.ts';
import { type Headed, headingsOf, refuseRepeatedIn } from './bind-columns.ts';
import { conventionsOf } from './conventions.ts';
import type { OrderFound } from './date-text.ts';
import {
  contactFields,
  creditNotes,
  type Doubt,
  type Draft,
  debtorFields,
  invoiceFields,
  paymentFields,
} from './draft-fields.ts';
import { type FileProfile, fileProfile } from './file-profile.ts';
import { columnsIn, type Found, isOfDebtors, isOfPayments, missingIn, withoutDebtorKinds } from './find-columns.ts';
import { type ColumnKind, codeIn } from './header-words.ts';
import type { RawTable } from './raw-table.ts';

export type Proposal = {
  readonly profile: FileProfile;
  /** The same as it is written to a file: only what differs from what is usual. */
  readonly draft: Draft;
  readonly headed: Headed;
  /** "number ← Factura", in the order of the profile. */
  readonly fields: readonly string[];
  readonly doubts: readonly Doubt[];
};

/** Throws BadInput `no-profile` that names what no column was found for, `repeated-column` where two have its name. */
export const proposeProfile = (table: RawTable): Proposal => {
  const candidates = headingsOf(table).map((headed) => ({ headed, found: columnsIn(headed.columns) }));
  const ofMoney = candidates.find(({ found }) => missingIn(found).length === 0);
  if (ofMoney !== undefined) {
    const found = withoutDebtorKinds(ofMoney.found);
    return drafted(table, ofMoney.headed, found, isOfPayments(found) ? 'payments' : 'invoices');
  }
  const ofDebtors = candidates.find(({ found }) => isOfDebtors(found));
  if (ofDebtors !== undefined) return drafted(table, ofDebtors.headed, ofDebtors.found, 'debtors');
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (most, each) => (most !== undefined && most.found.size >= each.found.size ? most : each),
    undefined,
  );
  const missing = missingIn(best?.found ?? new Map());
  const columns = (best?.headed.columns ?? []).filter(Boolean).map((column) => column.slice(0, 40));
  throw new BadInput(
    'no-profile',
    `no column was found for ${missing.join(', ')}; the file has ${columns.slice(0, 30).join(', ') || 'none'}: name the columns in a profile (see docs/profiles.md)`,
  );
};

const drafted = (table: RawTable, headed: Headed, found: Found, of: FileProfile['kind']): Proposal => {
  const { columns } = headed;
  const nameOf = (kind: ColumnKind): string | undefined => {
    const [index] = found.get(kind) ?? [];
    return index === undefined ? undefined : columns[index];
  };
  const doubts: Doubt[] = [];
  const draft = draftOf[of](nameOf, headed, found, doubts);
  const isOfMoney = of !== 'debtors';
  const code = codeIn(nameOfAmount(draft.amount));
  const currency = nameOf('currency') ?? (code !== undefined && isCurrency(code) ? { constant: code } : undefined);
  const fields = {
    ...draft,
    ...(currency === undefined || !isOfMoney ? {} : { currency }),
    ...(of === 'payments' ? {} : contactFields(nameOf, headed, doubts)),
  };
  const given = {
    name: 'proposed',
    ...(table.format === 'csv' || table.format === 'tsv' ? { delimiter: table.delimiter } : {}),
    ...(table.name === '' ? {} : table.format === 'xlsx' ? { sheet: table.name } : { path: table.name }),
    kind: of,
    fields,
    ...(of === 'invoices' ? creditNotes(nameOf('type'), headed) : {}),
  };
  const first = fileProfile.parse(given);
  const { marks, order, beside } = conventionsOf(headed.rows, first, columns);
  const { name, kind, fields: _, creditNotes: notes, ...written } = { creditNotes: undefined, ...given };
  const settled = {
    name,
    ...written,
    ...(marks.kind === 'settled' && isOfMoney ? { decimals: marks.mark } : {}),
    ...(order.kind === 'settled' ? { dates: order.order } : {}),
    kind,
    fields,
    ...(notes === undefined ? {} : { creditNotes: notes }),
  };
  const profile = fileProfile.parse(settled);
  refuseRepeatedIn(columns, profile);
  openDoubts(marks, order, isOfMoney && currency === undefined && beside === undefined, doubts);
  rivalDoubts(found, columns, doubts);
  return {
    profile,
    draft: settled,
    headed,
    fields: Object.entries(fields).map(([field, source]) => inWords(field, source)),
    doubts,
  };
};

const draftOf = { invoices: invoiceFields, payments: paymentFields, debtors: debtorFields } as const;

/** Of two columns the first. */
const nameOfAmount = (amount: unknown): string => {
  if (typeof amount !== 'object' || amount === null) return String(amount);
  if ('debit' in amount) return nameOfAmount(amount.debit);
  return 'column' in amount ? String(amount.column) : '';
};

const openDoubts = (marks: MarkFound, order: OrderFound, hasNoCurrency: boolean, doubts: Doubt[]): void => {
  const add = (field: string, doubt: string) => doubts.push({ field, doubt });
  if (marks.kind === 'both') add('amount', `${marks.point} and ${marks.comma} cannot both be: state decimals:`);
  if (marks.kind === 'open' && marks.example)
    add('amount', `${marks.example} could be read both ways: state decimals:`);
  if (order.kind === 'both') add('dates', `${order.dayFirst} and ${order.monthFirst} cannot both be: state dates:`);
  if (order.kind === 'open' && order.example) add('dates', `${order.example} could be read both ways: state dates:`);
  if (hasNoCurrency) add('currency', 'the file names none: state it as a constant, { constant: EUR }');
};

const rivalDoubts = (found: Found, columns: readonly string[], doubts: Doubt[]): void => {
  for (const [kind, [first, ...others]] of found) {
    const rivals = others.filter((index) => ![...found.values()].some(([taken]) => taken === index));
    if (rivals.length === 0 || kind === 'debtorName' || kind === 'reference') continue;
    const named = rivals.map((index) => `"${columns[index]}"`).join(', ');
    doubts.push({
      field: fieldOf[kind] ?? kind,
      doubt: `"${columns[first]}" was taken; ${named} could be meant as well`,
    });
  }
};

const fieldOf: Readonly<Partial<Record<ColumnKind, string>>> = {
  taxId: 'debtor',
  balance: 'amount',
  total: 'amount',
  payment: 'amount',
  debit: 'amount',
  credit: 'amount',
  paid: 'date',
  terms: 'due',
  type: 'creditNotes',
  bankId: 'id',
};

const inWords = (field: string, source: unknown): string => {
  const text = typeof source === 'string' ? `"${source}"` : JSON.stringify(source);
  return `${field} from ${text}`;
};
