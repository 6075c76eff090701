// Puts a debtor's payment to its invoices, or takes back that of one that bounced: each step one transaction, on the counter that it
// was worked out on. Interrupted anywhere, the next call goes on from the ledgers.
import type { IsoInstant } from '#domain/calendar.ts';
import type { DebtorKey, Invoice, InvoiceKey } from '#domain/facts.ts';
import { type DebtorEntry, standingMoney } from '#domain/money/debtor-ledger.ts';
import { nextCashStep } from '#domain/money/next-cash-step.ts';
import { readInvoice } from './items.ts';
import { invoiceItem } from './keys.ts';
import { loadDebtorEntries } from './load-entries.ts';
import { findDebtor, findInvoice, loadDebtor, loadOpenInvoices } from './load-facts.ts';
import { loadPolicy } from './policies.ts';
import { recordOfDebtor } from './record-of-debtor.ts';
import { recordOfInvoice } from './record-of-invoice.ts';
import { getItems } from './table.ts';

/** `nothing`: no payment waited. `more`: a page is done, and another is left. */
export const settleCash = async (
  key: DebtorKey,
  now: IsoInstant,
  pageSize = 20,
): Promise<'nothing' | 'settled' | 'more'> => {
  if ((await findDebtor(key))?.debtor.allocating === undefined) return 'nothing';
  const { allocate } = (await loadPolicy(key.creditor)).content.payments;
  let open = await loadOpenInvoices(key);
  for (let step = 0; step < pageSize; step += 1) {
    const { debtor } = await loadDebtor(key);
    const money = await loadDebtorEntries(key);
    open = await withWanted(open, key, money);
    const event = nextCashStep({ debtor, money, open, allocate });
    if (!event) return 'settled';
    if (event.type === 'Payment Allocated') {
      await recordOfDebtor(event, key, now, debtor.counter);
      continue;
    }
    const invoice = { creditor: key.creditor, invoice: event.detail.invoice };
    // Read after the debtor: whatever changed it since has raised the counter, too.
    const before = await refreshed(open, invoice);
    if (before !== open) {
      open = before;
      continue;
    }
    await recordOfInvoice(event, invoice, now, debtor.counter);
    open = await refreshed(open, invoice);
  }
  return 'more';
};

/** The same list when the invoice owes what the list says. */
const refreshed = async (open: readonly Invoice[], key: InvoiceKey): Promise<readonly Invoice[]> => {
  const found = await findInvoice(key);
  const known = open.find(({ invoice }) => invoice === key.invoice);
  if (!found || !known) return open;
  const { balance, charges, version } = found.invoice;
  if (balance === known.balance && charges === known.charges && version === known.version) return open;
  return open.map((each) => (each === known ? found.invoice : each));
};

/** The debtor may have named invoices beyond those that are read, oldest first. */
const withWanted = async (
  open: readonly Invoice[],
  { creditor, debtor }: DebtorKey,
  money: readonly DebtorEntry[],
): Promise<readonly Invoice[]> => {
  const known = new Set(open.map(({ invoice }) => invoice));
  const wanted = new Set(standingMoney(money).flatMap((entry) => entry.wanted?.map(({ invoice }) => invoice) ?? []));
  const missing = [...wanted].filter((invoice) => !known.has(invoice));
  if (missing.length === 0) return open;
  const items = await getItems(missing.map((invoice) => invoiceItem({ creditor, invoice })));
  return [...open, ...items.map((item) => readInvoice(item).invoice).filter((each) => each.debtor === debtor)];
};
