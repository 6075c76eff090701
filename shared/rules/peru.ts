// Peru: the consumer code, Ley 29571, on methods of collecting.
import { legalPack, said, week } from './legal-pack.ts';

const code =
  'Ley 29571 arts. 58, 61 and 62 (text of February 2026, https://lpderecho.pe/codigo-de-proteccion-y-defensa-del-consumidor-ley-29571/)';
const centralBank = 'BCRP, https://www.bcrp.gob.pe/sistema-financiero/tasas-maximas-de-interes-compensatorio.html';

export const peru = [
  legalPack({
    id: 'PE-consumer',
    jurisdiction: 'PE',
    place: 'Peru',
    debtorType: 'consumer',
    scope: { source: code, confidence: 'S1' },
    hours: [
      {
        channels: ['call', 'visit'],
        week: week(['07:00', '20:00'], null, null),
        onHolidays: false,
        source: code,
        confidence: 'S1',
      },
    ],
    terms: [
      { rule: 'frequency', says: 'no cap: these articles set none', source: code, confidence: 'S1' },
      {
        rule: 'recommendation',
        says: 'a careful policy keeps these hours for every channel',
        source: 'recommendation, not law',
        confidence: 'U',
      },
      ...said(code, 'S1')(
        'forbidden',
        'papers that pass for court notices',
        'calls and visits from 20:00 to 07:00, on Saturdays, Sundays and public holidays',
        'posters or notices at the home or anywhere else',
        'people with signs or in striking dress near home or work',
        'lists of debtors in the media without a court order; credit bureaus are exempt',
        'telling third parties of the default',
        'statements and notices sent to the address of somebody else',
        'whatever works in a similar way',
      ),
      {
        rule: 'interest',
        says: 'as agreed, up to the maximum that the central bank sets outside the financial system; otherwise its legal rate, by its daily factors',
        source: centralBank,
        confidence: 'S2',
        data: {
          reference: 'PE_LEGAL',
          method: 'effectiveAnnual',
          rateRead: 'daily',
          cap: { reference: 'PE_MAX_NONFIN_PEN', rateRead: 'daily' },
        },
      },
      { rule: 'dayCount', says: '360', source: centralBank, confidence: 'M', data: { dayCount: 'actual/360' } },
    ],
  }),
];
