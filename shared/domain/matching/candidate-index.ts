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
  const known = indexesOf(candidates, debtors);
  const none = indexOf([], debtors);
  return (currency) => known.get(currency) ?? none;
};

/** Candidates that change while payments are put to them, one after another. */
export type Candidates = {
  readonly index: CandidateIndex;
  /** What a debtor owes from now on, in place of what it owed; in time of that alone. */
  readonly replace: (debtor: string, owed: readonly OpenInvoice[]) => void;
};

export const keepCandidates = (candidates: readonly OpenInvoice[]): Candidates => {
  const known = indexesOf(candidates, []);
  const none = indexOf([], []);
  return {
    index: (currency) => known.get(currency) ?? none,
    replace: (debtor, owed) => {
      for (const index of known.values()) takeOut(index, debtor);
      for (const [currency, open] of byCurrency(owed)) {
        const index = known.get(currency) ?? indexOf([], []);
        known.set(currency, index);
        putIn(index, open);
      }
    },
  };
};

const byCurrency = (candidates: readonly OpenInvoice[]) =>
  Map.groupBy(
    candidates.filter(({ balance }) => balance > 0),
    ({ currency }) => currency,
  );

const indexesOf = (candidates: readonly OpenInvoice[], debtors: readonly DebtorNames[]) =>
  new Map([...byCurrency(candidates)].map(([currency, open]) => [currency, indexOf(open, debtors)]));

const indexOf = (open: readonly OpenInvoice[], debtors: readonly DebtorNames[]): OwnIndex => {
  const index: OwnIndex = {
    ...{ numbers: new Map(), parts: new Map(), references: new Map() },
    ...{ balances: new Map(), open: new Map(), names: new Map() },
  };
  putIn(index, open, debtors);
  return index;
};

type OwnIndex = { readonly [Lists in keyof CurrencyIndex]: Own<CurrencyIndex[Lists]> };
type Own<Lists> = Lists extends ReadonlyMap<infer Key, readonly (infer Item)[]> ? Map<Key, Item[]> : never;

const putIn = (index: OwnIndex, open: readonly OpenInvoice[], debtors: readonly DebtorNames[] = []): void => {
  for (const invoice of open) {
    for (const [lists, keys] of listings(index, invoice)) for (const key of keys) addTo(lists, key, invoice);
  }
  for (const invoice of open.toSorted(byAge)) addTo(index.open, invoice.debtor, invoice);
  for (const name of allNames(open, debtors)) for (const word of name.words) addTo(index.names, word, name);
};

const takeOut = (index: OwnIndex, debtor: string): void => {
  for (const invoice of index.open.get(debtor) ?? []) {
    for (const [lists, keys] of listings(index, invoice)) for (const key of keys) dropFrom(lists, key, debtor);
    for (const word of nameWords(invoice.debtorName)) dropFrom(index.names, word, debtor);
  }
  index.open.delete(debtor);
};

/** The lists that an invoice is in, and under which keys. */
const listings = (
  { numbers, parts, references, balances }: OwnIndex,
  invoice: OpenInvoice,
): readonly (readonly [Map<string | number, OpenInvoice[]>, ReadonlySet<string | number>])[] => [
  [numbers, new Set(numbersOf(invoice))],
  [parts, new Set(partsOf(invoice))],
  [references, new Set(referencesOf(invoice))],
  [balances, new Set([invoice.balance])],
];

const addTo = <Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void => {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
};

const dropFrom = <Key, Item extends { readonly debtor: string }>(
  lists: Map<Key, Item[]>,
  key: Key,
  debtor: string,
): void => {
  const left = (lists.get(key) ?? []).filter((item) => item.debtor !== debtor);
  if (left.length === 0) lists.delete(key);
  else lists.set(key, left);
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
