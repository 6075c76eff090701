// What a debtor's account says beside what its ledgers say: every amount that is kept for quick reading is worked out again.
import type { Debtor, Invoice } from '../facts.ts';
import { type AuditDifference, comparing } from './audit-difference.ts';
import { auditListing, auditPointers, type Pointer } from './audit-pointers.ts';
import { balancesOn, chargesOf } from './balances.ts';
import { creditOn, type DebtorEntry, standingMoney } from './debtor-ledger.ts';
import { type LedgerEntry, standing } from './ledger.ts';
import { type StandingOffer, standingOffers } from './offers.ts';

/** All of one debtor: its own ledger, and every invoice that it ever had, with its entries. */
export type AuditedAccount = {
  readonly debtor: Debtor;
  readonly money: readonly DebtorEntry[];
  readonly invoices: readonly { readonly invoice: Invoice; readonly entries: readonly LedgerEntry[] }[];
  readonly pointers: readonly Pointer[];
};

/** Empty when nothing differs. */
export const auditAccount = (account: AuditedAccount): readonly AuditDifference[] => [
  ...account.invoices.flatMap((each) => auditInvoice(account, each)),
  ...auditPointers(
    account.debtor.debtor,
    account.invoices.map(({ invoice }) => invoice),
    account.pointers,
  ),
  ...auditCredit(account),
  ...auditAllocation(account),
  ...auditTransfers(account),
  ...auditOffer(account),
];

const auditInvoice = (
  { pointers }: AuditedAccount,
  { invoice, entries }: AuditedAccount['invoices'][number],
): readonly AuditDifference[] => {
  const balances = balancesOn(entries);
  const issued = standing(entries).reduce((sum, { kind, amount }) => (kind === 'principal' ? sum + amount : sum), 0);
  const compare = comparing(invoice.debtor, invoice.invoice);
  return [
    ...compare('amount', invoice.amount, issued),
    ...compare('balance', invoice.balance, balances.principal),
    ...compare('charges', invoice.charges ?? 0, chargesOf(balances)),
    ...compare('offers', told(invoice.offers ?? []), told(standingOffers(entries))),
    ...auditListing(invoice, balances.principal > 0, pointers),
  ];
};

const told = (offers: readonly StandingOffer[]): string =>
  offers.map(({ offer, until, left, off }) => `${offer}: ${off} for ${left} by ${until}`).join(', ');

/** The debtor's own money, and what was given beyond what its invoices owed. */
const auditCredit = ({ debtor, money, invoices }: AuditedAccount): readonly AuditDifference[] => {
  const credit: Record<string, number> = { ...creditOn(money) };
  for (const { invoice, entries } of invoices)
    credit[invoice.currency] = (credit[invoice.currency] ?? 0) + balancesOn(entries).surplus;
  const currencies = new Set([...Object.keys(credit), ...Object.keys(debtor.credit)]);
  const compare = comparing(debtor.debtor);
  return [...currencies].flatMap((currency) =>
    compare(`credit ${currency}`, debtor.credit[currency] ?? 0, credit[currency] ?? 0),
  );
};

/** While a payment is put to invoices nobody is chased: so it is told, although a debtor that is met in the middle of it is well. */
const auditAllocation = ({ debtor: { debtor, allocating = [] } }: AuditedAccount): readonly AuditDifference[] =>
  allocating.flatMap((currency) => comparing(debtor)(`allocating ${currency}`, 'yes', 'no'));

/** What left the debtor's own ledger for an invoice has arrived there, and nothing else has. */
const auditTransfers = ({ debtor, money, invoices }: AuditedAccount): readonly AuditDifference[] => {
  const arrived = new Map(
    invoices.flatMap(({ invoice, entries }) =>
      standing(entries).flatMap((entry) =>
        entry.kind === 'transfer' ? [[`${invoice.invoice} ${entry.id}`, entry.amount] as const] : [],
      ),
    ),
  );
  const left = new Map(
    standingMoney(money).flatMap((entry) =>
      entry.kind === 'transfer' ? [[`${entry.invoice} ${entry.id}`, entry.amount] as const] : [],
    ),
  );
  const compare = comparing(debtor.debtor);
  return [...new Set([...arrived.keys(), ...left.keys()])].flatMap((name) =>
    compare(`transfer ${name}`, left.get(name) ?? 0, arrived.get(name) ?? 0),
  );
};

/** The offer that a debtor is known by is on each of the invoices that it names, and on no other. */
const auditOffer = ({ debtor: { debtor, offer: kept }, invoices }: AuditedAccount): readonly AuditDifference[] => {
  if (!kept) return [];
  const made = invoices.flatMap(({ invoice: { invoice }, entries }) =>
    standing(entries)
      .filter(({ kind, id }) => kind === 'offer' && id === kept.offer)
      .map(({ currency, tiers = [] }) => ({ invoice, currency, until: tiers.map(({ until }) => until) })),
  );
  const inWords = (until: readonly string[], currencies: readonly string[], named: readonly string[]): string =>
    `until ${until.toSorted().at(-1)} in ${[...new Set(currencies)]} of ${named.toSorted().join(', ')}`;
  const recomputed = inWords(
    made.flatMap(({ until }) => until),
    made.map(({ currency }) => currency),
    made.map(({ invoice }) => invoice),
  );
  const stored = inWords([kept.until], [kept.currency], kept.invoices);
  return comparing(debtor)(`offer ${kept.offer}`, stored, made.length === 0 ? 'none' : recomputed);
};
