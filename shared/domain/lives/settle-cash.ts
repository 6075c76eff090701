// A payment of a debtor put to its invoices at once, as the pages of a queue do it one by one.
import type { IsoInstant } from '../calendar.ts';
import type { AllocationOrder } from '../money/ledger.ts';
import { nextCashStep } from '../money/next-cash-step.ts';
import { type Account, happenToDebtor, happenToInvoice } from './account.ts';

export type CashTerms = { readonly order: AllocationOrder; readonly allocate: 'oldest-first' | 'by-hand' };

export const settleCash = (account: Account, { order, allocate }: CashTerms, now: IsoInstant): Account => {
  let settled = account;
  for (;;) {
    const { debtor, money, invoices } = settled;
    const event = nextCashStep({ debtor, money, open: invoices, allocate });
    if (!event) return settled;
    if (event.type === 'Payment Allocated') {
      settled = happenToDebtor(settled, event, now);
      continue;
    }
    const invoice = invoices.find((each) => each.invoice === event.detail.invoice);
    if (!invoice) return settled;
    settled = happenToInvoice(settled, event, invoice, now, order);
  }
};
