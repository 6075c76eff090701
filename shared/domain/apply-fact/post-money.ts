// Money facts of an invoice as entries of its ledger, with what they do to what is owed and to the debtor's credit.
import type { IsoInstant } from '../calendar.ts';
import type { ClaimedCharge } from '../decision.ts';
import { BadInput } from '../errors.ts';
import type { Invoice } from '../facts.ts';
import { type Balances, balancesOn, chargesOf } from '../money/balances.ts';
import type { LedgerEntry } from '../money/ledger.ts';
import { parseAmount } from '../money/money.ts';
import { type StandingOffer, standingOffers } from '../money/offers.ts';
import type { InvoiceChange, KnownInvoice, MoneyEvent } from './invoice-event.ts';

/** The entry that an event brings. */
export const entryOf = (
  event: MoneyEvent,
  { invoice, entries, order = 'principal-first' }: Pick<KnownInvoice, 'invoice' | 'entries' | 'order'>,
  now: IsoInstant,
): LedgerEntry => {
  const { detail } = event;
  const entry = {
    id: detail.id,
    currency: invoice.currency,
    effective: detail.effective ?? now.slice(0, 10),
    recordedAt: now,
    source: detail.id,
    ...(detail.by === undefined ? {} : { author: detail.by }),
  };
  switch (event.type) {
    case 'Payment Received':
    case 'Credit Note Issued':
    case 'Credit Applied': {
      const kind = moneyKindOf[event.type];
      const amount = amountIn(invoice, event.detail);
      return { ...entry, kind, amount, ...(order === 'principal-first' ? {} : { order }) };
    }
    case 'Payment Reversed':
      return { ...entry, kind: 'reversal', amount: 0, of: event.detail.payment };
    case 'Entry Reversed':
      return { ...entry, kind: 'reversal', amount: 0, of: event.detail.entry, ...reasonOf(event.detail) };
    case 'Charge Waived': {
      const { component } = event.detail;
      const amount = reliefOf(invoice, event.detail, balancesOn(entries)[component]);
      return { ...entry, kind: 'waiver', amount, component, ...reasonOf(event.detail) };
    }
    case 'Discount Granted': {
      const amount = reliefOf(invoice, event.detail, balancesOn(entries).principal);
      return { ...entry, kind: 'discount', amount, component: 'principal', ...reasonOf(event.detail) };
    }
    case 'Debt Written Off': {
      const owed = invoice.balance + (invoice.charges ?? 0);
      return { ...entry, kind: 'write-off', amount: reliefOf(invoice, event.detail, owed), ...reasonOf(event.detail) };
    }
  }
};

const moneyKindOf = {
  'Payment Received': 'payment',
  'Credit Note Issued': 'credit-note',
  'Credit Applied': 'transfer',
} as const;

const reasonOf = ({ reason }: { readonly reason?: string | undefined }) => (reason === undefined ? {} : { reason });

type Stated = { readonly amount?: string | undefined; readonly currency?: string | undefined };

const amountIn = (invoice: Invoice, { amount = '', currency }: Stated): number =>
  parseAmount(amount, sameCurrency(invoice, currency)).amount;

/** All that is owed of it where no amount is given; never more. Throws BadInput when nothing is owed. */
const reliefOf = (invoice: Invoice, stated: Stated, owed: number): number => {
  if (owed <= 0)
    throw new BadInput('nothing-to-relieve', `invoice ${invoice.invoice} owes nothing of what would be let go`);
  return stated.amount === undefined ? owed : Math.min(owed, amountIn(invoice, stated));
};

/** Of what a contact claimed besides the principal; named by the contact, so that it is posted once. `at` is when somebody took it. */
export const claimEntry = (
  contact: string,
  { kind, amount, through }: ClaimedCharge,
  currency: string,
  at: IsoInstant,
): LedgerEntry => ({
  id: `${kind}-of-${contact}`,
  kind,
  amount,
  currency,
  effective: through,
  recordedAt: at,
  source: contact,
});

/** The invoice with an entry more; credit is what the debtor gains by it, or loses. */
export const post = (invoice: Invoice, entries: readonly LedgerEntry[], entry: LedgerEntry): InvoiceChange => {
  const before = balancesOn(entries);
  const after = balancesOn([...entries, entry]);
  const projected = withProjections(invoice, after, standingOffers([...entries, entry]));
  return { invoice: projected, entry, credit: after.surplus - before.surplus };
};

/** What an invoice carries of its ledger. Where nothing was ever offered, it looks as it always did. */
const withProjections = (
  { charges: _, ...invoice }: Invoice,
  balances: Balances,
  offers: readonly StandingOffer[],
): Invoice => {
  const charges = chargesOf(balances);
  return {
    ...invoice,
    balance: balances.principal,
    ...(charges === 0 ? {} : { charges }),
    ...(offers.length === 0 && invoice.offers === undefined ? {} : { offers }),
  };
};

export const sameCurrency = (invoice: Invoice, currency: string | undefined): string => {
  if (currency !== invoice.currency) {
    throw new BadInput(
      'currency-mismatch',
      `invoice ${invoice.invoice} is in ${invoice.currency}, not in ${currency}; send the amount in ${invoice.currency}`,
    );
  }
  return currency;
};
