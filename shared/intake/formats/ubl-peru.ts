// Terms of payment as SUNAT asks for them in Peru: cac:PaymentTerms called FormaPago, at once or on credit in instalments.
import { parseAmount } from '#domain/money/money.ts';
import type { Told } from './due-date.ts';
import type { Notes } from './notes.ts';
import { sumRule } from './told-values.ts';
import { elementsAt, textAt, type XmlElement } from './xml-tree.ts';

const pending = 'cac:PaymentTerms/cbc:Amount';
const means = 'cac:PaymentTerms/cbc:PaymentMeansID';

const formsOf = (document: XmlElement, kind: string): readonly XmlElement[] =>
  elementsAt(document, 'cac:PaymentTerms').filter(
    (form) =>
      textAt(form, 'cbc:ID') === 'FormaPago' && textAt(form, 'cbc:PaymentMeansID').toLowerCase().startsWith(kind),
  );

export const isAtOnceInPeru = (document: XmlElement): readonly Told[] =>
  formsOf(document, 'contado').length === 0 ? [] : [{ text: 'contado', field: means }];

/**
 * What is owed on credit, where that is less than what is payable: without what the buyer withholds for the tax office or
 * pays into the seller's account for taxes. It is not chased, though it is part of the total.
 */
export const owedOnCreditInPeru = (document: XmlElement, payable: Told, currency: string, notes: Notes): Told => {
  const [form] = formsOf(document, 'credito');
  const text = form === undefined ? '' : textAt(form, 'cbc:Amount');
  if (form === undefined || text === '' || textAt(form, 'cbc:Amount/@currencyID') !== currency) return payable;
  const [owed, total] = [sumRule(text, currency), sumRule(payable.text, currency)];
  // One that cannot be read is refused where it stands.
  if (!('value' in owed)) return { text, field: pending };
  if (!('value' in total) || !isLess(owed.value, total.value, currency)) return payable;
  notes.remark(`${owed.value} of the ${total.value} payable are owed on credit, net of what the buyer withholds`);
  return { text, field: pending };
};

const isLess = (one: string, other: string, currency: string): boolean =>
  parseAmount(one, currency).amount < parseAmount(other, currency).amount;
