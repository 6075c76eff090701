// A debtor's payment is put to its invoices one by one, and what a bounced one gave is taken back: what comes next, from what is
// known now. All of it follows from the ledgers, so that whoever asks again, after a crash or at once, goes on where they stand.
import type { DomainEvent } from '../events.ts';
import type { Debtor, Invoice } from '../facts.ts';
import { type DebtorEntry, standingMoney } from './debtor-ledger.ts';
import { leastToSettle } from './least-to-settle.ts';
import { toDecimalText } from './money.ts';
import { offerGift } from './offer-gift.ts';

export type CashEvent =
  | Extract<DomainEvent, { type: 'Credit Applied' | 'Payment Allocated' }>
  | (Extract<DomainEvent, { type: 'Entry Reversed' }> & { readonly detail: { readonly invoice: string } });

/** `open` are invoices of the debtor that owe something, oldest due first; what is not among them gets nothing now. */
export type CashGround = {
  readonly debtor: Debtor;
  readonly money: readonly DebtorEntry[];
  readonly open: readonly Invoice[];
  /** By hand: what came in stays credit until somebody applies it. */
  readonly allocate: 'oldest-first' | 'by-hand';
};

/** Undefined when nothing is to be allocated. */
export const nextCashStep = (ground: CashGround): CashEvent | undefined => {
  const [currency] = ground.debtor.allocating ?? [];
  if (currency === undefined) return undefined;
  const step = takeBack(ground, currency) ?? (ground.allocate === 'by-hand' ? undefined : give(ground, currency));
  if (step) return step;
  const { debtor } = ground.debtor;
  return { type: 'Payment Allocated', detail: { ...named(ground, currency), debtor, currency } };
};

/** The ledger grows with each step, so that its length tells them apart. */
const named = ({ debtor, money }: CashGround, currency: string) => ({
  id: `cash-${debtor.debtor}-${currency}-${money.length}`,
  creditor: debtor.creditor,
});

/** What a payment gave that stands no more; and as long as more was given than there is, whatever was given last. */
const takeBack = (ground: CashGround, currency: string): CashEvent | undefined => {
  const kept = standingMoney(ground.money);
  const given = kept.filter((entry) => entry.kind === 'transfer' && entry.currency === currency).toReversed();
  const payments = new Set(kept.flatMap(({ kind, id }) => (kind === 'payment' ? [id] : [])));
  const isOverdrawn = creditIn(ground, currency) < 0;
  const transfer =
    given.find(({ payment }) => payment !== undefined && !payments.has(payment)) ??
    (isOverdrawn ? given[0] : undefined);
  if (transfer?.invoice === undefined) return undefined;
  return {
    type: 'Entry Reversed',
    detail: { ...named(ground, currency), invoice: transfer.invoice, entry: transfer.id },
  };
};

/** The first payment of which something is left gives to what its debtor named, then to the oldest. */
const give = (ground: CashGround, currency: string): CashEvent | undefined => {
  const credit = creditIn(ground, currency);
  if (credit <= 0) return undefined;
  const owing = ground.open.filter((invoice) => invoice.currency === currency && owedOf(invoice) > 0);
  const uses = usesOf(ground.money);
  for (const payment of standingMoney(ground.money)) {
    if (payment.kind !== 'payment' || payment.currency !== currency) continue;
    const use = uses.get(payment.id);
    const left = Math.min(credit, payment.amount - (use?.total ?? 0));
    const gift = left > 0 ? nextGift(payment, use, left, owing) : undefined;
    if (!gift) continue;
    const amount = toDecimalText({ amount: gift.amount, currency });
    const { effective, id } = payment;
    return {
      type: 'Credit Applied',
      detail: { ...named(ground, currency), invoice: gift.invoice, amount, currency, effective, payment: id },
    };
  }
  return undefined;
};

const nextGift = (payment: DebtorEntry, use: Use | undefined, left: number, owing: readonly Invoice[]) => {
  const welcome = owing.filter(({ invoice }) => !use?.takenFrom.has(invoice));
  for (const { invoice: number, amount } of payment.wanted ?? []) {
    const invoice = welcome.find((each) => each.invoice === number);
    const wanted = amount - (use?.given.get(number) ?? 0);
    if (invoice && wanted > 0) return { invoice: number, amount: Math.min(left, wanted, owedOf(invoice)) };
  }
  const offered = offerGift(welcome, payment.effective, left, use?.given ?? new Map());
  if (offered) return offered;
  const [oldest] = welcome;
  return oldest && { invoice: oldest.invoice, amount: Math.min(left, leastToSettle(oldest, payment.effective)) };
};

/** What was made of a payment. Whoever took it from an invoice again did not want it there. */
type Use = { total: number; readonly given: Map<string, number>; readonly takenFrom: Set<string> };

const usesOf = (money: readonly DebtorEntry[]): ReadonlyMap<string, Use> => {
  const standing = new Set(standingMoney(money));
  const uses = new Map<string, Use>();
  for (const entry of money) {
    const { kind, payment, invoice = '', amount } = entry;
    if (kind !== 'transfer' || payment === undefined) continue;
    const use = uses.get(payment) ?? { total: 0, given: new Map<string, number>(), takenFrom: new Set<string>() };
    uses.set(payment, use);
    if (!standing.has(entry)) {
      use.takenFrom.add(invoice);
      continue;
    }
    use.total += amount;
    use.given.set(invoice, (use.given.get(invoice) ?? 0) + amount);
  }
  return uses;
};

const creditIn = ({ debtor }: CashGround, currency: string): number => debtor.credit[currency] ?? 0;
const owedOf = ({ balance, charges = 0 }: Invoice): number => balance + charges;
