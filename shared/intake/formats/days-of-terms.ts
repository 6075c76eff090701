// How many days terms of payment give, where their words leave no doubt: "30 days", "2% 10, net 30", "Crédito a 30 días".
import type { Outcome } from '../cell-rules.ts';

/** Days from the day of issue. Doubt is refused: a guess could chase before the debt is due. */
export const daysOfTerms = (terms: string): Outcome<number> => {
  if (terms.length > 1000) return refuse('are too long to be sure of');
  // Discounts of German e-invoices stand in lines of their own and say nothing on the net term.
  const text = terms
    .replaceAll(/#(SKONTO|VERZUG)#[^\r\n]*#/g, ' ')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase();
  if (beginsLater.test(text)) return refuse('count from another day than the day of issue');
  const numbers = [...text.matchAll(/\d+(?:[.,]\d+)?/g)].map(([number]) => number);
  if (atOnce.test(text)) return numbers.length === 0 ? { value: 0 } : refuse('say at once, and a number too');
  const told = distinct([...text.matchAll(someDays), ...text.matchAll(netDays)].map(([, days = '']) => days));
  const net = distinct([...text.matchAll(netDays), ...text.matchAll(daysNet)].map(([, days = '']) => days));
  const [days, another] = net.length > 0 ? net : told;
  if (days === undefined) return refuse('state no number of days');
  const mayBeLater = net.length > 0 ? numbers.some((number) => !(Number.parseInt(number, 10) <= Number(days))) : false;
  const isDoubtful = net.length > 0 ? mayBeLater : distinct(numbers).length > 1;
  if (another !== undefined || isDoubtful) return refuse('name more than one number');
  if (Number(days) > 365) return refuse(`give ${days} days`);
  return { value: Number(days) };
};

const day = '(?:days?|dias?|tagen?|jours?|giorni)\\b';
const someDays = new RegExp(`(?<![\\d.,/-])(\\d{1,3})\\s*(?:\\([^)]{0,30}\\)\\s*)?${day}`, 'g');
const netDays = /\b(?:net|netto|neto)\s*:?\s*(\d{1,3})(?!\d|[.,/-]\d|\s*%)/g;
const daysNet = new RegExp(`(?<![\\d.,/-])(\\d{1,3})\\s*${day}\\s*(?:net|netto|neto)\\b`, 'g');
const atOnce = /\b(contado|a (la )?vista|immediate(ly)?|sofort|inmediato)\b/;
/** Ends of months, what the buyer has to do first, and days that are not all counted. */
const beginsLater = new RegExp(
  [
    '\\b(eom|months?|mes|mois|monats?|monate|monatsende)\\b',
    'receipt|received|recepcion|recibo|recebimento|erhalt|eingang|reception',
    'delivery|entrega|lieferung|livraison|accept|acepta|aceite|abnahme',
    '(working|business|bank(ing)?) days|dias (habiles|laborables|uteis)|werktag|arbeitstag|bankarbeitstag',
  ].join('|'),
);

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
const refuse = (reason: string): Outcome<number> => ({
  reason: `the terms of payment ${reason}`,
  remedy: 'state the due date, or plain terms such as "30 days"',
});
