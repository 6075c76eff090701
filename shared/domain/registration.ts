// An invoice as a file or an event tells it, what it begins with, and what it tells otherwise than is known.
import type { IsoDate } from './calendar.ts';
import { BadInput } from './errors.ts';
import type { Debtor, Invoice } from './facts.ts';
import { emptyHistory } from './history.ts';
import type { EarlyPayment } from './money/early-payment.ts';
import { offersOnIssue } from './money/issued.ts';
import type { Language } from './vocabulary.ts';

export type NewDebtor = {
  readonly id: string;
  readonly name: string;
  readonly type: 'consumer' | 'business';
  readonly person?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly language?: Language;
  readonly timeZone?: string;
  readonly jurisdiction?: string;
  readonly region?: string;
};
export type NewInvoice = {
  readonly creditor: string;
  readonly invoice: string;
  readonly debtor: NewDebtor;
  readonly amount: number;
  readonly currency: string;
  readonly issued: IsoDate;
  readonly due: IsoDate;
  readonly tags: readonly string[];
  readonly earlyPayment?: readonly EarlyPayment[] | undefined;
  /** What other documents call it by. */
  readonly uuid?: string | undefined;
};

/** An invoice to which nothing has happened yet. */
export const asIssued = (
  input: Omit<NewInvoice, 'debtor'> & { readonly debtor: { readonly id: string } },
): Invoice => ({
  creditor: input.creditor,
  invoice: input.invoice,
  debtor: input.debtor.id,
  currency: input.currency,
  issued: input.issued,
  due: input.due,
  amount: input.amount,
  balance: input.amount,
  version: 1,
  run: 0,
  stage: 'scheduled',
  holds: {},
  steps: {},
  tags: [...input.tags],
  ...(input.earlyPayment === undefined ? {} : { offers: offersOnIssue(input, input.earlyPayment) }),
});

/** A debtor about whom nothing has happened yet. */
export const asRegistered = (
  creditor: string,
  debtor: NewDebtor & Required<Pick<NewDebtor, 'person' | 'language' | 'timeZone'>>,
): Debtor => ({
  creditor,
  debtor: debtor.id,
  person: debtor.person,
  type: debtor.type,
  name: debtor.name,
  language: debtor.language,
  timeZone: debtor.timeZone,
  ...(debtor.email === undefined ? {} : { email: debtor.email }),
  ...(debtor.phone === undefined ? {} : { phone: debtor.phone }),
  optOut: [],
  undeliverable: [],
  holds: {},
  credit: {},
  counter: 1,
  contacts: [],
  ...(debtor.jurisdiction === undefined ? {} : { jurisdiction: debtor.jurisdiction }),
  ...(debtor.region === undefined ? {} : { region: debtor.region }),
  consent: [],
  circumstances: { tags: [] },
  history: emptyHistory,
});

/** Throws BadInput when the same number is told of somebody else's invoice, or in another currency. */
export const refuseAnother = (existing: Invoice, { invoice, debtor, currency }: NewInvoice): void => {
  if (existing.debtor !== debtor.id) {
    throw new BadInput('other-debtor', `invoice ${invoice} belongs to debtor ${existing.debtor}, not to ${debtor.id}`);
  }
  if (existing.currency !== currency) {
    throw new BadInput('currency-mismatch', `invoice ${invoice} is in ${existing.currency}, not in ${currency}`);
  }
};

/** What of an invoice a later telling may change. */
export type InvoiceTold = { readonly amount?: number; readonly due?: IsoDate };

export const invoiceToldOtherwise = (existing: InvoiceTold, { amount, due }: Required<InvoiceTold>): InvoiceTold => ({
  ...(existing.amount === amount ? {} : { amount }),
  ...(existing.due === due ? {} : { due }),
});

/** What of a debtor a later telling may change. */
export type DebtorTold = Partial<
  Pick<NewDebtor, 'name' | 'email' | 'phone' | 'language' | 'timeZone' | 'jurisdiction' | 'region'>
>;
export const debtorDetails = ['name', 'email', 'phone', 'language', 'timeZone', 'jurisdiction', 'region'] as const;

/** An absent detail says nothing: what is known stands. */
export const debtorToldOtherwise = (known: DebtorTold, given: DebtorTold): DebtorTold => {
  const differing = debtorDetails.filter((field) => given[field] !== undefined && given[field] !== known[field]);
  return pick(given, differing);
};

/** The same details as they stand: what a change of them would put in their place. */
export const debtorAsKnown = (known: DebtorTold, changed: Readonly<Record<string, unknown>>): DebtorTold =>
  pick(
    known,
    debtorDetails.filter((field) => changed[field] !== undefined && known[field] !== undefined),
  );

const pick = (from: DebtorTold, fields: readonly (keyof DebtorTold)[]): DebtorTold =>
  Object.fromEntries(fields.map((field) => [field, from[field]]));
