// The rows below a list that say what it should come to: no entries, but what its entries are held against.

import { BadInput } from '#domain/errors.ts';
import { decimalsOf, isCurrency } from '#domain/money/money.ts';
import { amountCells, isSided } from './amount-columns.ts';
import type { CellRule } from './cell-values.ts';
import { unitOf } from './currency-sign.ts';
import { plainDecimal, withoutTraces } from './decimal-text.ts';
import type { FileProfile } from './file-profile.ts';
import { indexOf } from './find-column.ts';
import type { ControlTotals } from './parsed-file.ts';
import { isEmpty, type RawRow, textOf } from './raw-table.ts';
import { type AmountRead, amountReader } from './read-amount.ts';
import type { Conventions } from './row-reader.ts';
import { rowsWith } from './rows-with.ts';

export type ControlRows = {
  readonly isOne: (row: RawRow) => boolean;
  readonly take: (row: RawRow) => void;
  /** Throws BadInput where an entry follows a row of control totals. */
  readonly pass: (row: RawRow) => void;
  /** Undefined where there was none; `currencies` are those of the entries. Throws BadInput where it is not clear which one a total is in. */
  readonly told: (currencies: ReadonlySet<string>) => ControlTotals | undefined;
};

/** Throws BadInput `bad-control` for a row that cannot be read. */
export const controlRows = (
  profile: FileProfile,
  columns: readonly string[],
  { marks, beside }: Conventions,
): ControlRows => {
  const { control } = profile;
  if (control === undefined) return none;
  const amount = profile.kind === 'debtors' ? undefined : profile.fields.amount;
  const source = control.total === undefined ? amount : { column: control.total, transforms: [] };
  const cells = source === undefined ? [] : amountCells(source, columns);
  const debitIsAbove = profile.kind === 'invoices';
  const rule: CellRule<AmountRead> = profile.exact === true ? exactRule : amountReader(marks);
  const rowsAt = control.rows === undefined ? undefined : indexOf(columns, control.rows);
  const currency = profile.kind === 'debtors' ? undefined : profile.fields.currency;
  const currencyAt = currency?.column === undefined ? undefined : indexOf(columns, currency.column);
  const taken: Taken[] = [];

  const totalOf = (row: RawRow): Omit<Taken, 'line' | 'rows'> => {
    const sides = cells.map((cellOf, side) => {
      const cell = cellOf(row);
      if (isEmpty(cell)) return undefined;
      const outcome = rule(cell);
      if ('reason' in outcome)
        throw badControl(
          row,
          `its total ${JSON.stringify(textOf(cell).slice(0, 40))} ${outcome.reason}; ${outcome.remedy}`,
        );
      const { isNegative, digits, unit } = outcome.value;
      const isTakenOff = source !== undefined && isSided(source) && (side === 0) !== debitIsAbove;
      return { amount: `${isNegative !== isTakenOff ? '-' : ''}${digits}`, unit };
    });
    const told = sides.filter((each) => each !== undefined);
    if (told.length === 0) return {};
    const meant = unitOf(told[0]?.unit ?? '');
    const unit = typeof meant === 'object' ? meant.currency : undefined;
    return { total: sumOf(told.map(({ amount }) => amount)), ...(unit === undefined ? {} : { currency: unit }) };
  };

  const currencyOf = (row: RawRow): string | undefined => {
    const text = currencyAt === undefined ? '' : textOf(row.cells[currencyAt]).trim();
    if (text === '') return undefined;
    const meant = unitOf(text);
    if (typeof meant !== 'object')
      throw badControl(row, `${JSON.stringify(text.slice(0, 40))} is not a currency; write a code such as EUR`);
    return meant.currency;
  };

  const rowsOf = (row: RawRow): number | undefined => {
    const text = rowsAt === undefined ? '' : textOf(row.cells[rowsAt]).trim();
    if (text === '') return undefined;
    if (!/^\d{1,7}(?:\.0+)?$/.test(text))
      throw badControl(row, `${JSON.stringify(text.slice(0, 40))} is no number of rows; write digits alone`);
    return Number(text);
  };

  return {
    isOne: rowsWith([control], columns),
    take: (row) => {
      const total = totalOf(row);
      const rows = rowsOf(row);
      const named = currencyOf(row);
      if (total.total === undefined && rows === undefined)
        throw badControl(row, 'it has neither a total nor a number of rows; fill one in, or leave the row out');
      taken.push({
        line: row.line,
        ...total,
        ...(named === undefined ? {} : { currency: named }),
        ...(rows === undefined ? {} : { rows }),
      });
    },
    pass: (row) => {
      const [first] = taken;
      if (first === undefined) return;
      throw new BadInput(
        'control-row-not-last',
        `line ${first.line} has the words of the row of control totals, and line ${row.line} is an entry below it; put that row last, or name the words of subtotals under skip: in the profile`,
      );
    },
    told: (currencies) => (taken.length === 0 ? undefined : summedUp(taken, currencies, currency?.constant ?? beside)),
  };
};

type Taken = { readonly line: number; readonly total?: string; readonly currency?: string; readonly rows?: number };

const none: ControlRows = { isOne: () => false, take: () => {}, pass: () => {}, told: () => undefined };

const badControl = ({ line }: { readonly line: number }, why: string): BadInput =>
  new BadInput('bad-control', `the row of control totals on line ${line} cannot be read: ${why}`);

const exactRule: CellRule<AmountRead> = (cell) => {
  const plain = plainDecimal(textOf(cell));
  if (plain === undefined) return { reason: 'is not an amount', remedy: 'write it as 1234.50' };
  return { value: { isNegative: plain.startsWith('-'), digits: plain.replace(/^-/, ''), unit: '' } };
};

const summedUp = (
  taken: readonly Taken[],
  currencies: ReadonlySet<string>,
  stated: string | undefined,
): ControlTotals => {
  const [only, ...others] = currencies;
  const counts = taken.flatMap(({ rows }) => rows ?? []);
  const totals = new Map<string, string>();
  for (const { line, total, currency: named } of taken) {
    if (total === undefined) continue;
    const currency = named ?? stated?.toUpperCase() ?? (others.length === 0 ? only : undefined);
    if (currency === undefined || !isCurrency(currency))
      throw badControl(
        { line },
        'nothing says in which currency its total is; write the code into the column of the currency',
      );
    if (totals.has(currency))
      throw badControl({ line }, `another row before has a total in ${currency}; keep one of them`);
    totals.set(currency, withoutTracesOf(total, currency));
  }
  return {
    ...(counts.length === 0 ? {} : { rows: counts.reduce((sum, each) => sum + each, 0) }),
    ...(totals.size === 0 ? {} : { totals: Object.fromEntries(totals) }),
  };
};

/** What floating point left is taken off; what is more than that stays, and is told as it is. */
const withoutTracesOf = (total: string, currency: string): string => {
  const sign = total.startsWith('-') ? '-' : '';
  const digits = total.slice(sign.length);
  return sign + (withoutTraces(digits, decimalsOf(currency)) ?? digits);
};

/** Of decimal texts, exactly. */
const sumOf = (amounts: readonly string[]): string => {
  const places = Math.max(...amounts.map((amount) => amount.split('.')[1]?.length ?? 0));
  const sum = amounts.reduce((total, amount) => {
    const [units = '0', fraction = ''] = amount.split('.');
    return total + BigInt(units + fraction.padEnd(places, '0'));
  }, 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return `${sum < 0n ? '-' : ''}${whole}${places === 0 ? '' : `.${digits.slice(-places)}`}`;
};
