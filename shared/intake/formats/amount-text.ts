// How people write amounts: signs, currency signs, thousands and decimal marks; taken apart letter by letter, never as a number.
import { unitOf } from './currency-sign.ts';

export const decimalMarks = ['.', ','] as const;
export type DecimalMark = (typeof decimalMarks)[number];

/** `body` is digits with marks; `unit` the sign or code beside it, empty where there is none. */
export type AmountParts = { readonly isNegative: boolean; readonly unit: string; readonly body: string };

/** Undefined when the text is no amount whatever the marks mean. */
export const splitAmount = (text: string): AmountParts | undefined => {
  const plain = text
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/[\u2019\u02bc]/g, "'")
    .replace(/\s/g, ' ')
    .trim();
  const inside = /^\((.*)\)$/.exec(plain)?.[1];
  const match = shape.exec(inside ?? plain);
  if (!match) return undefined;
  const { first = '', before = '', second = '', body = '', after = '', last = '' } = match.groups ?? {};
  const marks = [first, second, last].filter((mark) => mark !== '');
  const unit = before.trim() || after.trim();
  if (marks.length > 1 || (inside !== undefined && marks.length > 0)) return undefined;
  if (before.trim() !== '' && after.trim() !== '') return undefined;
  if (unit !== '' && unitOf(unit) === undefined) return undefined;
  return { isNegative: inside !== undefined || marks[0] === '-', unit, body: body.trim() };
};

const shape =
  /^(?<first>[-+]?) ?(?<before>[^\d\s.,'()+-][^\d\s,'()+-]{0,3})? ?(?<second>[-+]?) ?(?<body>[.,]?\d[\d.,' ]*?) ?(?<after>[^\d\s.,'()+-][^\d\s,'()+-]{0,3})? ?(?<last>[-+]?)$/;

/** The decimal text of a body when `mark` stands before the decimals and any other groups thousands; else undefined. */
export const readBody = (body: string, mark: DecimalMark): string | undefined => {
  const { plain, grouped } = patterns[mark];
  if (!plain.test(body) && !grouped.test(body)) return undefined;
  const [units = '', decimals] = body.split(mark);
  const digits = units.replace(/\D/g, '') || '0';
  return decimals === undefined ? digits : `${digits}.${decimals}`;
};

const patterns = {
  '.': { plain: /^\d*(?:\.\d+)?$/, grouped: /^[1-9]\d{0,2}([,' ])\d{3}(?:\1\d{3})*(?:\.\d+)?$/ },
  ',': { plain: /^\d*(?:,\d+)?$/, grouped: /^[1-9]\d{0,2}([.' ])\d{3}(?:\1\d{3})*(?:,\d+)?$/ },
} as const;

/** What the amounts of a whole file say about the mark before decimals. */
export type MarkFound =
  | { readonly kind: 'settled'; readonly mark: DecimalMark }
  /** Nothing says which; the example is one that could be read both ways. */
  | { readonly kind: 'open'; readonly example?: string }
  /** One amount is possible only with a point, another only with a comma. */
  | { readonly kind: 'both'; readonly point: string; readonly comma: string };

/** Is told the amounts of a file one by one. */
export const seeMarks = () => {
  let point: string | undefined;
  let comma: string | undefined;
  let example: string | undefined;
  return {
    add: (text: string): void => {
      const body = splitAmount(text)?.body;
      if (body === undefined) return;
      const [asPoint, asComma] = [readBody(body, '.'), readBody(body, ',')];
      if (asPoint !== undefined && asComma !== undefined && asPoint !== asComma) example ??= text;
      if (asPoint !== undefined && asComma === undefined) point ??= text;
      if (asComma !== undefined && asPoint === undefined) comma ??= text;
    },
    found: (): MarkFound => {
      if (point !== undefined && comma !== undefined) return { kind: 'both', point, comma };
      if (point !== undefined) return { kind: 'settled', mark: '.' };
      if (comma !== undefined) return { kind: 'settled', mark: ',' };
      return { kind: 'open', ...(example === undefined ? {} : { example }) };
    },
  };
};
