// A debtor's payment is put to its invoices one by one, and one that bounced is taken back: what comes next, from what is known
// now. Asked again after a crash, it goes on where the ledgers stand.
import type { DomainEvent } from '../events.ts';
import type { Debtor, Invoice } from '../facts.ts';
import { type DebtorEntry, standingMoney } from './debtor-ledger.ts';
import { toDecimalText } from './money.ts';

export type CashEvent = Extract<DomainEvent, { type: 'Credit Applied' | 'Entry Reversed' | 'Payment Allocated' }>;

/** `open` are invoices of the debtor that owe something, oldest due first; what is not among them gets nothing now. */
export type CashGround = {
  readonly debtor: Debtor;
  readonly money: readonly DebtorEntry[];
  readonly open: readonly Invoice[];
  /** By hand: what came in stays credit until somebody applies it. */
  readonly allocate: 'oldest-first' | 'by-hand';
};

/** Undefined when no cash waits. */
export const nextCashStep = (ground: CashGround): CashEvent | undefined => {
  const { debtor, allocate } = ground;
  const [currency, cash = 0] = Object.entries(debtor.cash ?? {})[0] ?? [];
  if (currency === undefined) return undefined;
  const step =
    cash < 0 ? takeBack(ground, currency) : allocate === 'by-hand' ? undefined : apply(ground, currency, cash);
  return step ?? { type: 'Payment Allocated', detail: { ...named(ground, currency), debtor: debtor.debtor, currency } };
};

/** The ledger grows with each step, so that its length tells them apart. */
const named = ({ debtor, money }: CashGround, currency: string) => ({
  id: `cash-${debtor.debtor}-${currency}-${money.length}`,
  creditor: debtor.creditor,
});

/** Those of a payment that does not stand any more, the latest first; then the latest of any. */
const takeBack = (ground: CashGround, currency: string): CashEvent | undefined => {
  const kept = standingMoney(ground.money);
  const transfers = kept.filter(({ kind, currency: of }) => kind === 'transfer' && of === currency).toReversed();
  const payments = new Set(kept.filter(({ kind }) => kind === 'payment').map(({ id }) => id));
  const transfer = transfers.find(({ payment = '' }) => !payments.has(payment)) ?? transfers[0];
  if (transfer?.invoice === undefined) return undefined;
  return {
    type: 'Entry Reversed',
    detail: { ...named(ground, currency), invoice: transfer.invoice, entry: transfer.id },
  };
};

const apply = (ground: CashGround, currency: string, cash: number): CashEvent | undefined => {
  const owing = ground.open.filter((invoice) => invoice.currency === currency && owedOf(invoice) > 0);
  const payment = unusedPayment(ground.money, currency);
  const wish = payment && nextWish(payment, ground.money, owing);
  const invoice = wish?.invoice ?? owing[0];
  if (!invoice) return undefined;
  const most = Math.min(cash, wish?.amount ?? cash, owedOf(invoice));
  const amount = toDecimalText({ amount: most, currency });
  return {
    type: 'Credit Applied',
    detail: {
      ...named(ground, currency),
      invoice: invoice.invoice,
      amount,
      currency,
      ...(payment ? { effective: payment.effective, payment: payment.id } : {}),
    },
  };
};

const owedOf = ({ balance, charges = 0 }: Invoice): number => balance + charges;

/** The first payment of which something is left. */
const unusedPayment = (money: readonly DebtorEntry[], currency: string): DebtorEntry | undefined =>
  standingMoney(money).find(
    (entry) => entry.kind === 'payment' && entry.currency === currency && usedOf(entry, money) < entry.amount,
  );

const usedOf = ({ id }: DebtorEntry, money: readonly DebtorEntry[], invoice?: string): number =>
  standingMoney(money)
    .filter(
      (each) => each.kind === 'transfer' && each.payment === id && (invoice === undefined || each.invoice === invoice),
    )
    .reduce((sum, { amount }) => sum + amount, 0);

/** What the debtor said that the payment is for, as far as it is still owed and was not given yet. */
const nextWish = (payment: DebtorEntry, money: readonly DebtorEntry[], owing: readonly Invoice[]) => {
  for (const { invoice: number, amount } of payment.wanted ?? []) {
    const invoice = owing.find((each) => each.invoice === number);
    const left = amount - usedOf(payment, money, number);
    if (invoice && left > 0) return { invoice, amount: left };
  }
  return undefined;
};
