// All that a creditor is owed, as payments of its bank are matched to it.
import type { DebtorKey, Invoice, InvoiceKey, InvoiceStage } from '#domain/facts.ts';
import { type CandidateIndex, keepCandidates } from '#domain/matching/candidate-index.ts';
import type { OpenInvoice } from '#domain/matching/match.ts';
import { inParallel } from './in-parallel.ts';
import { readDebtor, readInvoice } from './items.ts';
import { debtorItem, debtorPk, invoiceItem } from './keys.ts';
import { openPointerOf } from './load-facts.ts';
import { beginning, invoicesFrom, openStages, type Place } from './stage-pages.ts';
import { getItems, queryPrefix } from './table.ts';

export type OwedToCreditor = {
  readonly index: CandidateIndex;
  /** A payment was put to this debtor: from now on the index says what it owes after that. */
  readonly lookAgain: (debtor: string) => Promise<void>;
};

/** With the agency or kept inside, they are owed all the same. */
const owedStages: readonly InvoiceStage[] = [...openStages, 'placed', 'internal'];

export const loadCandidates = async (creditor: string): Promise<OwedToCreditor> => {
  const keys: InvoiceKey[] = [];
  for (let place: Place | undefined = beginning; place !== undefined; ) {
    const page = await invoicesFrom(creditor, owedStages, place, 1000);
    keys.push(...page.keys);
    place = page.next;
  }
  const owed = await owedOf(keys);
  const { index, replace } = keepCandidates(await named(creditor, owed));
  const numbers = new Map(
    [...Map.groupBy(owed, ({ debtor }) => debtor)].map(([debtor, own]) => [debtor, own.map(({ invoice }) => invoice)]),
  );
  return {
    index,
    lookAgain: async (debtor) => {
      // What was open may owe charges alone by now, which no pointer tells of.
      const known = numbers.get(debtor) ?? [];
      const open = [...new Set([...known, ...(await openNumbersOf({ creditor, debtor }))])];
      const again = await owedOf(open.map((invoice) => ({ creditor, invoice })));
      const own = again.filter((invoice) => invoice.debtor === debtor);
      numbers.set(debtor, open);
      replace(debtor, await named(creditor, own));
    },
  };
};

const owedOf = async (keys: readonly InvoiceKey[]): Promise<readonly Invoice[]> =>
  (await inPages(keys.map(invoiceItem)))
    .map((item) => readInvoice(item).invoice)
    .filter(({ balance, charges = 0, stage }) => balance + charges > 0 && owedStages.includes(stage));

const openNumbersOf = async (key: DebtorKey): Promise<readonly string[]> =>
  (await queryPrefix(debtorPk(key), 'OPEN#')).map(openPointerOf);

const named = async (creditor: string, owed: readonly Invoice[]): Promise<readonly OpenInvoice[]> => {
  const debtors = [...new Set(owed.map(({ debtor }) => debtor))];
  const names = new Map(
    (await inPages(debtors.map((debtor) => debtorItem({ creditor, debtor })))).map((item) => {
      const { debtor } = readDebtor(item);
      return [debtor.debtor, debtor.name] as const;
    }),
  );
  return owed.map(
    ({ invoice, debtor, currency, balance, charges = 0, issued, due }): OpenInvoice => ({
      ...{ invoice, debtor, currency, issued, due },
      debtorName: names.get(debtor) ?? debtor,
      balance: balance + charges,
    }),
  );
};

const inPages = async (keys: readonly { readonly pk: string; readonly sk: string }[]) => {
  const pages = Array.from({ length: Math.ceil(keys.length / 100) }, (_, page) =>
    keys.slice(page * 100, page * 100 + 100),
  );
  return (await inParallel(pages, getItems)).flat();
};
