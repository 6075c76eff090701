// The payments that a payment complement of a CFDI tells of, version 2.0 or 1.0: one for each invoice that each of them paid.
import { cfdiNumber } from './cfdi-number.ts';
import type { Notes } from './notes.ts';
import type { ParsedPayment } from './parsed-file.ts';
import { currencyOf, dayRule, oneLine, sumRule } from './told-values.ts';
import { elementsAt, textAt, type XmlElement } from './xml-tree.ts';

const pago = 'cfdi:Complemento/pago20:Pagos/pago20:Pago';
const related = 'pago20:DoctoRelacionado';

export const paymentsOfComplement = (root: XmlElement, uuid: string, notes: Notes): readonly ParsedPayment[] => {
  const payer = oneLine(textAt(root, 'cfdi:Receptor/@Nombre'));
  const paid = elementsAt(root, pago);
  if (paid.length === 0)
    notes.refuse(pago, { reason: 'is missing', remedy: 'upload a complement that tells of payments' });
  const payments = paid.flatMap((payment) => {
    const date = notes.take(`${pago}/@FechaPago`, dayRule(textAt(payment, '@FechaPago')));
    const documents = elementsAt(payment, related);
    const parts = documents.map((document) => partOf(payment, document, documents.length, notes));
    return (documents.length === 0 ? [partWithout(payment, notes)] : parts).map((part) => ({ date, part }));
  });
  return payments.flatMap(({ date, part }, index) =>
    date === undefined || part === undefined
      ? []
      : [{ line: notes.line, date, payer, ...part, id: `${uuid}/${index + 1}` }],
  );
};

type Part = Pick<ParsedPayment, 'amount' | 'currency' | 'reference' | 'invoices'>;

/** In the currency of the invoice, which may be another than that of the payment. */
const partOf = (payment: XmlElement, document: XmlElement, documents: number, notes: Notes): Part | undefined => {
  const currency = notes.take(`${pago}/${related}/@MonedaDR`, currencyOf(textAt(document, '@MonedaDR')));
  if (currency === undefined) return undefined;
  // Version 1.0 lets the amount go where one payment pays one invoice in its own currency.
  const isWhole = documents === 1 && textAt(document, '@ImpPagado') === '' && textAt(payment, '@MonedaP') === currency;
  const amount = isWhole
    ? notes.take(`${pago}/@Monto`, sumRule(textAt(payment, '@Monto'), currency))
    : notes.take(`${pago}/${related}/@ImpPagado`, sumRule(textAt(document, '@ImpPagado'), currency));
  const reference = oneLine(textAt(document, '@IdDocumento')).toUpperCase();
  const [series, folio] = [textAt(document, '@Serie'), textAt(document, '@Folio')];
  const invoice = oneLine(cfdiNumber(series, folio)) || reference;
  if (invoice === '') {
    return notes.refuse(`${pago}/${related}/@IdDocumento`, {
      reason: 'is missing',
      remedy: 'name the invoice that is paid',
    });
  }
  return amount === undefined ? undefined : { amount, currency, reference, invoices: [invoice] };
};

const partWithout = (payment: XmlElement, notes: Notes): Part | undefined => {
  const currency = notes.take(`${pago}/@MonedaP`, currencyOf(textAt(payment, '@MonedaP')));
  const amount = notes.take(`${pago}/@Monto`, sumRule(textAt(payment, '@Monto'), currency ?? 'KWD'));
  if (currency === undefined || amount === undefined) return undefined;
  return { amount, currency, reference: oneLine(textAt(payment, '@NumOperacion')) };
};
