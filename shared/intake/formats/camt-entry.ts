// One entry of a camt statement: what was booked, and each transaction of a batch by itself.
import type { IsoDate } from '#domain/calendar.ts';
import { parseAmount, toDecimalText } from '#domain/money/money.ts';
import { type bankIds, isReference, meaningOf } from './bank-payment.ts';
import { movementOf } from './camt-movement.ts';
import { remittanceOf } from './camt-remittance.ts';
import { type Notes, type Reading, takeNotes } from './notes.ts';
import type { ParsedPayment } from './parsed-file.ts';
import { currencyOf, dayRule, oneLine, sumRule } from './told-values.ts';
import { elementsAt, textAt, type XmlElement } from './xml-tree.ts';

export type EntryOutcome =
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'pending' | 'other' | 'zero' };

export const readEntry = (entry: XmlElement, line: number, idOf: ReturnType<typeof bankIds>): EntryOutcome => {
  // Text up to version 7, a code since.
  const status = textAt(entry, 'Sts/Cd') || textAt(entry, 'Sts');
  if (status !== '' && status !== 'BOOK') return { kind: 'pending' };
  if (/^0+(\.0+)?$/.test(textAt(entry, 'Amt'))) return { kind: 'zero' };
  const notes = takeNotes(line);
  if (status === '') {
    notes.refuse('Sts', { reason: 'is missing', remedy: 'ask the bank for a file that says what is booked' });
  }
  const transactions = elementsAt(entry, 'NtryDtls/TxDtls');
  const indicator = textAt(entry, 'CdtDbtInd');
  if (indicator !== 'CRDT' && indicator !== 'DBIT') {
    notes.refuse('CdtDbtInd', { reason: 'is neither CRDT nor DBIT', remedy: 'ask the bank for the file again' });
  }
  const movements = (transactions.length === 0 ? [undefined] : transactions).map((transaction) => ({
    transaction,
    meaning: meaningOf(movementOf(entry, transaction)),
  }));
  const ours = movements.filter(({ meaning }) => meaning !== 'other');
  if (notes.problems.length === 0 && ours.length === 0) return { kind: 'other' };

  const date = dateOf(entry, notes);
  const currency = notes.take('Amt/@Ccy', currencyOf(textAt(entry, 'Amt/@Ccy')));
  const whole = notes.take('Amt', sumRule(textAt(entry, 'Amt'), currency ?? 'KWD'));
  if (date === undefined || currency === undefined || whole === undefined) return { kind: 'read', reading: { notes } };
  const payments = ours.flatMap(({ transaction, meaning }): ParsedPayment[] => {
    if (meaning === 'other') return [];
    const amount = amountOf(transaction, { whole, currency, isOnly: movements.length === 1 }, notes);
    if (amount === undefined) return [];
    const id = idOf(oneLine(ownReference(entry, transaction)), meaning);
    const sign = meaning === 'taken-back' ? '-' : '';
    return [{ line, date, amount: `${sign}${amount}`, currency, ...remittanceOf(entry, transaction), ...id }];
  });
  remarkOnBatch(entry, transactions, { payments, whole, currency }, notes);
  return { kind: 'read', reading: { notes, payments } };
};

const dateOf = (entry: XmlElement, notes: Notes): IsoDate | undefined => {
  const fields = ['ValDt/Dt', 'ValDt/DtTm', 'BookgDt/Dt', 'BookgDt/DtTm'];
  const field = fields.find((each) => textAt(entry, each) !== '') ?? 'BookgDt/Dt';
  return notes.take(field, dayRule(textAt(entry, field)));
};

const amounts = ['Amt', 'AmtDtls/TxAmt/Amt'];

/** In the currency of the account. What was sent in another is worth what the bank booked for it. */
const amountOf = (
  transaction: XmlElement | undefined,
  entry: { readonly whole: string; readonly currency: string; readonly isOnly: boolean },
  notes: Notes,
): string | undefined => {
  const field = amounts.find((each) => transaction && textAt(transaction, `${each}/@Ccy`) === entry.currency);
  if (transaction !== undefined && field !== undefined) {
    return notes.take(`NtryDtls/TxDtls/${field}`, sumRule(textAt(transaction, field), entry.currency));
  }
  if (entry.isOnly) return entry.whole;
  return notes.refuse('NtryDtls/TxDtls/Amt', {
    reason: `is missing in ${entry.currency} for a transaction of a batch`,
    remedy: 'ask the bank to tell the amount of each transaction',
  });
};

const ownReference = (entry: XmlElement, transaction: XmlElement | undefined): string => {
  const own = transaction === undefined ? '' : textAt(transaction, 'Refs/AcctSvcrRef');
  return isReference(own) ? own : textAt(entry, 'AcctSvcrRef');
};

/** What a reader of the report should compare with the statement. */
const remarkOnBatch = (
  entry: XmlElement,
  transactions: readonly XmlElement[],
  booked: { readonly payments: readonly ParsedPayment[]; readonly whole: string; readonly currency: string },
  notes: Notes,
): void => {
  const told = textAt(entry, 'NtryDtls/Btch/NbOfTxs');
  if (transactions.length === 0 && /^\d+$/.test(told) && !/^0*1?$/.test(told)) {
    notes.remark(`is a batch of ${told} transactions that are not told one by one; it is read as one payment`);
  }
  if (transactions.length === 0 || notes.problems.length > 0) return;
  const { payments, whole, currency } = booked;
  const sum = payments.reduce((total, { amount }) => total + parseAmount(amount, currency).amount, 0);
  const text = toDecimalText({ amount: Math.abs(sum), currency });
  if (text !== whole) notes.remark(`has payments of ${text} ${currency} in an entry of ${whole}`);
};
