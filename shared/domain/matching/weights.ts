// What each piece of evidence weighs, and what a sum of weights leads to; docs/matching.md shows the sums.

export const weights = {
  /** Made by the creditor for this invoice, with check digits: it outweighs a name, not a name with its exact amount. */
  'structured-reference': 95,
  /** Names one invoice of all, by five characters or more: enough alone, as long as nobody else has as much as part of a name. */
  'invoice-number': 80,
  /** A number of four characters, or one that several invoices are called by: needs a name or an amount beside it. */
  'invoice-number-uncertain': 50,
  /** The last digits of a number, a number under four digits: tells equal invoices of a debtor apart and never gets listed alone. */
  'part-of-number': 10,
  /** All words of the name and no other: says who paid, not what. */
  'name-equal': 50,
  /** A name with words missing or added: enough with an exact amount, unless another debtor's name is equal. */
  'name-within': 42,
  /** More than half of the words: not enough even with an exact amount. */
  'name-alike': 20,
  /** Just what the named invoices owe, or one or a few of the debtor's open ones, in a single way. */
  'amount-exact': 45,
  /** Just what each of several invoices of the debtor owes: says who more than which. */
  'amount-of-several': 30,
  /** Within the tolerance: chance does that easily, so it outweighs nothing that speaks for another. */
  'amount-near': 2,
  /** Nothing but an amount, and more than `manyOwe` debtors owe just that. */
  'amount-of-many': 25,
} as const;

/** The least sum that is certain. */
export const certainFrom = 80;
/** A debtor is certain when every other stays further below than this: nobody else has nearly as much. */
export const clearBy = 40;
/** The least sum that a person is shown. */
export const listedFrom = 20;
/** The least sum that pauses chasing while a person decides. */
export const pausedFrom = 40;
/** More candidates than this are no help. */
export const listedAtMost = 10;
/** An amount that more debtors owe than this is a common one. */
export const manyOwe = 3;
/** Characters, without leading zeros, from which a number is enough alone. */
export const longNumber = 5;
/** Digits, without leading zeros, under which a number without letters is no evidence alone. */
export const shortNumber = 4;
/** Invoices of one debtor that one payment is taken to pay without naming them. */
export const summedAtMost = 5;
/** A sum of invoices is evidence when chance alone would hit one less than once in as many payments. */
export const chanceOneIn = 100;
