// Chile: Ley 19.496 art. 37 and Ley 21.320 for consumers, Ley 19.983 as amended by Ley 21.131 for businesses.
import { legalPack, said, unmarked, week } from './legal-pack.ts';

const sernac = 'Ley 19.496 art. 37, per SERNAC (https://www.sernac.cl/portal/617/w3-propertyvalue-62993.html)';
const limits =
  'Ley 21.320 (https://www.camara.cl/cms/noticias/2021/03/30/a-ley-proyecto-que-limita-cobranzas-extrajudiciales-en-tiempos-de-pandemia/)';
const commentary =
  'Ley 21.320, read through https://actualidadjuridica.doe.cl/ley-establece-reglas-en-materia-de-cobranza-extrajudicial';
const thirtyDays =
  'Ley 19.983 as amended by Ley 21.131, read through https://carey.cl/ley-n-21-131-establece-pago-a-treinta-dias';
const written = ['letter', 'sms', 'email', 'whatsapp'] as const;

export const chile = [
  legalPack({
    id: 'CL-consumer',
    jurisdiction: 'CL',
    place: 'Chile',
    debtorType: 'consumer',
    scope: { source: sernac, confidence: 'S1' },
    hours: [
      {
        channels: 'any',
        week: week(['08:00', '20:00'], ['08:00', '20:00'], null),
        onHolidays: false,
        source: sernac,
        confidence: 'S1',
      },
    ],
    caps: [
      {
        cap: { kind: 'count', channels: ['call', 'visit'], max: 1, window: 'week' },
        source: limits,
        confidence: 'S1',
      },
      { cap: { kind: 'count', channels: written, max: 2, window: 'week' }, source: limits, confidence: 'S1' },
      { cap: { kind: 'separation', channels: written, days: 2 }, source: limits, confidence: 'S1' },
    ],
    terms: [
      {
        rule: 'notice',
        says: 'a free useful notice within 15 days of the due date; 0.2 UF for missing it',
        source: sernac,
        confidence: 'S1',
        remark: 'the source contradicts itself in places',
        data: { withinDays: 15, unit: 'UF', amount: '0.2' },
      },
      ...said(commentary, 'S2')(
        'requiredContent',
        'the contracts, the due date or day of default, the amount and what it is made of',
        'that the creditor may be paid directly',
      ),
      ...said(sernac, 'S1')(
        'forbidden',
        'whatever is, resembles or mentions a paper or act of a court',
        'telling third parties',
        'calls and visits outside working days and hours (CPC art. 59)',
      ),
      ...said(commentary, 'S2')(
        'forbidden',
        'acts against the privacy of the home, family life or work',
        'collecting once a suit is served or insolvency is opened',
      ),
      {
        rule: 'collectionCosts',
        says: 'of the debt as it was when it fell late, once, and only for real efforts: 9 % up to 10 UF, 6 % of what exceeds that up to 50 UF, 3 % of the rest',
        source: sernac,
        confidence: 'S2',
        remark:
          '9 % is S1 (worked example of SERNAC), 6 % and 3 % are S2; beware of pages that print the scale inverted or flat',
        data: {
          kind: 'progressive',
          unit: 'UF',
          bands: [{ upTo: '10', percent: '9' }, { upTo: '50', percent: '6' }, { percent: '3' }],
        },
      },
      {
        rule: 'costsFromDay',
        says: 'costs of collecting only after 20 days of delay',
        source: sernac,
        confidence: 'S1',
        data: { days: 20 },
      },
      {
        rule: 'interest',
        says: 'as agreed, up to the maximum conventional rate that the CMF publishes each month',
        source: 'Ley 18.010; CMF',
        confidence: 'S2',
        data: {
          method: 'simple',
          dayCount: '30/360',
          cap: { reference: 'CL_MAXIMA_CONVENCIONAL', rateRead: 'monthly' },
        },
      },
      {
        rule: 'retention',
        says: 'kind and frequency of each effort, per debtor, for two years',
        source: commentary,
        confidence: 'S2',
        data: { years: 2 },
      },
    ],
  }),
  legalPack({
    id: 'CL-business',
    jurisdiction: 'CL',
    place: 'Chile',
    debtorType: 'business',
    scope: { source: 'no contact rules for debts between businesses found', confidence: 'U' },
    terms: [
      {
        rule: 'paymentTerm',
        says: '30 days from receipt of the invoice',
        source: thirtyDays,
        confidence: 'S2',
        data: { days: 30 },
      },
      {
        rule: 'compensation',
        says: '1 % of what is unpaid, for recovering it',
        source: thirtyDays,
        confidence: 'S2',
        data: { kind: 'percent-of-unpaid', percent: '1' },
      },
      {
        rule: 'interest',
        says: 'the current interest (CMF) from the first day of delay',
        source: thirtyDays,
        confidence: 'S2',
        data: { reference: 'CL_CORRIENTE', method: 'simple', rateRead: 'monthly' },
      },
      {
        rule: 'note',
        says: 'segment of that interest: pesos not adjusted, over 90 days, over 200 and up to 5000 UF',
        source: 'CMF',
        confidence: 'M',
      },
      { rule: 'dayCount', says: 'unknown', source: thirtyDays, confidence: 'U' },
      { rule: 'collectionCosts', says: 'no scale', source: thirtyDays, ...unmarked },
    ],
  }),
];
