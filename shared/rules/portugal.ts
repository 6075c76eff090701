// Portugal: DL 62/2013 between businesses, all of it from memory.
import { legalPack } from './legal-pack.ts';

const decree = 'DL 62/2013; the rate by a half-yearly notice of the DGT';

export const portugal = [
  legalPack({
    id: 'PT-business',
    jurisdiction: 'PT',
    place: 'Portugal',
    debtorType: 'business',
    scope: { source: 'not searched', confidence: 'U' },
    terms: [
      {
        rule: 'interest',
        says: 'ECB main refinancing rate and 8 points',
        source: decree,
        confidence: 'M',
        data: { reference: 'ECB_MRO', margin: '8', method: 'simple', rateRead: 'half-yearly' },
      },
      {
        rule: 'compensation',
        says: '40 EUR',
        source: decree,
        confidence: 'M',
        data: { kind: 'flat', currency: 'EUR', amount: '40' },
      },
    ],
  }),
];
