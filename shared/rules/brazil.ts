// Brazil: the consumer code (CDC) on collecting, the civil code on interest; states may set hours.
import { legalPack, said } from './legal-pack.ts';

const article42 = 'CDC arts. 42 and 42-A (https://www.dicasconcursos.com/art-42-do-cdc-comentado/)';
const legalRate =
  'Código Civil arts. 389 and 406 as amended by Lei 14.905/2024 (https://onserp.org.br/lei-n-14-905-2024-altera-o-codigo-civil-para-dispor-sobre-a-atualizacao-monetaria-e-juros)';

export const brazil = [
  legalPack({
    id: 'BR-consumer',
    jurisdiction: 'BR',
    place: 'Brazil',
    debtorType: 'consumer',
    scope: { source: 'no federal hours or caps found; some states have their own (from memory)', confidence: 'U' },
    terms: [
      { rule: 'hours', says: 'none found for the country', source: 'federal law', confidence: 'U' },
      {
        rule: 'recommendation',
        says: 'a careful policy keeps to Monday to Friday 08:00 to 20:00, Saturday 08:00 to 14:00',
        source: 'recommendation, not law',
        confidence: 'U',
      },
      ...said(article42, 'S2')(
        'requiredContent',
        'name, address and CPF or CNPJ of the supplier in every paper that asks for payment',
      ),
      ...said(article42, 'S2')(
        'forbidden',
        'ridicule, constraint or threat',
        'asking for what is not owed: twice the excess is given back, with correction and interest',
      ),
      {
        rule: 'interest',
        says: 'as agreed, typically 1 % a month; else SELIC less IPCA, never below zero, and correction by IPCA',
        source: legalRate,
        confidence: 'S2',
        data: { reference: 'BR_TAXA_LEGAL', rateRead: 'monthly' },
      },
      {
        rule: 'interestMethod',
        says: 'interest is simple by the month',
        source: legalRate,
        confidence: 'M',
        data: { method: 'monthlySimple' },
      },
      {
        rule: 'penalty',
        says: 'contractual penalty for delay of at most 2 %',
        source: 'CDC art. 52 § 1',
        confidence: 'M',
        data: { mostPercent: '2' },
      },
    ],
  }),
];
