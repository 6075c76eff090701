// When an invoice is due: from its own column, or so many days after the issue.
import { addDays, type IsoDate } from '#domain/calendar.ts';
import type { Outcome } from '../cell-rules.ts';
import { type CellRule, empty } from './cell-values.ts';
import type { InvoiceProfile } from './file-profile.ts';
import { type Cell, textOf } from './raw-table.ts';
import { bind, cellReader, fieldReaders } from './read-cells.ts';
import type { RowInHand } from './row-in-hand.ts';

type DueReader = { readonly label: string; readonly read: (issued: IsoDate | undefined) => IsoDate | undefined };

export const dueReader = (
  hand: RowInHand,
  { fields }: InvoiceProfile,
  columns: readonly string[],
  date: CellRule<IsoDate>,
): DueReader => {
  const { due } = fields;
  if (!('from' in due)) return fieldReaders(hand, columns).need('due', due, date);
  const { days } = due;
  if (typeof days === 'number') {
    return { label: 'due', read: (issued) => (issued === undefined ? undefined : addDays(issued, days)) };
  }
  const bound = bind('due', { column: days.column, transforms: [] }, columns);
  const cellOf = cellReader(bound);
  return {
    label: bound.label,
    read: (issued) => {
      const cell = cellOf(hand.row);
      const outcome = daysRule(cell);
      if ('reason' in outcome) return hand.refuse(bound.label, outcome, textOf(cell));
      return issued === undefined ? undefined : addDays(issued, outcome.value);
    },
  };
};

/** "30", "30 days", "Net 30", "a 30 días"; "contado" and the like are due at once. */
const daysRule = (cell: Cell): Outcome<number> => {
  const text = textOf(cell).trim().toLowerCase();
  if (text === '') return empty;
  const numbers = text.replace(/\.0+$/, '').match(/\d+/g) ?? [];
  if (numbers.length === 1 && /^\d{1,4}$/.test(numbers[0] ?? '')) return { value: Number(numbers[0]) };
  if (
    /^(contado|de contado|al contado|inmediato|immediate(ly)?|due on receipt|on receipt|cash|à vista|a vista)$/.test(
      text,
    )
  ) {
    return { value: 0 };
  }
  return { reason: 'is not a number of days', remedy: 'write the days after the issue within which it is to be paid' };
};
