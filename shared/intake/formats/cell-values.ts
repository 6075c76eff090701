// How a cell becomes a value, told from what a spreadsheet made of it, or a reason why it cannot and what to do about it.
import type { IsoDate } from '#domain/calendar.ts';
import {
  dateRule,
  debtorIdRule,
  identifierRule,
  inYears,
  nameRule,
  type Outcome,
  type Refusal,
  type Rule,
  remembering,
} from '../cell-rules.ts';
import { type DateOrder, type OrderFound, readDate } from './date-text.ts';
import { type Cell, textOf } from './raw-table.ts';

export type CellRule<T> = (cell: Cell) => Outcome<T>;

export const empty: Refusal = { reason: 'is empty', remedy: 'fill it in' };

export const textRule: CellRule<string> = (cell) => {
  if (typeof cell === 'string') return { value: cell };
  if ('broken' in cell) return broken(cell.broken);
  return { value: textOf(cell) };
};

export const onText =
  <T>(rule: Rule<T>): CellRule<T> =>
  (cell) => {
    if (typeof cell === 'string') return rule(cell);
    return 'broken' in cell ? broken(cell.broken) : rule(textOf(cell));
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
  (rule: Rule<string>): CellRule<string> =>
  (cell) => {
    if (typeof cell === 'string') {
      const outcome = rule(cell);
      return 'reason' in outcome && /^\d(?:[.,]\d+)?E\+\d+$/i.test(cell) ? damaged : outcome;
    }
    if ('broken' in cell) return broken(cell.broken);
    if ('date' in cell) return { ...damaged, reason: 'was made a date' };
    return /^\d{1,15}$/.test(cell.number) ? { value: cell.number } : damaged;
  };
export const idRule = idBy(identifierRule);
export const debtorIdOf = idBy(debtorIdRule);

export const nameOf = onText(nameRule);

/** Dates in text only as `order` writes them; a spreadsheet's own are clear. */
export const exactDateReader = (order: DateOrder): CellRule<IsoDate> => withCells(remembering(dateRule(order)));

/** By the order that the profile states, or that the whole file shows. */
export const dateReader = (found: OrderFound): CellRule<IsoDate> =>
  withCells(remembering((text) => dateInText(text, found)));

const withCells =
  (ofText: Rule<IsoDate>): CellRule<IsoDate> =>
  (cell) => {
    if (typeof cell === 'string') return ofText(cell);
    if ('broken' in cell) return broken(cell.broken);
    if ('date' in cell) return inRange(cell.date);
    const outcome = ofText(cell.number);
    if ('value' in outcome) return outcome;
    return { reason: 'is a number, not a date', remedy: isInstant(cell.number) ? writeDay : formatAsDates };
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
