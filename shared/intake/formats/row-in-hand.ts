// The row that is being read and what was found wrong with it: one for a whole file, for a large one spends its time here.
import type { Refusal } from '../cell-rules.ts';
import type { Problem } from './parsed-row.ts';
import type { RawRow } from './raw-table.ts';

/** May be told several things of one row; a row with any is rejected. */
export type Refuse = (field: string, refusal: Refusal, value?: string) => undefined;

export type RowInHand = {
  row: RawRow;
  problems: Problem[];
  /** Of the invoice that the row is about, once that was read. */
  number: string | undefined;
  readonly refuse: Refuse;
};

export const startHand = (): RowInHand => {
  const hand: RowInHand = {
    row: { line: 0, cells: [] },
    problems: [],
    number: undefined,
    refuse: (field, { reason, remedy }, value = '') => {
      if (hand.problems.some((each) => each.field === field && each.reason === reason)) return;
      hand.problems.push({ field, reason, remedy, value: value.slice(0, mostOfValue) });
    },
  };
  return hand;
};

export const takeRow = (hand: RowInHand, row: RawRow): void => {
  hand.row = row;
  hand.number = undefined;
  if (hand.problems.length > 0) hand.problems = [];
};

const mostOfValue = 200;
