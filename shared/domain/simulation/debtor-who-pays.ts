// A debtor as a simulation meets it: when it will pay each invoice, as things stand. Contacts may bring that forward.
import { dateOfEpochDay, type IsoInstant, instantAt } from '../calendar.ts';
import type { DomainEvent } from '../events.ts';
import type { Invoice } from '../facts.ts';
import type { Account } from '../lives/account.ts';
import type { Happening } from '../lives/happen.ts';
import type { Actor, Entry } from '../lives/live.ts';
import { toDecimalText } from '../money/money.ts';

export type SimulatedDebtor = Actor & {
  /** Takes in an invoice on its first day in the simulation (days since 1970-01-01). */
  readonly meet: (invoice: Invoice, day: number) => void;
  /** What follows from a contact. */
  readonly answer: (entry: Entry, account: Account) => Answer;
};

/** How a contact ended, and what follows from it. */
export type Answer = { readonly outcome: ContactOutcome; readonly happenings: readonly Happening[] };
export type ContactOutcome = 'sent' | 'bounced' | 'unheard' | 'reached' | 'promised' | 'pays';

/** Days on which invoices will be paid, and the payments when the days have come. Debtors pay at noon, and all that is open. */
export const paymentDays = (zone: string) => {
  const at = new Map<string, IsoInstant>();
  let next: IsoInstant | null = null;

  const findNext = (): void => {
    next = null;
    for (const each of at.values()) if (next === null || each < next) next = each;
  };

  return {
    /** undefined for never. */
    set: (invoice: string, day: number | undefined): void => {
      if (day === undefined) at.delete(invoice);
      else at.set(invoice, instantAt(zone, dateOfEpochDay(day), '12:00'));
      findNext();
    },
    nextAt: (): IsoInstant | null => next,
    act: (now: IsoInstant, account: Account): readonly Happening[] => {
      const happenings: Happening[] = [];
      for (const [number, payAt] of at) {
        if (payAt > now) continue;
        at.delete(number);
        const invoice = account.invoices.find((each) => each.invoice === number);
        if (invoice && invoice.balance > 0) happenings.push({ at: now, event: paymentOf(invoice, payAt) });
      }
      findNext();
      return happenings;
    },
  };
};

const paymentOf = ({ invoice, balance, currency }: Invoice, at: IsoInstant): DomainEvent => ({
  type: 'Payment Received',
  detail: {
    id: `payment-${invoice}-${at}`,
    creditor: 'default',
    invoice,
    amount: toDecimalText({ amount: balance, currency }),
    currency,
    effective: at.slice(0, 10),
  },
});
