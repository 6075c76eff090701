// `recaudo may-contact` and `recaudo packs` as people and programs use them: each run is a process of its own, without a stack.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readContactCase } from '#cli/contact-case.ts';
import { recaudo, root } from './recaudo.ts';

/** The one JSON object of an answer: standard output holds nothing else. */
const jsonOf = (out: string): unknown => {
  expect(out.split('\n')).toHaveLength(2);
  return JSON.parse(out);
};

const sample = 'samples/may-contact/co-after-call.json';
const contactCase = {
  jurisdiction: 'CO',
  debtorType: 'consumer',
  timeZone: 'America/Bogota',
  channel: 'sms',
  at: '2026-03-02T10:00:00-05:00',
};

describe('may-contact', () => {
  it('answers the sample: the week after a call belongs to calls, and begins with a holiday', () => {
    const { code, out, err } = recaudo(['may-contact', sample, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      `${JSON.stringify({
        allowed: false,
        earliest: '2026-03-24T12:00:00.000Z',
        because: 'channel-lock',
        rule: 'CO-consumer.frequency',
        source: 'Ley 2300 de 2023 art. 3, as quoted from Función Pública (norma 213990)',
        confidence: 'S2',
      })}\n`,
    );
  });

  it('says the same to people, in words, with the local time', () => {
    const { code, out } = recaudo(['may-contact', sample]);
    expect(code).toBe(0);
    expect(out).toContain('May not contact: only the channel already used may be used in this week.');
    expect(out).toContain('Earliest: 2026-03-24 12:00 UTC (07:00 in America/Bogota), if nobody is contacted before.');
    expect(out).toContain('Not legal advice');
  });

  it('is shown in the docs with that case and that answer', () => {
    const docs = readFileSync(join(root, 'docs/jurisdictions.md'), 'utf8');
    expect(docs).toContain(readFileSync(join(root, sample), 'utf8').trim());
    expect(docs).toContain(recaudo(['may-contact', sample, '--json']).out.trim());
    expect(docs).toContain(recaudo(['may-contact', sample]).out.trim());
  });

  it('takes a creditor without contacts where a case says no more, and reads standard input', () => {
    const { code, out } = recaudo(['may-contact', '-', '--json'], JSON.stringify(contactCase));
    expect(code).toBe(0);
    expect(jsonOf(out)).toMatchObject({ allowed: true, earliest: '2026-03-02T15:00:00.000Z', because: 'within-rules' });
  });

  it('names no time where the channel is barred', () => {
    const { out } = recaudo(['may-contact', '-', '--json'], JSON.stringify({ ...contactCase, channel: 'visit' }));
    expect(jsonOf(out)).toMatchObject({ allowed: false, earliest: null, because: 'barred' });
    expect(recaudo(['may-contact', '-'], JSON.stringify({ ...contactCase, channel: 'visit' })).out).toContain(
      'No time will do.',
    );
  });

  it.each([
    ['not JSON', '{', 'standard input is not JSON'],
    ['nothing', '', 'standard input is not JSON'],
    ['a list', '[]', 'the case: write one JSON object'],
    [
      'no fields',
      '{}',
      'jurisdiction: is missing; debtorType: is missing; timeZone: is missing; channel: is missing; at: is missing',
    ],
    [
      'a country in small letters',
      { jurisdiction: 'co' },
      'jurisdiction: write a country as two capital letters, such as CO',
    ],
    ['a country in words', { jurisdiction: 'Colombia' }, 'jurisdiction: write a country'],
    ['an unknown debtor type', { debtorType: 'person' }, 'debtorType: is none of consumer, business'],
    ['an unknown collector', { collector: 'bank' }, 'collector: is none of creditor, agency'],
    ['an unknown zone', { timeZone: 'America/Bogotá' }, "timeZone: write the debtor's IANA zone"],
    [
      'a channel of the packs',
      { channel: 'im' },
      'channel: is none of email, sms, whatsapp, voice, call, visit, letter',
    ],
    ['an instant without offset', { at: '2026-03-02T10:00:00' }, 'at: write an instant since 1970 with its offset'],
    ['a date', { at: '2026-03-02' }, 'at: write an instant'],
    ['a day that is none', { at: '2026-02-30T10:00:00Z' }, 'at: write an instant'],
    ['an hour that is none', { at: '2026-02-28T24:00:00Z' }, 'at: write an instant'],
    ['a year without holidays', { at: '2041-03-02T10:00:00Z' }, 'at: is outside the years 2015 to 2040'],
    ['contacts that are no list', { contacts: {} }, 'contacts:'],
    [
      'a contact without offset',
      { contacts: [{ at: '2026-03-02T10:00:00', channel: 'sms' }] },
      'contacts.0.at: write an instant',
    ],
    ['a contact without channel', { contacts: [{ at: '2026-03-02T10:00:00Z' }] }, 'contacts.0.channel: is missing'],
    [
      'direct in words',
      { contacts: [{ at: '2026-03-02T10:00:00Z', channel: 'sms', direct: 'yes' }] },
      'contacts.0.direct: write true or false',
    ],
    ['an unknown field', { timezone: 'UTC' }, 'the case: has the unknown field "timezone": remove or correct it'],
    [
      'an unknown field of a contact',
      { contacts: [{ at: '2026-03-02T10:00:00Z', channel: 'sms', kind: 'x' }] },
      'contacts.0: has the unknown field "kind"',
    ],
  ])('refuses %s', (_, given, message) => {
    const text = typeof given === 'string' ? given : JSON.stringify({ ...contactCase, ...given });
    expect(() => readContactCase(text, 'standard input')).toThrow(message);
  });

  it('tells people and programs of all problems at once, without a stack trace', () => {
    const given = { ...contactCase, channel: 'im', at: '2026-03-02T10:00:00' };
    const { code, out, err } = recaudo(['may-contact', '-', '--json'], JSON.stringify(given));
    const error = expect.stringMatching(/^standard input is no case: channel: is none of .*; at: write an instant/);
    expect(code).toBe(2);
    expect(jsonOf(out)).toEqual({ error, exitCode: 2 });
    expect(err).toMatch(/^recaudo: standard input is no case: .*\n$/);
  });

  it.each([
    '2026-03-02T10:00-05:00',
    '2026-03-02T15:00:00Z',
    '2026-03-02T15:00:00.000+00:00',
    '2026-03-02T20:30:00+05:30',
  ])('reads the instant %s', (at) => {
    expect(readContactCase(JSON.stringify({ ...contactCase, at }), 'case').at).toBe('2026-03-02T15:00:00.000Z');
  });

  it('refuses a file that is not there', () => {
    expect(recaudo(['may-contact', 'no-such.json'])).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('there is no such file'),
    });
  });
});

describe('packs', () => {
  it('lists every pack, whom it binds and how much is unverified', () => {
    const { code, out } = recaudo(['packs']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}CO-consumer +Colombia, consumer +2026-11-23 +creditor, agency +5$/m);
    expect(out).toMatch(/^ {2}MX-consumer +Mexico, consumer +2026-11-23 +agency +5$/m);
    expect(out).toMatch(/^ {2}GB-business .*\(none known\)/m);
    expect(out).toContain('Nothing here is legal advice');
  });

  it('lists them for programs', () => {
    const shape = z.object({
      packs: z.array(z.object({ id: z.string(), unverified: z.int(), binds: z.array(z.string()) })),
    });
    const { packs } = shape.parse(jsonOf(recaudo(['packs', '--json']).out));
    expect(packs).toHaveLength(23);
    expect(packs.find(({ id }) => id === 'CO-consumer')).toEqual({
      id: 'CO-consumer',
      unverified: 5,
      binds: ['creditor', 'agency'],
    });
  });

  it('shows all packs of a country, each value with mark and source, what is unknown, and the holidays of a year', () => {
    const { code, out } = recaudo(['packs', 'show', 'CO', '--year', '2027']);
    expect(code).toBe(0);
    expect(out).toContain('CO-consumer: Colombia, consumer debtors\nas of 2026-11-23; in force since 2023-10-10');
    expect(out).toContain('CO-business: Colombia, business debtors');
    expect(out).toMatch(
      /hours +S2 {2}Monday to Friday 07:00 to 19:00, Saturday 08:00 to 15:00; not on Sundays or public\s+holidays \[2\]/,
    );
    expect(out).toContain('2  Ley 2300 de 2023 art. 3');
    expect(out).toMatch(/Unknown +the policy must state: compensation, collectionCosts, retention/);
    expect(out).toMatch(/Unverified +somebody has to look at: CO-consumer\.consent, CO-consumer\.requiredContent/);
    expect(out).toMatch(/National public holidays of CO in 2027:\n {2}01-01 01-11/);
    expect(out).toContain('Nothing here is legal advice');
    expect(
      Math.max(
        ...out
          .split('\n')
          .filter((line) => !line.includes('http'))
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(112);
  });

  it('shows one pack, written in any case', () => {
    const { out } = recaudo(['packs', 'show', 'cl-CONSUMER']);
    expect(out).toContain('CL-consumer: Chile');
    expect(out).not.toContain('CL-business');
  });

  it('shows them to programs: values, rates and holidays', () => {
    const shown = jsonOf(recaudo(['packs', 'show', 'GB', '--json', '--year', '2026']).out);
    expect(shown).toMatchObject({
      packs: [
        {
          id: 'GB-business',
          validFrom: null,
          values: expect.arrayContaining([
            expect.objectContaining({ id: 'GB-business.compensation', confidence: 'S1' }),
          ]),
          rates: expect.arrayContaining([expect.objectContaining({ series: 'BOE_BANK_RATE', percent: '3.75' })]),
        },
      ],
      holidays: { country: 'GB', year: 2026, dates: expect.arrayContaining(['2026-04-03']) },
      advice: expect.stringContaining('legal advice'),
    });
  });

  it.each([
    [['packs', 'show', 'ZZ'], 4, 'there is no pack "ZZ"; there are packs for AR, BR'],
    [['packs', 'show', 'CO-any'], 4, 'there is no pack "CO-any"'],
    [['packs', 'show', 'CO', '--year', '2014'], 2, 'Holidays are known from 2015 to 2040.'],
    [['packs', 'show', 'CO', '--year', '2041'], 2, 'Holidays are known from 2015 to 2040.'],
    [['packs', 'show', 'CO', '--year', '26'], 2, 'Holidays are known from 2015 to 2040.'],
    [['packs', 'show'], 2, "missing required argument 'pack'"],
    [['packs', 'tell'], 2, 'too many arguments'],
  ])('%j ends with %i: %s', (args, code, message) => {
    expect(recaudo(args)).toMatchObject({ code, out: '', err: expect.stringContaining(message) });
  });
});
