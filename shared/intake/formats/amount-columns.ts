// The amount of a row: from one column with its sign, or from two, one for debits and one for credits.
import type { Outcome, Refusal } from '../cell-rules.ts';
import type { AmountSource, SidedAmount } from './file-profile.ts';
import { type Cell, isEmpty, type RawRow } from './raw-table.ts';
import type { AmountRead } from './read-amount.ts';
import { type Bound, bind, cellOf, empty, fieldsOf } from './read-cells.ts';
import type { Refuse } from './row-reader.ts';

export type Side = 'debit' | 'credit';

export type BoundAmount = {
  readonly label: string;
  /** All that may hold an amount, to find how the file writes them. */
  readonly cells: (row: RawRow) => readonly Cell[];
  readonly read: (row: RawRow, rule: (cell: Cell) => Outcome<AmountRead>, refuse: Refuse) => AmountRead | undefined;
};

/** `above` is the side whose amounts are above zero: what customers owe is a debit, what they pay a credit. */
export const bindAmount = (amount: AmountSource, columns: readonly string[], above: Side): BoundAmount => {
  if (isSided(amount)) return bindSides(amount, columns, above);
  const bound = bind('amount', amount, columns);
  return {
    label: bound.label,
    cells: (row) => [cellOf(row, bound)],
    read: (row, rule, refuse) =>
      isShared(row, bound) ? refuse(bound.label, shared) : fieldsOf(row, refuse).need(bound, rule),
  };
};

export const isSided = (amount: object): amount is SidedAmount => 'debit' in amount;

const bindSides = (amount: SidedAmount, columns: readonly string[], above: Side): BoundAmount => {
  const debit = bind('amount', amount.debit, columns);
  const credit = bind('amount', amount.credit, columns);
  const label = `${debit.label} / ${credit.label}`;
  return {
    label,
    cells: (row) => [cellOf(row, debit), cellOf(row, credit)],
    read: (row, rule, refuse) => {
      const sides = [sideOf(row, debit, 'debit', rule, refuse), sideOf(row, credit, 'credit', rule, refuse)];
      if (sides.includes('refused')) return undefined;
      const told = sides.filter((each) => typeof each === 'object');
      const [sum, other] = told.filter(({ read }) => /[1-9]/.test(read.digits));
      if (other !== undefined) {
        return refuse(label, { reason: 'are both filled in', remedy: 'write each amount in a row of its own' });
      }
      if (sum !== undefined) return { ...sum.read, isNegative: sum.side !== above };
      // Zeros alone are an amount of zero, to be refused as any other.
      return told[0]?.read ?? refuse(label, empty);
    },
  };
};

type Told = { readonly side: Side; readonly read: AmountRead };

/** Undefined where the cell is empty. A sign could mean the other side, or nothing: lists differ. */
const sideOf = (
  row: RawRow,
  bound: Bound,
  side: Side,
  rule: (cell: Cell) => Outcome<AmountRead>,
  refuse: Refuse,
): Told | 'refused' | undefined => {
  const cell = cellOf(row, bound);
  if (isEmpty(cell)) return undefined;
  if (isShared(row, bound)) {
    refuse(bound.label, shared);
    return 'refused';
  }
  const outcome = rule(cell);
  if ('value' in outcome && !outcome.value.isNegative) return { side, read: outcome.value };
  refuse(bound.label, 'value' in outcome ? signed(bound.label) : outcome);
  return 'refused';
};

const signed = (label: string): Refusal => ({
  reason: 'is below zero, though its column says which way the money goes',
  remedy: `write it in the other column; where all of "${label}" are below zero, give it transforms: [negate] in the profile`,
});

/** What one cell says for several rows is the name of a customer, or a sum of all of them: nobody owes it for each. */
const isShared = ({ merged }: RawRow, { index }: Bound): boolean => index !== undefined && merged?.has(index) === true;
const shared: Refusal = {
  reason: 'is one cell with that of another row',
  remedy: 'unmerge the cells, and write for each row its own amount',
};
