// The alphabet of the plain SMS (3GPP TS 23.038): what fits in it, what comes closest, and how many segments a text takes.

export type Segments = { readonly alphabet: 'gsm7' | 'ucs2'; readonly units: number; readonly segments: number };

/** Counts as phones do: 160 septets alone and 153 in a chain, or 70 and 67 UTF-16 units when a character is foreign. */
export const segmentsOf = (text: string): Segments => {
  const characters = [...text];
  if (!characters.every((character) => basic.has(character) || extended.has(character))) {
    // A pair of surrogates is not split between segments, which the count of units alone would allow.
    return {
      alphabet: 'ucs2',
      units: text.length,
      segments: text.length <= 70 ? 1 : chain(characters, (c) => c.length, 67),
    };
  }
  const width = (character: string): number => (extended.has(character) ? 2 : 1);
  const units = characters.reduce((sum, character) => sum + width(character), 0);
  return { alphabet: 'gsm7', units, segments: units <= 160 ? 1 : chain(characters, width, 153) };
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

const chain = (characters: readonly string[], width: (character: string) => number, capacity: number): number => {
  let segments = 1;
  let used = 0;
  for (const character of characters) {
    if (used + width(character) > capacity) {
      segments += 1;
      used = 0;
    }
    used += width(character);
  }
  return segments;
};
