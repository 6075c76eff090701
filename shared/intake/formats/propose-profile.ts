// Proposes a profile for a table that came without one, from what its columns are called and what is in them.
import { BadInput } from '#domain/errors.ts';
import { isCurrency } from '#domain/money/money.ts';
import { emailRule, type Outcome } from '../cell-rules.ts';
import { cleanCell } from '../clean-cell.ts';
import { phoneRule } from '../read-phone.ts';
import type { MarkFound } from './amount-text.ts';
import { type Headed, headingsOf, refuseRepeatedIn } from './bind-columns.ts';
import { countryNamed } from './country-names.ts';
import type { OrderFound } from './date-text.ts';
import { type FileProfile, fileProfile } from './file-profile.ts';
import { type ColumnKind, codeIn, columnKinds, rankOf } from './header-words.ts';
import { type RawTable, textOf } from './raw-table.ts';
import { onlyUnit } from './read-amount.ts';
import { conventionsOf } from './read-table.ts';

export type Doubt = { readonly field: string; readonly doubt: string };
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
  const whole = candidates.find(({ found }) => missingIn(found).length === 0);
  if (whole !== undefined) return drafted(table, whole.headed, whole.found);
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

/** Indexes of columns, the best match first. */
type Found = ReadonlyMap<ColumnKind, readonly [number, ...number[]]>;

const columnsIn = (columns: readonly string[]): Found => {
  const found = new Map<ColumnKind, [number, ...number[]]>();
  const taken = new Set<number>();
  for (const kind of columnKinds) {
    const ranked = columns
      .flatMap((column, index) => {
        const rank = taken.has(index) ? undefined : rankOf(column, kind);
        return rank === undefined ? [] : [{ index, rank }];
      })
      .sort((one, other) => one.rank - other.rank);
    const [first, ...others] = ranked.map(({ index }) => index);
    if (first === undefined) continue;
    found.set(kind, [first, ...others]);
    taken.add(first);
  }
  return found;
};

const missingIn = (found: Found): readonly string[] => {
  if (isOfPayments(found)) return [];
  const has = (...kinds: ColumnKind[]) => kinds.some((kind) => found.has(kind));
  return [
    ...(has('number') ? [] : ['the number of the invoice']),
    ...(has('debtor', 'taxId', 'debtorName') ? [] : ['the customer']),
    ...(has('balance', 'total') ? [] : ['the amount']),
    ...(has('issued') ? [] : ['the date of issue']),
    ...(has('due', 'terms') ? [] : ['the due date, or the days until it']),
  ];
};

/** A list of payments has no due dates; it says when, how much, and who or what for. */
const isOfPayments = (found: Found): boolean =>
  !found.has('due') &&
  !found.has('terms') &&
  (found.has('paid') || found.has('issued')) &&
  (found.has('payment') || found.has('total')) &&
  (found.has('reference') || found.has('payer')) &&
  (found.has('paid') || found.has('payment') || !found.has('debtorName'));

const drafted = (table: RawTable, headed: Headed, found: Found): Proposal => {
  const { columns } = headed;
  const nameOf = (kind: ColumnKind): string | undefined => {
    const [index] = found.get(kind) ?? [];
    return index === undefined ? undefined : columns[index];
  };
  const doubts: Doubt[] = [];
  const isPayments = isOfPayments(found);
  const draft = isPayments ? paymentFields(nameOf) : invoiceFields(nameOf, headed, found, doubts);
  const code = codeIn(String(draft.amount));
  const currency = nameOf('currency') ?? (code !== undefined && isCurrency(code) ? { constant: code } : undefined);
  const fields = {
    ...draft,
    ...(currency === undefined ? {} : { currency }),
    ...(isPayments ? {} : contactFields(nameOf, headed, doubts)),
  };
  const given = {
    name: 'proposed',
    ...(table.format === 'csv' || table.format === 'tsv' ? { delimiter: table.delimiter } : {}),
    ...(table.name === '' ? {} : table.format === 'xlsx' ? { sheet: table.name } : { path: table.name }),
    kind: isPayments ? 'payments' : 'invoices',
    fields,
    ...(isPayments ? {} : creditNotes(nameOf('type'), headed)),
  };
  const first = fileProfile.parse(given);
  const { marks, order, amounts } = conventionsOf(headed.rows, first, columns);
  const { name, kind, fields: _, creditNotes: notes, ...written } = { creditNotes: undefined, ...given };
  const settled = {
    name,
    ...written,
    ...(marks.kind === 'settled' ? { decimals: marks.mark } : {}),
    ...(order.kind === 'settled' ? { dates: order.order } : {}),
    kind,
    fields,
    ...(notes === undefined ? {} : { creditNotes: notes }),
  };
  const profile = fileProfile.parse(settled);
  refuseRepeatedIn(columns, profile);
  openDoubts(marks, order, currency === undefined && onlyUnit(amounts()) === undefined, doubts);
  rivalDoubts(found, columns, doubts);
  return {
    profile,
    draft: settled,
    headed,
    fields: Object.entries(fields).map(([field, source]) => inWords(field, source)),
    doubts,
  };
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

type Draft = Readonly<Record<string, unknown>>;
type NameOf = (kind: ColumnKind) => string | undefined;

const paymentFields = (nameOf: NameOf): Draft =>
  without({
    date: nameOf('paid') ?? nameOf('issued'),
    amount: nameOf('payment') ?? nameOf('total'),
    reference: nameOf('reference') ?? nameOf('number'),
    payer: nameOf('payer') ?? nameOf('debtorName'),
    invoices: nameOf('reference') === undefined ? undefined : nameOf('number'),
    id: nameOf('bankId'),
  });

const invoiceFields = (nameOf: NameOf, headed: Headed, found: Found, doubts: Doubt[]): Draft => {
  const { columns } = headed;
  const names = (found.get('debtorName') ?? []).flatMap((index) => columns[index] ?? []);
  const numbered = names.find((name) => isNumbered(valuesOf(headed, name)));
  const id = nameOf('debtor') ?? nameOf('taxId') ?? (names.length > 1 ? numbered : undefined);
  const name = names.find((each) => each !== id);
  if (id === undefined)
    doubts.push({ field: 'debtor', doubt: 'there is no number of the customer: names are made ids' });
  if (nameOf('balance') === undefined)
    doubts.push({ field: 'amount', doubt: 'there is no balance due: what was paid in part is not taken off' });
  const terms = nameOf('terms');
  return without({
    number: nameOf('number'),
    debtor: id ?? { column: name, transforms: ['id'] },
    debtorName: name,
    amount: nameOf('balance') ?? nameOf('total'),
    issued: nameOf('issued'),
    due: nameOf('due') ?? { from: 'issued', days: { column: terms } },
  });
};

/** Most are words with a digit and no spaces, as the numbers of customers are and their names are not. */
const isNumbered = (values: readonly string[]): boolean =>
  values.filter((value) => /^[\w./-]*\d[\w./-]*$/.test(value)).length * 2 > values.length;

/** Only where most values can be read: what is not needed shall not cost most rows. */
const contactFields = (nameOf: NameOf, headed: Headed, doubts: Doubt[]): Draft => {
  const readable = (field: string, column: string | undefined, rule: (text: string) => Outcome<unknown>) => {
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
  return without({
    email: readable('email', nameOf('email'), emailRule),
    phone: readable('phone', nameOf('phone'), (text) => phoneRule(text, undefined)),
    country: readable('country', nameOf('country'), countryNamed),
  });
};

const creditNotes = (column: string | undefined, headed: Headed): Draft => {
  if (column === undefined) return {};
  const values = [...new Set(valuesOf(headed, column))];
  const words = values.filter((value) => /cr[eé]dit|refund|rectificativ|devolu|abono/i.test(value)).slice(0, 50);
  return words.length === 0 ? {} : { creditNotes: { column, words } };
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
  paid: 'date',
  terms: 'due',
  type: 'creditNotes',
  bankId: 'id',
};

const mostLookedAt = 5000;
const valuesOf = ({ columns, rows }: Headed, column: string): readonly string[] => {
  const index = columns.indexOf(column);
  return rows.slice(0, mostLookedAt).flatMap(({ cells }) => cleanCell(textOf(cells[index])) || []);
};

const without = (fields: Draft): Draft =>
  Object.fromEntries(Object.entries(fields).filter(([, source]) => source !== undefined));

const inWords = (field: string, source: unknown): string => {
  const text = typeof source === 'string' ? `"${source}"` : JSON.stringify(source);
  return `${field} from ${text}`;
};
