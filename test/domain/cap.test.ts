// Limits on how often somebody may be contacted: tables for each kind, both sides of each boundary, and a slow reference.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateIn, daysBetween, type IsoDate, weekday } from '#domain/calendar.ts';
import { type Cap, concerns, freeDate, type PastContact } from '#domain/cap.ts';
import { type Channel, channels } from '#domain/vocabulary.ts';

/** "call! 2026-03-02" is a direct call at noon of that day in UTC. */
const contactsOf = (...written: readonly string[]): readonly PastContact[] =>
  written.map((line) => {
    const [name = '', date = ''] = line.split(' ');
    const channel = channels.find((each) => each === name.replace('!', ''));
    if (channel === undefined) throw new Error(`no channel in "${line}"`);
    const at = date.includes('T') ? date : `${date}T12:00:00.000Z`;
    return { at, channel, ...(name.endsWith('!') && { direct: true }) };
  });

const free = (cap: Cap, channel: Channel, date: IsoDate, ...written: readonly string[]): IsoDate =>
  freeDate(cap, contactsOf(...written), channel, 'UTC', date);

describe('a cap', () => {
  const oneADay: Cap = { kind: 'count', channels: ['call', 'visit'], max: 1, window: 'day' };

  it('leaves a channel alone that it does not name', () => {
    expect(free(oneADay, 'email', '2026-03-02', 'call 2026-03-02')).toBe('2026-03-02');
    expect(free(oneADay, 'visit', '2026-03-02', 'call 2026-03-02')).toBe('2026-03-03');
  });

  it('does not count a channel that it does not name', () => {
    expect(free(oneADay, 'call', '2026-03-02', 'email 2026-03-02', 'sms 2026-03-02')).toBe('2026-03-02');
  });

  it('leaves room where nothing happened', () => {
    expect(free(oneADay, 'call', '2026-03-02')).toBe('2026-03-02');
  });

  it('limits every channel by itself when it is for each', () => {
    const each: Cap = { ...oneADay, channels: 'each' };
    expect(free(each, 'sms', '2026-03-02', 'call 2026-03-02')).toBe('2026-03-02');
    expect(free(each, 'call', '2026-03-02', 'call 2026-03-02', 'sms 2026-03-02')).toBe('2026-03-03');
  });

  it.each([
    ['any', 'letter', true],
    ['each', 'letter', true],
    [['letter'], 'letter', true],
    [['email', 'sms'], 'letter', false],
    [[], 'letter', false],
  ] as const)('for %s concerns a %s: %s', (ruled, channel, expected) => {
    expect(concerns(ruled, channel)).toBe(expected);
  });
});

describe('contacts in a calendar day', () => {
  const twoADay: Cap = { kind: 'count', channels: 'any', max: 2, window: 'day' };

  it.each([
    ['2026-03-02', ['call 2026-03-02'], '2026-03-02'],
    ['2026-03-02', ['call 2026-03-02', 'sms 2026-03-02'], '2026-03-03'],
    ['2026-03-02', ['call 2026-03-01', 'sms 2026-03-01'], '2026-03-02'],
    ['2026-03-02', ['call 2026-03-02', 'sms 2026-03-02', 'sms 2026-03-03', 'sms 2026-03-03'], '2026-03-04'],
    ['2026-03-02', ['sms 2026-03-03', 'sms 2026-03-03'], '2026-03-02'],
  ])('on %s after %j: free on %s', (date, written, expected) => {
    expect(free(twoADay, 'email', date, ...written)).toBe(expected);
  });

  it.each([
    // Bogota is five hours behind: its 2 March ends at 05:00 UTC of the third.
    ['America/Bogota', '2026-03-03T04:59:59.999Z', '2026-03-03'],
    ['America/Bogota', '2026-03-03T05:00:00.000Z', '2026-03-02'],
    ['America/Bogota', '2026-03-02T04:59:59.999Z', '2026-03-02'],
    ['America/Bogota', '2026-03-02T05:00:00.000Z', '2026-03-03'],
    // Kiritimati is fourteen ahead: its 2 March begins at 10:00 UTC of the first.
    ['Pacific/Kiritimati', '2026-03-01T09:59:59.999Z', '2026-03-02'],
    ['Pacific/Kiritimati', '2026-03-01T10:00:00.000Z', '2026-03-03'],
  ])('in %s, a contact at %s leaves 2 March free until %s', (zone, at, expected) => {
    const one: Cap = { kind: 'count', channels: 'any', max: 1, window: 'day' };
    expect(freeDate(one, [{ at, channel: 'call' }], 'call', zone, '2026-03-02')).toBe(expected);
  });
});

describe('contacts in a calendar week', () => {
  const oneAWeek: Cap = { kind: 'count', channels: 'any', max: 1, window: 'week' };

  // 2 March 2026 is a Monday.
  it.each([
    ['2026-03-02', 'call 2026-03-01', '2026-03-02'],
    ['2026-03-02', 'call 2026-03-02', '2026-03-09'],
    ['2026-03-08', 'call 2026-03-02', '2026-03-09'],
    ['2026-03-09', 'call 2026-03-08', '2026-03-09'],
    ['2026-03-04', 'call 2026-03-08', '2026-03-09'],
    ['2026-03-08', 'call 2026-03-09', '2026-03-08'],
  ])('on %s after a %s: free on %s', (date, written, expected) => {
    expect(free(oneAWeek, 'call', date, written)).toBe(expected);
  });

  it('looks into the next week too', () => {
    expect(free(oneAWeek, 'call', '2026-03-04', 'call 2026-03-03', 'call 2026-03-10')).toBe('2026-03-16');
  });
});

describe('contacts in any n consecutive dates', () => {
  const seven: Cap = { kind: 'count', channels: ['call'], max: 1, window: { days: 7 } };

  it.each([
    ['2026-03-02', '2026-03-09'],
    ['2026-03-08', '2026-03-09'],
    ['2026-03-09', '2026-03-09'],
    // A date before the contact may share a window with it.
    ['2026-02-24', '2026-03-09'],
    ['2026-02-23', '2026-02-23'],
  ])('one in seven days, called on 2 March: on %s free on %s', (date, expected) => {
    expect(free(seven, 'call', date, 'call 2026-03-02')).toBe(expected);
  });

  it('counts up to the maximum, and frees when the oldest leaves the window', () => {
    const daily = [2, 3, 4, 5, 6, 7, 8].map((day) => `call 2026-03-0${day}`);
    const cap: Cap = { ...seven, max: 7 };
    expect(free(cap, 'call', '2026-03-08', ...daily.slice(0, 6))).toBe('2026-03-08');
    expect(free(cap, 'call', '2026-03-08', ...daily)).toBe('2026-03-09');
    expect(free(cap, 'call', '2026-03-09', ...daily)).toBe('2026-03-09');
    expect(free(cap, 'call', '2026-03-09', ...daily, 'call 2026-03-09')).toBe('2026-03-10');
  });

  it('counts several of one day', () => {
    const cap: Cap = { ...seven, max: 3 };
    expect(free(cap, 'call', '2026-03-02', ...Array(3).fill('call 2026-03-02'))).toBe('2026-03-09');
  });
});

describe('a separation', () => {
  const two: Cap = { kind: 'separation', channels: ['sms', 'email'], days: 2 };

  it.each([
    ['2026-03-02', '2026-03-04'],
    ['2026-03-03', '2026-03-04'],
    ['2026-03-04', '2026-03-04'],
    ['2026-03-01', '2026-03-04'],
    ['2026-02-28', '2026-02-28'],
  ])('of two days from an SMS on 2 March: on %s a mail is free on %s', (date, expected) => {
    expect(free(two, 'email', date, 'sms 2026-03-02')).toBe(expected);
  });

  it('counts from the newest', () => {
    expect(free(two, 'sms', '2026-03-05', 'sms 2026-03-02', 'sms 2026-03-04')).toBe('2026-03-06');
  });
});

describe('quiet days after a conversation', () => {
  const quiet: Cap = { kind: 'after-conversation', channels: ['call'], days: 7 };

  it.each([
    ['2026-03-01', '2026-03-01'],
    ['2026-03-02', '2026-03-09'],
    ['2026-03-08', '2026-03-09'],
    ['2026-03-09', '2026-03-09'],
  ])('talked to on 2 March: on %s free on %s', (date, expected) => {
    expect(free(quiet, 'call', date, 'call! 2026-03-02')).toBe(expected);
  });

  it('do not follow a call that nobody answered, nor a direct contact by another channel', () => {
    expect(free(quiet, 'call', '2026-03-02', 'call 2026-03-02', 'email! 2026-03-02')).toBe('2026-03-02');
  });

  it('leave other channels alone', () => {
    expect(free(quiet, 'email', '2026-03-02', 'call! 2026-03-02')).toBe('2026-03-02');
  });
});

describe('one channel in the window', () => {
  const week: Cap = { kind: 'single-channel', channels: 'any', window: 'week' };

  it.each([
    ['call', '2026-03-04', '2026-03-04'],
    ['sms', '2026-03-04', '2026-03-09'],
    ['sms', '2026-03-08', '2026-03-09'],
    ['sms', '2026-03-09', '2026-03-09'],
  ] as const)('is the call of Monday: a(n) %s on %s is free on %s', (channel, date, expected) => {
    expect(free(week, channel, date, 'call 2026-03-02')).toBe(expected);
  });

  it('closes every channel where two have been used', () => {
    expect(free(week, 'call', '2026-03-04', 'call 2026-03-02', 'sms 2026-03-03')).toBe('2026-03-09');
  });

  it('may be of consecutive dates or of the day', () => {
    expect(free({ ...week, window: { days: 3 } }, 'sms', '2026-03-04', 'call 2026-03-02')).toBe('2026-03-05');
    expect(free({ ...week, window: { days: 3 } }, 'sms', '2026-03-05', 'call 2026-03-02')).toBe('2026-03-05');
    expect(free({ ...week, window: 'day' }, 'sms', '2026-03-02', 'call 2026-03-02')).toBe('2026-03-03');
  });
});

describe('a cap that begins with a direct contact', () => {
  const day: Cap = { kind: 'count', channels: 'any', max: 1, window: 'day', fromDirectContact: true };
  const lock: Cap = { kind: 'single-channel', channels: 'any', window: 'week', fromDirectContact: true };

  it('limits nothing before it', () => {
    expect(free(day, 'call', '2026-03-02', 'call 2026-03-02', 'sms 2026-03-02')).toBe('2026-03-02');
    expect(free(lock, 'call', '2026-03-02', 'sms 2026-03-02')).toBe('2026-03-02');
  });

  it('counts that contact itself', () => {
    expect(free(day, 'call', '2026-03-02', 'call! 2026-03-02')).toBe('2026-03-03');
    expect(free(lock, 'sms', '2026-03-02', 'call! 2026-03-02')).toBe('2026-03-09');
  });

  it('does not count what came before it, of the same day or week either', () => {
    const two: Cap = { ...day, max: 2 };
    expect(free(two, 'call', '2026-03-02', 'sms 2026-03-02', 'call! 2026-03-02')).toBe('2026-03-02');
    expect(free(lock, 'call', '2026-03-03', 'sms 2026-03-02', 'call! 2026-03-03')).toBe('2026-03-03');
  });

  it('counts all that follow, direct or not, for good', () => {
    const history = ['call! 2025-01-07', 'email 2026-03-02'];
    expect(free(day, 'email', '2026-03-02', ...history)).toBe('2026-03-03');
    expect(free(lock, 'sms', '2026-03-03', ...history)).toBe('2026-03-09');
    expect(free(lock, 'email', '2026-03-03', ...history)).toBe('2026-03-03');
  });
});

/** Says the same by looking at every window that holds the date. */
const hasRoom = (cap: Cap, all: readonly PastContact[], channel: Channel, zone: string, date: IsoDate): boolean => {
  if (!concerns(cap.channels, channel)) return true;
  const first = cap.fromDirectContact ? all.findIndex(({ direct }) => direct) : 0;
  const counted = (first < 0 ? [] : all.slice(first))
    .filter((each) => (cap.channels === 'each' ? each.channel === channel : concerns(cap.channels, each.channel)))
    .map((each) => ({ ...each, date: dateIn(zone, each.at) }));
  const apart = (one: IsoDate, other: IsoDate) => Math.abs(daysBetween(one, other));
  if (cap.kind === 'separation') return counted.every((each) => apart(each.date, date) >= cap.days);
  if (cap.kind === 'after-conversation')
    return !counted.some((each) => each.direct && each.date <= date && apart(each.date, date) < cap.days);
  const windows =
    typeof cap.window === 'object'
      ? Array.from({ length: cap.window.days }, (_, back) => addDays(date, -back))
      : [cap.window === 'day' ? date : addDays(date, 1 - weekday(date))];
  const length = typeof cap.window === 'object' ? cap.window.days : cap.window === 'day' ? 1 : 7;
  return windows.every((begin) => {
    const inside = counted.filter((each) => begin <= each.date && each.date < addDays(begin, length));
    return cap.kind === 'count' ? inside.length < cap.max : inside.every((each) => each.channel === channel);
  });
};

describe('the date that freeDate finds', () => {
  const someChannels = fc.oneof(fc.constantFrom('any', 'each'), fc.subarray([...channels], { minLength: 1 }));
  const window = fc.oneof(fc.constantFrom('day', 'week'), fc.record({ days: fc.integer({ min: 1, max: 10 }) }));
  const cap: fc.Arbitrary<Cap> = fc
    .tuple(
      fc.record({ channels: someChannels, fromDirectContact: fc.boolean() }),
      fc.oneof(
        fc.record({ kind: fc.constant('count'), max: fc.integer({ min: 1, max: 4 }), window }),
        fc.record({ kind: fc.constant('separation'), days: fc.integer({ min: 1, max: 10 }) }),
        fc.record({ kind: fc.constant('single-channel'), window }),
        fc.record({ kind: fc.constant('after-conversation'), days: fc.integer({ min: 1, max: 10 }) }),
      ),
    )
    .map(([shared, own]) => ({ ...shared, ...own }) as const);
  const contacts = fc
    .array(
      fc.record({
        at: fc
          .integer({ min: Date.UTC(2026, 1, 20), max: Date.UTC(2026, 2, 25) })
          .map((ms) => new Date(ms).toISOString()),
        channel: fc.constantFrom(...channels),
        direct: fc.boolean(),
      }),
      { maxLength: 14 },
    )
    .map((list) => list.toSorted((one, other) => (one.at < other.at ? -1 : 1)));
  const zones = fc.constantFrom('UTC', 'America/Bogota', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Madrid');

  it('has room, and no date before it has', () => {
    fc.assert(
      fc.property(
        cap,
        contacts,
        fc.constantFrom(...channels),
        zones,
        fc.integer({ min: 0, max: 30 }),
        (limit, past, channel, zone, later) => {
          const date = addDays('2026-02-22', later);
          const found = freeDate(limit, past, channel, zone, date);
          expect(hasRoom(limit, past, channel, zone, found)).toBe(true);
          for (let each = date; each < found; each = addDays(each, 1))
            expect(hasRoom(limit, past, channel, zone, each), each).toBe(false);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
