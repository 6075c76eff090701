// Italy: D.Lgs. 231/2002 between businesses, all of it from memory.
import { legalPack } from './legal-pack.ts';

const decree = 'D.Lgs. 231/2002';

export const italy = [
  legalPack({
    id: 'IT-business',
    jurisdiction: 'IT',
    place: 'Italy',
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
