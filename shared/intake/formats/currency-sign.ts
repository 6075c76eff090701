// Which currency a sign or a code beside an amount stands for, where it stands for one alone.
import { isCurrency } from '#domain/money/money.ts';

/** `several` for signs that many countries use: they say nothing against a currency that is told elsewhere. */
export type Unit = { readonly currency: string } | 'several';

/** Undefined for what is neither. */
export const unitOf = (text: string): Unit | undefined => {
  const written = text.trim().toUpperCase().replace(/\.$/, '');
  if (isCurrency(written)) return { currency: written };
  const currency = signs[written];
  if (currency !== undefined) return { currency };
  return shared.has(written) ? 'several' : undefined;
};

const signs: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  R$: 'BRL',
  'S/': 'PEN',
  US$: 'USD',
  U$S: 'USD',
  MX$: 'MXN',
  '₡': 'CRC',
  '₲': 'PYG',
  '₹': 'INR',
  ZŁ: 'PLN',
};
const shared: ReadonlySet<string> = new Set(['$', '¥', 'KR', 'BS', 'Q', 'L']);
