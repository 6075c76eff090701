// A settlement offer, invoice by invoice: what is left to pay of each, and what is then let go.
import type { SettlementChange } from '#domain/apply-fact/settlement-ground.ts';
import type { Debtor, Invoice } from '#domain/facts.ts';
import { toDecimalText } from '#domain/money/money.ts';
import { section, table } from './output.ts';

/** Amounts as decimal text. An invoice without tiers has reached the last. */
export type OfferShown = {
  readonly offer: string;
  readonly until: string;
  readonly currency: string;
  readonly invoices: readonly {
    readonly invoice: string;
    readonly owed: string;
    readonly tiers: readonly { readonly pays: string; readonly letGo: string }[];
  }[];
};

/** The offer that a change makes; undefined for a withdrawal. */
export const offerOf = ({ debtor, invoices }: SettlementChange): OfferShown | undefined =>
  shown(
    debtor,
    invoices.map(({ invoice }) => invoice),
  );

/** The offer that a debtor has, over or not. */
export const shownOffer = async (debtor: Debtor): Promise<OfferShown | undefined> => {
  const { findInvoice } = await import('#store/load-facts.ts');
  const { creditor, offer } = debtor;
  const found = await Promise.all((offer?.invoices ?? []).map((invoice) => findInvoice({ creditor, invoice })));
  return shown(
    debtor,
    found.flatMap((each) => each?.invoice ?? []),
  );
};

const shown = ({ offer: present }: Debtor, invoices: readonly Invoice[]): OfferShown | undefined => {
  if (!present) return undefined;
  const { offer, until, currency } = present;
  const text = (amount: number): string => toDecimalText({ amount, currency });
  return {
    ...{ offer, until, currency },
    invoices: invoices.map(({ invoice, balance, charges = 0, offers = [] }) => ({
      invoice,
      owed: text(balance + charges),
      tiers: offers
        .filter((each) => each.offer === offer)
        .map(({ left, off }) => ({ pays: text(left), letGo: text(off) })),
    })),
  };
};

export const offerInWords = ({ offer, until, currency, invoices }: OfferShown): readonly string[] => [
  `Offer ${offer}, until ${until}`,
  ...section(
    'Invoices',
    invoices.length,
    table(
      invoices.map(({ invoice, owed, tiers }) => [
        invoice,
        { right: `owes ${owed} ${currency}` },
        tiers.length === 0
          ? 'nothing more to be had'
          : tiers.map(({ pays, letGo }) => `${letGo} let go once ${pays} more is paid`).join(', '),
      ]),
    ),
  ),
];
