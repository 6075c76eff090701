// The alphabet of the plain SMS (3GPP TS 23.038): what fits in it, what comes closest, and how many segments a text takes.

export type Segments = { readonly alphabet: 'gsm7' | 'ucs2'; readonly units: number; readonly segments: number };

/** Counts as phones do: 160 septets alone and 153 in a chain, or 70 and 67 UTF-16 units when a character is foreign. */
export const segmentsOf = (text: string): Segments => {
  const { alphabet, units, places } = layout(text);
  return { alphabet, units, segments: (places.at(-1) ?? 0) + 1 };
};

/** Whether one segment holds all of a part of the text. */
export const isWhole = (text: string, part: string): boolean => {
  const start = text.indexOf(part);
  if (start < 0) return false;
  const { places } = layout(text);
  const first = [...text.slice(0, start)].length;
  return places[first] === places[first + [...part].length - 1];
};

/** The segment of each character, from 0. */
const layout = (text: string) => {
  const characters = [...text];
  if (!characters.every((character) => fits(character))) {
    // A pair of surrogates is not split between segments, which the count of units alone would allow.
    const width = (character: string): number => character.length;
    const places = text.length <= 70 ? characters.map(() => 0) : chain(characters, width, 67);
    return { alphabet: 'ucs2' as const, units: text.length, places };
  }
  const width = (character: string): number => (extended.has(character) ? 2 : 1);
  const units = characters.reduce((sum, character) => sum + width(character), 0);
  const places = units <= 160 ? characters.map(() => 0) : chain(characters, width, 153);
  return { alphabet: 'gsm7' as const, units, places };
};

/** The text with letters that the alphabet lacks in their plain form ("María" is "Maria"); others, such as 山, stay. */
export const toGsm7 = (text: string): string =>
  [...text.normalize('NFC')].map((character) => (fits(character) ? character : plain(character))).join('');

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('\f^{}\\[~]|€');
const substitutes: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '\t': ' ',
  '\u200b': '',
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '´': "'",
  '`': "'",
  '–': '-',
  '—': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '…': '...',
  '·': '-',
  '•': '-',
  º: 'o',
  ª: 'a',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  œ: 'oe',
  Œ: 'OE',
  ı: 'i',
};

const fits = (character: string): boolean => basic.has(character) || extended.has(character);

const plain = (character: string): string => {
  const substitute = substitutes[character];
  if (substitute !== undefined) return substitute;
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '');
  return bare !== '' && [...bare].every(fits) ? bare : character;
};

const chain = (
  characters: readonly string[],
  width: (character: string) => number,
  capacity: number,
): readonly number[] => {
  let segment = 0;
  let used = 0;
  return characters.map((character) => {
    if (used + width(character) > capacity) {
      segment += 1;
      used = 0;
    }
    used += width(character);
    return segment;
  });
};
