// The packs as data: complete, sourced, marked, and the same as what was collected where a number matters.
import { describe, expect, it } from 'vitest';
import { isDate } from '#domain/calendar.ts';
import { noLaw, packOn } from '#domain/law.ts';
import { debtorTypes } from '#domain/vocabulary.ts';
import { allPacks, lawOf } from '#rules/law-of.ts';
import { topics } from '#rules/legal-pack.ts';
import { referenceRates } from '#rules/reference-rates.ts';
import { isUnverified, valuesOf } from '#rules/values-of.ts';

const packOf = (id: string) => {
  const found = allPacks.find((pack) => pack.id === id);
  if (!found) throw new Error(`no pack ${id}`);
  return found;
};
const saysOf = (id: string, rule: string) =>
  valuesOf(packOf(id))
    .filter((value) => value.rule === rule)
    .map(({ says, confidence }) => `${confidence} ${says}`);

describe('every pack', () => {
  it('is there, once', () => {
    expect(allPacks.map(({ id }) => id).sort()).toEqual(
      [
        'AR-consumer BR-consumer CA-any CL-business CL-consumer CO-business CO-consumer CR-consumer DE-business',
        'DE-consumer EC-consumer ES-business ES-consumer EU-business EU-npl-borrower FR-business GB-business',
        'IT-business MX-consumer PE-consumer PT-business US-business US-consumer-3p',
      ]
        .join(' ')
        .split(' '),
    );
  });

  it.each(allPacks)('$id has a source and a mark for each value, and names that a policy can acknowledge', (pack) => {
    for (const { id, says, source, confidence } of valuesOf(pack)) {
      expect(id).toMatch(/^[A-Za-z0-9-]+\.[A-Za-z]+$/);
      expect(id.startsWith(`${pack.id}.`)).toBe(true);
      expect(says.trim()).not.toBe('');
      expect(source.trim()).not.toBe('');
      expect(['S1', 'S2', 'D', 'M', 'U']).toContain(confidence);
    }
    expect(isDate(pack.asOf)).toBe(true);
    expect(pack.id.startsWith(pack.jurisdiction)).toBe(true);
    expect(pack.binds.length).toBeGreaterThan(0);
  });

  it.each(allPacks)('$id answers every topic, or says that it does not know', (pack) => {
    const rules = valuesOf(pack).map(({ rule }) => rule);
    for (const topic of topics) expect(rules).toContain(topic);
  });

  it.each(allPacks)('$id has hours that open on some day, each before it closes, and caps of one or more', (pack) => {
    for (const { week } of pack.hours) {
      expect(week).toHaveLength(7);
      expect(week.some((day) => day !== null)).toBe(true);
      for (const day of week) if (day) expect(day.from < day.to).toBe(true);
    }
    for (const { cap } of pack.caps) if (cap.kind === 'count') expect(cap.max).toBeGreaterThan(0);
  });
});

describe('the contact rules', () => {
  it.each([
    [
      'CO-consumer',
      'hours',
      ['S2 Monday to Friday 07:00 to 19:00, Saturday 08:00 to 15:00; not on Sundays or public holidays'],
    ],
    [
      'CO-consumer',
      'frequency',
      [
        'S2 once somebody has been reached directly, at most 1 contact over all channels in a day',
        'S2 once somebody has been reached directly, one channel only in a week, Monday to Sunday',
      ],
    ],
    [
      'PE-consumer',
      'hours',
      ['S1 call and visit: Monday to Friday 07:00 to 20:00; not on Saturdays, Sundays or public holidays'],
    ],
    ['PE-consumer', 'frequency', ['S1 no cap: these articles set none']],
    ['MX-consumer', 'hours', ['S2 Monday to Friday 07:00 to 22:01; not on Saturdays, Sundays or public holidays']],
    ['MX-consumer', 'scope', ['S2 binds those who collect for others']],
    ['CL-consumer', 'hours', ['S1 Monday to Saturday 08:00 to 20:00; not on Sundays or public holidays']],
    [
      'CL-consumer',
      'frequency',
      [
        'S1 at most 1 contact by call or visit in a week, Monday to Sunday',
        'S1 at most 2 contacts by letter, sms, email or whatsapp in a week, Monday to Sunday',
        'S1 contacts by letter, sms, email or whatsapp at least 2 days apart',
      ],
    ],
    ['EC-consumer', 'frequency', ['S2 at most 1 contact by each channel in a day']],
    ['US-consumer-3p', 'hours', ['S1 Monday to Sunday 08:00 to 21:01']],
    [
      'US-consumer-3p',
      'frequency',
      [
        'S2 at most 7 contacts by call in any 7 consecutive days',
        'S2 nothing by call for 7 days from a conversation, its own day included',
      ],
    ],
    ['GB-business', 'hours', ['U unknown: the policy must state it']],
  ])('of %s: %s', (id, rule, expected) => {
    expect(saysOf(id, rule)).toEqual(expected);
  });

  it('are nobody else’s', () => {
    const ruled = allPacks.filter(({ hours, caps, bars }) => hours.length + caps.length + bars.length > 0);
    expect(ruled.map(({ id }) => id).sort()).toEqual(
      'CL-consumer CO-consumer EC-consumer MX-consumer PE-consumer US-consumer-3p'.split(' '),
    );
  });
});

describe('what waits for somebody to verify it', () => {
  it.each([
    ['CL-consumer', ['compensation']],
    ['CO-consumer', ['consent', 'requiredContent', 'compensation', 'collectionCosts', 'retention']],
    [
      'US-business',
      [
        'consent',
        'interest',
        'hours',
        'frequency',
        'compensation',
        'collectionCosts',
        'requiredContent',
        'forbidden',
        'retention',
      ],
    ],
  ])('in %s: %j', (id, expected) => {
    expect(
      valuesOf(packOf(id))
        .filter(isUnverified)
        .map(({ rule }) => rule),
    ).toEqual(expected);
  });

  it('does not hold recommendations, which are no law', () => {
    const recommendations = allPacks.flatMap(valuesOf).filter(({ rule }) => rule === 'recommendation');
    expect(recommendations.length).toBeGreaterThan(3);
    expect(recommendations.some(isUnverified)).toBe(false);
  });
});

describe('money', () => {
  const dataOf = (id: string, rule: string) => packOf(id).terms.find((term) => term.rule === rule && term.data)?.data;

  it.each([
    [
      'GB-business',
      'interest',
      { reference: 'BOE_BANK_RATE', margin: '8', rateRead: 'at-start', dayCount: 'actual/365' },
    ],
    ['ES-business', 'interest', { reference: 'ECB_MRO', margin: '8', rateRead: 'half-yearly' }],
    ['FR-business', 'interest', { reference: 'ECB_MRO', margin: '10' }],
    ['DE-business', 'interest', { reference: 'DE_BASIS', margin: '9', noCompound: true }],
    ['DE-consumer', 'interest', { reference: 'DE_BASIS', margin: '5' }],
    ['MX-consumer', 'interest', { fixedPercent: '6', method: 'simple' }],
    ['CO-consumer', 'interest', { reference: 'CO_IBC_CONSUMO', multiplier: '1.5', method: 'effectiveAnnual' }],
    ['ES-business', 'compensation', { kind: 'flat', amount: '40', currency: 'EUR' }],
    ['CL-business', 'compensation', { kind: 'percent-of-unpaid', percent: '1' }],
    [
      'GB-business',
      'compensation',
      { bands: [{ below: '1000', amount: '40' }, { below: '10000', amount: '70' }, { amount: '100' }] },
    ],
    [
      'CL-consumer',
      'collectionCosts',
      { kind: 'progressive', bands: [{ upTo: '10', percent: '9' }, { upTo: '50', percent: '6' }, { percent: '3' }] },
    ],
    ['CL-consumer', 'costsFromDay', { days: 20 }],
    ['CL-consumer', 'retention', { years: 2 }],
    ['US-consumer-3p', 'retention', { years: 3 }],
    ['CO-business', 'paymentTerm', { days: 45 }],
  ])('of %s: %s', (id, rule, expected) => {
    expect(dataOf(id, rule)).toMatchObject(expected);
  });

  it('has rates whose periods are in order and do not overlap within a series', () => {
    for (const { series, from = '', to = '9' } of referenceRates) {
      expect(from <= to).toBe(true);
      const overlapping = referenceRates.filter(
        (other) => other.series === series && (other.from ?? '') <= to && from <= (other.to ?? '9'),
      );
      expect(overlapping, `${series} ${from}`).toHaveLength(1);
    }
    expect(referenceRates).toHaveLength(15);
    expect(referenceRates.every(({ percent }) => /^\d+\.\d{2}$/.test(percent))).toBe(true);
  });
});

describe('the law of a debtor', () => {
  it('is the same object each time', () => {
    expect(lawOf('CO', 'consumer')).toBe(lawOf('CO', 'consumer'));
    expect(lawOf('ES', 'business', 'MD')).toBe(lawOf('ES', 'business', 'MD'));
    expect(lawOf('ES', 'business', 'MD')).not.toBe(lawOf('ES', 'business'));
  });

  it.each([undefined, '', 'ZZ', 'co', 'constructor', '__proto__'])('of %s is none', (jurisdiction) => {
    for (const type of debtorTypes) expect(lawOf(jurisdiction, type)).toBe(noLaw);
  });

  it('has the holidays of a country even where no pack is known', () => {
    const law = lawOf('IT', 'consumer');
    expect(law.packs).toEqual([]);
    expect(law.holidays.dates.has('2026-06-02')).toBe(true);
  });

  it('is that of the day', () => {
    expect(packOn(lawOf('CO', 'consumer'), '2023-10-09')).toBeUndefined();
    expect(packOn(lawOf('CO', 'consumer'), '2023-10-10')?.id).toBe('CO-consumer');
    expect(packOn(lawOf('CL', 'consumer'), '2015-01-01')?.id).toBe('CL-consumer');
  });
});
