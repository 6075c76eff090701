// Credit of a debtor put to an invoice, or taken back from it: the debtor's side of what happens on the invoice's ledger.
import { BadInput } from '../errors.ts';
import type { Debtor, Invoice } from '../facts.ts';
import type { DebtorEntry } from '../money/debtor-ledger.ts';
import { type LedgerEntry, standing } from '../money/ledger.ts';
import { toDecimalText } from '../money/money.ts';
import type { MoneyEvent } from './invoice-event.ts';

/** `gained` is what the debtor's credit gains by it, in minor units. */
export type Transfer = { readonly entry: DebtorEntry; readonly gained: number };

/** Of an entry new to the invoice, whose ledger was `entries` before. Throws BadInput when more is put to use than there is. */
export const transferOf = (
  event: MoneyEvent,
  entry: LedgerEntry,
  { invoice, entries, debtor }: { invoice: Invoice; entries: readonly LedgerEntry[]; debtor: Debtor },
): Transfer | undefined => {
  const { id, kind, amount, currency, effective, recordedAt, source } = entry;
  const same = { id, currency, effective, recordedAt, source, invoice: invoice.invoice };
  if (event.type === 'Credit Applied') {
    // It was taken back before it came: nothing moves.
    if (!standing([...entries, entry]).includes(entry)) return undefined;
    refuseMoreThanCredit(amount, currency, debtor);
    const { payment } = event.detail;
    const part = payment === undefined ? {} : { payment };
    return { entry: { ...same, kind: 'transfer', amount, ...part }, gained: -amount };
  }
  const undone = kind === 'reversal' ? standing(entries).find((each) => each.id === entry.of) : undefined;
  if (undone?.kind !== 'transfer') return undefined;
  return { entry: { ...same, kind: 'reversal', amount: 0, of: undone.id }, gained: undone.amount };
};

/** Of credit that is put to use or paid back. */
export const refuseMoreThanCredit = (amount: number, currency: string, { debtor, credit }: Debtor): void => {
  const there = Math.max(0, credit[currency] ?? 0);
  if (amount <= there) return;
  const inWords = (minor: number) => `${toDecimalText({ amount: minor, currency })} ${currency}`;
  throw new BadInput(
    'more-than-credit',
    `debtor ${debtor} has a credit of ${inWords(there)}, less than ${inWords(amount)}; use or refund at most what is there`,
  );
};
