// The structured references that a text holds, among those of open invoices.
import type { CurrencyIndex } from './candidate-index.ts';
import type { OpenInvoice } from './match.ts';
import { isNordic, isStructured, referenceKey } from './structured-reference.ts';

const longest = 27;

/** Each with the invoices that it belongs to. `clean` is the plain text without other numbers, for references that are digits alone. */
export const readReferences = (
  plain: string,
  clean: string,
  { references }: CurrencyIndex,
): readonly (readonly OpenInvoice[])[] => {
  if (references.size === 0) return [];
  const written = [
    ...joinedPieces(plain).filter(isStructured),
    ...[clean, ...clean.split(/[^A-Z\d]+/)].filter(isNordic),
  ];
  return [...new Set(written.map(referenceKey))].flatMap((key) => {
    const invoices = references.get(key);
    return invoices ? [invoices] : [];
  });
};

/** Neighbouring pieces put together, as references are printed in groups. */
const joinedPieces = (plain: string): readonly string[] => {
  const pieces = plain.match(/[A-Z\d]+/g) ?? [];
  return pieces.flatMap((first, from) => {
    const joined: string[] = [];
    let text = first;
    for (let next = from + 1; text.length <= longest; next += 1) {
      joined.push(text);
      const piece = pieces[next];
      if (piece === undefined) break;
      text += piece;
    }
    return joined;
  });
};
