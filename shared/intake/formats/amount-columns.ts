// The amount of a row: from one column with its sign, or from two, one for debits and one for credits.
import type { Refusal } from '../cell-rules.ts';
import { type CellRule, empty } from './cell-values.ts';
import type { AmountSource, SidedAmount } from './file-profile.ts';
import { type Cell, isEmpty, type RawRow } from './raw-table.ts';
import type { AmountRead } from './read-amount.ts';
import { type Bound, bind, cellReader, type FieldReader, fieldReaders } from './read-cells.ts';
import type { RowInHand } from './row-in-hand.ts';

export type Side = 'debit' | 'credit';

export const isSided = (amount: object): amount is SidedAmount => 'debit' in amount;

/** All that may hold an amount, to find how the file writes them. */
export const amountCells = (amount: AmountSource, columns: readonly string[]): readonly ((row: RawRow) => Cell)[] =>
  (isSided(amount) ? [amount.debit, amount.credit] : [amount]).map((source) =>
    cellReader(bind('amount', source, columns)),
  );

/** `above` is the side whose amounts are above zero: what customers owe is a debit, what they pay a credit. */
export const amountField = (
  hand: RowInHand,
  amount: AmountSource,
  columns: readonly string[],
  above: Side,
  rule: CellRule<AmountRead>,
): FieldReader<AmountRead> => {
  if (isSided(amount)) return sidedField(hand, amount, columns, above, rule);
  const { index } = bind('amount', amount, columns);
  const { label, read } = fieldReaders(hand, columns).need('amount', amount, rule);
  return { label, read: () => (isShared(hand.row, index) ? hand.refuse(label, shared) : read()) };
};

const sidedField = (
  hand: RowInHand,
  amount: SidedAmount,
  columns: readonly string[],
  above: Side,
  rule: CellRule<AmountRead>,
): FieldReader<AmountRead> => {
  const debit = bind('amount', amount.debit, columns);
  const credit = bind('amount', amount.credit, columns);
  const label = `${debit.label} / ${credit.label}`;
  const readers = [sideReader(hand, debit, 'debit', rule), sideReader(hand, credit, 'credit', rule)];
  return {
    label,
    read: () => {
      const sides = readers.map((read) => read());
      if (sides.includes('refused')) return undefined;
      const told = sides.filter((each) => typeof each === 'object');
      const [sum, other] = told.filter(({ read }) => /[1-9]/.test(read.digits));
      if (other !== undefined) {
        return hand.refuse(label, { reason: 'are both filled in', remedy: 'write each amount in a row of its own' });
      }
      if (sum !== undefined) return { ...sum.read, isNegative: sum.side !== above };
      // Zeros alone are an amount of zero, to be refused as any other.
      return told[0]?.read ?? hand.refuse(label, empty);
    },
  };
};

type Told = { readonly side: Side; readonly read: AmountRead };

/** Undefined where the cell is empty. A sign could mean the other side, or nothing: lists differ. */
const sideReader = (
  hand: RowInHand,
  bound: Bound,
  side: Side,
  rule: CellRule<AmountRead>,
): (() => Told | 'refused' | undefined) => {
  const { label, index } = bound;
  const cellOf = cellReader(bound);
  const refused = (refusal: Refusal) => {
    hand.refuse(label, refusal);
    return 'refused' as const;
  };
  return () => {
    const cell = cellOf(hand.row);
    if (isEmpty(cell)) return undefined;
    if (isShared(hand.row, index)) return refused(shared);
    const outcome = rule(cell);
    if ('reason' in outcome) return refused(outcome);
    return outcome.value.isNegative ? refused(signed(label)) : { side, read: outcome.value };
  };
};

const signed = (label: string): Refusal => ({
  reason: 'is below zero, though its column says which way the money goes',
  remedy: `write it in the other column; where all of "${label}" are below zero, give it transforms: [negate] in the profile`,
});

/** What one cell says for several rows is the name of a customer, or a sum of all of them: nobody owes it for each. */
const isShared = ({ merged }: RawRow, index: number | undefined): boolean =>
  merged !== undefined && index !== undefined && merged.has(index);
const shared: Refusal = {
  reason: 'is one cell with that of another row',
  remedy: 'unmerge the cells, and write for each row its own amount',
};
