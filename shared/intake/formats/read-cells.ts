// Reads one field from the cells of a row: the column that a profile names, what it does to the text, and what is wrong with it.
import type { IsoDate } from '#domain/calendar.ts';
import {
  debtorIdRule,
  identifierRule,
  inYears,
  nameRule,
  type Outcome,
  type Refusal,
  type Rule,
  remembering,
} from '../cell-rules.ts';
import { cleanCell } from '../clean-cell.ts';
import { indexOf } from './bind-columns.ts';
import { type DateOrder, type OrderFound, readDate } from './date-text.ts';
import type { Source } from './file-profile.ts';
import { type Cell, isEmpty, type RawRow, textOf } from './raw-table.ts';
import type { Refuse } from './row-reader.ts';
import { applyTransforms } from './transforms.ts';

/** A field of a profile bound to the columns of a file; `label` is what problems call it. */
export type Bound = Source & { readonly index?: number; readonly label: string };

export const bind = (field: string, source: Source, columns: readonly string[]): Bound => {
  const index = source.column === undefined ? undefined : indexOf(columns, source.column);
  const label = index === undefined ? ([source.column ?? field].flat()[0] ?? field) : columns[index] || field;
  return { ...source, label, ...(index === undefined ? {} : { index }) };
};

/** After the transforms; a number stays a number where there are none, so that its text is judged as one. */
export const cellOf = (row: RawRow, bound: Bound): Cell => {
  const { index, constant, otherwise = '', transforms } = bound;
  if (constant !== undefined) return constant;
  const cell = index === undefined ? '' : (row.cells[index] ?? '');
  if (isEmpty(cell)) return otherwise;
  if (typeof cell === 'string') return applyTransforms(cleanCell(textOfFormula(cell)), transforms) || otherwise;
  if (transforms.length === 0 || !('number' in cell)) return cell;
  const number = applyTransforms(cell.number, transforms);
  // Numbers keep their own point, whatever mark the texts of the file have.
  return /^-?[\d.]+(?:[eE][+-]?\d+)?$/.test(number) && transforms.every((each) => each === 'negate')
    ? { ...cell, number }
    : number;
};

export const bindIf = (field: string, source: Source | undefined, columns: readonly string[]): Bound | undefined =>
  source === undefined ? undefined : bind(field, source, columns);

/** Fields of one row by their rules: what is wrong, or empty though it is needed, is refused and gives undefined. */
export const fieldsOf = (row: RawRow, refuse: Refuse) => {
  const need = <T>(field: Bound, rule: (cell: Cell) => Outcome<T>): T | undefined => {
    const cell = cellOf(row, field);
    if (isEmpty(cell)) return refuse(field.label, empty);
    const outcome = rule(cell);
    return 'value' in outcome ? outcome.value : refuse(field.label, outcome);
  };
  const may = <T>(field: Bound | undefined, rule: (cell: Cell) => Outcome<T>): T | undefined =>
    field === undefined || isEmpty(cellOf(row, field)) ? undefined : need(field, rule);
  return { need, may };
};

/** ="00123" is how programs keep spreadsheets from making a number of an id. */
const textOfFormula = (cell: string): string => /^\s*="([^"]*)"\s*$/.exec(cell)?.[1] ?? cell;

export const empty: Refusal = { reason: 'is empty', remedy: 'fill it in' };

/** Text, told from what a spreadsheet made of it. */
export const textRule = (cell: Cell): Outcome<string> => {
  if (typeof cell === 'string') return { value: cell };
  if ('broken' in cell) return broken(cell.broken);
  return { value: textOf(cell) };
};

export const broken = (shown: string): Refusal => ({
  reason: `holds ${shown.startsWith('#') ? 'the error ' : ''}${shown.slice(0, 40)}`,
  remedy: 'correct the formula, or save the file once in a spreadsheet that works it out, or type the value',
});

const damaged: Refusal = {
  reason: 'was kept as a number, which changes what it is',
  remedy: 'format the column as text, and export or type it again',
};

/** An id by its rule. A number is taken only when no digit of it can have been lost. */
const idBy =
  (rule: Rule<string>) =>
  (cell: Cell): Outcome<string> => {
    if (typeof cell === 'string') return /^\d(?:[.,]\d+)?E\+\d+$/i.test(cell) ? damaged : rule(cell);
    if ('broken' in cell) return broken(cell.broken);
    if ('date' in cell) return { ...damaged, reason: 'was made a date' };
    return /^\d{1,15}$/.test(cell.number) ? { value: cell.number } : damaged;
  };
export const idRule = idBy(identifierRule);
export const debtorIdOf = idBy(debtorIdRule);

export const onText =
  <T>(rule: Rule<T>) =>
  (cell: Cell): Outcome<T> => {
    const text = textRule(cell);
    return 'value' in text ? rule(text.value) : text;
  };

export const nameOf = onText(nameRule);

/** By the order that the profile states, or that the whole file shows. */
export const dateReader = (found: OrderFound): ((cell: Cell) => Outcome<IsoDate>) => {
  const ofText = remembering((text) => dateInText(text, found));
  return (cell) => {
    if (typeof cell === 'string') return ofText(cell);
    if ('broken' in cell) return broken(cell.broken);
    if ('date' in cell) return inRange(cell.date);
    const outcome = ofText(cell.number);
    if ('value' in outcome) return outcome;
    return { reason: 'is a number, not a date', remedy: isInstant(cell.number) ? writeDay : formatAsDates };
  };
};

/** Seconds or milliseconds since 1970: which day that is, depends on where one is. */
const isInstant = (number: string): boolean => /^\d{10}(?:\d{3})?$/.test(number);
const writeDay = 'export days such as 2026-01-31 instead of counts of seconds, which are another day in another place';
const formatAsDates = 'format the column as dates in the spreadsheet';

const dateInText = (text: string, found: OrderFound): Outcome<IsoDate> => {
  const order = found.kind === 'settled' ? found.order : undefined;
  const reading = readDate(text, order);
  switch (reading.kind) {
    case 'date':
      return found.kind === 'both' && dependsOnOrder(text)
        ? bothWays(found.dayFirst, found.monthFirst)
        : inRange(reading.date);
    case 'either':
      if (found.kind === 'both') return bothWays(found.dayFirst, found.monthFirst);
      return {
        reason: `may be ${reading.dayFirst} or ${reading.monthFirst}: nothing in the file says which`,
        remedy: stateOrder,
      };
    case 'short-year':
      return { reason: 'has a year of two digits', remedy: 'state it in the profile: dates: D/M/YY or dates: M/D/YY' };
    case 'none':
      return { reason: 'is not a date', remedy: `write a date of the calendar as ${order ?? 'YYYY-MM-DD'}` };
    default:
      return reading satisfies never;
  }
};

const dependsOnOrder = (text: string): boolean =>
  readDate(text, 'YYYY-MM-DD').kind === 'none' && /^\d+\D\d+\D/.test(text);

const stateOrder = 'state the order in the profile: dates: D/M/YYYY or dates: M/D/YYYY';
const bothWays = (dayFirst: string, monthFirst: string): Refusal => ({
  reason: `may have the day or the month first: the file has ${dayFirst} and ${monthFirst}`,
  remedy: stateOrder,
});

const inRange = (date: IsoDate): Outcome<IsoDate> => inYears(date, 'write a date between 1970 and 2199');

export const statedOrder = (order: DateOrder): OrderFound => ({ kind: 'settled', order });
