// Who paid what for, as a transaction of a camt statement tells it.
import { isReference } from './bank-payment.ts';
import type { ParsedPayment } from './parsed-file.ts';
import { oneLine } from './told-values.ts';
import { elementsAt, textAt, textsAt, type XmlElement } from './xml-tree.ts';

/**
 * A structured reference comes before free text, and both before the reference that the payer gave the transfer
 * and what the bank adds.
 */
export const remittanceOf = (
  entry: XmlElement,
  transaction: XmlElement | undefined,
): Pick<ParsedPayment, 'reference' | 'payer' | 'invoices'> => {
  const ofBank = textAt(entry, 'AddtlNtryInf');
  if (transaction === undefined) return { reference: oneLine(ofBank), payer: '' };
  const structured = distinct(textsAt(transaction, 'RmtInf/Strd/CdtrRefInf/Ref'));
  const free = textsAt(transaction, 'RmtInf/Ustrd').filter(isReference);
  const endToEnd = textsAt(transaction, 'Refs/EndToEndId').filter(isReference);
  const told = [structured, free, endToEnd, textsAt(transaction, 'AddtlTxInf')].find((texts) => texts.length > 0);
  const invoices = distinct(invoicesOf(transaction));
  return {
    reference: oneLine(told?.join(' ') ?? ofBank),
    payer: payerOf(transaction),
    ...(invoices.length === 0 ? {} : { invoices }),
  };
};

/** Credit notes (CREN) that the payer deducted are no invoices. */
const invoicesOf = (transaction: XmlElement): readonly string[] =>
  elementsAt(transaction, 'RmtInf/Strd/RfrdDocInf').flatMap((document) =>
    textAt(document, 'Tp/CdOrPrtry/Cd') === 'CREN' ? [] : textsAt(document, 'Nb').map(oneLine),
  );

/** Since version 8 a party stands in an element of its own. */
const payerOf = (transaction: XmlElement): string => {
  const places = ['Dbtr/Nm', 'Dbtr/Pty/Nm', 'UltmtDbtr/Nm', 'UltmtDbtr/Pty/Nm'];
  const names = places.map((place) => textAt(transaction, `RltdPties/${place}`));
  return oneLine(names.find((name) => name !== '') ?? '');
};

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
