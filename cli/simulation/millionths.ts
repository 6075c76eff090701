// Sums of prices, in millionths of a currency, as decimal text.
const perUnit = 1_000_000;

/** "2.5" of 2,500,000. */
export const millionthsToText = (millionths: number): string => {
  const digits = String(Math.abs(Math.round(millionths))).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${millionths < 0 ? '-' : ''}${digits.slice(0, -6)}${fraction === '' ? '' : `.${fraction}`}`;
};

/** To the hundredth, for sums. */
export const millionthsRounded = (millionths: number): string => (millionths / perUnit).toFixed(2);
