// Published rates that laws refer to, dated; those marked as single or unofficial wait for somebody to verify them.
import type { ReferenceRate } from '#domain/law-terms.ts';

const bundesbank =
  'Bundesbank notice reproduced at https://finanzmarktnachrichten.de/basiszinssatz-bleibt-ab-1-januar-2026-bei-127';
const firstHalf = { from: '2026-01-01', to: '2026-06-30' } as const;
const secondHalf = { from: '2026-07-01', to: '2026-12-31' } as const;
const halfBefore = { from: '2025-07-01', to: '2025-12-31' } as const;
const elEspectador = 'https://www.elespectador.com/economia';

export const referenceRates: readonly ReferenceRate[] = [
  { series: 'ECB_MRO', ...halfBefore, percent: '2.15', confidence: 'S2', source: bundesbank },
  { series: 'ECB_MRO', ...firstHalf, percent: '2.15', confidence: 'S2', source: bundesbank },
  {
    series: 'ECB_MRO',
    ...secondHalf,
    percent: '2.40',
    confidence: 'S2',
    remark: 'one unofficial source: verify',
    source: 'https://getinvoicepdf.com/articles/eu-late-payment-directive.html',
  },
  { series: 'DE_BASIS', ...halfBefore, percent: '1.27', confidence: 'S2', source: bundesbank },
  { series: 'DE_BASIS', ...firstHalf, percent: '1.27', confidence: 'S2', source: bundesbank },
  {
    series: 'DE_BASIS',
    ...secondHalf,
    percent: '1.52',
    confidence: 'D',
    remark: 'by BGB § 247 from the 2.40 of the ECB, which is unverified',
    source: 'BGB § 247',
  },
  {
    series: 'BOE_BANK_RATE',
    from: '2023-07-01',
    to: '2023-12-31',
    percent: '5.00',
    confidence: 'S2',
    source: 'https://payontime.co.uk/how-to-calculate-late-payment-interest-and-compensation',
  },
  {
    series: 'BOE_BANK_RATE',
    from: '2024-01-01',
    to: '2024-06-30',
    percent: '5.25',
    confidence: 'S2',
    source: 'https://payontime.co.uk/how-to-calculate-late-payment-interest-and-compensation',
  },
  {
    series: 'BOE_BANK_RATE',
    ...halfBefore,
    percent: '4.25',
    confidence: 'M',
    remark: 'S2 for May 2025; that it did not change before August is from memory',
    source:
      'https://support.paidnice.com/en/articles/11600906-how-to-automatically-calculate-statutory-interest-in-the-uk',
  },
  {
    series: 'BOE_BANK_RATE',
    ...firstHalf,
    percent: '3.75',
    confidence: 'S2',
    remark: 'after the cut of 18 December 2025',
    source: 'https://www.streets.uk/?p=18812',
  },
  {
    series: 'BOE_BANK_RATE',
    ...secondHalf,
    percent: '3.75',
    confidence: 'S2',
    remark: 'as of June 2026',
    source: 'https://usewolfx.com/glossary/late-payment-interest',
  },
  {
    series: 'CO_IBC_CONSUMO',
    from: '2025-09-01',
    to: '2025-09-30',
    percent: '16.67',
    confidence: 'S2',
    source: `${elEspectador}/nueva-tasa-de-usura-en-octubre-estos-son-los-intereses-limite-en-colombia/`,
  },
  {
    series: 'CO_IBC_CONSUMO',
    from: '2025-10-01',
    to: '2025-10-31',
    percent: '16.24',
    ceilingPercent: '24.36',
    confidence: 'S2',
    source: `${elEspectador}/nueva-tasa-de-usura-en-octubre-estos-son-los-intereses-limite-en-colombia/`,
  },
  {
    series: 'CO_IBC_CONSUMO',
    from: '2025-11-01',
    to: '2025-11-30',
    percent: '16.66',
    ceilingPercent: '24.99',
    confidence: 'S2',
    source: `${elEspectador}/finanzas-personales/sube-la-tasa-de-usura-en-noviembre-estos-son-los-creditos-que-seran-mas-costosos/`,
  },
  {
    series: 'PE_MAX_NONFIN_PEN',
    percent: '109.83',
    confidence: 'S1',
    remark: 'the page shows 11 October and no year',
    source: 'https://www.bcrp.gob.pe/sistema-financiero/tasas-maximas-de-interes-compensatorio.html',
  },
];
