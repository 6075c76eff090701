// Germany: BGB on default and interest, RDG and RVG on what collecting may cost.
import { legalPack } from './legal-pack.ts';

const code = 'BGB §§ 247, 286, 288 and 289 (text of March 2022)';
const agencyFees =
  'RDG § 13e and RVG, read through https://haufe.de/recht/deutsches-anwalt-office-premium/2-die-erstattungsfaehigkeit-von-inkassokosten-c-die-begrenzung-der-inkassokosten-nach-13e-rdg_idesk_PI17574_HI15565958.html';
const feeTable = 'RVG table from June 2025 (https://www.national-inkasso.de/neue-rvg-regelungen/)';
const noContactRules = { source: 'no contact hours or caps found', confidence: 'U' } as const;
const dayCount = {
  rule: 'dayCount',
  says: '365, actual days',
  source: 'usage',
  confidence: 'M',
  data: { dayCount: 'actual/actual' },
} as const;
const interest = { reference: 'DE_BASIS', method: 'simple', rateRead: 'half-yearly', noCompound: true } as const;

export const germany = [
  legalPack({
    id: 'DE-business',
    jurisdiction: 'DE',
    place: 'Germany',
    debtorType: 'business',
    scope: noContactRules,
    terms: [
      {
        rule: 'default',
        says: 'with a reminder; without one where a calendar date was set, and at the latest 30 days after due date and invoice',
        source: code,
        confidence: 'S1',
      },
      {
        rule: 'interest',
        says: 'base rate and 9 points on payments for goods and services; no compounding',
        source: code,
        confidence: 'S1',
        remark: '8 points on claims that arose before 2014-07-29 (M)',
        data: {
          ...interest,
          margin: '9',
          earlierMargins: [{ margin: '8', to: '2014-07-28', by: 'claim', confidence: 'M' }],
        },
      },
      dayCount,
      {
        rule: 'compensation',
        says: '40 EUR, set off against costs of legal action',
        source: code,
        confidence: 'S1',
        data: { kind: 'flat', currency: 'EUR', amount: '40' },
      },
      {
        rule: 'collectionCosts',
        says: 'not above the fee of a lawyer; where nothing is contested 0.5 to 1.3 of it, 0.9 being the threshold',
        source: agencyFees,
        confidence: 'S2',
      },
      {
        rule: 'collectionCosts',
        says: 'that fee is 31.50 EUR for debts up to 50 EUR',
        source: feeTable,
        confidence: 'S2',
        from: '2025-06-01',
      },
      {
        rule: 'collectionCosts',
        says: 'that fee is 51.50 EUR for debts up to 500 EUR',
        source: feeTable,
        confidence: 'M',
        from: '2025-06-01',
      },
    ],
  }),
  legalPack({
    id: 'DE-consumer',
    jurisdiction: 'DE',
    place: 'Germany',
    debtorType: 'consumer',
    scope: noContactRules,
    terms: [
      {
        rule: 'default',
        says: 'at the latest 30 days after due date and invoice, if the invoice warned of that',
        source: 'BGB § 286 (3)',
        confidence: 'S1',
      },
      {
        rule: 'interest',
        says: 'base rate and 5 points; no compounding',
        source: 'BGB §§ 288 (1) and 289',
        confidence: 'S1',
        data: { ...interest, margin: '5' },
      },
      dayCount,
      {
        rule: 'compensation',
        says: 'none: the 40 EUR are owed by businesses only',
        source: 'BGB § 288 (5)',
        confidence: 'S1',
      },
      {
        rule: 'requiredContent',
        says: 'the invoice itself warns of what 30 days bring',
        source: 'BGB § 286 (3)',
        confidence: 'S1',
      },
      {
        rule: 'requiredContent',
        says: 'notices of an agency: creditor, ground, how interest and fees arise, whom to turn to',
        source: 'RDG § 13a',
        confidence: 'M',
      },
    ],
  }),
];
