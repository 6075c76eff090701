// What the document types of UNTDID 1001 mean, by which UBL and Cross Industry Invoices tell invoices from others.
import type { Notes } from './notes.ts';

/** They give money back. */
export const creditTypes: readonly string[] = [
  '81',
  '83',
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '532',
];

export const noteType = (notes: Notes, field: string, type: string): void => {
  const reason = noDemands.get(type);
  if (reason !== undefined) notes.refuse(field, { reason, remedy: 'upload the invoice itself' });
  if (type === '384') notes.remark('corrects an earlier invoice: take that one back if it was uploaded');
};

const noDemands: ReadonlyMap<string, string> = new Map([
  ['325', 'is 325, a pro forma invoice, which asks for no payment'],
  ['751', 'is 751: it informs the accounts and asks for no payment'],
]);
