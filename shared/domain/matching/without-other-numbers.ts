// Text that came along, without what has digits and is no invoice number: accounts, dates, amounts, phones, orders.
import { toDecimalText } from '../money/money.ts';
import { isMod97 } from './structured-reference.ts';

/** Stands where something was taken out, so that its neighbours do not join. */
const gap = ' | ';

type Known = { readonly amount: number; readonly currency: string; readonly date: string };

/** Takes and gives plain text. */
export const withoutOtherNumbers = (text: string, known: Known): string =>
  [withoutAccounts, withoutAnnounced, withoutDates, withoutAmounts(known), withoutDays(known.date)].reduce(
    (left, take) => take(left),
    text,
  );

const compactAccount = /(?<![\p{L}\d])(?!RF)[A-Z]{2}\d{2}[A-Z\d]{11,30}(?![\p{L}\d])/gu;
/** In groups of four, as on paper; also one that was cut off. */
const groupedAccount = /(?<![\p{L}\d])(?!RF)[A-Z]{2}\d{2} [A-Z\d]{4}(?: \d{4}){2,6}(?: \d{1,4})?(?![\p{L}\d])/gu;
const hiddenAccount = /(?:(?<!\*)\*+|(?<!X)X{2,})\d+/g;

const withoutAccounts = (text: string): string =>
  text
    .replace(compactAccount, (found) => (isMod97(found) ? gap : found))
    .replace(groupedAccount, gap)
    .replace(hiddenAccount, gap);

/** Words that say what the number after them is: an account, a card, a phone, a tax id, an order, a contract, an instalment. */
const announced = [
  'IBAN|CCC|CLABE|CBU|CVU|CTA|CUENTA|CONTA|ACC|ACCT|ACCOUNT|AGENCIA|AG|BIC|TARJETA|CARTAO|CARD',
  'TEL|TELEFONO|TELEFONE|PHONE|MOVIL|CEL|CELULAR|FAX',
  'NIF|CIF|DNI|NIE|NIT|RUC|RUT|RFC|CUIT|CNPJ|CPF|CC|VAT|EORI|CP|ZIP|CEP',
  'PEDIDO|ORDER|PO|OC|ORDEN|CONTRATO|CONTRACT|POLIZA|CUOTA|PARCELA|INSTALMENT|CLIENTE|CUSTOMER|OPERACION|OP|NSU|AUT',
].join('|');
const announcedNumber = new RegExp(
  `(?<![\\p{L}\\d])(?:${announced})[\\s.:#]+(?:(?:NO|NUM|NRO|N|NR|NUMERO|NUMBER)[\\s.:#]+)?[\\p{L}+(]{0,4}\\d[\\p{L}\\d./()-]*(?: \\d{2,4}(?![\\p{L}\\d]))*`,
  'gu',
);
const withoutAnnounced = (text: string): string => text.replace(announcedNumber, gap);

const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month = '(?:0?[1-9]|1[0-2])';
const year = '(?:(?:19|20)\\d\\d)';
/** Not a part of something longer: F-2026/12 and 2026-12-0001 are no dates. */
const alone = (pattern: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\d][-/._]?)(?:${pattern})(?![-/._]?[\\p{L}\\d])`, 'gu');
const date = alone(
  [
    `${day}([-/.])${month}\\1(?:${year}|\\d\\d)`,
    `${month}([-/.])${day}\\2(?:${year}|\\d\\d)`,
    `${year}([-/.])${month}(?:\\3${day})?`,
    `${month}[-/.]${year}`,
    `${day}[-/]${month}`,
  ].join('|'),
);
const withoutDates = (text: string): string => text.replace(date, gap);

const decimal = alone("\\d{1,3}(?:[.,']?\\d{3})*[.,]\\d{2}");
const signs = 'EUR|USD|MXN|COP|R\\$|US\\$|\\$|€|£';
const marked = (currency: string): RegExp => {
  const sign = `(?:${signs}|${currency})`;
  return new RegExp(
    `(?<!\\p{L})${sign} ?\\d[\\d.,']*|(?<![\\p{L}\\d][-/._]?)\\d[\\d.,']* ?${sign}(?![\\p{L}\\d]| ?\\d)`,
    'gu',
  );
};
const grouped = alone("\\d{1,3}(?:[.,']?\\d{3})*");

const withoutAmounts = ({ amount, currency }: Known) => {
  const amounts = marked(currency);
  const [units] = toDecimalText({ amount, currency }).split(/\.0*$/);
  return (text: string): string =>
    text
      .replace(amounts, gap)
      .replace(decimal, gap)
      .replace(grouped, (found) => (found.replace(/[.,']/g, '') === units ? gap : found));
};

const compactDay = alone('\\d{8}|\\d{6}');

/** Six or eight digits in one are a day when they say one of the years about the payment's. */
const withoutDays = (paid: string) => {
  const near = [-2, -1, 0, 1].map((off) => String(Number(paid.slice(0, 4)) + off));
  const years = `(?:${[...near, ...near.map((each) => each.slice(2))].join('|')})`;
  const [two, both] = ['(?:0[1-9]|1[0-2])', '(?:0[1-9]|[12]\\d|3[01])'];
  const said = new RegExp(
    `^(?:${years}${two}(?:${both})?|${both}${two}${years}|${two}${both}${years}|${two}${years})$`,
  );
  return (text: string): string => text.replace(compactDay, (found) => (said.test(found) ? gap : found));
};
