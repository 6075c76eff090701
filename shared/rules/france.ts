// France: the commercial code on late payment between businesses.
import { legalPack } from './legal-pack.ts';

const code =
  'Code de commerce L441-10, read through https://www.economie.gouv.fr/cepc/avis-ndeg-23-8-relatif-une-demande-davis-dun-cabinet-davocats-portant-sur-lapplicabilite-de';
const decree = 'Code de commerce D441-5, read through https://reussir.fr/lesmarches/retard-de-paiement-40-euros-en-sus';

export const france = [
  legalPack({
    id: 'FR-business',
    jurisdiction: 'FR',
    place: 'France',
    debtorType: 'business',
    scope: { source: 'no contact hours or caps for debts between businesses found', confidence: 'U' },
    terms: [
      {
        rule: 'interest',
        says: 'as agreed, not below three times the legal interest; else the ECB main refinancing rate of 1 January or 1 July and 10 points, on the amount with taxes, without any reminder',
        source: code,
        confidence: 'S2',
        data: { reference: 'ECB_MRO', margin: '10', method: 'simple', rateRead: 'half-yearly' },
      },
      {
        rule: 'dayCount',
        says: '365',
        source: 'https://bpifrance-creation.fr/boiteaoutils/taux-penalites-retard',
        confidence: 'S2',
        data: { dayCount: 'actual/365' },
      },
      {
        rule: 'compensation',
        says: '40 EUR for each invoice',
        source: decree,
        confidence: 'S2',
        data: { kind: 'flat', currency: 'EUR', amount: '40' },
      },
      { rule: 'recoveryCosts', says: 'more on proof', source: code, confidence: 'S2' },
      {
        rule: 'requiredContent',
        says: 'the invoice states the rate of penalties and the 40 EUR',
        source: code,
        confidence: 'S2',
      },
    ],
  }),
];
