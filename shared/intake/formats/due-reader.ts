// When an invoice is due: from its own column, or so many days after the issue.
import { addDays, type IsoDate } from '#domain/calendar.ts';
import type { Outcome } from '../cell-rules.ts';
import type { InvoiceProfile } from './file-profile.ts';
import { type Cell, isEmpty, type RawRow, textOf } from './raw-table.ts';
import { bind, cellOf, empty } from './read-cells.ts';
import type { Refuse } from './row-reader.ts';

type DueReader = ((row: RawRow, issued: IsoDate | undefined, refuse: Refuse) => IsoDate | undefined) & {
  readonly label: string;
};

export const dueReader = (
  { fields }: InvoiceProfile,
  columns: readonly string[],
  date: (cell: Cell) => Outcome<IsoDate>,
): DueReader => {
  const { due } = fields;
  if (!('from' in due)) {
    const field = bind('due', due, columns);
    const read = (row: RawRow, _: IsoDate | undefined, refuse: Refuse) => {
      const cell = cellOf(row, field);
      if (isEmpty(cell)) return refuse(field.label, empty);
      const outcome = date(cell);
      return 'value' in outcome ? outcome.value : refuse(field.label, outcome);
    };
    return Object.assign(read, { label: field.label });
  }
  const { days } = due;
  const column = typeof days === 'number' ? undefined : bind('due', { column: days.column, transforms: [] }, columns);
  const read = (row: RawRow, issued: IsoDate | undefined, refuse: Refuse) => {
    const outcome = typeof days === 'number' ? { value: days } : daysRule(column ? cellOf(row, column) : '');
    if ('reason' in outcome) return refuse(column?.label ?? 'due', outcome);
    return issued === undefined ? undefined : addDays(issued, outcome.value);
  };
  return Object.assign(read, { label: column?.label ?? 'due' });
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
