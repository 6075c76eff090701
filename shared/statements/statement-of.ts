// Builds the statement of a debtor's account on a day from what its ledgers hold.
import { daysBetween, type IsoDate, type IsoInstant } from '#domain/calendar.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { balancesOn, owedOf } from '#domain/money/balances.ts';
import type { ChargeFacts } from '#domain/money/charges/charge.ts';
import type { ChargeTerms } from '#domain/money/charges/charge-terms.ts';
import type { RateBook } from '#domain/money/charges/rate-book.ts';
import { creditOn, type DebtorEntry } from '#domain/money/debtor-ledger.ts';
import { knownAt, type LedgerEntry } from '#domain/money/ledger.ts';
import { type StandingOffer, standingOffers } from '#domain/money/offers.ts';
import type { Language } from '#domain/vocabulary.ts';
import { accountIn } from './account-in.ts';
import { derivedCharges } from './derived-charges.ts';
import { ledgerLines } from './ledger-lines.ts';
import type { Statement, StatementItem } from './statement.ts';

export type StatementFacts = {
  /** As debtors know it. */
  readonly creditor: string;
  readonly debtor: Pick<Debtor, 'debtor' | 'name' | 'language'>;
  /** All of the debtor's invoices, closed ones too: what was paid beyond them is its credit. */
  readonly invoices: readonly InvoiceLedger[];
  readonly debtorEntries: readonly DebtorEntry[];
  readonly rates: RateBook;
};

/** Without terms nothing is derived. */
export type InvoiceLedger = {
  readonly invoice: Invoice;
  readonly entries: readonly LedgerEntry[];
  readonly terms?: ChargeTerms;
  readonly facts?: ChargeFacts;
};

export type StatementWish = {
  readonly asOf: IsoDate;
  readonly knownAt?: IsoInstant | undefined;
  /** The debtor's own where it is absent. */
  readonly language?: Language | undefined;
  /** `all` shows invoices on which nothing is owed on that day, too. */
  readonly show: 'open' | 'all';
};

/**
 * Invoices that were not issued or not known by then are left out; the due date is the one that holds today. Throws BadInput
 * `missing-rate` where charges need a rate that is not known.
 */
export const statementOf = (facts: StatementFacts, wish: StatementWish): Statement => {
  const { creditor, debtor } = facts;
  const { asOf, language = debtor.language } = wish;
  const invoices = facts.invoices.map((each) => ({ ...each, entries: known(each.entries, wish.knownAt) }));
  const credit = new Map(Object.entries(creditOn(known(facts.debtorEntries, wish.knownAt), asOf)));
  const items: (StatementItem & { readonly currency: string })[] = [];
  const warnings: string[] = [];
  for (const each of invoices) {
    const { currency } = each.invoice;
    credit.set(currency, (credit.get(currency) ?? 0) + balancesOn(each.entries, asOf).surplus);
    if (!isIssued(each.entries, asOf)) continue;
    const { item, warnings: told } = itemOf(each, facts.rates, asOf);
    warnings.push(...told);
    if (item.isOpen || wish.show === 'all') items.push({ ...item, currency });
  }
  return {
    creditor,
    debtor: { id: debtor.debtor, name: debtor.name },
    language,
    asOf,
    ...(wish.knownAt === undefined ? {} : { knownAt: wish.knownAt }),
    accounts: accountsOf(items.toSorted(oldestFirst), credit),
    warnings: [...new Set(warnings)],
  };
};

const known = <Entry extends { readonly recordedAt: IsoInstant }>(
  entries: readonly Entry[],
  instant: IsoInstant | undefined,
): readonly Entry[] => (instant === undefined ? entries : knownAt(entries, instant));

const isIssued = (entries: readonly LedgerEntry[], asOf: IsoDate): boolean =>
  entries.some(({ kind, effective }) => kind === 'principal' && effective <= asOf);

const itemOf = (ledger: InvoiceLedger, rates: RateBook, asOf: IsoDate) => {
  const { invoice, entries, terms, facts } = ledger;
  const { surplus: _, ...components } = balancesOn(entries, asOf);
  const owed = { ...components, total: owedOf(components) };
  const { derived, warnings } = derivedCharges({ invoice, entries, asOf, terms, facts, rates });
  const item: StatementItem = {
    invoice: invoice.invoice,
    issued: invoice.issued,
    due: invoice.due,
    daysPastDue: daysBetween(invoice.due, asOf),
    isOpen: owed.total > 0,
    lines: ledgerLines(entries, asOf),
    offers: offersOn(entries, asOf),
    owed,
    derived,
    total: owed.total + derived.total,
  };
  return { item, warnings };
};

/** Those that had been made by then and were not over: what was paid later does not count yet. */
const offersOn = (entries: readonly LedgerEntry[], asOf: IsoDate): readonly StandingOffer[] =>
  standingOffers(entries.filter(({ effective }) => effective <= asOf)).filter(({ until }) => until >= asOf);

const accountsOf = (
  items: readonly (StatementItem & { readonly currency: string })[],
  credit: ReadonlyMap<string, number>,
): Statement['accounts'] => {
  const used = [...credit].filter(([, amount]) => amount !== 0).map(([currency]) => currency);
  const currencies = new Set([...items.map(({ currency }) => currency), ...used]);
  return [...currencies].toSorted().map((currency) => {
    const ofCurrency = items.filter((item) => item.currency === currency).map(({ currency: _, ...item }) => item);
    return accountIn(currency, ofCurrency, credit.get(currency) ?? 0);
  });
};

const oldestFirst = (one: StatementItem, other: StatementItem): number =>
  one.due === other.due ? (one.invoice < other.invoice ? -1 : 1) : one.due < other.due ? -1 : 1;
