// Text as matching compares it: capitals without accents.

const undivided: Readonly<Record<string, string>> = { Ø: 'O', Æ: 'AE', Œ: 'OE', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'TH' };

export const plainText = (text: string): string =>
  text
    // "Nº1001" would become NO1001.
    .replace(/[ºª°]/g, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[ØÆŒŁĐÐÞ]/g, (letter) => undivided[letter] ?? letter);
