// Comparing a part of an amount with a percentage, exactly.

/** Whether `part` is less than `percent` (decimal text, up to four decimals, such as "12.5") of `whole`; both in minor units. */
export const isShareBelow = (part: number, whole: number, percent: string): boolean => {
  const [units = '0', fraction = ''] = percent.split('.');
  const share = BigInt(`${units}${fraction.padEnd(4, '0')}`);
  return BigInt(part) * 1_000_000n < BigInt(whole) * share;
};
