// An invoice as a file or an event tells it, what it begins with, and what it tells otherwise than is known.
import type { IsoDate } from './calendar.ts';
import { BadInput } from './errors.ts';
import type { Circumstances, Debtor, Invoice, Preference, Sources } from './facts.ts';
import { emptyHistory } from './history.ts';
import { type InvoiceDocument, isSameDocument } from './invoice-document.ts';
import type { EarlyPayment } from './money/early-payment.ts';
import { offersOnIssue } from './money/issued.ts';
import type { PostalAddress } from './postal-address.ts';
import { isOwnWord } from './sources.ts';
import type { Channel, Language, Teller } from './vocabulary.ts';

export type NewDebtor = {
  readonly id: string;
  readonly name: string;
  readonly type: 'consumer' | 'business';
  readonly person?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly postalAddress?: PostalAddress;
  readonly language?: Language;
  readonly timeZone?: string;
  readonly jurisdiction?: string;
  readonly region?: string;
  /** Whose word it is; a system's when left out. */
  readonly saidBy?: Teller;
};
export type NewInvoice = {
  readonly creditor: string;
  readonly invoice: string;
  readonly debtor: NewDebtor;
  /** The id that it was told under, where that debtor was merged into `debtor`. */
  readonly billedTo?: string;
  readonly amount: number;
  readonly currency: string;
  readonly issued: IsoDate;
  readonly due: IsoDate;
  readonly tags: readonly string[];
  readonly earlyPayment?: readonly EarlyPayment[] | undefined;
  readonly document?: InvoiceDocument | undefined;
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
  ...(input.billedTo === undefined ? {} : { billedTo: input.billedTo }),
  ...(input.earlyPayment === undefined ? {} : { offers: offersOnIssue(input, input.earlyPayment) }),
  ...(input.document === undefined ? {} : { document: input.document }),
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
  ...(debtor.postalAddress === undefined ? {} : { postalAddress: debtor.postalAddress }),
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
export const refuseAnother = (existing: Invoice, { invoice, debtor, billedTo, currency }: NewInvoice): void => {
  if (existing.debtor !== debtor.id && existing.debtor !== billedTo && existing.billedTo !== debtor.id) {
    throw new BadInput('other-debtor', `invoice ${invoice} belongs to debtor ${existing.debtor}, not to ${debtor.id}`);
  }
  if (existing.currency !== currency) {
    throw new BadInput('currency-mismatch', `invoice ${invoice} is in ${existing.currency}, not in ${currency}`);
  }
};

/** What of an invoice a later telling may change. */
export type InvoiceTold = {
  readonly amount?: number;
  readonly due?: IsoDate;
  readonly document?: InvoiceDocument | undefined;
};

/** A document that is not told of says nothing: the one that is known stands. */
export const invoiceToldOtherwise = (
  existing: InvoiceTold,
  { amount, due, document }: InvoiceTold & Required<Pick<InvoiceTold, 'amount' | 'due'>>,
): InvoiceTold => ({
  ...(existing.amount === amount ? {} : { amount }),
  ...(existing.due === due ? {} : { due }),
  ...(document === undefined || isSameDocument(existing.document, document) ? {} : { document }),
});

/** What of a debtor a later telling may change. */
export type DebtorTold = Partial<
  Pick<NewDebtor, 'name' | 'email' | 'phone' | 'postalAddress' | 'language' | 'timeZone' | 'jurisdiction' | 'region'> &
    Circumstances & { readonly preferred: Preference; readonly preferredChannel: Channel }
>;
export const debtorDetails = [
  'name',
  'email',
  'phone',
  'postalAddress',
  'language',
  'timeZone',
  'jurisdiction',
  'region',
  'preferred',
  'preferredChannel',
  'situation',
  'capacity',
  'cause',
  'tags',
] as const satisfies readonly (keyof DebtorTold)[];

/** A debtor in the words of a telling. */
export const asTold = (debtor: Debtor): Known => ({ ...debtor, ...debtor.circumstances });

/** As an event says it. */
export const inEvent = ({ tags, ...told }: DebtorTold) => ({
  ...told,
  ...(tags === undefined ? {} : { tags: [...tags] }),
});

/** Lists and preferences are compared by what they hold. */
export const isToldAlike = (one: DebtorTold, other: DebtorTold, field: keyof DebtorTold): boolean =>
  JSON.stringify(one[field]) === JSON.stringify(other[field]);

type Known = DebtorTold & { readonly sources?: Sources };

/** An absent detail says nothing: what is known stands. So does what the debtor said itself. */
export const debtorToldOtherwise = (known: Known, given: DebtorTold): DebtorTold =>
  pick(
    given,
    differing(known, given).filter((field) => !isOwnWord(known, field)),
  );

/** What the debtor said itself, and is told otherwise. */
export const toldAgainstOwnWord = (known: Known, given: DebtorTold): readonly (keyof DebtorTold)[] =>
  differing(known, given).filter((field) => isOwnWord(known, field));

const differing = (known: DebtorTold, given: DebtorTold): readonly (keyof DebtorTold)[] =>
  debtorDetails.filter((field) => given[field] !== undefined && !isToldAlike(given, known, field));

/** The same details as they stand: what a change of them would put in their place. */
export const debtorAsKnown = (known: DebtorTold, changed: Readonly<Record<string, unknown>>): DebtorTold =>
  pick(
    known,
    debtorDetails.filter((field) => changed[field] !== undefined && known[field] !== undefined),
  );

const pick = (from: DebtorTold, fields: readonly (keyof DebtorTold)[]): DebtorTold =>
  Object.fromEntries(fields.map((field) => [field, from[field]]));
