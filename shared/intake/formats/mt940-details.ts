// What :86: tells of an entry, in the three ways of banks: numbered parts (?20), codes between slashes (/REMI/), or free text.
import { isReference } from './bank-payment.ts';
import { oneLine } from './told-values.ts';

export type Details = { readonly payer: string; readonly text: string; readonly isReturn: boolean };

export const detailsOf = (all: readonly string[]): Details => {
  const lines = all.slice(0, mostLines);
  const whole = lines.join('').slice(0, mostLines * longestLine);
  const [, code = '', separator] = /^(\d{3})?([?<>~^|@$!&#])(?=\d{2})/.exec(whole) ?? [];
  if (separator !== undefined) return numbered(whole, code, separator);
  if (/^\/[A-Z]{2,4}\//.test(whole)) return slashed(whole);
  return { payer: '', text: glue(piecesOf(lines, longestLine)), isReturn: false };
};

type Piece = { readonly text: string; readonly isFull: boolean };

/** A line or part that is full was cut there, perhaps within a word; before any other a space has been lost. */
const glue = (pieces: readonly Piece[]): string =>
  oneLine(pieces.map(({ text, isFull }) => (isFull ? text : `${text} `)).join(''));
const piecesOf = (texts: readonly string[], full: number): readonly Piece[] =>
  texts.map((text) => ({ text, isFull: text.length >= full }));
const longestLine = 65;
/** Six are allowed, and some banks write more. */
const mostLines = 60;
const longestPart = 27;

/** German banks: a code of the business case, ?20 to ?29 and ?60 to ?63 for the purpose, ?32 and ?33 for the name. */
const numbered = (whole: string, code: string, separator: string): Details => {
  const parts = new Map<string, string>();
  for (const piece of whole.slice(code.length).split(separator)) {
    const [, number, value = ''] = /^(\d{2})(.*)$/.exec(piece) ?? [];
    // A separator that no number follows belongs to the text.
    const last = [...parts.keys()].at(-1);
    if (number !== undefined) parts.set(number, value);
    else if (last !== undefined) parts.set(last, `${parts.get(last)}${separator}${piece}`);
  }
  const numbers = [...parts.keys()].filter((number) => /^(2\d|6[0-3])$/.test(number)).sort();
  const purpose = purposeOf(numbers.flatMap((number) => parts.get(number) ?? []));
  const names = ['32', '33'].flatMap((number) => parts.get(number) || []);
  return { payer: glue(piecesOf(names, longestPart)), text: purpose, isReturn: returns.includes(code) };
};

/** Direct debits that came back (108, 109), transfers that did (159), and what a bank gives back for a debit (181, 184). */
const returns: readonly string[] = ['108', '109', '159', '181', '184'];

/** SEPA names the pieces of a purpose, each at the beginning of a part: SVWZ+ is what the payer wrote, EREF+ its reference. */
const purposeOf = (parts: readonly string[]): string => {
  const named = new Map<string, Piece[]>();
  let current = '';
  for (const { text, isFull } of piecesOf(parts, longestPart)) {
    const [, name, rest] = /^([A-Z]{3,4})\+(.*)$/.exec(text) ?? [];
    current = name ?? current;
    named.set(current, [...(named.get(current) ?? []), { text: rest ?? text, isFull }]);
  }
  const told = ['SVWZ', '', 'EREF', 'KREF'].map((name) => glue(named.get(name) ?? []));
  return told.find(isReference) ?? '';
};

const slashCodes =
  /\/(TRTP|RTYP|IBAN|BIC|CSID|NAME|MARF|REMI|EREF|PREF|KREF|ORDP|BENM|CNTP|ADDR|ID|PURP|ISDT|RTRN|TRCD|BUSP|ULTC|ULTD|ULTB|INIT|OCMT|EXCH|CHGS|SVCL)\//;

/** Dutch banks: /NAME/ or the third place of /CNTP/ for the name, /REMI/ for what the payer wrote, /RTRN/ where it came back. */
const slashed = (whole: string): Details => {
  const told = new Map<string, string>();
  const pieces = whole.split(slashCodes);
  for (let index = 1; index < pieces.length; index += 2) told.set(pieces[index] ?? '', pieces[index + 1] ?? '');
  const text = [
    (told.get('REMI') ?? '').replace(/^(USTD\/\/|STRD\/[A-Z]*\/)/, '').replace(/\/+$/, ''),
    (told.get('EREF') ?? '').replace(/\/+$/, ''),
  ].map(oneLine);
  const name = told.get('NAME') ?? told.get('CNTP')?.split('/')[2] ?? '';
  return { payer: oneLine(name.replace(/\/+$/, '')), text: text.find(isReference) ?? '', isReturn: told.has('RTRN') };
};
