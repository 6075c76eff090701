// How dates and amounts are written, as the profile states it or as all rows together show it.
import { amountCells } from './amount-columns.ts';
import { seeMarks } from './amount-text.ts';
import { seeOrders } from './date-text.ts';
import type { FileProfile, Source } from './file-profile.ts';
import type { RawRow } from './raw-table.ts';
import { seeUnits } from './read-amount.ts';
import { bind, cellReader } from './read-cells.ts';
import type { Conventions } from './row-reader.ts';

/** Whether the rows have to be seen before the first can be read. */
export const isOpen = (profile: FileProfile): boolean => {
  const { decimals, dates } = profile;
  if (profile.kind === 'debtors') return dates === undefined && profile.fields.consentDate !== undefined;
  return decimals === undefined || dates === undefined || profile.fields.currency === undefined;
};

/** Is told the rows of a file one by one, and then what they show. */
export const seeConventions = (profile: FileProfile, columns: readonly string[]) => {
  const amounts = profile.kind === 'debtors' ? [] : amountCells(profile.fields.amount, columns);
  const dates = sourcesOfDates(profile).map((source) => cellReader(bind('date', source, columns)));
  const marks = seeMarks();
  const orders = seeOrders();
  const units = seeUnits();
  return {
    add: (row: RawRow): void => {
      for (const amountOf of amounts) {
        const amount = amountOf(row);
        units.add(amount);
        if (typeof amount === 'string') marks.add(amount);
      }
      for (const dateOf of dates) {
        const date = dateOf(row);
        if (typeof date === 'string') orders.add(date);
      }
    },
    found: (): Conventions => ({
      marks: profile.decimals === undefined ? marks.found() : { kind: 'settled', mark: profile.decimals },
      order: profile.dates === undefined ? orders.found() : { kind: 'settled', order: profile.dates },
      beside: units.found(),
    }),
  };
};

const sourcesOfDates = (profile: FileProfile): readonly Source[] => {
  if (profile.kind === 'payments') return [profile.fields.date];
  if (profile.kind === 'debtors') return [profile.fields.consentDate ?? []].flat();
  const { issued, due } = profile.fields;
  return 'from' in due ? [issued] : [issued, due];
};

export const conventionsOf = (
  rows: readonly RawRow[],
  profile: FileProfile,
  columns: readonly string[],
): Conventions => {
  const seen = seeConventions(profile, columns);
  if (isOpen(profile)) for (const row of rows) seen.add(row);
  return seen.found();
};
