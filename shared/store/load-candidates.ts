// All that a creditor is owed, as payments of its bank are matched to it.
import type { InvoiceKey, InvoiceStage } from '#domain/facts.ts';
import { type CandidateIndex, indexCandidates } from '#domain/matching/candidate-index.ts';
import type { OpenInvoice } from '#domain/matching/match.ts';
import { inParallel } from './in-parallel.ts';
import { readDebtor, readInvoice } from './items.ts';
import { debtorItem, invoiceItem } from './keys.ts';
import { beginning, invoicesFrom, openStages, type Place } from './stage-pages.ts';
import { getItems } from './table.ts';

/** With the agency or kept inside, they are owed all the same. */
const owedStages: readonly InvoiceStage[] = [...openStages, 'placed', 'internal'];

export const loadCandidates = async (creditor: string): Promise<CandidateIndex> => {
  const keys: InvoiceKey[] = [];
  for (let place: Place | undefined = beginning; place !== undefined; ) {
    const page = await invoicesFrom(creditor, owedStages, place, 1000);
    keys.push(...page.keys);
    place = page.next;
  }
  const invoices = (await inPages(keys.map(invoiceItem))).map((item) => readInvoice(item).invoice);
  const owed = invoices.filter(({ balance, charges = 0 }) => balance + charges > 0);
  const debtors = [...new Set(owed.map(({ debtor }) => debtor))];
  const names = new Map(
    (await inPages(debtors.map((debtor) => debtorItem({ creditor, debtor })))).map((item) => {
      const { debtor } = readDebtor(item);
      return [debtor.debtor, debtor.name] as const;
    }),
  );
  return indexCandidates(
    owed.map(
      ({ invoice, debtor, currency, balance, charges = 0, issued, due }): OpenInvoice => ({
        ...{ invoice, debtor, currency, issued, due },
        debtorName: names.get(debtor) ?? debtor,
        balance: balance + charges,
      }),
    ),
  );
};

const inPages = async (keys: readonly { readonly pk: string; readonly sk: string }[]) => {
  const pages = Array.from({ length: Math.ceil(keys.length / 100) }, (_, page) =>
    keys.slice(page * 100, page * 100 + 100),
  );
  return (await inParallel(pages, getItems)).flat();
};
