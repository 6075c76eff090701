// An offer taken back: as if it had never been made. One that was kept, if only in part, is a deal.
import type { IsoInstant } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { DomainEvent } from '../events.ts';
import { postingsOf } from '../money/balances.ts';
import type { LedgerEntry } from '../money/ledger.ts';
import { releaseHold } from './holds.ts';
import { post } from './post-money.ts';
import type { SettlementChange, SettlementGround } from './settlement-ground.ts';

type Withdrawn = Extract<DomainEvent, { type: 'Settlement Withdrawn' }>['detail'];

export const withdrawSettlement = (
  { id, offer, by, reason }: Withdrawn,
  { debtor, known }: SettlementGround,
  now: IsoInstant,
): SettlementChange => {
  const { offer: present, ...rest } = debtor;
  if (present?.offer !== offer)
    throw new BadInput(
      'unknown-offer',
      `debtor ${debtor.debtor} has ${present ? `the offer ${present.offer}` : 'no offer'}, not ${offer}; withdraw the one that it has`,
    );
  const kept = known.find(({ entries }) => postingsOf(entries).some(({ entry }) => entry.offer === offer));
  if (kept)
    throw new BadInput(
      'offer-kept',
      `invoice ${kept.invoice.invoice} has been paid as ${offer} asked: that stays, and what was not kept lapses after ${present.until}`,
    );
  return {
    debtor: rest,
    invoices: known.map(({ invoice: before, entries }) => {
      const entry: LedgerEntry = {
        ...{ id, kind: 'reversal', amount: 0, currency: before.currency, of: offer },
        ...{ effective: now.slice(0, 10), recordedAt: now, source: id },
        ...(by === undefined ? {} : { author: by }),
        ...(reason === undefined ? {} : { reason }),
      };
      const { invoice } = post(before, entries, entry);
      return { before, invoice: { ...invoice, holds: releaseHold(invoice.holds, offer, 'offer') }, entry };
    }),
  };
};
