// A settlement offered to a debtor, or withdrawn, on all of its invoices at once.
import { applySettlement, type SettlementEvent } from '../apply-fact/settlement.ts';
import type { IsoInstant } from '../calendar.ts';
import { BadInput } from '../errors.ts';
import type { Invoice } from '../facts.ts';
import { type Account, putInvoice } from './account.ts';

/** Throws BadInput when it cannot be. */
export const settle = (account: Account, event: SettlementEvent, now: IsoInstant): Account => {
  const { debtor, invoices, entries } = account;
  const named = (numbers: readonly string[]): readonly Invoice[] =>
    numbers.map((number) => {
      const found = invoices.find(({ invoice }) => invoice === number);
      if (!found) throw new BadInput('unknown-invoice', `there is no invoice ${number}`);
      return found;
    });
  const standing = named(debtor.offer?.invoices ?? []);
  const known = (event.type === 'Settlement Withdrawn' ? standing : meantBy(event.detail, invoices, named)).map(
    (invoice) => ({ invoice, entries: entries[invoice.invoice] ?? [] }),
  );
  const change = applySettlement(event, { debtor, standing, known }, now);
  const settled = change.invoices.reduce(
    (so, { before, invoice, entry }) => ({
      ...putInvoice(so, { ...invoice, version: before.version + 1 }),
      entries: { ...so.entries, [invoice.invoice]: [...(so.entries[invoice.invoice] ?? []), entry] },
    }),
    account,
  );
  return { ...settled, debtor: { ...change.debtor, counter: debtor.counter + 1 } };
};

const meantBy = (
  { invoices: numbers, currency }: Extract<SettlementEvent, { type: 'Settlement Offered' }>['detail'],
  invoices: readonly Invoice[],
  named: (numbers: readonly string[]) => readonly Invoice[],
): readonly Invoice[] =>
  numbers ? named(numbers) : invoices.filter((each) => each.balance > 0 && each.currency === currency);
