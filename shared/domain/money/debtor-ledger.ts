// Money of a debtor that names no invoice: what came in, what was put to an invoice's use, what was given back.
import type { IsoDate, IsoInstant } from '../calendar.ts';

export const debtorLedgerKinds = ['payment', 'credit-note', 'credit', 'transfer', 'refund', 'reversal'] as const;
export type DebtorLedgerKind = (typeof debtorLedgerKinds)[number];

/** One entry of a debtor's own ledger. Minor units, never below zero: transfers and refunds are taken off, a reversal carries 0. */
export type DebtorEntry = {
  readonly id: string;
  readonly kind: DebtorLedgerKind;
  readonly amount: number;
  readonly currency: string;
  readonly effective: IsoDate;
  readonly recordedAt: IsoInstant;
  readonly source: string;
  readonly author?: string;
  /** Of a transfer, or of its reversal: the invoice that it went to. */
  readonly invoice?: string;
  /** Of a transfer: the payment that it is a part of. */
  readonly payment?: string;
  /** Of a payment: what the debtor said it is for. */
  readonly wanted?: readonly { readonly invoice: string; readonly amount: number }[];
  readonly of?: string;
};

/**
 * Entries that count. A transfer is taken back with its invoice's side alone, by a reversal that names the invoice; money that came in,
 * by one that names none.
 */
export const standingMoney = (entries: readonly DebtorEntry[]): readonly DebtorEntry[] => {
  const undone = (isOfInvoice: boolean) =>
    new Set(
      entries.flatMap(({ kind, of, invoice }) =>
        kind === 'reversal' && of !== undefined && (invoice !== undefined) === isOfInvoice ? [of] : [],
      ),
    );
  const [transfers, others] = [undone(true), undone(false)];
  return entries.filter(({ id, kind }) => kind !== 'reversal' && !(kind === 'transfer' ? transfers : others).has(id));
};

/** Money not yet put to use, by currency, on the evening of a date. Below zero where a payment that was used has bounced. */
export const creditOn = (entries: readonly DebtorEntry[], date?: IsoDate): Readonly<Record<string, number>> => {
  const credit: Record<string, number> = {};
  for (const { kind, amount, currency, effective } of standingMoney(entries)) {
    if (date !== undefined && effective > date) continue;
    const isOut = kind === 'transfer' || kind === 'refund';
    credit[currency] = (credit[currency] ?? 0) + (isOut ? -amount : amount);
  }
  return credit;
};
