// CFDI 4.0 and 3.3 of Mexico: invoices (I), credit notes (E), and the payments that a payment complement (P) tells of.
import { cfdiNumber } from './cfdi-number.ts';
import { paymentsOfComplement } from './cfdi-payments.ts';
import type { Told } from './due-date.ts';
import { invoiceFrom } from './invoice-from.ts';
import { type Notes, type ReadFile, type Reading, sumUp, takeNotes } from './notes.ts';
import { oneLine } from './told-values.ts';
import { textAt, textsAt, type XmlElement } from './xml-tree.ts';

export const readCfdi = (root: XmlElement): ReadFile => sumUp('cfdi', 'document', [readDocument(root, takeNotes(1))]);

const stamp = 'cfdi:Complemento/tfd:TimbreFiscalDigital/@UUID';

const readDocument = (root: XmlElement, notes: Notes): Reading => {
  const version = textAt(root, '@Version') || textAt(root, '@version');
  if (version !== '4.0' && version !== '3.3') {
    notes.refuse('@Version', {
      reason: `is ${version.slice(0, 20) || 'missing'}, not 4.0 or 3.3`,
      remedy: 'upload it as a CSV file',
    });
    return { notes };
  }
  const uuid = oneLine(textAt(root, stamp)).toUpperCase();
  if (uuid === '') {
    notes.refuse(stamp, { reason: 'is missing: nobody has certified it', remedy: 'upload the stamped document' });
  }
  const type = textAt(root, '@TipoDeComprobante');
  if (type === 'P') return { notes, payments: paymentsOfComplement(root, uuid, notes) };
  if (type === 'I' || type === 'E') {
    const invoice = readInvoice(root, type === 'E', uuid, notes);
    return invoice === undefined ? { notes } : { notes, invoices: [invoice] };
  }
  notes.refuse('@TipoDeComprobante', {
    reason: `is ${otherTypes.get(type) ?? (type === '' ? 'missing' : `"${type.slice(0, 20)}"`)}`,
    remedy: 'upload documents of type I, E or P',
  });
  return { notes };
};

const otherTypes: ReadonlyMap<string, string> = new Map([
  ['N', 'N, a payslip, which nobody owes you'],
  ['T', 'T, a transfer of goods, which nobody owes you'],
]);

const readInvoice = (root: XmlElement, isCredit: boolean, uuid: string, notes: Notes) => {
  const told = (field: string): Told => ({ text: textAt(root, field), field });
  const [series, folio] = [textAt(root, '@Serie'), textAt(root, '@Folio')];
  const debtor = debtorOf(root, notes);
  const isOfMexico = debtor.text !== '' && debtor.field === rfc;
  const conditions = told('@CondicionesDePago');
  if (!isCredit && textAt(root, '@MetodoPago') === 'PUE') {
    notes.remark('is to be paid in one sum, on issue or within the month (PUE): check that it is still owed');
  }
  if (textsAt(root, 'cfdi:CfdiRelacionados/@TipoRelacion').includes('04')) {
    notes.remark('replaces an earlier document: take that one back if it was uploaded');
  }
  return invoiceFrom(notes, {
    kind: isCredit ? 'credit-note' : 'invoice',
    number: { text: cfdiNumber(series, folio) || uuid, field: '@Folio' },
    debtor,
    debtorName: told('cfdi:Receptor/@Nombre'),
    amount: told('@Total'),
    currency: told('@Moneda'),
    issued: told('@Fecha'),
    // That it is paid in one sum (PUE) or later (PPD) gives no day: without terms nothing tells when it falls due.
    due: { dates: [], terms: conditions.text === '' ? [] : [conditions], field: conditions.field },
    ...(isOfMexico ? { country: { text: 'MX', field: rfc } } : {}),
    of: textsAt(root, 'cfdi:CfdiRelacionados/cfdi:CfdiRelacionado/@UUID').map((each) => oneLine(each).toUpperCase()),
    uuid,
  });
};

const rfc = 'cfdi:Receptor/@Rfc';
const everybody = 'XAXX010101000';
const anyForeigner = 'XEXX010101000';

/** Two RFC are shared by many: one by the public at large, one by all foreigners, whose own tax id stands beside it. */
const debtorOf = (root: XmlElement, notes: Notes): Told => {
  const text = textAt(root, rfc).toUpperCase();
  if (text === everybody) {
    notes.refuse(rfc, {
      reason: `is ${everybody}, the public at large: it tells nobody who owes it`,
      remedy: 'upload it as a CSV file with an id of the debtor',
    });
  }
  if (text !== anyForeigner) return { text, field: rfc };
  const field = 'cfdi:Receptor/@NumRegIdTrib';
  return { text: textAt(root, field), field };
};
