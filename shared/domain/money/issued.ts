// What an invoice's ledger begins with: what it is for, and what may be deducted when it is paid early.
import { addDays, type IsoDate, type IsoInstant } from '../calendar.ts';
import type { Invoice } from '../facts.ts';
import type { EarlyPayment } from './early-payment.ts';
import { earlyPayment, type LedgerEntry } from './ledger.ts';
import { type StandingOffer, standingOffers } from './offers.ts';

type Issue = Pick<Invoice, 'amount' | 'currency' | 'issued'>;

export const offersOnIssue = (invoice: Issue, terms: readonly EarlyPayment[]): readonly StandingOffer[] => {
  const tiers = terms.map(({ percent, days }) => ({ percent, until: addDays(invoice.issued, days) }));
  return standingOffers(entriesOf(invoice, tiers, '', ''));
};

/** Of an invoice to which nothing has happened yet. */
export const issuedEntries = (invoice: Invoice, source: string, recordedAt: IsoInstant): readonly LedgerEntry[] => {
  const tiers = (invoice.offers ?? []).flatMap(({ offer, percent, until }) =>
    offer === earlyPayment && percent !== undefined ? [{ percent, until }] : [],
  );
  return entriesOf(invoice, tiers, source, recordedAt);
};

const entriesOf = (
  { amount, currency, issued }: Issue,
  tiers: readonly { readonly percent: string; readonly until: IsoDate }[],
  source: string,
  recordedAt: IsoInstant,
): readonly LedgerEntry[] => {
  const same = { currency, effective: issued, recordedAt, source };
  const principal = { ...same, id: 'principal', kind: 'principal', amount } as const;
  if (tiers.length === 0) return [principal];
  return [principal, { ...same, id: earlyPayment, kind: 'offer', amount: 0, component: 'principal', tiers }];
};
