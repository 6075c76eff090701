// The invoice numbers that a text names, among those that are open.
import type { CurrencyIndex } from './candidate-index.ts';
import { isDigits, isShort, isYear, keyOf, lengthOf, runKeyOf, segmentsOf } from './invoice-number.ts';
import type { OpenInvoice } from './match.ts';

/** One number: the invoices that it may be, and how long it is without leading zeros. */
export type NamedNumber = { readonly invoices: readonly OpenInvoice[]; readonly length: number };
export type NumbersRead = {
  readonly named: readonly NamedNumber[];
  readonly parts: readonly OpenInvoice[];
  /** The text also has a number that is no open invoice: paid before, mistyped, or another's. */
  readonly hasOthers: boolean;
};

type Found = Map<string, NamedNumber>;

/** Words that come before a number and are no part of it, unless the number is known with them. */
const leads = new Set(
  'FACTURA FACTURAS FACT FACTS FAC FRA FRAS FTRA FCT FT FATURA FATURAS INVOICE INVOICES INV NF NFE NO NUM NRO NR N REF DOC RECIBO BOLETA PAGO'.split(
    ' ',
  ),
);
/** Letters that join two numbers more often than they begin one. */
const joining = new Set(['A', 'E', 'O', 'U', 'Y']);
const longestRun = 4;
const mostAtoms = 16;

/** Of plain text without other numbers. */
export const readNumbers = (text: string, index: CurrencyIndex): NumbersRead => {
  const found: Found = new Map();
  const stretches = text.split(/[^\p{L}\d\s\-/._]+/u).map(wordsOf);
  const unread = stretches.flatMap((words) => {
    const across = findAcross(words, index, found);
    return words.filter((word, at) => !findInWord(word, index, found) && !across.has(at) && isLikeNumber(word));
  });
  const isWhole =
    found.size === 0 && stretches.length === 1 && !isWordAndYear(segmentsOf(text)) && findRun(text, index, found);
  const digits = stretches.flat().filter((word) => isDigits(word) && !isYear(word));
  const parts = new Set(digits.flatMap((word) => partsNamed(word, index)));
  return { named: [...found.values()], parts: [...parts], hasOthers: unread.length > 0 && !isWhole };
};

const wordsOf = (stretch: string): readonly string[] =>
  stretch
    .split(/\s+/)
    .map((word) => word.replace(/^[-/._]+|[-/._]+$/g, ''))
    .filter((word) => word !== '');

/** Four digits, or three after a letter, that are no year. */
const isLikeNumber = (word: string): boolean => /\d{4}|\p{L}[-/._]?\d{3}/u.test(word) && !isYear(word);

/** Of what is said to be an invoice number: it may look like a year or a date. */
export const readTold = (text: string, index: CurrencyIndex): NumbersRead => {
  const segments = segmentsOf(text);
  const found: Found = new Map();
  if (!find(keyOf(segments), segments, index, found)) find(runKeyOf(text), segments, index, found);
  const parts = segments.length === 1 ? partsNamed(segments[0] ?? '', index) : [];
  return { named: [...found.values()], parts, hasOthers: found.size === 0 };
};

const partsNamed = (word: string, index: CurrencyIndex): readonly OpenInvoice[] =>
  index.parts.get(keyOf(segmentsOf(word))) ?? [];

const find = (key: string, segments: readonly string[], index: CurrencyIndex, found: Found): boolean => {
  const invoices = index.numbers.get(key);
  if (invoices === undefined || isShort(segments)) return false;
  found.set(key, { invoices, length: lengthOf(segments) });
  return true;
};

const findRun = (text: string, index: CurrencyIndex, found: Found): boolean => {
  const key = runKeyOf(text);
  return /\d/.test(key) && !isYear(key) && find(key, segmentsOf(text), index, found);
};

/** A word is one number, or leads and numbers to its end: "FACT1001/1002". What has more to it names nothing: "XF1001". */
const findInWord = (word: string, index: CurrencyIndex, found: Found): boolean => {
  if (!/\d/.test(word)) return false;
  const atoms = atomsOf(word);
  const runs = (atoms.length > mostAtoms ? undefined : explain(atoms, 0, index)) ?? [];
  for (const run of runs) find(keyOf(run), run, index, found);
  return runs.length > 0 || findRun(word, index, found);
};

type Atom = { readonly text: string; readonly isJoined: boolean };

const atomsOf = (word: string): readonly Atom[] =>
  word.split(/[-/._]+/).flatMap((token) => segmentsOf(token).map((text, place) => ({ text, isJoined: place > 0 })));

/** The longest numbers first. A number begins with the word, after a sign, or after a lead. */
const explain = (
  atoms: readonly Atom[],
  from: number,
  index: CurrencyIndex,
): readonly (readonly string[])[] | undefined => {
  if (from === atoms.length) return [];
  const first = atoms[from];
  if (first === undefined || (first.isJoined && !leads.has(atoms[from - 1]?.text ?? ''))) return undefined;
  for (let to = atoms.length; to > from; to -= 1) {
    const run = atoms.slice(from, to).map(({ text }) => text);
    if (atoms[to]?.isJoined || !isNumber(run, index)) continue;
    const rest = explain(atoms, to, index);
    if (rest) return [run, ...rest];
  }
  return leads.has(first.text) ? explain(atoms, from + 1, index) : undefined;
};

const isNumber = (run: readonly string[], index: CurrencyIndex): boolean => {
  const bare = run.join('');
  return /\d/.test(bare) && !isYear(bare) && !isShort(run) && index.numbers.has(keyOf(run));
};

/** Numbers written with spaces: "FV 2026 0012". Says which of the words are in one. */
const findAcross = (words: readonly string[], index: CurrencyIndex, found: Found): ReadonlySet<number> => {
  const segments = words.map(segmentsOf);
  const used = new Set<number>();
  for (let from = 0; from < words.length; from += 1) {
    if (joining.has(words[from] ?? '')) continue;
    for (let to = from + 2; to <= Math.min(words.length, from + longestRun); to += 1) {
      const run = withoutLead(segments.slice(from, to).flat(), index);
      if (!isNumber(run, index) || isWordAndYear(run)) continue;
      find(keyOf(run), run, index, found);
      for (let at = from; at < to; at += 1) used.add(at);
    }
  }
  return used;
};

/** "Fra.2026 0012". */
const withoutLead = (run: readonly string[], index: CurrencyIndex): readonly string[] =>
  leads.has(run[0] ?? '') && !isNumber(run, index) ? run.slice(1) : run;

/** "ENERO 2026" is a month even where an invoice is called that. */
const isWordAndYear = (run: readonly string[]): boolean =>
  run.length === 2 && !isDigits(run[0] ?? '') && isYear(run[1] ?? '');
