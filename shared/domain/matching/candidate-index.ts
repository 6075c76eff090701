// Open invoices laid out for looking up: by number, reference, balance and debtor, and debtors by the words of their names.
import { isDigits, isShort, keyOf, partOf, runKeyOf, segmentsOf } from './invoice-number.ts';
import type { DebtorNames, OpenInvoice } from './match.ts';
import { nameWords } from './name-words.ts';
import { isNordic, isStructured, referenceKey } from './structured-reference.ts';

type Invoices = ReadonlyMap<string, readonly OpenInvoice[]>;
export type Name = { readonly debtor: string; readonly words: ReadonlySet<string> };

/** Of one currency: nothing of another can be found from it. */
export type CurrencyIndex = {
  readonly numbers: Invoices;
  readonly parts: Invoices;
  readonly references: Invoices;
  readonly balances: ReadonlyMap<number, readonly OpenInvoice[]>;
  /** The oldest first. */
  readonly open: Invoices;
  readonly names: ReadonlyMap<string, readonly Name[]>;
};
export type CandidateIndex = (currency: string) => CurrencyIndex;

/** Made once; each payment then looks up what it says. Names of debtors count in every currency. */
export const indexCandidates = (
  candidates: readonly OpenInvoice[],
  debtors: readonly DebtorNames[] = [],
): CandidateIndex => {
  const byCurrency = Map.groupBy(
    candidates.filter(({ balance }) => balance > 0),
    ({ currency }) => currency,
  );
  const known = new Map([...byCurrency].map(([currency, open]) => [currency, indexOf(open, debtors)]));
  const none = indexOf([], debtors);
  return (currency) => known.get(currency) ?? none;
};

const indexOf = (open: readonly OpenInvoice[], debtors: readonly DebtorNames[]): CurrencyIndex => ({
  numbers: listBy(open, numbersOf),
  parts: listBy(open, partsOf),
  references: listBy(open, referencesOf),
  balances: listBy(open, ({ balance }) => [balance]),
  open: listBy(open.toSorted(byAge), ({ debtor }) => [debtor]),
  names: listBy(allNames(open, debtors), ({ words }) => words),
});

const listBy = <Item, Key>(items: readonly Item[], keysOf: (item: Item) => Iterable<Key>): Map<Key, Item[]> => {
  const lists = new Map<Key, Item[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const list = lists.get(key);
      if (list) list.push(item);
      else lists.set(key, [item]);
    }
  }
  return lists;
};

/** Oldest first: by due date, then by issue, then by number so that the order given does not matter. */
export const byAge = (one: OpenInvoice, other: OpenInvoice): number =>
  compare(one.due, other.due) || compare(one.issued, other.issued) || compare(one.invoice, other.invoice);

export const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const otherNamesOf = ({ otherNames }: OpenInvoice): readonly string[] => otherNames ?? [];
const isReference = (name: string): boolean => isStructured(name) || isNordic(name);

const referencesOf = (invoice: OpenInvoice): readonly string[] =>
  otherNamesOf(invoice).filter(isReference).map(referenceKey);

/** Names that are not references; a structured reference counts as that alone. */
const writtenNames = (invoice: OpenInvoice): readonly string[] => [
  invoice.invoice,
  ...otherNamesOf(invoice).filter((name) => !isReference(name)),
];

const numbersOf = (invoice: OpenInvoice): readonly string[] =>
  writtenNames(invoice).flatMap((name) => {
    const segments = segmentsOf(name);
    return segments.length === 0 || isShort(segments) ? [] : [keyOf(segments), runKeyOf(name)];
  });

const partsOf = ({ invoice }: OpenInvoice): readonly string[] => {
  const part = partOf(segmentsOf(invoice));
  return part !== undefined && isDigits(part) ? [part] : [];
};

const allNames = (open: readonly OpenInvoice[], debtors: readonly DebtorNames[]): readonly Name[] => {
  const told = [
    ...open.map(({ debtor, debtorName }) => ({ debtor, name: debtorName })),
    ...debtors.flatMap(({ debtor, names }) => names.map((name) => ({ debtor, name }))),
  ];
  const once = new Map(told.map(({ debtor, name }) => [JSON.stringify([debtor, name]), { debtor, name }]));
  return [...once.values()].map(({ debtor, name }) => ({ debtor, words: nameWords(name) }));
};
