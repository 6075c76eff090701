// Decimal text, exactly: numbers as spreadsheets and JSON write them, and the traces that floating point leaves in them.
import { decimalText } from '#domain/money/money.ts';

/** "1.2345E3" is "1234.5"; undefined for what is no finite number, or has an exponent beyond any amount. */
export const plainDecimal = (number: string): string | undefined => {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(number.trim());
  if (!match) return undefined;
  const [, sign = '', units = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  if (Math.abs(shift) > 40) return undefined;
  const digits = units + fraction;
  const point = units.length + shift;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const whole = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const rest = padded.slice(at).replace(/0+$/, '');
  return `${sign}${whole}${rest === '' ? '' : `.${rest}`}`;
};

/**
 * Rounded half-up to `decimals` where that changes the amount by a millionth or less, as floating point does to
 * 1234.5; undefined where it would change more. Takes plain decimal text without a sign.
 */
export const withoutTraces = (text: string, decimals: number): string | undefined => {
  const [units = '', fraction = ''] = text.split('.');
  if (/^0*$/.test(fraction.slice(decimals))) return text;
  const places = Math.max(fraction.length, 6);
  const exact = BigInt(units + fraction.padEnd(places, '0'));
  const unit = 10n ** BigInt(places - decimals);
  const rounded = (exact * 2n + unit) / (unit * 2n);
  const change = rounded * unit - exact;
  if ((change < 0n ? -change : change) > 10n ** BigInt(places - 6)) return undefined;
  return decimalText(rounded, decimals);
};
