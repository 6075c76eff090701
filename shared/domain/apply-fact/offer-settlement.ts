// A settlement offered to a debtor: it pays so much of what it owes until a day, and the rest is let go.
import { addDays, dateIn, type IsoDate, type IsoInstant } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import type { Debtor } from '../facts.ts';
import { balancesOn, owedOf } from '../money/balances.ts';
import { type LedgerEntry, standing } from '../money/ledger.ts';
import { parseAmount, toDecimalText } from '../money/money.ts';
import { type SettlementTier, tiersByInvoice } from '../money/settlement-tiers.ts';
import { placeHold } from './holds.ts';
import { post } from './post-money.ts';
import { refuseBeyondAuthority } from './refuse-beyond-authority.ts';
import type { SettlementChange, SettlementGround } from './settlement-ground.ts';

type Offered = Extract<DomainEvent, { type: 'Settlement Offered' }>['detail'];
type Known = SettlementGround['known'][number];

/** The most that one may name: all of it is written at once, or nothing. */
export const mostSettled = 30;

export const offerSettlement = (detail: Offered, ground: SettlementGround, now: IsoInstant): SettlementChange => {
  const { id, offer = id, currency, until, by, reason } = detail;
  const { debtor, known, relief } = ground;
  const today = dateIn(debtor.timeZone, now);
  refuseNow(detail, ground, today);
  for (const each of known) refuseInvoice(each, detail, debtor, offer);
  const owed = known.map(({ entries }) => owedOf(balancesOn(entries)));
  const split = tiersByInvoice(wantedTiers(detail, owed), owed);
  const invoices = known.map(({ invoice: before, entries }, place) => {
    const paid = paidFrom(today, entries);
    const entry: LedgerEntry = {
      ...{ id: offer, kind: 'offer', amount: 0, currency, effective: today, recordedAt: now, source: id },
      tiers: (split[place] ?? []).map(({ pays, off }) => ({ until, pays: pays + paid, off })),
      ...(by === undefined ? {} : { author: by }),
      ...(reason === undefined ? {} : { reason }),
    };
    if (relief) refuseBeyondAuthority(entry, { invoice: before, entries }, relief);
    const { invoice } = post(before, entries, entry);
    const holds = placeHold(invoice.holds, offer, { reason: 'offer', until: addDays(until, 1) });
    return { before, invoice: { ...invoice, holds }, entry };
  });
  const present = { offer, until, currency, invoices: known.map(({ invoice }) => invoice.invoice) };
  return { debtor: { ...debtor, offer: present }, invoices };
};

const refuseNow = (
  { until, currency }: Offered,
  { debtor, known, standing: kept }: SettlementGround,
  today: IsoDate,
): void => {
  const refuse = (code: string, words: string): never => {
    throw new BadInput(code, `debtor ${debtor.debtor}: ${words}`);
  };
  if (until < today) refuse('offer-over', `the offer would end on ${until}, and it is ${today}; give it a day to come`);
  const { offer } = debtor;
  if (offer && offer.until >= today && kept.some(({ balance, charges = 0 }) => balance + charges > 0))
    refuse('offer-stands', `the offer ${offer.offer} stands until ${offer.until}; withdraw it first, or wait`);
  if (debtor.allocating?.includes(currency))
    refuse('payment-allocating', 'a payment is being put to its invoices; make the offer again in a minute');
  if (known.length === 0) refuse('nothing-to-relieve', `nothing is open in ${currency}`);
  if (known.length > mostSettled)
    refuse('too-many-invoices', `an offer is for ${mostSettled} invoices at most; name which ("invoices")`);
};

const refuseInvoice = ({ invoice, entries }: Known, { currency }: Offered, debtor: Debtor, offer: string): void => {
  const refuse = (code: string, words: string): never => {
    throw new BadInput(code, `invoice ${invoice.invoice} ${words}`);
  };
  if (invoice.debtor !== debtor.debtor)
    refuse('other-debtor', `belongs to debtor ${invoice.debtor}, not to ${debtor.debtor}`);
  if (invoice.currency !== currency)
    refuse('currency-mismatch', `is in ${invoice.currency}, not in ${currency}; offer each currency by itself`);
  if (owedOf(balancesOn(entries)) === 0) refuse('nothing-to-relieve', 'owes nothing of what would be let go');
  if (entries.some(({ id, of }) => id === offer || of === offer))
    refuse('id-taken', `has an entry ${offer} already; choose another name`);
};

/** In minor units of all invoices together. Throws BadInput where the debtor would pay all, or more than all would go. */
const wantedTiers = ({ pays, tiers, currency }: Offered, owed: readonly number[]): readonly SettlementTier[] => {
  const all = owed.reduce((sum, each) => sum + each, 0);
  const read = (text: string): number => parseAmount(text, currency).amount;
  const wanted =
    pays === undefined
      ? (tiers ?? []).map((tier) => ({ pays: read(tier.pays), off: read(tier.off) }))
      : [{ pays: read(pays), off: all - read(pays) }];
  const inWords = (amount: number): string => `${toDecimalText({ amount, currency })} ${currency}`;
  let before: SettlementTier = { pays: 0, off: 0 };
  for (const tier of wanted) {
    if (tier.pays < owed.length || tier.off < owed.length || tier.pays + tier.off > all)
      throw new BadInput(
        'offer-does-not-fit',
        `${inWords(all)} is owed: to pay ${inWords(tier.pays)} and let go of ${inWords(tier.off)} is no part of it for each invoice`,
      );
    if (tier.pays <= before.pays || tier.off <= before.off)
      throw new BadInput('offer-does-not-fit', 'each tier has to ask for more than the one before it, and let go more');
    before = tier;
  }
  return wanted;
};

/** Of the day itself: what was paid before the offer was made is no part of it. */
const paidFrom = (today: IsoDate, entries: readonly LedgerEntry[]): number =>
  standing(entries)
    .filter(({ kind, effective }) => (kind === 'payment' || kind === 'transfer') && effective >= today)
    .reduce((sum, { amount }) => sum + amount, 0);
