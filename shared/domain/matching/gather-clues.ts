// What a payment tells of each debtor: references and numbers of its invoices, its name, an amount that it owes.
import type { CurrencyIndex, Name } from './candidate-index.ts';
import type { IncomingPayment, OpenInvoice } from './match.ts';
import { isSaidIn, type Likeness, likenessOf } from './name-likeness.ts';
import { nameWords } from './name-words.ts';
import { plainText } from './plain-text.ts';
import { type NumbersRead, readNumbers, readTold } from './read-numbers.ts';
import { readReferences } from './read-references.ts';
import { longNumber } from './weights.ts';
import { withoutOtherNumbers } from './without-other-numbers.ts';

export type Clues = {
  readonly debtor: string;
  /** Each told name with the debtor's invoices that it may mean. */
  readonly byReference: (readonly OpenInvoice[])[];
  readonly byNumber: (readonly OpenInvoice[])[];
  /** One of the numbers is long and nobody else's. */
  isNumberEnough: boolean;
  /** A text that has one of the numbers has another that is not open. */
  hasOthers: boolean;
  readonly parts: Set<OpenInvoice>;
  name?: Likeness;
};

type ByDebtor = Map<string, Clues>;

/** A debtor that only owes the amount comes without any other clue. */
export const gatherClues = (payment: IncomingPayment, index: CurrencyIndex): readonly Clues[] => {
  const clues: ByDebtor = new Map();
  const plain = plainText(payment.reference);
  const clean = withoutOtherNumbers(plain, payment);
  const told = (payment.invoices ?? []).map(plainText);
  for (const [whole, bare] of [[plain, clean] as const, ...told.map((each) => [each, each] as const)])
    for (const invoices of readReferences(whole, bare, index)) addReference(clues, invoices);
  const read = told.map((each) => readTold(each, index));
  const isOneNotOpen = read.some(({ hasOthers }) => hasOthers);
  for (const numbers of [readNumbers(clean, index), ...read])
    addNumbers(clues, { ...numbers, hasOthers: numbers.hasOthers || isOneNotOpen });
  addNames(clues, payment, index);
  for (const { debtor } of index.balances.get(payment.amount) ?? []) cluesOf(clues, debtor);
  return [...clues.values()];
};

const cluesOf = (clues: ByDebtor, debtor: string): Clues => {
  const known = clues.get(debtor);
  if (known) return known;
  const none: Clues = {
    debtor,
    byReference: [],
    byNumber: [],
    isNumberEnough: false,
    hasOthers: false,
    parts: new Set(),
  };
  clues.set(debtor, none);
  return none;
};

const byDebtor = (invoices: readonly OpenInvoice[]) => Map.groupBy(invoices, ({ debtor }) => debtor);

const addReference = (clues: ByDebtor, invoices: readonly OpenInvoice[]): void => {
  for (const [debtor, own] of byDebtor(invoices)) cluesOf(clues, debtor).byReference.push(own);
};

const addNumbers = (clues: ByDebtor, { named, parts, hasOthers }: NumbersRead): void => {
  for (const { invoices, length } of named) {
    const owners = byDebtor(invoices);
    for (const [debtor, own] of owners) {
      const known = cluesOf(clues, debtor);
      known.byNumber.push(own);
      known.hasOthers ||= hasOthers;
      if (owners.size === 1 && length >= longNumber) known.isNumberEnough = true;
    }
  }
  for (const invoice of parts) cluesOf(clues, invoice.debtor).parts.add(invoice);
};

const rank: Readonly<Record<Likeness, number>> = { 'name-equal': 3, 'name-within': 2, 'name-alike': 1 };

/** Where nobody is told as the payer, the text may say a name in whole. */
const addNames = (clues: ByDebtor, { payer, reference }: IncomingPayment, index: CurrencyIndex): void => {
  const told = nameWords(payer);
  const isTold = told.size > 0;
  const words = isTold ? told : nameWords(reference);
  const names = new Set<Name>();
  for (const word of words) for (const name of index.names.get(word) ?? []) names.add(name);
  for (const { debtor, words: name } of names) {
    const likeness = isTold ? likenessOf(words, name) : isSaidIn(words, name) ? 'name-within' : undefined;
    if (likeness === undefined) continue;
    const known = cluesOf(clues, debtor);
    if (known.name === undefined || rank[likeness] > rank[known.name]) known.name = likeness;
  }
};
