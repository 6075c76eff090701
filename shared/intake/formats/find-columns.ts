// What each column of a header can be taken for, and whether that is enough for a list of invoices, of payments or of debtors.
import { type ColumnKind, columnKinds, debtorKinds, keysOf, rankIn } from './header-words.ts';

/** Indexes of columns, the best match first. */
export type Found = ReadonlyMap<ColumnKind, readonly [number, ...number[]]>;

export const columnsIn = (columns: readonly string[]): Found => {
  const found = new Map<ColumnKind, [number, ...number[]]>();
  const taken = new Set<number>();
  const keys = columns.map(keysOf);
  for (const kind of [...columnKinds, ...debtorKinds]) {
    const ranked = keys
      .flatMap((known, index) => {
        const rank = taken.has(index) ? undefined : rankIn(known, kind);
        return rank === undefined ? [] : [{ index, rank }];
      })
      .sort((one, other) => one.rank - other.rank);
    const [first, ...others] = ranked.map(({ index }) => index);
    if (first === undefined) continue;
    found.set(kind, [first, ...others]);
    taken.add(first);
  }
  return found;
};

export const missingIn = (found: Found): readonly string[] => {
  if (isOfPayments(found)) return [];
  const has = (...kinds: ColumnKind[]) => kinds.some((kind) => found.has(kind));
  return [
    ...(has('number') ? [] : ['the number of the invoice']),
    ...(has('debtor', 'taxId', 'debtorName') ? [] : ['the customer']),
    ...(has('balance', 'total') || hasSides(found) ? [] : ['the amount']),
    ...(has('issued') ? [] : ['the date of issue']),
    ...(has('due', 'terms') ? [] : ['the due date, or the days until it']),
  ];
};

/** Amounts in two columns; either alone is not enough to know what the other would say. */
export const hasSides = (found: Found): boolean => found.has('debit') && found.has('credit');

/** A list of payments has no due dates; it says when, how much, and who or what for. */
export const isOfPayments = (found: Found): boolean =>
  !found.has('due') &&
  !found.has('terms') &&
  (found.has('paid') || found.has('issued')) &&
  (found.has('payment') || found.has('credit') || found.has('total')) &&
  (found.has('reference') || found.has('payer')) &&
  (found.has('paid') || found.has('payment') || found.has('credit') || !found.has('debtorName'));

/** A list of debtors tells of no invoice: neither its number nor when it is due. It says who, and how to reach or treat them. */
export const isOfDebtors = (found: Found): boolean =>
  !found.has('number') &&
  !found.has('due') &&
  !found.has('terms') &&
  !isOfPayments(found) &&
  (found.has('debtor') || found.has('taxId') || found.has('debtorName')) &&
  (['email', 'phone', ...debtorKinds] as const).some((kind) => found.has(kind));

/** Without what only a list of debtors is asked for. */
export const withoutDebtorKinds = (found: Found): Found =>
  new Map([...found].filter(([kind]) => !debtorKinds.some((each) => each === kind)));
