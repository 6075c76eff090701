// Which way the money of a camt entry went, and whether it undoes an earlier movement.
import type { Movement } from './bank-payment.ts';
import { elementsAt, textAt, type XmlElement } from './xml-tree.ts';

/** What a transaction says of itself comes before what its entry says. */
export const movementOf = (entry: XmlElement, transaction: XmlElement | undefined): Movement => {
  const told = (path: string): string =>
    (transaction === undefined ? '' : textAt(transaction, path)) || textAt(entry, path);
  const hasReturn = transaction !== undefined && elementsAt(transaction, 'RtrInf').length > 0;
  return {
    isCredit: told('CdtDbtInd') === 'CRDT',
    isReversal: ['true', '1'].includes(textAt(entry, 'RvslInd')),
    isReturn: hasReturn || returns.includes(told('BkTxCd/Domn/Fmly/SubFmlyCd')),
  };
};

/** Of the bank transaction codes of ISO 20022: direct debits unpaid, returned or recalled; transfers returned or recalled. */
const returns: readonly string[] = ['UPDD', 'PRDD', 'RCDD', 'RRTN', 'RPCR'];
