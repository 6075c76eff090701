// United States: Regulation F for agencies that collect consumer debts; states may say more.
import { legalPack, unmarked, week } from './legal-pack.ts';

const hours = '12 CFR 1006.6(b) (https://lawserver.com/law/country/us/cfr/12_cfr_1006-6)';
const calls = '12 CFR 1006.14(b), quoted from https://www.consumerfinance.gov/rules-policy/regulations/1006/';
const scope =
  'FDCPA and 12 CFR 1006, read through https://www.vabankers.org/article/bellbottoms-vegan-leather-regulation-f-gets-modern-makeover';
const wholeWeek = ['08:00', '21:01'] as const;

export const unitedStates = [
  legalPack({
    id: 'US-consumer-3p',
    jurisdiction: 'US',
    place: 'United States',
    debtorType: 'consumer',
    binds: ['agency'],
    scope: { source: scope, confidence: 'S2' },
    hours: [
      {
        // 21:00 belongs to it: what comes after is presumed inconvenient.
        channels: 'any',
        week: week(wholeWeek, wholeWeek, wholeWeek),
        onHolidays: true,
        source: hours,
        confidence: 'S1',
      },
    ],
    // Presumptions, for each debt of a person; taken as prohibitions.
    caps: [
      { cap: { kind: 'count', channels: ['call'], max: 7, window: { days: 7 } }, source: calls, confidence: 'S2' },
      { cap: { kind: 'after-conversation', channels: ['call'], days: 7 }, source: calls, confidence: 'S2' },
    ],
    terms: [
      {
        rule: 'optOut',
        says: 'every electronic message tells, clearly and in plain sight, a simple way to stop messages to that address or number',
        source: '12 CFR 1006.6(e) (http://online.collector.com/collectormagazine/202104/?&startid=24)',
        confidence: 'S2',
      },
      {
        rule: 'notice',
        says: 'validation notice within 5 days of the first communication',
        source: '12 CFR 1006.34',
        confidence: 'S1',
      },
      { rule: 'requiredContent', says: 'who is calling', source: '12 CFR 1006.14(d)', ...unmarked },
      { rule: 'requiredContent', says: 'validation information', source: '12 CFR 1006.34', confidence: 'S1' },
      {
        rule: 'forbidden',
        says: 'times and places that are unusual or known to be inconvenient',
        source: hours,
        confidence: 'S1',
      },
      { rule: 'forbidden', says: 'contact with somebody who has a lawyer', source: hours, ...unmarked },
      { rule: 'forbidden', says: 'telling third parties', source: '12 CFR 1006.6(d)', ...unmarked },
      {
        rule: 'forbidden',
        says: 'a channel that the person asked not to be used',
        source: '12 CFR 1006.14(h)',
        ...unmarked,
      },
      {
        rule: 'interest',
        says: 'contract and state law',
        source: 'state law',
        confidence: 'U',
        data: { cap: 'unknown' },
      },
      {
        rule: 'retention',
        says: 'three years from the last act of collecting; recordings three years from the call',
        source: '12 CFR 1006.100 (https://www.consumerfinance.gov/rules-policy/regulations/1006/interp-100/)',
        confidence: 'S1',
        data: { years: 3 },
      },
    ],
  }),
  legalPack({
    id: 'US-business',
    jurisdiction: 'US',
    place: 'United States',
    debtorType: 'business',
    scope: { source: `${scope}: debts of businesses are outside it`, confidence: 'S2' },
    terms: [
      {
        rule: 'consent',
        says: 'TCPA still governs automatic and recorded calls and texts to mobile numbers',
        source: 'TCPA',
        confidence: 'M',
      },
      {
        rule: 'interest',
        says: 'contract, within the usury law of the state',
        source: 'state law',
        confidence: 'U',
        data: { cap: 'unknown' },
      },
    ],
  }),
];
