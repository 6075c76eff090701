// Whether the entries of MT940 statements add up to their closing balances, so that a file that was cut is noticed.
import { BadInput } from '#domain/errors.ts';
import { parseAmount } from '#domain/money/money.ts';

/** Is shown every field in order; tells of each statement or page that does not close or does not add up. */
export const mt940Balance = (): {
  readonly see: (tag: string, line: string) => void;
  readonly warnings: () => readonly string[];
} => {
  let statement = 0;
  let open: { readonly currency: string; total: number | undefined } | undefined;
  const warnings: string[] = [];
  const notClosed = (): void => {
    if (open !== undefined) warnings.push(`statement ${statement} has no closing balance: the file may have been cut`);
    open = undefined;
  };
  return {
    see: (tag, line) => {
      if (tag === '60F' || tag === '60M') {
        notClosed();
        statement += 1;
        const [, mark = '', currency = '', figures = ''] = balance.exec(line) ?? [];
        open = { currency, total: signed(mark, figures, currency) };
      }
      if (tag === '61' && open?.total !== undefined) {
        const [, mark = '', figures = ''] = entry.exec(line) ?? [];
        const moved = signed(mark, figures, open.currency);
        open.total = moved === undefined ? undefined : open.total + moved;
      }
      if ((tag === '62F' || tag === '62M') && open !== undefined) {
        const [, mark = '', , figures = ''] = balance.exec(line) ?? [];
        if (signed(mark, figures, open.currency) !== open.total) {
          warnings.push(`the entries of statement ${statement} do not add up to its closing balance`);
        }
        open = undefined;
      }
    },
    warnings: () => {
      notClosed();
      return warnings;
    },
  };
};

const balance = /^([CD])\d{6}([A-Z]{3})(\d{1,15},\d*)/;
const entry = /^\d{6}(?:\d{4})?(R[CD]|E[CD]|[CD])[A-Z]?(\d{1,15},\d*)/;

/** Minor units; undefined where it cannot be read. What is only expected moves nothing. */
const signed = (mark: string, figures: string, currency: string): number | undefined => {
  if (mark.startsWith('E')) return 0;
  try {
    const { amount } = parseAmount(figures.replace(/,$/, '').replace(',', '.'), currency);
    return mark === 'C' || mark === 'RD' ? amount : -amount;
  } catch (error) {
    if (error instanceof BadInput) return undefined;
    throw error;
  }
};
