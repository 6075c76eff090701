// United Kingdom: the late payment of commercial debts act of 1998.
import { legalPack } from './legal-pack.ts';

const act =
  'Late Payment of Commercial Debts (Interest) Act 1998, s. 5A (http://www.legislation.gov.uk/cy/ukpga/1998/20/section/5A)';
const order = 'SI 2002/1675 art. 4, quoted at https://www.debtcollectionservice.uk/interest/';

export const unitedKingdom = [
  legalPack({
    id: 'GB-business',
    jurisdiction: 'GB',
    place: 'United Kingdom',
    debtorType: 'business',
    scope: { source: 'no contact hours or caps for debts between businesses found', confidence: 'U' },
    terms: [
      {
        rule: 'paymentTerm',
        says: '30 days, at most 60 as a rule',
        source: 'https://www.gov.uk/late-commercial-payments-interest-debt-recovery',
        confidence: 'S1',
        remark: 'two versions of that page differ',
        data: { days: 30, mostDays: 60 },
      },
      {
        rule: 'interest',
        says: 'Bank of England rate and 8 points: the rate of 30 June for debts late from July to December, of 31 December for January to June; it stays for the whole debt',
        source: order,
        confidence: 'S2',
        data: {
          reference: 'BOE_BANK_RATE',
          margin: '8',
          method: 'simple',
          dayCount: 'actual/365',
          rateRead: 'at-start',
        },
      },
      {
        rule: 'compensation',
        says: 'for each debt: 40 GBP below 1,000, 70 below 10,000, 100 from there on',
        source: act,
        confidence: 'S1',
        data: {
          kind: 'bands',
          currency: 'GBP',
          bands: [{ below: '1000', amount: '40' }, { below: '10000', amount: '70' }, { amount: '100' }],
        },
      },
      {
        rule: 'recoveryCosts',
        says: 'reasonable costs above that sum',
        source: `${act} (2A)`,
        confidence: 'S1',
      },
    ],
  }),
];
