// Colombia: Ley 2300 of 2023 for consumers, Ley 2024 of 2020 for businesses.
import { legalPack, said, unmarked, week } from './legal-pack.ts';

const article3 = 'Ley 2300 de 2023 art. 3, as quoted from Función Pública (norma 213990)';
const commentary =
  'Ley 2300 de 2023, read through https://accolombianlawyers.com/noticias/?p=31540 and https://www.jra.legal/post/ley-de-intimidad-en-colombia-ley-2300-de-2023';
const paymentTerms =
  'Ley 2024 de 2020, read through https://bu.com.co/es/insights/noticias/se-expide-la-ley-de-pago-plazos-justos';
const usury = 'Código de Comercio art. 884; IBC certified by Superintendencia Financiera';
const certified = { reference: 'CO_IBC_CONSUMO', multiplier: '1.5', decimals: 2, rateRead: 'monthly' } as const;

export const colombia = [
  legalPack({
    id: 'CO-consumer',
    jurisdiction: 'CO',
    place: 'Colombia',
    debtorType: 'consumer',
    validFrom: '2023-10-10',
    scope: {
      source:
        'Ley 2300 de 2023 art. 1: whoever collects, directly, through others or as assignee (https://leyonline.co/laws/ley-2300-de-2023/articulo-1o-objeto)',
      confidence: 'S2',
    },
    hours: [
      {
        channels: 'any',
        week: week(['07:00', '19:00'], ['08:00', '15:00'], null),
        onHolidays: false,
        source: article3,
        confidence: 'S2',
      },
    ],
    // Both begin with a direct contact; the press often leaves that out.
    caps: [
      {
        cap: { kind: 'count', channels: 'any', max: 1, window: 'day', fromDirectContact: true },
        source: article3,
        confidence: 'S2',
      },
      {
        cap: { kind: 'single-channel', channels: 'any', window: 'week', fromDirectContact: true },
        source: article3,
        confidence: 'S2',
      },
    ],
    // The law knows narrow exceptions; none is assumed.
    bars: [{ channels: ['visit'], source: commentary, confidence: 'S2' }],
    terms: [
      ...said(commentary, 'S2')(
        'forbidden',
        'turning to personal references or other third parties',
        'asking for the reasons of not paying',
        'contact on Sundays and public holidays',
      ),
      { rule: 'consent', says: 'only channels that the debtor has authorised', source: commentary, ...unmarked },
      { rule: 'requiredContent', says: 'who calls and for which creditor', source: commentary, ...unmarked },
      {
        rule: 'interest',
        says: 'at most 1.5 times the current bank interest (IBC, consumer and ordinary credit), as certified each month',
        source: usury,
        confidence: 'S2',
        data: {
          ...certified,
          method: 'effectiveAnnual',
          dayCount: 'actual/365',
          cap: certified,
        },
      },
    ],
  }),
  legalPack({
    id: 'CO-business',
    jurisdiction: 'CO',
    place: 'Colombia',
    debtorType: 'business',
    scope: {
      source: 'Ley 2300 de 2023 protects consumers; whether it reaches debts between businesses is not settled',
      confidence: 'U',
    },
    terms: [
      {
        rule: 'recommendation',
        says: 'a careful policy keeps to the hours and caps of CO-consumer',
        source: 'recommendation, not law',
        confidence: 'U',
      },
      {
        rule: 'paymentTerm',
        says: 'invoices fall due within 45 days',
        source: paymentTerms,
        confidence: 'S2',
        data: { days: 45 },
      },
      {
        rule: 'recoveryCosts',
        says: 'all proven costs of collecting; not between two large companies',
        source: paymentTerms,
        confidence: 'S2',
      },
      {
        rule: 'interest',
        says: 'as agreed; otherwise, and at most, 1.5 times the IBC',
        source: usury,
        confidence: 'M',
        remark: 'art. 884 from memory; the factor 1.5 from secondary sources',
        data: {
          ...certified,
          method: 'effectiveAnnual',
          dayCount: 'actual/365',
          cap: certified,
        },
      },
    ],
  }),
];
