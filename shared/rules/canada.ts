// Canada: collecting is regulated by the provinces, none of which is in the collection.
import { legalPack } from './legal-pack.ts';

export const canada = [
  legalPack({
    id: 'CA-any',
    jurisdiction: 'CA',
    place: 'Canada',
    debtorType: 'consumer',
    scope: { source: 'provincial law, not searched', confidence: 'U' },
    terms: [
      { rule: 'note', says: 'how debts may be collected is provincial law', source: 'from memory', confidence: 'M' },
      {
        rule: 'interest',
        says: 'as agreed; 5 % a year where the contract does not state the yearly equivalent',
        source: 'Interest Act s. 4',
        confidence: 'M',
        data: { fixedPercent: '5', rateRead: 'fixed' },
      },
      {
        rule: 'interest',
        says: 'more than 35 % a year is a crime',
        source: 'from memory',
        confidence: 'M',
        from: '2025-01-01',
        data: { cap: { fixedPercent: '35' } },
      },
    ],
  }),
];
