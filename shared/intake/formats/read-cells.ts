// Reads one field from the cells of the row in hand: the column that a profile names, and what it does to the text.
import { cleanCell } from '../clean-cell.ts';
import { type CellRule, empty } from './cell-values.ts';
import type { Source } from './file-profile.ts';
import { indexOf } from './find-column.ts';
import { type Cell, isEmpty, type RawRow, textOf } from './raw-table.ts';
import type { RowInHand } from './row-in-hand.ts';
import { applyTransforms } from './transforms.ts';

/** A field of a profile bound to the columns of a file; `label` is what problems call it. */
export type Bound = Source & { readonly index?: number; readonly label: string };

export const bind = (field: string, source: Source, columns: readonly string[]): Bound => {
  const index = source.column === undefined ? undefined : indexOf(columns, source.column);
  const label = index === undefined ? ([source.column ?? field].flat()[0] ?? field) : columns[index] || field;
  return { ...source, label, ...(index === undefined ? {} : { index }) };
};

/** Text without space around, after the transforms; a number stays a number where there are none, so that its text is judged as one. */
export const cellReader = (bound: Bound): ((row: RawRow) => Cell) => {
  const { index, transforms } = bound;
  const [constant, otherwise = ''] = [bound.constant?.trim(), bound.otherwise?.trim()];
  if (constant !== undefined) return () => constant;
  if (index === undefined) return () => otherwise;
  const change = transforms.length === 0 ? same : (text: string) => applyTransforms(text, transforms).trim();
  const isNegatedOnly = transforms.every((each) => each === 'negate');
  return ({ cells }) => {
    const cell = cells[index] ?? '';
    if (typeof cell === 'string') return change(textOfFormula(cleanCell(cell))) || otherwise;
    if (isEmpty(cell)) return otherwise;
    if (transforms.length === 0 || !('number' in cell)) return cell;
    const number = applyTransforms(cell.number, transforms);
    // Numbers keep their own point, whatever mark the texts of the file have.
    return isNegatedOnly && /^-?[\d.]+(?:[eE][+-]?\d+)?$/.test(number) ? { ...cell, number } : number;
  };
};

const same = (text: string): string => text;

/** ="00123" is how programs keep spreadsheets from making a number of an id. */
const textOfFormula = (text: string): string =>
  text.startsWith('="') ? (/^="([^"]*)"$/.exec(text)?.[1]?.trim() ?? text) : text;

/** A field of the row in hand: undefined where it is empty, or where what is wrong with it has been told. */
export type FieldReader<T> = { readonly label: string; readonly read: () => T | undefined };

/** Makes the readers of fields: what may be empty, and what is refused when it is. */
export const fieldReaders = (hand: RowInHand, columns: readonly string[]) => {
  const reader = <T>(bound: Bound, rule: CellRule<T>, whenEmpty: () => undefined): FieldReader<T> => {
    const { label } = bound;
    const cellOf = cellReader(bound);
    return {
      label,
      read: () => {
        const cell = cellOf(hand.row);
        if (typeof cell === 'string' ? cell === '' : isEmpty(cell)) return whenEmpty();
        const outcome = rule(cell);
        return 'value' in outcome ? outcome.value : hand.refuse(label, outcome, textOf(cell));
      },
    };
  };
  const need = <T>(field: string, source: Source, rule: CellRule<T>): FieldReader<T> => {
    const bound = bind(field, source, columns);
    return reader(bound, rule, () => hand.refuse(bound.label, empty));
  };
  const may = <T>(field: string, source: Source | undefined, rule: CellRule<T>): FieldReader<T> => {
    const bound = bind(field, source ?? nowhere, columns);
    const { index, constant, otherwise, label } = bound;
    const isNever = index === undefined && constant === undefined && otherwise === undefined;
    return isNever ? { label, read: nothing } : reader(bound, rule, nothing);
  };
  return { need, may };
};
export type FieldReaders = ReturnType<typeof fieldReaders>;

const nowhere: Source = { transforms: [] };
const nothing = (): undefined => {};
