// Spain: Ley 3/2004 between businesses; consumers are outside it.
import { legalPack } from './legal-pack.ts';

const latePayment = 'Ley 3/2004 arts. 3 to 9 (https://www.boe.es/buscar/act.php?id=BOE-A-2004-21830)';

export const spain = [
  legalPack({
    id: 'ES-business',
    jurisdiction: 'ES',
    place: 'Spain',
    debtorType: 'business',
    scope: { source: latePayment, confidence: 'S1' },
    terms: [
      { rule: 'hours', says: 'none', source: latePayment, confidence: 'S1' },
      { rule: 'frequency', says: 'no cap', source: latePayment, confidence: 'S1' },
      {
        rule: 'paymentTerm',
        says: '30 days, at most 60 by agreement; no reminder needed',
        source: latePayment,
        confidence: 'S1',
        data: { days: 30, mostDays: 60 },
      },
      {
        rule: 'interest',
        says: 'as agreed, else the ECB main refinancing rate and 8 points (7 to 2013-02-23); an agreed rate 70 % below that is abusive',
        source: latePayment,
        confidence: 'S1',
        data: {
          reference: 'ECB_MRO',
          margin: '8',
          earlierMargins: [{ margin: '7', to: '2013-02-23', by: 'day', confidence: 'S1' }],
          method: 'simple',
          rateRead: 'half-yearly',
        },
      },
      { rule: 'dayCount', says: '365', source: latePayment, confidence: 'M', data: { dayCount: 'actual/365' } },
      {
        rule: 'compensation',
        says: '40 EUR, without asking',
        source: latePayment,
        confidence: 'S1',
        data: { kind: 'flat', currency: 'EUR', amount: '40' },
      },
      {
        rule: 'recoveryCosts',
        says: 'all proven costs above those 40 EUR',
        source: latePayment,
        confidence: 'S1',
      },
    ],
  }),
  legalPack({
    id: 'ES-consumer',
    jurisdiction: 'ES',
    place: 'Spain',
    debtorType: 'consumer',
    scope: { source: 'no statute on collecting with hours or caps found', confidence: 'U' },
    terms: [
      {
        rule: 'note',
        says: 'late-payment law does not cover consumers',
        source: 'Ley 3/2004 art. 3.2.a',
        confidence: 'S1',
      },
      {
        rule: 'interest',
        says: 'as agreed unless abusive, else the legal interest of money, 3.25 %',
        source: 'Código Civil art. 1108',
        confidence: 'M',
        data: { fixedPercent: '3.25', method: 'simple' },
      },
    ],
  }),
];
