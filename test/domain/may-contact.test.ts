// Whether the law lets somebody be contacted: each jurisdiction's rules from both sides, and what is named when it does not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IsoInstant, toEpochMs, toInstant } from '#domain/calendar.ts';
import type { PastContact } from '#domain/cap.ts';
import type { Collector, HoursRule, Pack } from '#domain/law.ts';
import { type ContactAnswer, mayContact } from '#domain/may-contact.ts';
import { type Channel, channels } from '#domain/vocabulary.ts';
import { lawOf } from '#rules/law-of.ts';

const places = {
  CO: 'America/Bogota',
  PE: 'America/Lima',
  MX: 'America/Mexico_City',
  CL: 'America/Santiago',
  EC: 'America/Guayaquil',
  US: 'America/New_York',
} as const;
type Place = keyof typeof places;
const placeNames = ['CO', 'PE', 'MX', 'CL', 'EC', 'US'] as const;

const instant = (text: string): IsoInstant => toInstant(Date.parse(text));

/** "call! 2026-03-02T10:00-05:00" is a direct call. */
const contactOf = (line: string): PastContact => {
  const [name = '', at = ''] = line.split(' ');
  const channel = channels.find((each) => each === name.replace('!', ''));
  if (channel === undefined) throw new Error(`no channel in "${line}"`);
  return { channel, at: instant(at), direct: name.endsWith('!') };
};

const ask = (
  place: Place,
  channel: Channel,
  at: string,
  contacts: readonly string[] = [],
  collector: Collector = 'agency',
) =>
  mayContact({
    law: lawOf(place, 'consumer'),
    collector,
    channel,
    zone: places[place],
    at: instant(at),
    contacts: contacts.map(contactOf),
  });

const short = ({ because, earliest }: ContactAnswer) => [because, earliest];

describe('hours', () => {
  // 2 March 2026 is a Monday; no holiday is near in any of these.
  it.each([
    ['CO', '2026-03-02T06:59:59.999-05:00', 'hours', '2026-03-02T12:00:00.000Z'],
    ['CO', '2026-03-02T07:00:00-05:00', 'within-rules', '2026-03-02T12:00:00.000Z'],
    ['CO', '2026-03-02T18:59:59.999-05:00', 'within-rules', '2026-03-02T23:59:59.999Z'],
    ['CO', '2026-03-02T19:00:00-05:00', 'hours', '2026-03-03T12:00:00.000Z'],
    ['CO', '2026-03-07T07:59:00-05:00', 'hours', '2026-03-07T13:00:00.000Z'],
    ['CO', '2026-03-07T14:59:00-05:00', 'within-rules', '2026-03-07T19:59:00.000Z'],
    ['CO', '2026-03-07T15:00:00-05:00', 'hours', '2026-03-09T12:00:00.000Z'],
    ['CO', '2026-03-08T10:00:00-05:00', 'day', '2026-03-09T12:00:00.000Z'],
    ['PE', '2026-03-02T19:59:00-05:00', 'within-rules', '2026-03-03T00:59:00.000Z'],
    ['PE', '2026-03-02T20:00:00-05:00', 'hours', '2026-03-03T12:00:00.000Z'],
    ['PE', '2026-03-07T10:00:00-05:00', 'day', '2026-03-09T12:00:00.000Z'],
    // 22:00 is still allowed, whole minute.
    ['MX', '2026-03-02T22:00:59.999-06:00', 'within-rules', '2026-03-03T04:00:59.999Z'],
    ['MX', '2026-03-02T22:01:00-06:00', 'hours', '2026-03-03T13:00:00.000Z'],
    ['MX', '2026-03-02T06:59:59-06:00', 'hours', '2026-03-02T13:00:00.000Z'],
    ['MX', '2026-03-07T12:00:00-06:00', 'day', '2026-03-09T13:00:00.000Z'],
    ['CL', '2026-03-02T07:59:00-03:00', 'hours', '2026-03-02T11:00:00.000Z'],
    ['CL', '2026-03-07T19:59:00-03:00', 'within-rules', '2026-03-07T22:59:00.000Z'],
    ['CL', '2026-03-07T20:00:00-03:00', 'hours', '2026-03-09T11:00:00.000Z'],
    ['EC', '2026-03-02T20:00:00-05:00', 'hours', '2026-03-03T12:00:00.000Z'],
    ['EC', '2026-03-06T20:00:00-05:00', 'hours', '2026-03-09T12:00:00.000Z'],
    ['US', '2026-03-01T08:00:00-05:00', 'within-rules', '2026-03-01T13:00:00.000Z'],
    ['US', '2026-03-01T07:59:00-05:00', 'hours', '2026-03-01T13:00:00.000Z'],
    ['US', '2026-03-02T21:00:59-05:00', 'within-rules', '2026-03-03T02:00:59.000Z'],
    ['US', '2026-03-02T21:01:00-05:00', 'hours', '2026-03-03T13:00:00.000Z'],
  ] as const)('in %s, a call at %s: %s, %s', (place, at, because, earliest) => {
    const answer = ask(place, 'call', at);
    expect(short(answer)).toEqual([because, earliest]);
    expect(answer.allowed).toBe(because === 'within-rules');
    expect(answer.rule).toMatch(/\.hours$/);
  });

  it("are those of the debtor's clock, wherever the instant was written", () => {
    expect(ask('CO', 'sms', '2026-03-02T13:00:00+01:00').because).toBe('within-rules');
    expect(ask('CO', 'sms', '2026-03-02T12:59:00+01:00').because).toBe('hours');
  });

  it('of Peru are for calls and visits only', () => {
    expect(ask('PE', 'visit', '2026-03-07T10:00-05:00').because).toBe('day');
    for (const channel of ['email', 'sms', 'whatsapp', 'letter'] as const)
      expect(ask('PE', channel, '2026-03-07T23:00-05:00')).toMatchObject({
        allowed: true,
        because: 'within-rules',
        rule: 'PE-consumer.hours',
        confidence: 'S1',
      });
  });

  it.each([
    // The clock of New York jumps on 8 March: 08:00 is 13:00 UTC before, 12:00 UTC after.
    ['US', '2026-03-07T23:00:00-05:00', '2026-03-08T12:00:00.000Z'],
    ['US', '2026-10-31T23:00:00-04:00', '2026-11-01T13:00:00.000Z'],
    // Santiago has no midnight on Sunday 6 September 2026; contact begins on Monday by the new offset.
    ['CL', '2026-09-05T21:00:00-04:00', '2026-09-07T11:00:00.000Z'],
    ['CL', '2026-04-04T21:00:00-03:00', '2026-04-06T12:00:00.000Z'],
  ] as const)('follow the clock changes of %s after %s: %s', (place, at, earliest) => {
    expect(ask(place, 'call', at).earliest).toBe(earliest);
  });
});

describe('public holidays', () => {
  it.each([
    // San José is moved to Monday 23 March 2026; Holy Thursday and Good Friday follow on 2 and 3 April.
    ['CO', '2026-03-23T10:00:00-05:00', 'holiday', '2026-03-24T12:00:00.000Z'],
    ['CO', '2026-03-24T10:00:00-05:00', 'within-rules', '2026-03-24T15:00:00.000Z'],
    ['CO', '2026-04-02T10:00:00-05:00', 'holiday', '2026-04-04T13:00:00.000Z'],
    ['CL', '2026-09-18T10:00:00-03:00', 'holiday', '2026-09-21T11:00:00.000Z'],
    ['MX', '2026-03-16T10:00:00-06:00', 'holiday', '2026-03-17T13:00:00.000Z'],
    ['PE', '2026-07-28T10:00:00-05:00', 'holiday', '2026-07-30T12:00:00.000Z'],
    ['EC', '2026-05-25T10:00:00-05:00', 'within-rules', '2026-05-25T15:00:00.000Z'],
    ['US', '2026-12-25T10:00:00-05:00', 'within-rules', '2026-12-25T15:00:00.000Z'],
  ] as const)('in %s, a call at %s: %s, %s', (place, at, because, earliest) => {
    expect(short(ask(place, 'call', at))).toEqual([because, earliest]);
  });

  it('are named before the time of day when both end together', () => {
    expect(ask('CO', 'sms', '2026-03-23T20:00-05:00').because).toBe('holiday');
    expect(ask('CO', 'sms', '2026-03-23T05:00-05:00').because).toBe('holiday');
  });

  it('delay what another obstacle frees, without being named for it', () => {
    // Saturday evening: the hours open on Monday by the week, but that Monday is a holiday.
    expect(short(ask('CO', 'sms', '2026-03-21T16:00-05:00'))).toEqual(['hours', '2026-03-24T12:00:00.000Z']);
    expect(short(ask('CO', 'sms', '2026-03-22T10:00-05:00'))).toEqual(['day', '2026-03-24T12:00:00.000Z']);
  });
});

describe('in Colombia', () => {
  const call = 'call! 2026-03-02T10:00-05:00';

  it.each([
    ['nothing', 'sms', '2026-03-02T11:00-05:00', [], 'within-rules', '2026-03-02T16:00:00.000Z'],
    [
      'a call nobody answered',
      'sms',
      '2026-03-02T11:00-05:00',
      ['call 2026-03-02T10:00-05:00'],
      'within-rules',
      '2026-03-02T16:00:00.000Z',
    ],
    ['a direct call', 'call', '2026-03-02T11:00-05:00', [call], 'frequency', '2026-03-03T12:00:00.000Z'],
    [
      'a direct call of yesterday',
      'call',
      '2026-03-03T07:00-05:00',
      [call],
      'within-rules',
      '2026-03-03T12:00:00.000Z',
    ],
    ['a direct call', 'sms', '2026-03-02T11:00-05:00', [call], 'channel-lock', '2026-03-09T12:00:00.000Z'],
    ['a direct call', 'sms', '2026-03-07T14:00-05:00', [call], 'channel-lock', '2026-03-09T12:00:00.000Z'],
    ['a direct call of last week', 'sms', '2026-03-09T07:00-05:00', [call], 'within-rules', '2026-03-09T12:00:00.000Z'],
    [
      'a direct call long ago and a mail today',
      'email',
      '2026-03-09T10:00-05:00',
      [call, 'email 2026-03-09T08:00-05:00'],
      'frequency',
      '2026-03-10T12:00:00.000Z',
    ],
    [
      'a direct call long ago and a mail today',
      'sms',
      '2026-03-10T10:00-05:00',
      [call, 'email 2026-03-09T08:00-05:00'],
      'channel-lock',
      '2026-03-16T12:00:00.000Z',
    ],
    [
      'a direct call before a week that begins on a holiday',
      'sms',
      '2026-03-17T10:00-05:00',
      ['call! 2026-03-16T10:00-05:00'],
      'channel-lock',
      '2026-03-24T12:00:00.000Z',
    ],
  ] as const)('after %s, %s at %s', (_, channel, at, contacts, because, earliest) => {
    const answer = ask('CO', channel, at, contacts);
    expect(short(answer)).toEqual([because, earliest]);
    expect(answer.confidence).toBe('S2');
  });

  it('a creditor is bound like anybody else', () => {
    expect(ask('CO', 'sms', '2026-03-02T20:00-05:00', [], 'creditor').because).toBe('hours');
  });

  it('nobody visits a consumer', () => {
    expect(ask('CO', 'visit', '2026-03-02T10:00-05:00')).toMatchObject({
      allowed: false,
      earliest: null,
      because: 'barred',
      rule: 'CO-consumer.forbidden',
      confidence: 'S2',
    });
  });

  it('the law binds from 10 October 2023 on', () => {
    expect(ask('CO', 'call', '2023-10-09T23:59-05:00')).toMatchObject({
      because: 'no-rule',
      rule: 'none',
      confidence: 'U',
    });
    expect(ask('CO', 'call', '2023-10-10T00:00-05:00').because).toBe('hours');
  });

  it('a limit that ends with the day is named before the hours that end with the night', () => {
    const answer = ask('CO', 'call', '2026-03-02T20:00-05:00', [call]);
    // The hours open at 07:00, the limit ends at 00:00: the hours last longer.
    expect(short(answer)).toEqual(['hours', '2026-03-03T12:00:00.000Z']);
  });
});

describe('in Chile', () => {
  const monday = (channel: string) => [`${channel} 2026-03-02T10:00-03:00`];

  it.each([
    ['call', '2026-03-03T10:00-03:00', monday('visit'), 'frequency', '2026-03-09T11:00:00.000Z'],
    ['visit', '2026-03-09T08:00-03:00', monday('call'), 'within-rules', '2026-03-09T11:00:00.000Z'],
    ['email', '2026-03-03T10:00-03:00', monday('call'), 'within-rules', '2026-03-03T13:00:00.000Z'],
    ['email', '2026-03-03T10:00-03:00', monday('sms'), 'separation', '2026-03-04T11:00:00.000Z'],
    ['email', '2026-03-04T10:00-03:00', monday('whatsapp'), 'within-rules', '2026-03-04T13:00:00.000Z'],
    [
      'letter',
      '2026-03-06T10:00-03:00',
      [...monday('sms'), 'email 2026-03-04T10:00-03:00'],
      'frequency',
      '2026-03-09T11:00:00.000Z',
    ],
    // Sunday is closed anyhow; two days after Saturday is Monday.
    ['sms', '2026-03-08T10:00-03:00', ['sms 2026-03-07T10:00-03:00'], 'day', '2026-03-09T11:00:00.000Z'],
  ] as const)('a(n) %s at %s after %j: %s, %s', (channel, at, contacts, because, earliest) => {
    expect(short(ask('CL', channel, at, contacts))).toEqual([because, earliest]);
  });

  it('says what the official text says', () => {
    expect(ask('CL', 'call', '2026-03-03T10:00-03:00', monday('call')).confidence).toBe('S1');
  });
});

describe('in Ecuador', () => {
  it('each channel has its own day', () => {
    const called = ['call 2026-03-02T10:00-05:00'];
    expect(short(ask('EC', 'call', '2026-03-02T11:00-05:00', called))).toEqual([
      'frequency',
      '2026-03-03T12:00:00.000Z',
    ]);
    expect(ask('EC', 'sms', '2026-03-02T11:00-05:00', called).because).toBe('within-rules');
    expect(ask('EC', 'call', '2026-03-03T11:00-05:00', called).because).toBe('within-rules');
  });
});

describe('in the United States', () => {
  const daily = (days: number) => Array.from({ length: days }, (_, index) => `call 2026-02-0${index + 1}T10:00-05:00`);

  it.each([
    ['six calls', '2026-02-07T12:00-05:00', daily(6), 'within-rules', '2026-02-07T17:00:00.000Z'],
    ['seven calls', '2026-02-07T12:00-05:00', daily(7), 'frequency', '2026-02-08T13:00:00.000Z'],
    [
      'seven calls, the first of them seven days ago',
      '2026-02-08T08:00-05:00',
      daily(7),
      'within-rules',
      '2026-02-08T13:00:00.000Z',
    ],
    [
      'a conversation',
      '2026-02-07T12:00-05:00',
      ['call! 2026-02-01T10:00-05:00'],
      'frequency',
      '2026-02-08T13:00:00.000Z',
    ],
    [
      'a conversation seven days ago',
      '2026-02-08T08:00-05:00',
      ['call! 2026-02-01T10:00-05:00'],
      'within-rules',
      '2026-02-08T13:00:00.000Z',
    ],
    [
      'a call nobody answered',
      '2026-02-02T12:00-05:00',
      ['call 2026-02-01T10:00-05:00'],
      'within-rules',
      '2026-02-02T17:00:00.000Z',
    ],
    [
      'a mail that was answered',
      '2026-02-02T12:00-05:00',
      ['email! 2026-02-01T10:00-05:00'],
      'within-rules',
      '2026-02-02T17:00:00.000Z',
    ],
  ] as const)('a call after %s, at %s: %s, %s', (_, at, contacts, because, earliest) => {
    expect(short(ask('US', 'call', at, contacts))).toEqual([because, earliest]);
  });

  it('letters and messages are not counted', () => {
    expect(ask('US', 'sms', '2026-02-07T12:00-05:00', [...daily(7), 'call! 2026-02-07T11:00-05:00']).because).toBe(
      'within-rules',
    );
  });
});

describe('who is bound', () => {
  it.each([
    ['MX', '2026-03-08T23:00-06:00', 'MX-consumer.scope'],
    ['US', '2026-03-08T23:00-05:00', 'US-consumer-3p.scope'],
  ] as const)('in %s, agencies only: a creditor may call at %s', (place, at, rule) => {
    expect(ask(place, 'call', at, [], 'creditor')).toMatchObject({
      allowed: true,
      earliest: instant(at),
      because: 'not-bound',
      rule,
      confidence: 'S2',
    });
    expect(ask(place, 'call', at, [], 'agency').allowed).toBe(false);
  });

  it.each([
    ['AR', 'consumer', 'AR-consumer.hours'],
    ['BR', 'consumer', 'BR-consumer.hours'],
    ['CR', 'consumer', 'CR-consumer.hours'],
    ['ES', 'consumer', 'ES-consumer.hours'],
    ['ES', 'business', 'ES-business.hours'],
    ['DE', 'consumer', 'DE-consumer.hours'],
    ['DE', 'business', 'DE-business.hours'],
    ['CO', 'business', 'CO-business.hours'],
    ['CL', 'business', 'CL-business.hours'],
    ['US', 'business', 'US-business.hours'],
    ['GB', 'business', 'GB-business.hours'],
    ['FR', 'business', 'FR-business.hours'],
    ['IT', 'business', 'IT-business.hours'],
    ['PT', 'business', 'PT-business.hours'],
    ['EU', 'business', 'EU-business.hours'],
    ['EU', 'consumer', 'EU-npl-borrower.hours'],
    ['CA', 'consumer', 'CA-any.hours'],
    ['GB', 'consumer', 'none'],
    ['MX', 'business', 'none'],
    ['ZZ', 'consumer', 'none'],
  ] as const)('nothing is known to restrict contact in %s with a %s', (place, type, rule) => {
    for (const collector of ['creditor', 'agency'] as const) {
      const at = '2026-12-25T03:00:00.000Z';
      const answer = mayContact({
        law: lawOf(place, type),
        collector,
        channel: 'visit',
        zone: 'UTC',
        at,
        contacts: [],
      });
      expect(answer).toMatchObject({ allowed: true, earliest: at, because: 'no-rule', rule, confidence: 'U' });
      expect(answer.source).not.toBe('');
    }
  });
});

describe('contacts', () => {
  it('may come in any order', () => {
    const contacts = ['sms 2026-03-04T10:00-03:00', 'sms 2026-03-02T10:00-03:00'];
    expect(ask('CL', 'sms', '2026-03-06T10:00-03:00', contacts)).toEqual(
      ask('CL', 'sms', '2026-03-06T10:00-03:00', contacts.toReversed()),
    );
    expect(ask('CL', 'sms', '2026-03-06T10:00-03:00', contacts).because).toBe('frequency');
  });

  it('that have not happened yet count for nothing, one at the very instant does', () => {
    expect(ask('EC', 'call', '2026-03-02T10:00-05:00', ['call 2026-03-02T10:00:00.001-05:00']).allowed).toBe(true);
    expect(ask('EC', 'call', '2026-03-02T10:00-05:00', ['call 2026-03-02T10:00:00-05:00']).allowed).toBe(false);
  });
});

describe('a law that changes', () => {
  const authority = { pack: 'T', source: 'art. 1', confidence: 'S1' } as const;
  const packOf = (own: Partial<Pack>): Pack => ({
    id: 'T',
    jurisdiction: 'TT',
    debtorType: 'consumer',
    binds: ['creditor'],
    scope: { ...authority, rule: 'scope' },
    hours: [],
    caps: [],
    bars: [],
    ...own,
  });
  const hoursOf = (own: Partial<HoursRule>): HoursRule => ({
    ...authority,
    rule: 'hours',
    channels: 'any',
    week: Array(7).fill(null),
    onHolidays: true,
    ...own,
  });
  const opens = (from: string) => [hoursOf({ week: Array(7).fill({ from, to: '20:00' }) })];
  const holidays = { place: '', dates: new Set<string>() };
  const at = '2026-03-31T21:00:00.000Z';
  const askBy = (packs: readonly Pack[]) =>
    mayContact({ law: { packs, holidays }, collector: 'creditor', channel: 'sms', zone: 'UTC', at, contacts: [] });

  it('is used as of each day', () => {
    const old = packOf({ validTo: '2026-03-31', hours: opens('08:00') });
    expect(askBy([old, packOf({ validFrom: '2026-04-01', hours: opens('10:00') })]).earliest).toBe(
      '2026-04-01T10:00:00.000Z',
    );
    expect(askBy([old]).earliest).toBe('2026-04-01T00:00:00.000Z');
  });

  it('never lets through what it never opens', () => {
    expect(askBy([packOf({ hours: [hoursOf({})] })])).toMatchObject({ allowed: false, earliest: null, because: 'day' });
  });

  it('is satisfied jointly where it has several hours for a channel', () => {
    const both = [...opens('08:00'), ...opens('09:30').map((rule) => ({ ...rule, channels: ['sms'] as const }))];
    expect(askBy([packOf({ hours: both })]).earliest).toBe('2026-04-01T09:30:00.000Z');
  });
});

describe('the earliest instant', () => {
  const start = Date.UTC(2026, 2, 15);
  const contact = fc.record({
    at: fc.integer({ min: start - 14 * 86_400_000, max: start + 10 * 86_400_000 }).map(toInstant),
    channel: fc.constantFrom(...channels),
    direct: fc.boolean(),
  });

  it('is lawful, and no instant between is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...placeNames),
        fc.constantFrom(...channels),
        fc.integer({ min: start, max: start + 30 * 86_400_000 }),
        fc.array(contact, { maxLength: 8 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), { minLength: 6, maxLength: 6 }),
        (place, channel, ms, contacts, samples) => {
          const question = {
            law: lawOf(place, 'consumer'),
            collector: 'agency',
            channel,
            zone: places[place],
          } as const;
          const past = contacts.filter((each) => toEpochMs(each.at) <= ms);
          const answer = mayContact({ ...question, at: toInstant(ms), contacts });
          const { earliest } = answer;
          expect(answer.allowed).toBe(earliest === toInstant(ms));
          expect(answer.because === 'barred').toBe(earliest === null);
          if (earliest === null) return;
          expect(mayContact({ ...question, at: earliest, contacts: past }).allowed).toBe(true);
          const gap = toEpochMs(earliest) - ms;
          for (const share of gap === 0 ? [] : [...samples, (gap - 1) / gap]) {
            const at = toInstant(ms + Math.floor(gap * share));
            expect(mayContact({ ...question, at, contacts: past }), at).toMatchObject({ allowed: false, earliest });
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});
