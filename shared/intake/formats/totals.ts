// The sums of what was accepted, exactly, by currency: invoices less credit notes, or payments where there are no invoices.
import { decimalsOf, decimalText } from '#domain/money/money.ts';
import type { ParsedFile } from './parsed-file.ts';

export const totalsOf = ({ invoices, payments }: ParsedFile): Readonly<Record<string, string>> => {
  const sums = new Map<string, bigint>();
  const add = (amount: string, currency: string, sign: bigint): void => {
    sums.set(currency, (sums.get(currency) ?? 0n) + sign * minorUnits(amount, currency));
  };
  for (const { kind, amount, currency } of invoices) add(amount, currency, kind === 'invoice' ? 1n : -1n);
  if (invoices.length === 0) for (const { amount, currency } of payments) add(amount, currency, 1n);
  return Object.fromEntries(
    [...sums].sort().map(([currency, sum]) => [currency, decimalText(sum, decimalsOf(currency))]),
  );
};

const minorUnits = (amount: string, currency: string): bigint => {
  const [units = '0', fraction = ''] = amount.split('.');
  return BigInt(units + fraction.padEnd(decimalsOf(currency), '0'));
};
