// Ecuador: the consumer defence law, LODC art. 49.
import { legalPack, said, week } from './legal-pack.ts';

const article49 =
  'LODC art. 49 (reform of 2022), read through https://www.metroecuador.com.ec/noticias/2026/02/18/el-horario-y-el-numero-de-veces-que-te-pueden-llamar-en-el-dia-para-cobrar-una-deuda-en-ecuador';
const fees =
  'Junta resolution of 2017, read through https://nmslaw.com.ec/blog/2017/03/01/nuevas-tarifas-maximas-la-prestacion-efectiva-servicios-ventas-credito-pueden-cobrar/';

export const ecuador = [
  legalPack({
    id: 'EC-consumer',
    jurisdiction: 'EC',
    place: 'Ecuador',
    debtorType: 'consumer',
    scope: { source: article49, confidence: 'S2' },
    hours: [
      {
        // Five sources say 20:00, one says 22:00.
        channels: 'any',
        week: week(['07:00', '20:00'], null, null),
        onHolidays: false,
        source: article49,
        confidence: 'S2',
      },
    ],
    // Some sources say once by each means, some once in all; a careful policy takes the latter.
    caps: [{ cap: { kind: 'count', channels: 'each', max: 1, window: 'day' }, source: article49, confidence: 'S2' }],
    terms: [
      {
        rule: 'recommendation',
        says: 'a careful policy makes one contact a day over all channels',
        source: 'recommendation, not law',
        confidence: 'U',
      },
      { rule: 'requiredContent', says: 'a number that shows who calls', source: article49, confidence: 'S2' },
      ...said(article49, 'S2')(
        'forbidden',
        'contact with anyone but debtor, co-debtor or guarantor',
        'numbers that cannot be identified',
        'weekends and public holidays',
        'insisting to the point of harassment',
      ),
      {
        rule: 'fine',
        says: '1 to 10 basic salaries, twice that when repeated',
        source: 'El Diario (eldiario.ec)',
        confidence: 'S2',
      },
      {
        rule: 'interest',
        says: 'up to the maximum for consumer credit that the Junta sets; its level is unknown',
        source: 'Junta de Política y Regulación Financiera',
        confidence: 'U',
        data: { cap: { reference: 'EC_MAXIMA_CONSUMO', rateRead: 'daily' } },
      },
      {
        rule: 'collectionCosts',
        says: 'once for each instalment, by its amount: 3 USD up to 19.99, 5 up to 39.99, 9 up to 59.99, 12 up to 79.99, 15 up to 100, 18 above',
        source: fees,
        confidence: 'S2',
        remark: 'the table of the first half of 2017; later ones were not found',
        from: '2017-01-01',
        to: '2017-06-30',
        data: {
          kind: 'flat',
          unit: 'USD',
          bands: [
            { upTo: '19.99', fee: '3' },
            { upTo: '39.99', fee: '5' },
            { upTo: '59.99', fee: '9' },
            { upTo: '79.99', fee: '12' },
            { upTo: '100', fee: '15' },
            { fee: '18' },
          ],
        },
      },
    ],
  }),
];
