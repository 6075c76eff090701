// Where things stand on a letter for an envelope with a window: DIN 5008:2020, form B, for DL (110 × 220 mm) and C6/5, window on the left.
import type { PostalAddress } from '#domain/postal-address.ts';
import { addressLines } from '#domain/postal-address.ts';
import type { Language } from '#domain/vocabulary.ts';

/** From millimetres to the points of a PDF. */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

/** In millimetres from the left and the upper edge of an A4 sheet. */
export const places = {
  margin: { left: 25, right: 20, top: 27, bottom: 22 },
  /** The address field is 85 × 45 mm, from 20 and 45 on; what stands in it keeps 5 mm from its side. */
  window: { left: 25, width: 75 },
  /** 17.7 mm for the sender and marks of the post, 27.3 mm for the recipient. */
  mark: 48.5,
  sender: 57,
  recipient: 63,
  recipientHeight: 27.3,
  facts: { left: 125, top: 50, width: 65 },
  subject: 98.5,
  folds: [105, 210],
  hole: 148.5,
} as const;

/** The creditor writes home: another country than that of the law it works under is named on the envelope. */
export const recipientLines = (
  name: string,
  address: PostalAddress,
  { country, language }: { readonly country: string | undefined; readonly language: Language },
): readonly string[] => {
  const isAbroad = address.country !== undefined && address.country !== country;
  const below = addressLines(address, isAbroad ? countryName(address.country, language) : undefined);
  return [...nameLines(name, mostLines - below.length), ...below];
};

const countryName = (code: string, language: Language): string =>
  new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;

/** In the part of the window that is the recipient's. */
const mostLines = 7;
const mostNameCharacters = 46;

/** Two lines or more: the door is found by the address, and a name of two hundred characters is cut. */
const nameLines = (name: string, most: number): readonly string[] => {
  const lines = wrapped(name);
  const last = lines[most - 1] ?? '';
  return lines.length <= most
    ? lines
    : [...lines.slice(0, most - 1), `${last.slice(0, mostNameCharacters - 1).trimEnd()}…`];
};

const wrapped = (text: string): readonly string[] => {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || longer.length <= mostNameCharacters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
};

/** Points at which the widest line fits the window, by how wide letters are in Roboto; between 7 and 10. */
export const fittingSize = (lines: readonly string[]): number => {
  const widest = Math.max(...lines.map(emsOf));
  const fitting = Math.floor((mm(places.window.width) / widest) * 2) / 2;
  return Math.min(10, Math.max(7, fitting));
};

const emsOf = (line: string): number =>
  [...line].reduce((sum, letter) => {
    if (/[MW@]/.test(letter)) return sum + 0.9;
    if (/\p{Lu}/u.test(letter)) return sum + 0.66;
    return sum + (/[\s.,;:'ijlftI|]/.test(letter) ? 0.3 : 0.56);
  }, 0);
