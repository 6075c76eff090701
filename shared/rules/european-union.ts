// European Union: the directives behind national law; they do not replace it.
import { legalPack, said } from './legal-pack.ts';

const latePayment =
  'Directive 2011/7/EU arts. 2(6), 3 and 6, by the summary of the EU (https://www.euopen4business.eu/2020/late_payment_directive/)';
const servicers = 'Directive (EU) 2021/2167 art. 10 (https://judict.eu/en/hla/32021L2167-X/article-10)';

export const europeanUnion = [
  legalPack({
    id: 'EU-business',
    jurisdiction: 'EU',
    place: 'European Union',
    debtorType: 'business',
    scope: { source: latePayment, confidence: 'S2' },
    terms: [
      { rule: 'hours', says: 'none', source: latePayment, confidence: 'S2' },
      { rule: 'frequency', says: 'no cap', source: latePayment, confidence: 'S2' },
      {
        rule: 'paymentTerm',
        says: '30 days, at most 60 as a rule; no reminder needed',
        source: latePayment,
        confidence: 'S2',
        data: { days: 30, mostDays: 60 },
      },
      {
        rule: 'interest',
        says: 'reference rate (ECB main refinancing, or that of the national bank) and at least 8 points',
        source: latePayment,
        confidence: 'S2',
        data: { reference: 'ECB_MRO', margin: '8', method: 'simple', rateRead: 'half-yearly' },
      },
      { rule: 'dayCount', says: 'unknown: national law', source: latePayment, confidence: 'U' },
      {
        rule: 'compensation',
        says: 'at least 40 EUR, without asking',
        source: latePayment,
        confidence: 'S2',
        data: { kind: 'flat', currency: 'EUR', amount: '40' },
      },
    ],
  }),
  legalPack({
    id: 'EU-npl-borrower',
    jurisdiction: 'EU',
    place: 'European Union, borrowers of sold bank loans',
    debtorType: 'consumer',
    binds: ['agency'],
    scope: { source: `${servicers}: only those who buy or service non-performing bank loans`, confidence: 'S1' },
    terms: [
      ...said(servicers, 'S1')(
        'requiredContent',
        'before collecting for the first time, on paper or another lasting medium: that the loan was sold, and when',
        'who bought it, and how to reach them',
        'who services it, how to reach them, and the proof that they may',
        'in plain sight, whom to turn to',
      ),
      ...said(servicers, 'S1')(
        'forbidden',
        'harassment, coercion and undue influence',
        'information that misleads, is unclear or false',
      ),
    ],
  }),
];
